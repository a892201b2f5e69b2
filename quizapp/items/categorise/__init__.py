"""Elements to be sorted into categories."""
