"""Asking again about a belief: a follow-up for those who hold it, a recheck, who changed."""
