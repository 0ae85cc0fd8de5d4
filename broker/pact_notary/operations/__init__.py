"""What is done to a whole broker: kept, brought back, tidied, brought over from another."""
