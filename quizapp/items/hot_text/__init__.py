"""Sentences or words of a source to be selected."""
