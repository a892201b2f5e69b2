"""Texts that a spreadsheet would take for a formula: noticed, guarded on the way out, refused."""

FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs with which a spreadsheet begins a formula, also in their wide forms."""

HIDING = ("\t", "\r", "\n")
"""Signs that can hide the beginning of a formula."""


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might take a text for a formula."""
    return text.startswith(HIDING) or text.lstrip().startswith(FORMULAS)


def unguarded(text: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text
