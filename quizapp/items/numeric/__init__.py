"""A number with a tolerance and a unit."""
