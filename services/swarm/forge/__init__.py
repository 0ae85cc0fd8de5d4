"""The forge: where repositories and pull requests live, and the local one made of directories."""
