"""Where the text of a new anchor comes from, and what is known of its mark."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizapp.accounts.models import User
from quizapp.attempts.question import in_words
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.marking.anchors.models import Origin
from quizapp.marking.anchors.topics import Topic
from quizapp.marking.line import current_mark
from quizapp.marking.queries import find_response
from quizapp.marking.words import script_of
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Beginning:
    """What a new anchor begins with; ``level`` is what the mark scheme says of its example."""

    origin: Origin
    text: str = ""
    mark: Fraction | None = None
    level: int | None = None
    ranked: str = ""


def beginning_of(teacher: User, topic: Topic, asked: Mapping[str, str]) -> Beginning | None:
    """Return what an address asks for; ``None`` when there is no such example or script."""
    if asked.get("example"):
        return _example(topic, asked["example"])
    if asked.get("script"):
        return _script(teacher, topic, asked["script"])
    return Beginning(Origin.TYPED)


def _example(topic: Topic, number: str) -> Beginning | None:
    item = topic.item
    samples = item.samples if isinstance(item, ExtendedResponseItem) else ()
    known = {str(place): sample for place, sample in enumerate(samples, start=1)}
    sample = known.get(number)
    return Beginning(Origin.EXAMPLE, sample.text, level=sample.level) if sample else None


def _script(teacher: User, topic: Topic, number: str) -> Beginning | None:
    """Return the words of a marked script, and nothing that says whose they are."""
    whole = number.isascii() and number.isdigit() and len(number) < 10
    response = find_response(teacher, int(number)) if whole else None
    if response is None or (response.version.bank, response.version.item_id) != (
        topic.bank,
        topic.item_id,
    ):
        return None
    given = current_mark(response.id)
    item = item_of(response.version)
    text = script_of(item, response.fields)
    if given is None or not text:
        return None
    fields = {name: each for name, each in response.fields.items() if name != "reason"}
    ranked = "" if topic.scheme.bands else in_words(item, fields)
    mark = given.mark if given.mark in topic.scheme.marks else None
    return Beginning(Origin.SCRIPT, text, mark, ranked=ranked)
