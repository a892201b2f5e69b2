"""The numbers in the addresses of scripts, so that all of them look alike.

A number of a response is below both ranges: the databases count up to 2,147,483,647.
"""

SECOND_MARKS = range(1_900_000_000, 2_000_000_000)
"""Scripts in front of a second marker."""
TRIALS = range(2_000_000_000, 2_100_000_000)
"""Anchors in front of a marker."""
