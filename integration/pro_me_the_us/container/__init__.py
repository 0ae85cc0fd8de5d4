"""What a container offers."""
