"""Classes, rosters, join codes, login cards, accommodations."""
