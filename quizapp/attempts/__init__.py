"""Taking a quiz: attempts, responses, steps, review."""
