"""What the statistics say about single options of a question; pure, nameless."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.insights import remarks
from quizapp.insights.remarks import Remark
from quizapp.insights.tally import Choice, Group
from quizapp.statistics.classical import option_point_biserial
from quizapp.statistics.intervals import enough, wilson
from quizapp.statistics.matrix import MarkTable, Row, presented

Interval = tuple[float, float]


@dataclass(frozen=True)
class OptionLine:
    """One option: how many chose it, how sure that share is, and who they tend to be.

    ``credit`` is what it is worth; ``None`` for an opinion.
    """

    text: str
    credit: Fraction | None
    chosen: int
    share: Fraction | None
    interval: Interval | None
    correlation: float | None
    remarks: Sequence[Remark]


@dataclass(frozen=True)
class OptionGroup:
    """Options that exclude each other, such as those of one row; opinions are not ``keyed``."""

    label: str
    options: Sequence[OptionLine]
    keyed: bool = True


def rests_of(table: MarkTable, place: int) -> Row:
    """Return each student's marks in the rest of the quiz, where they have one for this item."""
    own = table.columns[place]
    return tuple(
        rest if mark is not None else None
        for mark, rest in zip(own, table.rest(place), strict=True)
    )


def option_groups(groups: Sequence[Group], rests: Row) -> Sequence[OptionGroup]:
    """Return the figures of all options; who chose is known by their row in the table."""
    return [_group(group, rests) for group in groups]


def _group(group: Group, rests: Row) -> OptionGroup:
    answers = len({pupil.id for choice in group.choices for pupil in choice.choosers})
    most_right = max((len(c.choosers) for c in group.choices if c.right), default=0)
    return OptionGroup(
        group.label,
        [_option(choice, answers, most_right, rests, group.keyed) for choice in group.choices],
        group.keyed,
    )


def _option(choice: Choice, answers: int, most_right: int, rests: Row, keyed: bool) -> OptionLine:
    chosen = len(choice.choosers)
    correlation = _correlation({pupil.id for pupil in choice.choosers}, rests)
    return OptionLine(
        text=choice.text,
        credit=choice.credit if keyed else None,
        chosen=chosen,
        share=Fraction(chosen, answers) if answers else None,
        interval=wilson(chosen, answers),
        correlation=correlation,
        remarks=remarks.of_option(
            float(choice.credit), chosen, most_right, answers, correlation, len(presented(rests))
        )
        if keyed
        else (),
    )


def _correlation(choosers: set[int], rests: Row) -> float | None:
    """Return how choosing goes with the rest of the quiz; ``None`` where too few are compared."""
    compared = presented(rests)
    if not enough(len(compared)):
        return None
    chose = [row in choosers for row, rest in enumerate(rests) if rest is not None]
    return option_point_biserial(chose, compared)
