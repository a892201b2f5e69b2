"""Classroom quizzes on historical sources."""
