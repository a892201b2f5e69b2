"""What opens a door once: the code of the first start, and the links of invitations."""

import hmac
import secrets
from hashlib import sha256

ALPHABET = "CDFHJKMNPRTWXY34679"
"""No two look alike, and without vowels no code spells a word."""
CODE_LENGTH = 8


def code() -> str:
    """Return a code to copy from a terminal by hand; there are 17 thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def tidy(typed: str) -> str:
    """Return a code as it was made: capitals, without spaces, hyphens and the like."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def token() -> str:
    """Return what a link holds: 192 bits by chance."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """Return what is stored of a code or a token."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def opens(secret: str, stored: str | None) -> bool:
    """Return whether a code or token is the one whose digest is stored."""
    return stored is not None and hmac.compare_digest(digest(secret), stored)
