"""The sheet that says what the others hold; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.insights.exports.table import Heading, Table, Value, explained
from quizapp.insights.marks import Which
from quizapp.quizzes.models import Counts

HEADINGS = (
    Heading("sheet", "Which sheet a line is about."),
    Heading("column", "Which of its columns."),
    Heading("meaning", "What stands there."),
)

COUNTS: Mapping[Counts, str] = {
    Counts.BEST: "Of the attempts that a student has handed in, the best one counts.",
    Counts.LATEST: "Of the attempts that a student has handed in, the last one counts.",
    Counts.FIRST: "Of the attempts that a student has handed in, the first one counts.",
}

WHICH: Mapping[Which, str] = {
    Which.FIRST: "The first attempt of each student",
    Which.COUNTING: "The attempt that counts of each student",
}

FORMULAS = (
    "Texts that look like formulas are kept as texts. A text of more than 32,767 signs is cut "
    "there, which is all a cell can hold; the CSV file has it whole."
)


@dataclass(frozen=True)
class Origin:
    """Where a workbook comes from; ``classes`` says how many attempts of which class are in it."""

    quiz: str
    classroom: str
    made: datetime
    zone: str
    counts: Counts
    which: Which
    classes: Sequence[tuple[str, int]]
    names: bool
    enough: bool


def about_table(origin: Origin, tables: Iterable[Table]) -> Table:
    """Return the sheet about the others: where they come from, then every column."""
    rows: list[Sequence[Value]] = [
        *(("Workbook", *fact) for fact in _facts(origin)),
        *(line for table in tables for line in _columns(table)),
    ]
    return Table("About", "", HEADINGS, rows)


def _facts(origin: Origin) -> Iterable[tuple[str, Value]]:
    yield "quiz", origin.quiz
    yield "class", origin.classroom
    yield "made", origin.made
    yield "time zone", f"All times are those of {origin.zone}."
    yield "names", "Shown." if origin.names else "Hidden: numbers stand for the students."
    yield "what counts", COUNTS[origin.counts]
    yield "statistics", f"{statistics_rest_on(origin.which, origin.classes)}."
    if not origin.enough:
        yield "coefficients", "Left out: there are fewer than 30 attempts that have a mark."
    yield "texts", FORMULAS


def statistics_rest_on(which: Which, classes: Iterable[tuple[str, int]]) -> str:
    """Say which attempts the statistics use, class by class."""
    return f"{WHICH[which]}: {', '.join(f'{count} in {name}' for name, count in classes)}"


def _columns(table: Table) -> Iterable[Sequence[Value]]:
    yield table.name, None, table.about
    for heading in explained(table.headings):
        yield table.name, heading.name, heading.meaning
