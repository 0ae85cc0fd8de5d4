"""How the container's tables came to be what they are."""
