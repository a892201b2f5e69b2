"""A few typed words."""
