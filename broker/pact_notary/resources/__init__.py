"""Routes: read the request, run the use case, show what came of it."""
