"""Standardisation: anchor scripts with an agreed mark, the exercise with them, and drift."""
