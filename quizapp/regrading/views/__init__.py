"""Putting questions right: the choice, its preview, the history; and notes in the review."""

from collections.abc import Mapping, Sequence

from flask import Flask, g

from quizapp.attempts.additions import ADDERS
from quizapp.attempts.corrections import in_force
from quizapp.attempts.models import Correction
from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.quizzes.versions import item_of
from quizapp.regrading.keys import key_of
from quizapp.regrading.notes import notes
from quizapp.regrading.views import correcting, history
from quizapp.regrading.views.blueprint import bp
from quizapp.web.rendering import HOMES

KeyChange = tuple[Sequence[str], Sequence[str]]
"""What counts as right, in words: before a correction, and now."""

__all__ = ["bind", "correcting", "history"]


def bind(app: Flask) -> None:
    """Register the feature; the page of an item asks it what was corrected there."""
    app.register_blueprint(bp)
    HOMES["regrading"] = "classrooms"
    app.jinja_env.globals["corrections_at"] = corrections_at
    app.jinja_env.globals["key_change"] = key_change
    if notes not in ADDERS:
        ADDERS.append(notes)


def key_change(
    assignment_id: int, position: int, asked: Item, sources: Mapping[str, Source]
) -> KeyChange | None:
    """Return the key of a question then and now, where they differ; asked once a request."""
    name = f"corrections_{assignment_id}"
    if name not in g:
        setattr(g, name, in_force([assignment_id]))
    made: Sequence[Correction] = getattr(g, name).get((assignment_id, position), ())
    versions = [each.version for each in made if each.version]
    old = key_of(asked, sources)
    new = key_of(item_of(versions[-1]), sources) if versions else old
    return None if old == new else (old, new)


def corrections_at(assignment_id: int, position: int) -> Sequence[Correction]:
    """Return the corrections in force at one question of an assignment."""
    return in_force([assignment_id]).get((assignment_id, position), ())
