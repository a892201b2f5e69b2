"""How the versions of questions behaved in all classes of the installation; nobody is named.

Counted is the first attempt of each student that held the version, once it was handed in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.insights import marks, remarks
from quizapp.insights.cells import Sight
from quizapp.insights.chance import guess_score
from quizapp.insights.marks import Which
from quizapp.insights.options import Interval, OptionGroup, option_groups
from quizapp.insights.remarks import ItemFigures, Remark, Weight
from quizapp.insights.saying import Sources
from quizapp.insights.sittings import Pupil, Question, Sitting
from quizapp.insights.tally import groups_of
from quizapp.items.base import Fields, Item
from quizapp.quizzes.models import Assignment
from quizapp.statistics import moments
from quizapp.statistics.classical import discrimination_index
from quizapp.statistics.intervals import enough, wilson

Parts = tuple[tuple[int, int], ...]
"""What a quiz asks: the number of each version, and its marks."""


@dataclass(frozen=True)
class Encounter:
    """One student meets one version: what became of it, and of the rest of the quiz.

    ``share`` is what the answer earned of its mark; ``rest`` what was earned elsewhere in the quiz,
    as a share of all its other marks. Either is absent where there is no mark.
    """

    sitting: Sitting
    position: int
    quiz: Parts
    sight: Sight | None
    share: Fraction | None
    rest: Fraction | None


@dataclass(frozen=True)
class Figures:
    """What is known of one version; ``right`` is the interval of the share wholly right."""

    counts: Mapping[Sight, int]
    n: int
    facility: Fraction | None
    discrimination: float | None
    right: Interval | None
    remarks: Sequence[Remark]

    @property
    def enough(self) -> bool:
        """Whether there are marks enough for coefficients."""
        return enough(self.n)

    @property
    def share_right(self) -> Fraction | None:
        return Fraction(self.counts[Sight.RIGHT], self.n) if self.n else None

    @property
    def suspicious(self) -> bool:
        """Whether the version may hold a mistake."""
        return any(each.weight is Weight.CHECK for each in self.remarks)


def encounters(
    assignments: Sequence[Assignment], sittings: Mapping[int, Sequence[Sitting]]
) -> Mapping[int, Sequence[Encounter]]:
    """Return who met which version first, by the number of the version."""
    quizzes: dict[Parts, list[Assignment]] = {}
    for each in assignments:
        parts = tuple((item.item_version_id, item.max_mark) for item in each.items)
        quizzes.setdefault(parts, []).append(each)
    first: dict[tuple[int, int], Encounter] = {}
    for quiz, same in quizzes.items():
        for version, met in _in_quiz(quiz, same, sittings):
            key = version, met.sitting.student_id
            if key not in first or _when(met) < _when(first[key]):
                first[key] = met
    found: dict[int, list[Encounter]] = {}
    for (version, _), met in sorted(first.items(), key=lambda pair: pair[0]):
        found.setdefault(version, []).append(met)
    return found


def _when(met: Encounter) -> tuple[object, int]:
    return met.sitting.started_at, met.sitting.id


def _in_quiz(
    quiz: Parts, same: Sequence[Assignment], sittings: Mapping[int, Sequence[Sitting]]
) -> Iterator[tuple[int, Encounter]]:
    """Yield the encounters of all who sat the same questions, each student once."""
    pool = [(sittings.get(each.id, ()), each.counts) for each in same]
    taken = marks.chosen(pool, Which.FIRST)
    positions = [each.position for each in same[0].items]
    questions = [
        Question(position, "", "", most)
        for position, (_, most) in zip(positions, quiz, strict=True)
    ]
    if not taken or not questions:
        return
    table = marks.table_of(questions, taken)
    whole = sum(most for _, most in quiz)
    for place, (version, most) in enumerate(quiz):
        sights = marks.sights_at(questions[place], taken)
        rows = zip(taken, sights, table.columns[place], table.rest(place), strict=True)
        for sitting, sight, mark, rest in rows:
            share = None if mark is None else mark / most
            others = None if rest is None or whole == most else rest / (whole - most)
            yield version, Encounter(sitting, positions[place], quiz, sight, share, others)


def figures(item: Item, met: Sequence[Encounter]) -> Figures:
    """Work out the figures of one version; coefficients only where there are marks enough."""
    counts = marks.counts([each.sight for each in met])
    shares = [each.share for each in met if each.share is not None]
    facility = moments.mean(shares)
    index = _discrimination(met) if enough(len(shares)) else None
    said = remarks.of_item(
        ItemFigures(
            presented=sum(counts.values()),
            marked=len(shares),
            unreached=counts[Sight.UNREACHED],
            blank=counts[Sight.BLANK],
            waiting=counts[Sight.WAITING],
            facility=None if facility is None else float(facility),
            guess=float(guess_score(item)),
            sd=moments.standard_deviation(shares),
            discrimination=index,
        )
    )
    right = wilson(counts[Sight.RIGHT], len(shares)) if shares else None
    return Figures(counts, len(shares), facility, index, right, said)


def _discrimination(met: Iterable[Encounter]) -> float | None:
    """Return the discrimination index, students compared with others of the same quiz only.

    Each quiz is brought to its own means first, so that an easy quiz beside a hard one does not
    count as strong students beside weak ones. With one quiz it is the index of its statistics.
    """
    quizzes: dict[Parts, list[tuple[Fraction, Fraction]]] = {}
    for each in met:
        if each.share is not None and each.rest is not None:
            quizzes.setdefault(each.quiz, []).append((each.share, each.rest))
    own, rests = [], []
    for pairs in quizzes.values():
        own += _centred([share for share, _ in pairs])
        rests += _centred([rest for _, rest in pairs])
    return discrimination_index(own, rests)


def _centred(values: Sequence[Fraction]) -> list[Fraction]:
    middle = moments.mean(values) or Fraction()
    return [value - middle for value in values]


def options(
    item: Item,
    met: Sequence[Encounter],
    fields: Mapping[int, Mapping[int, Fields]],
    sources: Sources,
) -> Sequence[OptionGroup]:
    """Return how often each option was chosen; ``fields`` are by position and attempt."""
    given = []
    for row, each in enumerate(met):
        own = fields.get(each.position, {}).get(each.sitting.id)
        if own:
            given.append((Pupil(row, "", "", row, row), own))
    rests = tuple(each.rest if each.share is not None else None for each in met)
    return option_groups(groups_of(item, given, sources), rests)
