"""Putting a question right after it was answered: preview, applying, undoing, history."""
