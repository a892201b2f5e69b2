"""What the page of statistics shows: the figures, and what they rest on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quizapp.attempts.keys import keys_of
from quizapp.insights import remarks
from quizapp.insights.analysis import Analysis, analysed
from quizapp.insights.cells import Sight
from quizapp.insights.marks import Which, chosen
from quizapp.insights.queries import assignments, grids, pools
from quizapp.insights.sittings import Sitting
from quizapp.quizzes.models import Assignment

USUAL = (Sight.RIGHT, Sight.PARTLY, Sight.WRONG, Sight.BLANK)
SHOWN = (
    *USUAL,
    Sight.UNREADABLE,
    Sight.UNREACHED,
    Sight.WAITING,
    Sight.OVERRIDDEN,
    Sight.EXCUSED,
    Sight.OPINION,
)


@dataclass(frozen=True)
class Point:
    """A question in the chart: ``x`` is its facility, ``y`` its discrimination (-1..1)."""

    number: int
    x: float
    y: float
    loud: bool


@dataclass(frozen=True)
class StatisticsPage:
    """The figures of a quiz; ``classes`` says how many students of which class they come from."""

    analysis: Analysis
    which: Which
    classes: Sequence[tuple[str, int]]

    @property
    def sights(self) -> Sequence[Sight]:
        """The outcomes that need a column: the usual ones, and others that occur."""
        lines = self.analysis.items
        return [s for s in SHOWN if s in USUAL or any(line.counts[s] for line in lines)]

    @property
    def points(self) -> Sequence[Point]:
        """The questions by facility and discrimination, those that have both."""
        return [
            Point(line.position, float(share), index / 100, line.suspicious)
            for line in self.analysis.items
            if line.enough
            and (share := line.figures.facility) is not None
            and (index := line.figures.discrimination_index) is not None
        ]

    @property
    def of_alpha(self) -> str:
        """Say what the scores can be used for."""
        return remarks.of_alpha(self.analysis.whole.alpha)

    @property
    def of_skewness(self) -> str:
        """Say whether the scores are lopsided."""
        return remarks.of_skewness(self.analysis.whole.skewness)

    @property
    def of_kurtosis(self) -> str:
        """Say whether the scores crowd or fall apart."""
        return remarks.of_kurtosis(self.analysis.whole.kurtosis)


def statistics_of(pool: Sequence[Assignment], which: Which) -> StatisticsPage:
    """Read what was answered in all these assignments of the same questions, the first one's names.

    The number of queries does not depend on how many students or questions there are.
    """
    assignment = pool[0]
    found = grids.sittings_of(pool)
    taken = chosen([(found[each.id], each.counts) for each in pool], which)
    ids = {sitting.id for sitting in taken}
    analysis = analysed(
        grids.questions_of(assignment),
        assignments.items_of(assignment),
        taken,
        pools.fields_of(ids),
        assignments.sources_of(assignment),
        keys_of(assignment),
    )
    return StatisticsPage(analysis, which, _classes(pool, found, ids))


def _classes(
    pool: Sequence[Assignment], found: Mapping[int, Sequence[Sitting]], ids: Collection[int]
) -> Sequence[tuple[str, int]]:
    """Return how many of these attempts come from which class, which may have had it twice."""
    counts: dict[int, int] = {}
    for each in pool:
        used = sum(sitting.id in ids for sitting in found[each.id])
        counts[each.classroom_id] = counts.get(each.classroom_id, 0) + used
    names = {each.classroom_id: each.classroom.name for each in pool}
    return [(names[ident], count) for ident, count in counts.items()]
