"""What an attempt is worth as a whole: late rules and grade boundaries, exact and pure."""
