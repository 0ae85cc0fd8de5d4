"""The coordinator: the queue of work, and who has taken what from it."""
