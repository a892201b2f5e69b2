"""Reports as teachers read them: by bank and question, each with the question as it was shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from quizapp.attempts.corrections import Place
from quizapp.attempts.models import Correction
from quizapp.attempts.question import Question, arranged, sources_of
from quizapp.items.base import Item
from quizapp.mistakes.models import MistakeReport
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.versions import item_of

Key = tuple[str, str]
"""A bank and an item of it."""


@dataclass(frozen=True)
class Entry:
    """One report, and the question as its student had it.

    ``put_right`` is the last correction in force of the question in that quiz.
    """

    report: MistakeReport
    put_right: Correction | None

    @property
    def assignment(self) -> Assignment:
        return self.report.attempt.assignment

    @property
    def prefix(self) -> str:
        return f"report-{self.report.id}-"

    @cached_property
    def question(self) -> Question:
        report, assignment = self.report, self.assignment
        item = item_of(report.version)
        return Question(
            position=report.position,
            item=arranged(item, report.attempt.seed, report.position, shuffle=assignment.shuffle),
            max_mark=item.max_mark,
            sources=sources_of(assignment.sources, item),
            given=report.fields,
        )


@dataclass(frozen=True)
class Group:
    """The open reports on one question, as far as they are shown.

    ``students`` counts all who report it in the school, ``elsewhere`` those of them in other
    teachers' classes. ``current`` is the version that is published now, ``None`` when the question
    was retired.
    """

    bank: str
    item_id: str
    entries: Sequence[Entry]
    students: int
    elsewhere: int
    current: int | None

    @property
    def item(self) -> Item:
        """The question in the version that was reported last."""
        return self.entries[-1].question.item

    def is_current(self, entry: Entry) -> bool:
        """Return whether the question is still published as this student had it."""
        return entry.report.item_version_id == self.current


def keys_of(reports: Sequence[MistakeReport]) -> set[Key]:
    """Return the items that the reports are on."""
    return {key_of(each) for each in reports}


def key_of(report: MistakeReport) -> Key:
    return report.bank, report.item_id


def entries_of(
    reports: Sequence[MistakeReport], corrections: Mapping[Place, Sequence[Correction]]
) -> list[Entry]:
    """Return the reports, each with what was put right where it came from."""
    return [
        Entry(each, made[-1] if (made := corrections.get(place_of(each), ())) else None)
        for each in reports
    ]


def place_of(report: MistakeReport) -> Place:
    """Return where the reported question stands: its assignment and position."""
    return report.attempt.assignment_id, report.position


def grouped(
    reports: Sequence[MistakeReport],
    everywhere: Mapping[Key, int],
    ours: Mapping[Key, int],
    current: Mapping[Key, int],
    corrections: Mapping[Place, Sequence[Correction]],
) -> dict[str, list[Group]]:
    """Return the groups of each bank; what most students report stands first.

    The reports come sorted by bank and item. ``everywhere`` counts the open reports of the school,
    ``ours`` those of the teacher's classes.
    """
    banks: dict[str, list[Group]] = {}
    for key, rows in groupby(reports, key_of):
        entries = entries_of(list(rows), corrections)
        students = everywhere[key]
        group = Group(*key, entries, students, students - ours[key], current.get(key))
        banks.setdefault(group.bank, []).append(group)
    for groups in banks.values():
        groups.sort(key=lambda group: -group.students)
    return banks
