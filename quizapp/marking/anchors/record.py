"""What there is to read of anchors: the set-up, the result of an exercise, drift over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from quizapp.accounts.models import User
from quizapp.marking.agreement import Agreement
from quizapp.marking.anchors import reading
from quizapp.marking.anchors.models import Anchor, Exercise, Standard, Trial
from quizapp.marking.anchors.reading import FEWEST_ANCHORS
from quizapp.marking.anchors.topics import Topic
from quizapp.marking.line import scripts_of
from quizapp.marking.scripts import Script


@dataclass(frozen=True)
class Drift:
    """What one marker gave to anchors, oldest first."""

    marker: str
    trials: Sequence[Trial]

    @property
    def agreement(self) -> Agreement:
        return Agreement(
            [(t.agreed, t.mark) for t in self.trials if t.agreed is not None and t.mark is not None]
        )

    @property
    def widest(self) -> int:
        """The largest difference in whole marks, for the scale of a chart."""
        return max(1, *(-(-abs(each.difference) // 1) for each in self.trials), 1)


@dataclass(frozen=True)
class SetUp:
    """The anchors of an item as one teacher sees them, and how they are used."""

    topic: Topic
    anchors: Sequence[Anchor]
    standard: Standard | None
    scripts: Sequence[Script]
    trials: Sequence[Trial]

    @property
    def numbers(self) -> Mapping[int, int]:
        """The number of each anchor, also of those withdrawn, so that none changes its number."""
        return {each.id: number for number, each in enumerate(self.anchors, start=1)}

    @property
    def live(self) -> Sequence[Anchor]:
        return [each for each in self.anchors if each.withdrawn_at is None]

    @property
    def usable(self) -> Sequence[Anchor]:
        return [each for each in self.live if self.topic.fits(each)]

    @property
    def missing(self) -> int:
        """How many anchors are wanting before they can be used."""
        return max(0, FEWEST_ANCHORS - len(self.usable))

    @property
    def on(self) -> bool:
        return self.standard is not None and self.standard.on

    @property
    def marked(self) -> Sequence[Script]:
        """The scripts that could become anchors."""
        return [script for script in self.scripts if script.marked]

    @property
    def drifts(self) -> Sequence[Drift]:
        """What each marker gave, by name."""
        rows = sorted(self.trials, key=lambda each: (each.marker.name, each.marker_id))
        return [
            Drift(trials[0].marker.name, trials)
            for trials in (list(group) for _, group in groupby(rows, lambda each: each.marker_id))
        ]


def set_up_of(teacher: User, topic: Topic, now: datetime) -> SetUp:
    """Return how an item is standardised among those who teach with a teacher."""
    return SetUp(
        topic,
        reading.all_anchors(teacher, topic),
        reading.standard_for(teacher, topic),
        scripts_of(teacher, topic.bank, topic.item_id, now),
        reading.trials_with_marks(teacher, topic),
    )


@dataclass(frozen=True)
class Standing:
    """Where a marker stands with the anchors of an item."""

    topic: Topic
    standard: Standard | None
    usable: Sequence[Anchor]
    exercise: Exercise | None
    trials: Sequence[Trial]
    numbers: Mapping[int, int]

    @property
    def in_force(self) -> bool:
        on = self.standard is not None and self.standard.on
        return on and len(self.usable) >= FEWEST_ANCHORS

    @property
    def missing(self) -> int:
        """How many anchors are wanting before an exercise can begin."""
        return max(0, FEWEST_ANCHORS - len(self.usable))

    @property
    def left(self) -> Sequence[Trial]:
        """The anchors of the exercise that can still be marked."""
        there = {each.id for each in self.usable}
        return [t for t in self.trials if t.closed_at is None and t.anchor_id in there]

    @property
    def done(self) -> Sequence[Trial]:
        return [each for each in self.trials if each.mark is not None]

    @property
    def finished(self) -> bool:
        """Whether the result can be shown."""
        return bool(self.done) and not self.left

    @property
    def agreement(self) -> Agreement:
        return Drift("", self.done).agreement


def standing_of(marker: User, topic: Topic) -> Standing:
    """Return a marker's last exercise with the anchors of an item."""
    exercise = reading.last_exercise(marker, topic)
    anchors = reading.all_anchors(marker, topic)
    return Standing(
        topic,
        reading.standard_for(marker, topic),
        [each for each in anchors if each.withdrawn_at is None and topic.fits(each)],
        exercise,
        reading.trials_of(exercise) if exercise else (),
        {each.id: number for number, each in enumerate(anchors, start=1)},
    )


def owes_exercise(marker: User, topic: Topic) -> bool:
    """Return whether a marker is to mark the anchors before the scripts."""
    standard = reading.standard_for(marker, topic)
    return (
        standard is not None
        and standard.on
        and not reading.has_been_through(marker, topic)
        and len(reading.usable_anchors(marker, topic)) >= FEWEST_ANCHORS
    )
