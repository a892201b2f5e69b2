"""What marks say about a test and its items: pure functions, no web and no database."""
