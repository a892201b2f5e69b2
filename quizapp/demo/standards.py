"""Anchor scripts of the demo school: one teacher agreed on them, the other has tried them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from quizapp.accounts.models import User
from quizapp.bank.strict_yaml import read
from quizapp.marking.actions import Ruling
from quizapp.marking.anchors import actions
from quizapp.marking.anchors.actions import Agreed
from quizapp.marking.anchors.models import Origin
from quizapp.marking.anchors.topics import Topic, find_topic

TEXTS = Path(__file__).with_name("anchors.yaml")
AGREED, TRIED = timedelta(days=3), timedelta(days=2)
"""How long ago."""
EVERY = 5
"""After so many scripts an anchor comes round, soon enough for whoever tries the demo."""
EACH = timedelta(minutes=4)


def agree(bank: str, owner: User, marker: User, now: datetime) -> None:
    """Let two teachers who share a class standardise an essay: its anchors, and one's results."""
    texts: Any = read(TEXTS.read_bytes(), TEXTS.name).value
    topic = find_topic(bank, texts["item"])
    if topic is None:
        return
    given = dict[int, Fraction]()
    for each in texts["anchors"]:
        agreed = _agreed(topic, each)
        anchor = actions.add_anchor(topic, owner, agreed, Origin.TYPED, "", now - AGREED)
        given[anchor.id] = Fraction(each["given"])
    actions.set_standard(topic, owner, True, EVERY, now - AGREED)
    _try(topic, marker, given, now - TRIED)


def _agreed(topic: Topic, one: Mapping[str, Any]) -> Agreed:
    mark = Fraction(one["agreed"])
    return Agreed(one["text"], topic.scheme.level_of(mark), mark, one["reason"])


def _try(topic: Topic, marker: User, given: Mapping[int, Fraction], began: datetime) -> None:
    """Let a marker give what they would have given, and go on to the scripts."""
    exercise, at = actions.begin_exercise(topic, marker, began), began
    while trial := actions.next_trial(marker, exercise):
        mark, at = given[trial.anchor_id], at + EACH
        ruling = Ruling(topic.scheme.level_of(mark), mark, "", (), topic.version.id, 0)
        actions.give(topic, marker, trial, ruling, at)
    actions.go_on(topic, marker, at)
