"""Positions on which accounts disagree: one is chosen and supported, and none is the key."""
