"""Recorded pacts, for commands: from a folder or a broker, and the official program for them."""
