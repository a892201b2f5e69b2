"""Anchors of an essay, and what markers give to them."""

from fractions import Fraction

from quizapp.accounts.models import User
from quizapp.marking.actions import Ruling
from quizapp.marking.anchors import actions
from quizapp.marking.anchors.actions import Agreed
from quizapp.marking.anchors.models import Anchor, Origin, Trial
from quizapp.marking.anchors.topics import Topic, find_topic
from tests.marking.world import ESSAY, LATER


def topic_of(item_id: str = ESSAY) -> Topic:
    topic = find_topic("test", item_id)
    assert topic
    return topic


def agreed(text: str = "Words.", mark: int | str = 5, reason: str = "It is fair.") -> Agreed:
    value = Fraction(mark)
    return Agreed(text, topic_of().scheme.level_of(value), value, reason)


def anchor(owner: User, text: str = "Words.", mark: int | str = 5) -> Anchor:
    return actions.add_anchor(topic_of(), owner, agreed(text, mark), Origin.TYPED, "", LATER)


def anchors(owner: User, *marks: int, on: bool = True, every: int = 10) -> list[Anchor]:
    """Agree on anchors with these marks (2, 5 and 8 by default) and use them."""
    made = [anchor(owner, f"These words are worth {mark}.", mark) for mark in marks or (2, 5, 8)]
    actions.set_standard(topic_of(), owner, on, every, LATER)
    return made


def given(mark: int | str, version_id: int = 0, comment: str = "") -> Ruling:
    topic, value = topic_of(), Fraction(mark)
    version_id = version_id or topic.version.id
    return Ruling(topic.scheme.level_of(value), value, comment, (), version_id, 0)


def give(marker: User, trial: Trial, mark: int | str, now=LATER) -> None:
    actions.give(topic_of(), marker, trial, given(mark), now)
