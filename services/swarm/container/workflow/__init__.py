"""What the agent does with a todo, behind one port."""
