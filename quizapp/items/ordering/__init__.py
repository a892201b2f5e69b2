"""Elements to be put in order."""
