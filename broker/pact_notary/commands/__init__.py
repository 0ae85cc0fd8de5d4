"""The commands beside `serve`; each group is a module."""
