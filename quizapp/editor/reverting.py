"""Bringing back earlier texts, always as drafts: classes see them once they are published."""

from datetime import datetime

from quizapp.accounts.models import User
from quizapp.editor import actions
from quizapp.editor.history import Step, find_text
from quizapp.editor.publication import seal_of
from quizapp.editor.working import Working, find_working
from quizapp.quizzes.checking import one_at_a_time


class NoSuchText(Exception):
    """The file never had this text."""


def revert_file(
    bank: str, path: str, wanted: str, started_from: str, author: User, now: datetime
) -> Working:
    """Let a file's draft hold a text it had once, by its hash; empty: let the file be gone.

    Raises `NoSuchText`, and all that `actions.save` raises.
    """
    text = find_text(bank, path, wanted) if wanted else None
    if wanted and text is None:
        raise NoSuchText
    return actions.save(bank, path, text, started_from, author, now)


def revert_to(step: Step, seal: str, author: User, now: datetime) -> int:
    """Let drafts hold every text of a revision, and return how many files that changes.

    Raises `actions.Outdated` when something was saved or published since the page was shown.
    """
    one_at_a_time()
    working = find_working(step.revision.bank)
    if working is None or seal_of(working) != seal:
        raise actions.Outdated
    paths = sorted({*step.texts, *working.texts})
    changed = [each for each in paths if working.text(each) != step.texts.get(each)]
    for path in changed:
        actions.put(step.revision.bank, path, step.texts.get(path), author, now)
    return len(changed)
