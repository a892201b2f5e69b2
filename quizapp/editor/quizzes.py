"""From a quiz on the desk to its file, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizapp.bank.model import Entry, Quiz
from quizapp.bank.quiz_files import file_value, quiz_text
from quizapp.bank.rewriting import rewritten
from quizapp.bank.strict_yaml import read
from quizapp.editor.working import Working


def path_of_quiz(working: Working, ident: str) -> str:
    """Return the path of a quiz's file: where it stands, or where a new one goes."""
    return working.find("quiz", ident) or f"quizzes/{ident}.yaml"


def taken_ids(working: Working) -> frozenset[str]:
    """Return, folded, the ids that a new quiz cannot have; files of them may be broken."""
    folder = "quizzes/"
    names = {path[len(folder) : -5] for path in working.texts if path.startswith(folder)}
    content = working.content
    used = {*content.quizzes, *content.retired} if content else set()
    return frozenset(each.casefold() for each in {*names, *used, "new"})


def text_with(text: str | None, quiz: Quiz) -> str:
    """Return a file's text that holds a quiz; comments and what has not changed stay."""
    if text is None:
        return quiz_text(quiz)
    present = read(text.encode(), "").value
    return rewritten(text, file_value(quiz, present if isinstance(present, dict) else {}))


def quiz_of(head: Mapping[str, Any], entries: Sequence[Entry]) -> Quiz:
    """Return the quiz that a form's fields and the entries on the desk make."""
    return Quiz.model_validate({**head, "entries": tuple(entries)})
