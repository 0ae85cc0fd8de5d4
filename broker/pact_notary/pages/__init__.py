"""Pages for people, rendered here: they work without JavaScript, which only makes them quicker."""
