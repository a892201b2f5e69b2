"""Taking a question out of use for good: its id is never used again."""

from datetime import datetime

from quizapp.accounts.models import User
from quizapp.bank.model import Quiz
from quizapp.bank.rewriting import rewritten
from quizapp.bank.strict_yaml import Malformed, read
from quizapp.database import begin_writing
from quizapp.editor import actions
from quizapp.editor.working import Working, text_hash

LIST = "retired.yaml"
EMPTY = "# yaml-language-server: $schema=schema.json#/$defs/retired\nretired: []\n"


def quizzes_with(working: Working, item_id: str) -> list[Quiz]:
    """Return the quizzes of the working copy that ask a question."""
    quizzes = working.content.quizzes.values() if working.content else ()
    return [each for each in quizzes if item_id in each.items]


def retire(working: Working, item_id: str, reason: str, author: User, now: datetime) -> None:
    """Write the id into the list of those retired and take the question's file away, as drafts.

    Takes the right to write for that alone, in a transaction that the caller ends. Raises
    `actions.CannotBeKept` when the list cannot be written, and `actions.Collision`.
    """
    path, listed = working.find("item", item_id), working.text(LIST)
    if path is None:
        return
    text = _with_entry(listed if listed is not None else EMPTY, item_id, reason)
    changes = ((LIST, text, listed), (path, None, working.text(path)))
    begin_writing()
    for where, new, old in changes:
        actions.save(working.bank, where, new, text_hash(old), author, now)


def _with_entry(text: str, item_id: str, reason: str) -> str:
    try:
        value = read(text.encode(), LIST).value
    except Malformed:
        value = None
    entries = value.get("retired") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(entries, list | None):
        raise actions.CannotBeKept("retired.yaml has errors. Mend it first.")
    return rewritten(
        text, {**value, "retired": [*(entries or []), {"id": item_id, "reason": reason}]}
    )
