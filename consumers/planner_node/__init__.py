"""What a planner node expects of each service it calls."""
