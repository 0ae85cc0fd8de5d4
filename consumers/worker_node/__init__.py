"""What a worker node expects of each service it calls."""
