"""Elements ranked by usefulness, with a reason."""
