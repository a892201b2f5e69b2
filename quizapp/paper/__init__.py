"""Quizzes on paper: printing them, entering what was answered, marks to and from a table."""
