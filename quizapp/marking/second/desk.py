"""A script as its second marker sees it, and the two marks side by side afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from quizapp.accounts.models import User
from quizapp.marking.agreement import Agreement
from quizapp.marking.desk import Desk, find_desk
from quizapp.marking.line import scripts_of
from quizapp.marking.numbers import SECOND_MARKS
from quizapp.marking.scheme import alike
from quizapp.marking.scripts import Script
from quizapp.marking.second.actions import waiting_for
from quizapp.marking.second.models import Sample, SecondMark
from quizapp.marking.second.reading import find_second_mark, samples_of, second_marks
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class SecondDesk(Desk):
    """A script without its first mark; who asks for it is ``marker``."""

    second: SecondMark
    marker: User

    blind = True
    in_queue = False

    @property
    def number(self) -> int:
        return SECOND_MARKS.start + self.second.id

    @property
    def name(self) -> str:
        return f"{super().name}, second marking"

    @property
    def previous(self) -> int | None:
        return None

    @property
    def closed(self) -> str:
        if self.second.at is not None:
            return "This script has its second mark."
        if self.second.first.marker_id == self.marker.id:
            return "You gave the first mark, so somebody else gives the second."
        if self.second.replaced:
            return "The answer was replaced since it was drawn, so there is nothing to compare."
        return super().closed


def find_second_desk(marker: User, second_id: int, now: datetime) -> SecondDesk | None:
    """Return a script of a sample, of a class of the marker's; nothing shows its first mark."""
    second = find_second_mark(marker, second_id)
    desk = find_desk(marker, second.response_id, now) if second else None
    if second is None or desk is None:
        return None
    blind = replace(desk, current=None, outdated=False, handed=None, colleagues=())
    shown = {each.name: getattr(blind, each.name) for each in fields(blind)}
    return SecondDesk(**shown, second=second, marker=marker)


@dataclass(frozen=True)
class Comparison:
    """The scripts of an item that were drawn, and how far both markers agree."""

    drawn: Sequence[SecondMark]
    scripts: Sequence[Script]
    teacher: User

    @property
    def done(self) -> Sequence[SecondMark]:
        """The scripts with two marks for one and the same answer, widest apart first."""
        both = [each for each in self.drawn if each.at is not None and not each.replaced]
        return sorted(both, key=lambda each: (-abs(each.difference), each.id))

    @property
    def waiting(self) -> Sequence[SecondMark]:
        return [each for each in self.drawn if each.at is None and not each.replaced]

    @property
    def for_me(self) -> Sequence[SecondMark]:
        return waiting_for(self.teacher, self.drawn)

    @property
    def replaced(self) -> int:
        """How many answers are others since they were drawn."""
        return sum(each.replaced for each in self.drawn)

    @property
    def agreement(self) -> Agreement:
        pairs = [(each.first.mark, each.mark) for each in self.done if each.mark is not None]
        return Agreement(pairs)

    @property
    def samples(self) -> Sequence[Sample]:
        return samples_of(self.drawn)

    @property
    def marked(self) -> int:
        return sum(not script.waits for script in self.scripts)

    def name_of(self, second: SecondMark) -> str:
        """Return what a script is called in the line."""
        numbers = {script.id: script.number for script in self.scripts}
        known = numbers.get(second.response_id)
        return f"Script {known}" if known else "A script out of line"


def comparison_of(teacher: User, bank: str, item_id: str, now: datetime) -> Comparison:
    """Return what was drawn from the teacher's classes of an item, and what came of it."""
    drawn = second_marks(teacher, bank, item_id)
    return Comparison(drawn, scripts_of(teacher, bank, item_id, now), teacher)


def other_scheme(second: SecondMark, desk: Desk) -> bool:
    """Return whether the first mark was given under another scheme than is in use now."""
    return not alike(item_of(second.first.version), desk.item)
