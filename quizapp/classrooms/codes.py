"""What lets students in: join codes to read from a wall, tokens printed on login cards."""

import secrets

ALPHABET = "CDFHJKMNPRTWXY34679"
"""No two look alike, and without vowels no code spells a word."""
LENGTH = 6


def made_up() -> str:
    """Return a code by chance; there are 47 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """Return a code as it is stored: capitals, without spaces, hyphens and the like."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())[: LENGTH + 1]


def shown(code: str) -> str:
    """Return a code as it is read out: two groups of three."""
    return f"{code[:3]} {code[3:]}"


def token() -> str:
    """Return a token for a login card: 128 bits by chance, so that the QR code stays coarse."""
    return secrets.token_urlsafe(16)
