"""Second marking: a sample that somebody else marks blind, and what comes of the differences."""
