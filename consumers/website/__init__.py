"""What the website expects of each service it calls."""
