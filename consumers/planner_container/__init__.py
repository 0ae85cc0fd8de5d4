"""What a planner container expects of each service it calls."""
