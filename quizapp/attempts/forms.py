"""What the player's forms send, as values; item fields are read by the item's type later."""

import re
from collections.abc import Iterator

from werkzeug.datastructures import MultiDict

from quizapp.attempts.models import PAPER
from quizapp.attempts.saving import Save

LONGEST = 120_000
"""The most letters one question may send; the longest answer there is has a sixth of it."""
MOST_VALUES = 200
"""The most values one question may send."""

_ROW = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,15}")
_CLIENT = re.compile(r"[A-Za-z0-9-]{1,40}")
_POSITION = re.compile(r"q([0-9]{1,4})-")
OWN = ("certainty", "flag", "revision")
"""Fields of the player itself, sent beside those of the item."""


class TooMuch(ValueError):
    """The form holds more than any answer; the message is for the student."""


def positions_in(form: MultiDict[str, str]) -> list[int]:
    """Return the positions of the questions that a form speaks of, in order."""
    found = {int(match[1]) for name in form if (match := _POSITION.match(name))}
    return sorted(found)


def number_in(form: MultiDict[str, str], name: str) -> int:
    """Return the number of a row that a form names; 0, which no row has, where it is none."""
    text = form.get(name, "")
    return int(text) if _ROW.fullmatch(text) else 0


def save_of(form: MultiDict[str, str], position: int, device: str, *, leaving: bool) -> Save:
    """Return the save of one question that a form holds. Raises `TooMuch`.

    ``device`` stands in where the form names none, as without a script. What the player adds is
    taken leniently: a number that is none counts as absent.
    """
    prefix = f"q{position}-"
    fields = dict(_fields(form, prefix))
    _refuse_too_much(fields)
    own = {name: (fields.pop(name, None) or [""])[-1] for name in OWN}
    client = form.get("client", "")
    sequence = form.get("sequence", "")
    return Save(
        position=position,
        fields=fields,
        certainty=int(own["certainty"]) if own["certainty"] in {"1", "2", "3"} else None,
        flagged=bool(own["flag"]),
        revision=int(own["revision"]) if _NUMBER.fullmatch(own["revision"]) else 0,
        client=client if _CLIENT.fullmatch(client) and client != PAPER else device,
        sequence=int(sequence) if _NUMBER.fullmatch(sequence) else None,
        leaving=leaving,
    )


def _fields(form: MultiDict[str, str], prefix: str) -> Iterator[tuple[str, list[str]]]:
    for name, values in form.lists():
        if name.startswith(prefix):
            yield name.removeprefix(prefix), values


def _refuse_too_much(fields: dict[str, list[str]]) -> None:
    values = [value for given in fields.values() for value in given]
    if len(values) > MOST_VALUES or sum(map(len, values)) > LONGEST:
        raise TooMuch(
            "This answer is longer than any answer can be. "
            "Shorten it and save again; what was saved before is safe."
        )
