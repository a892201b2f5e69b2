"""What students say is wrong with a question, and what teachers answer."""
