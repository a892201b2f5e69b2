"""Rosters: reading a CSV file, planning what it would do, writing one."""
