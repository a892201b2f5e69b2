"""One key among several options."""
