"""What names, user names and passwords must be like."""

import unicodedata

from quizapp.accounts import passwords
from quizapp.accounts.models import Role

LONGEST_NAME = 120
LONGEST_USERNAME = 60
LONGEST_PASSWORD = 200


def tidy_name(name: str) -> str:
    """Return a name with single spaces, and with each letter in its usual form."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def name_problem(name: str) -> str:
    """Return what is wrong with a person's name; empty if nothing is."""
    if not any(sign.isalnum() for sign in name):
        return "Type the name."
    if len(name) > LONGEST_NAME:
        return f"A name may have at most {LONGEST_NAME} characters."
    if "\ufffd" in name or any(unicodedata.category(sign) == "Cc" for sign in name):
        return "The name holds a sign that cannot be shown."
    return ""


def username_problem(username: str) -> str:
    """Return what is wrong with a user name in its stored form; empty if nothing is."""
    if not username[:1].isalnum():
        return "A user name begins with a letter or a digit."
    if len(username) > LONGEST_USERNAME:
        return f"A user name may have at most {LONGEST_USERNAME} characters."
    if not all(sign.isalnum() or sign in "._-@+" for sign in username):
        return "Letters, digits and the signs . _ - @ + can stand in a user name."
    return ""


def shortest_password(role: Role) -> int:
    """Return how many characters the password of such a person needs."""
    return passwords.SHORTEST_FOR_STUDENTS if role is Role.STUDENT else passwords.SHORTEST


def password_problem(password: str, role: Role, username: str) -> str:
    """Return what is wrong with a password that somebody chose; empty if nothing is."""
    shortest = shortest_password(role)
    if len(password) < shortest:
        return f"Choose a password of at least {shortest} characters."
    if len(password) > LONGEST_PASSWORD:
        return f"A password may have at most {LONGEST_PASSWORD} characters."
    if password.casefold() == username.casefold():
        return "The password may not be the user name."
    if not password.isprintable():
        return "The password holds a sign that cannot be typed."
    return ""
