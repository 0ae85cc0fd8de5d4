"""What a worker container expects of each service it calls."""
