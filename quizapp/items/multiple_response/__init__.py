"""Several right options, and a stated number to pick."""
