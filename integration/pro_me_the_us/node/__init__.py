"""What a node offers."""
