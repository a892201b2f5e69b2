"""Two lists of unequal length to be matched."""
