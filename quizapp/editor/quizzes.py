"""From a quiz on the desk to its file, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from quizapp.bank.model import Entry, Quiz
from quizapp.bank.quiz_files import file_value, quiz_text
from quizapp.bank.rewriting import CannotBeWritten, rewritten
from quizapp.bank.strict_yaml import Malformed, read
from quizapp.database import db
from quizapp.editor.working import Working
from quizapp.quizzes.models import QuizVersion


def path_of_quiz(working: Working, ident: str) -> str:
    """Return the path of a quiz's file: where it stands, or where a new one goes."""
    return working.find("quiz", ident) or f"quizzes/{ident}.yaml"


def taken_ids(working: Working) -> frozenset[str]:
    """Return, folded, the ids that a new quiz cannot have: used now, or published once.

    Files of them may be broken.
    """
    folder = "quizzes/"
    names = {path[len(folder) : -5] for path in working.texts if path.startswith(folder)}
    content = working.content
    used = {*content.quizzes, *content.retired} if content else set()
    published = db.session.scalars(select(QuizVersion.quiz_id).filter_by(bank=working.bank))
    return frozenset(each.casefold() for each in {*names, *used, *published, "new"})


def text_with(text: str | None, quiz: Quiz) -> str:
    """Return a file's text that holds a quiz; comments and what has not changed stay.

    A text that nobody can read is written anew. Raises `CannotBeWritten`.
    """
    try:
        present = read((text or "").encode(), "").value
    except Malformed:
        present = None
    if text is None or not isinstance(present, dict):
        return _readable(quiz_text(quiz))
    return rewritten(text, file_value(quiz, present))


def _readable(text: str) -> str:
    try:
        read(text.encode(), "")
    except Malformed as malformed:
        raise CannotBeWritten(f"{malformed.problems[0].what.capitalize()}.") from None
    return text


def quiz_of(head: Mapping[str, Any], entries: Sequence[Entry]) -> Quiz:
    """Return the quiz that a form's fields and the entries on the desk make."""
    return Quiz.model_validate({**head, "entries": tuple(entries)})
