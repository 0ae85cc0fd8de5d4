"""A container: does the work of one round at a time, on git, with what its node lent it."""
