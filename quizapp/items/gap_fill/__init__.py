"""A text with gaps."""
