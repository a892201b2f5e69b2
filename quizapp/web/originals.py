"""The original wording of sources, from the school's own copies of the documents."""

from flask import Flask, current_app

from quizapp.bank.originals import Originals, Wording
from quizapp.bank.seeds import load_seeds
from quizapp.bank.sources import Source
from quizapp.config import Settings

NAME = "originals"


def bind(app: Flask, settings: Settings) -> None:
    """Let templates ask for the original wording of a source."""
    app.extensions[NAME] = Originals(settings.originals, load_seeds().documents)
    app.jinja_env.globals["original_wording"] = wording


def originals() -> Originals:
    """Return the copies that this installation has."""
    kept = current_app.extensions[NAME]
    assert isinstance(kept, Originals)  # noqa: S101
    return kept


def wording(source: Source) -> Wording:
    """Return the original wording of a source, read from the copy as it is now."""
    return originals().wording(source.original)
