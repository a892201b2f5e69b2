"""Statements judged by the same columns."""
