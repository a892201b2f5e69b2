"""Which reading of a source a person has open; remembered for as long as they are signed in."""

from typing import Any

from flask import Flask, request, session, url_for

from quizapp.bank.readings import find_reading, read_as
from quizapp.bank.sources import Reading, Source

NAME = "reading"
MOST_REMEMBERED = 40


def bind(app: Flask) -> None:
    """Let templates ask for the open reading of a source and for ways to the others."""
    app.jinja_env.globals.update(
        open_reading=open_reading, reading_address=reading_address, read_as=read_as
    )


def open_reading(source: Source) -> Reading | None:
    """Return the reading that the person chose for a source; ``None`` is the source as it stands.

    A choice in the address, ``reading=src1:easier``, is remembered from then on.
    """
    for chosen in request.args.getlist(NAME) if source.readings else ():
        ident, _, reading = chosen.partition(":")
        if ident == source.id and (not reading or find_reading(source, reading)):
            _remember(ident, reading)
    return find_reading(source, _remembered().get(source.id, ""))


def reading_address(source: Source, reading: Reading | None, anchor: str) -> str | None:
    """Return the address of this page with another reading; ``None`` if it cannot be asked for."""
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()):
        return None
    wanted: dict[str, Any] = {name: request.args.getlist(name) for name in request.args}
    wanted = {**wanted, **(request.view_args or {})}
    wanted[NAME] = f"{source.id}:{reading.id if reading else ''}"
    return url_for(rule.endpoint, _anchor=anchor, **wanted)


def _remembered() -> dict[str, str]:
    kept = session.get("readings")
    return kept if isinstance(kept, dict) else {}


def _remember(source: str, reading: str) -> None:
    kept = _remembered()
    if kept.get(source, "") == reading:
        return
    others = [each for each in kept.items() if each[0] != source][-MOST_REMEMBERED:]
    session["readings"] = dict([*others, (source, reading)] if reading else others)
