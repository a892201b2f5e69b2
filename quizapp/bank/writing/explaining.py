"""What the word at the cursor means: a key, a choice, or the id of something in the bank."""

from dataclasses import dataclass

from quizapp.bank.writing import shapes
from quizapp.bank.writing.completion import Desk
from quizapp.bank.writing.cursor import Token, token_at
from quizapp.bank.writing.known import known_ids
from quizapp.items import ITEM_TYPES


@dataclass(frozen=True)
class Explanation:
    """What a word means, and where it stands in the text."""

    word: str
    meaning: str
    start: int
    end: int


def explanation(desk: Desk, at: int) -> Explanation | None:
    """Return what the word around a place means; ``None`` for words that explain themselves."""
    token = token_at(desk.text, at)
    if token is None:
        return None
    meaning = _of_key(desk, token) if token.is_key else _of_value(desk, token)
    return Explanation(token.word, meaning, token.start, token.end) if meaning else None


def _of_key(desk: Desk, token: Token) -> str:
    path = (*token.cursor.path, token.word)
    meaning = shapes.meaning_of(desk.kind, path)
    if not meaning:
        return _named(desk, token)
    choices = shapes.choices_at(desk.kind, path)
    required = {key.name for key in shapes.keys_at(desk.kind, path[:-1]) if key.required}
    allowed = f" One of: {', '.join(choices)}." if len(choices) > 1 else ""
    return f"{meaning}{allowed}{' Required.' if token.word in required else ''}"


def _named(desk: Desk, token: Token) -> str:
    """Return what a key stands for that the author chose: a section, a skill."""
    settings = desk.bank.settings if desk.bank else None
    if desk.kind != "bank" or not settings or token.cursor.path[:1] != ("blueprint",):
        return ""
    return settings.sections.get(token.word) or settings.skills.get(token.word) or ""


def _of_value(desk: Desk, token: Token) -> str:
    path = token.cursor.path
    ids = known_ids(desk.kind, path, desk.bank, desk.seeds, desk.text)
    if token.word in ids:
        return ids[token.word]
    if path == ("type",) and token.word in ITEM_TYPES:
        return ITEM_TYPES[token.word].label
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    chosen = shapes.choices_at(desk.kind, path)
    return shapes.meaning_of(desk.kind, path) if token.word in chosen and key else ""
