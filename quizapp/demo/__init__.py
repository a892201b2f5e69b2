"""The demo school: invented people, simulated attempts, and a database of its own."""
