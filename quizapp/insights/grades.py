"""How many students get which grade; pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.insights.finding import Finding
from quizapp.insights.rows import Row
from quizapp.scoring.grades import Boundary, Scale


@dataclass(frozen=True)
class Grading:
    """What a scale makes of a class; ``counts`` follows the boundaries, the best grade first.

    ``below`` counts those who reach no boundary, ``waiting`` those who are not wholly marked yet,
    ``missing`` those who have not handed in.
    """

    scale: Scale
    counts: Sequence[tuple[Boundary, int]]
    below: int
    waiting: int
    missing: int

    @property
    def graded(self) -> int:
        return sum(count for _, count in self.counts) + self.below

    @property
    def most(self) -> int:
        return max(self.below, *(count for _, count in self.counts))


def grading_of(scale: Scale | None, rows: Iterable[Row]) -> Grading | None:
    """Return what a scale makes of these rows; ``None`` without a scale."""
    if scale is None:
        return None
    every = list(rows)
    settled = [row for row in every if row.handed_in and not row.waiting]
    found = Counter(row.grade(scale) for row in settled)
    return Grading(
        scale,
        [(each, found[each.grade]) for each in scale.boundaries],
        below=found[None],
        waiting=sum(row.handed_in and bool(row.waiting) for row in every),
        missing=sum(not row.handed_in for row in every),
    )


def finding_of(grading: Grading | None) -> Finding:
    """Say which grade half of those reach who are marked."""
    if grading is None:
        return Finding("This quiz gives no grades.")
    if not grading.graded:
        return Finding("Nobody has a grade yet.")
    if grading.graded == 1:
        words = "is marked, and reaches no grade" if grading.below else "has a grade"
        return Finding(f"1 student {words}.")
    reached = 0
    for boundary, count in grading.counts:
        reached += count
        if 2 * reached >= grading.graded:
            best = boundary is grading.counts[0][0]
            return Finding(_who(grading, reached), boundary.grade, "." if best else " or better.")
    return Finding(f"{grading.below} of {grading.graded}{_marked(grading)} reach no grade.")


def _who(grading: Grading, reached: int) -> str:
    marked = _marked(grading)
    if reached == grading.graded:
        return f"All {reached}{marked} have" if marked else "Everybody has"
    return f"{reached} of {grading.graded}{marked} {'has' if reached == 1 else 'have'}"


def _marked(grading: Grading) -> str:
    """Say of whom grades are known, where that is not everybody."""
    if grading.waiting:
        return " who are wholly marked"
    return " who have handed in" if grading.missing else ""
