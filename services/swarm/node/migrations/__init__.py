"""How the node's tables came to be what they are."""
