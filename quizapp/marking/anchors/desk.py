"""An anchor as its mark page shows it: like any script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.accounts.models import User
from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.items.extended_response.model import Sample
from quizapp.marking import line
from quizapp.marking.anchors import reading
from quizapp.marking.anchors.models import Trial
from quizapp.marking.anchors.topics import Topic, find_topic, newest_sources
from quizapp.marking.models import SavedComment
from quizapp.marking.numbers import TRIALS
from quizapp.marking.queries import saved_comments
from quizapp.marking.scheme import Scheme, shown_samples
from quizapp.marking.scripts import Script, neighbours
from quizapp.quizzes.models import ItemVersion


@dataclass(frozen=True)
class TrialDesk:
    """An anchor with what its marker reads beside it.

    Among the scripts it bears the name of the script whose place it takes; in an exercise it
    says which anchor of how many it is.
    """

    trial: Trial
    topic: Topic
    scripts: Sequence[Script]
    saved: Sequence[SavedComment]
    place: tuple[int, int]
    hidden: set[str]
    sources: Mapping[str, Source]

    hold = handed = current = by_machine = None
    outdated = answer_changed = False
    is_a_member = in_queue = True
    closed = ""
    colleagues = alike = ()
    may_be_accepted = False
    decided = None

    @property
    def number(self) -> int:
        """What the address ends in."""
        return TRIALS.start + self.trial.id

    @property
    def nameless(self) -> bool:
        """Whether the page owns up to having no name to show."""
        return self.trial.exercise_id is not None

    @property
    def in_use(self) -> ItemVersion:
        return self.topic.version

    @property
    def scheme(self) -> Scheme:
        return self.topic.scheme

    @property
    def item(self) -> Item:
        return self.topic.item

    @property
    def asked(self) -> Item:
        return self.topic.item

    @property
    def key(self) -> dict[str, Any]:
        return self.topic.key

    @property
    def text(self) -> str:
        return self.trial.anchor.text

    @property
    def order(self) -> str:
        return self.trial.anchor.ranked

    @property
    def whole(self) -> int:
        """The marks of the whole question."""
        return self.scheme.out_of

    @property
    def samples(self) -> Sequence[Sample]:
        return shown_samples(self.item, self.hidden)

    @property
    def entry(self) -> Script | None:
        """The script whose place the anchor takes, where it lies among them."""
        return next((each for each in self.scripts if each.id == self.trial.beside_id), None)

    @property
    def name(self) -> str:
        if self.nameless:
            here, of = self.place
            return f"Anchor {here} of {of}"
        return f"Script {self.entry.number}" if self.entry else "A script out of line"

    @property
    def whose(self) -> str:
        """Nobody's name: an anchor has none to show."""
        return self.name

    @property
    def previous(self) -> int | None:
        return neighbours(self.scripts, self.entry.id)[0] if self.entry else None

    @property
    def waiting(self) -> int:
        return sum(script.waits for script in self.scripts)


def find_trial_desk(marker: User, trial_id: int, now: datetime) -> TrialDesk | None:
    """Return an anchor that was put in front of this marker, with what its page shows."""
    trial = reading.find_trial(marker, trial_id)
    topic = find_topic(trial.anchor.bank, trial.anchor.item_id) if trial else None
    if trial is None or topic is None:
        return None
    return TrialDesk(
        trial,
        topic,
        line.scripts_of(marker, topic.bank, topic.item_id, now),
        saved_comments(marker, topic.bank, topic.item_id),
        _place(trial),
        reading.texts_of_anchors(marker, topic.bank, topic.item_id),
        newest_sources(topic),
    )


def _place(trial: Trial) -> tuple[int, int]:
    """Return which anchor of its exercise this is, and how many there are."""
    if trial.exercise is None:
        return 1, 1
    ids = [each.id for each in reading.trials_of(trial.exercise)]
    return ids.index(trial.id) + 1, len(ids)
