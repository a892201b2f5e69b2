"""Judging written answers by comparing two at a time."""
