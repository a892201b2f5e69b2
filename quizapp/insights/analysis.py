"""The statistics of a quiz and its questions, with what they say in plain words; pure, nameless."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from quizapp.insights import marks, remarks
from quizapp.insights.cells import Sight
from quizapp.insights.chance import guess_score
from quizapp.insights.finding import Finding
from quizapp.insights.options import Interval, OptionGroup, option_groups, rests_of
from quizapp.insights.remarks import ItemFigures, Remark, Weight
from quizapp.insights.saying import Sources
from quizapp.insights.sittings import Pupil, Question, Sitting
from quizapp.insights.spread import Band, Summary, bands, summary
from quizapp.insights.tally import Group, groups_of
from quizapp.items.base import Fields, Item
from quizapp.statistics.classical import ItemStatistics, OverallStatistics, by_item, overall
from quizapp.statistics.intervals import enough, wilson
from quizapp.statistics.matrix import MarkTable, presented
from quizapp.web.rendering import listed


@dataclass(frozen=True)
class ItemLine:
    """One question; ``right`` is the interval of the share that was wholly right."""

    question: Question
    counts: Mapping[Sight, int]
    figures: ItemStatistics
    right: Interval | None
    remarks: Sequence[Remark]
    groups: Sequence[OptionGroup]

    @property
    def position(self) -> int:
        return self.question.position

    @property
    def enough(self) -> bool:
        """Whether there are marks enough for coefficients."""
        return enough(self.figures.n)

    @property
    def suspicious(self) -> bool:
        """Whether something about the question, or an option of it, may be a mistake."""
        return self.options_suspicious or any(each.weight is Weight.CHECK for each in self.remarks)

    @property
    def options_suspicious(self) -> bool:
        """Whether something about an option may be a mistake."""
        options = (option for group in self.groups for option in group.options)
        found = (remark for option in options for remark in option.remarks)
        return any(remark.weight is Weight.CHECK for remark in found)


@dataclass(frozen=True)
class Analysis:
    """Everything on the page of statistics."""

    table: MarkTable
    whole: OverallStatistics
    items: Sequence[ItemLine]
    attempts: int

    @property
    def enough(self) -> bool:
        """Whether there are attempts enough for coefficients."""
        return enough(self.whole.n)

    @property
    def waiting(self) -> int:
        """How many answers are left out because a person has still to mark them."""
        return sum(line.counts[Sight.WAITING] for line in self.items)

    @property
    def out_of(self) -> Fraction:
        """The marks of the questions that have any mark yet."""
        marked = zip(self.table.columns, self.table.max_marks, strict=True)
        return sum((most for column, most in marked if presented(column)), Fraction())

    @cached_property
    def shares(self) -> Sequence[Fraction]:
        """What share of the marks presented to them each student earned."""
        found = []
        for row, total in zip(self.table.rows, self.table.totals, strict=True):
            pairs = zip(row, self.table.max_marks, strict=True)
            most = sum((most for mark, most in pairs if mark is not None), Fraction())
            if total is not None and most:
                found.append(total / most)
        return found

    @property
    def summary(self) -> Summary | None:
        return summary(self.shares)

    @property
    def bands(self) -> Sequence[Band]:
        return bands(self.shares)

    @property
    def suspicious(self) -> Sequence[int]:
        """The places of the questions that may hold a mistake."""
        return [line.position for line in self.items if line.suspicious]

    @property
    def finding(self) -> Finding:
        """Say which questions need checking, and whether there is enough to go by."""
        if not self.attempts:
            return Finding("Nobody has handed in yet.")
        students = "1 student" if self.attempts == 1 else f"{self.attempts} students"
        lead = f"{students} handed in."
        if not self.whole.n:
            return Finding(f"{students} handed in; no answer has a mark yet.")
        if not self.enough:
            lead = f"{students} handed in: enough to count, too few for coefficients."
        if self.suspicious:
            noun, verb = (
                ("Question", "needs") if len(self.suspicious) == 1 else ("Questions", "need")
            )
            return Finding(lead, f"{noun} {listed(self.suspicious)}", f" {verb} checking.")
        return Finding(f"{lead} No question looks wrong.") if self.enough else Finding(lead)


def analysed(
    questions: Sequence[Question],
    items: Mapping[int, Item],
    sittings: Sequence[Sitting],
    fields: Mapping[int, Mapping[int, Fields]],
    sources: Sources,
    keys: Mapping[int, Item],
) -> Analysis:
    """Work out the statistics of a quiz from one attempt a student; ``keys`` say what is right."""
    table = marks.table_of(questions, sittings)
    guesses = [guess_score(keys[each.position]) for each in questions]
    whole, figures = _figures(table, guesses)
    lines = []
    for place, question in enumerate(questions):
        at = question.position
        given = [
            (_nameless(row), fields.get(at, {}).get(sitting.id, {}))
            for row, sitting in enumerate(sittings)
        ]
        answered = [pair for pair in given if pair[1]]
        groups = groups_of(items[at], answered, sources, keys[at])
        lines.append(_line(question, place, table, figures[place], sittings, groups))
    return Analysis(table, whole, lines, len(sittings))


def _figures(
    table: MarkTable, guesses: Sequence[Fraction]
) -> tuple[OverallStatistics, Sequence[ItemStatistics]]:
    """Work out all figures from the questions that have marks; the others have none."""
    kept = [place for place, column in enumerate(table.columns) if presented(column)]
    if not kept:
        return overall(table), by_item(table, guesses)
    part = MarkTable(
        tuple(table.items[place] for place in kept),
        tuple(table.max_marks[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in table.rows),
    )
    known = dict(zip(kept, by_item(part, [guesses[place] for place in kept]), strict=True))
    found = [known.get(p) or _unknown(name, guesses[p]) for p, name in enumerate(table.items)]
    return overall(part), found


def _unknown(item: str, guess: Fraction) -> ItemStatistics:
    """Return the figures of a question without a mark."""
    return ItemStatistics(
        item=item,
        n=0,
        facility=None,
        sd=None,
        random_guess_score=guess,
        intended_weight=None,
        effective_weight=None,
        discrimination_index=None,
        discriminative_efficiency=None,
        item_rest=None,
        point_biserial=None,
        alpha_if_deleted=None,
    )


def _nameless(row: int) -> Pupil:
    """Return a stand-in for whoever is in this row of the table."""
    return Pupil(id=row, name="", username="", rank=row, alias=row)


def _line(
    question: Question,
    place: int,
    table: MarkTable,
    figures: ItemStatistics,
    sittings: Sequence[Sitting],
    groups: Sequence[Group],
) -> ItemLine:
    counts = marks.counts(marks.sights_at(question, sittings))
    return ItemLine(
        question,
        counts,
        figures,
        wilson(counts[Sight.RIGHT], figures.n),
        remarks.OPINION if question.opinion else remarks.of_item(_remarkable(figures, counts)),
        option_groups(groups, rests_of(table, place)),
    )


def _remarkable(figures: ItemStatistics, counts: Mapping[Sight, int]) -> ItemFigures:
    """Return what remarks may rest on: coefficients only where there are marks enough."""
    sure = enough(figures.n)
    return ItemFigures(
        presented=sum(counts.values()),
        marked=figures.n,
        unreached=counts[Sight.UNREACHED],
        blank=counts[Sight.BLANK],
        waiting=counts[Sight.WAITING],
        facility=None if figures.facility is None else float(figures.facility),
        guess=float(figures.random_guess_score or 0),
        sd=figures.sd,
        discrimination=figures.discrimination_index if sure else None,
        intended=figures.intended_weight,
        effective=figures.effective_weight if sure else None,
    )
