"""What the coordinator offers."""
