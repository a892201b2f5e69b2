"""Options of graded worth."""
