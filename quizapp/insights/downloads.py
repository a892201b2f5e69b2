"""What can be taken away from a quiz, read from the database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from quizapp.insights.exports.about import Origin, about_table
from quizapp.insights.exports.marks import marks_table
from quizapp.insights.exports.responses import responses_table
from quizapp.insights.exports.statistics import (
    OPTIONS,
    QUESTIONS,
    options_table,
    questions_table,
)
from quizapp.insights.exports.table import Table
from quizapp.insights.grid import Grid
from quizapp.insights.marks import Which
from quizapp.insights.queries import assignments, entries, grids
from quizapp.insights.statistics_page import StatisticsPage, statistics_of
from quizapp.quizzes.models import Assignment
from quizapp.tables.workbook import workbook
from quizapp.web.times import local, zone


@dataclass(frozen=True)
class Downloads:
    """The tables of an assignment, each read when it is asked for.

    ``pool`` holds the assignment, and after it those whose answers its statistics use as well.
    """

    pool: Sequence[Assignment]
    which: Which
    names: bool

    @property
    def assignment(self) -> Assignment:
        return self.pool[0]

    @cached_property
    def grid(self) -> Grid:
        return grids.grid_of(self.assignment)

    @cached_property
    def statistics(self) -> StatisticsPage:
        return statistics_of(self.pool, self.which)

    @property
    def marks(self) -> Table:
        return marks_table(self.grid, names=self.names)

    @property
    def responses(self) -> Table:
        return responses_table(
            entries.entries_of(self.assignment),
            self.grid,
            assignments.items_of(self.assignment),
            assignments.sources_of(self.assignment),
            names=self.names,
        )

    @property
    def questions(self) -> Table:
        return questions_table(self.statistics.analysis)

    @property
    def options(self) -> Table:
        return options_table(self.statistics.analysis)

    @property
    def described(self) -> Sequence[Table]:
        """The tables without their rows, for the page that says what is in them."""
        responses = responses_table((), self.grid, {}, {}, names=self.names)
        return [replace(self.marks, rows=()), responses, QUESTIONS, OPTIONS]

    def workbook(self, made: datetime) -> bytes:
        """Return all tables in one file, and a sheet that says what they hold."""
        tables = [self.marks, self.responses, self.questions, self.options]
        about = about_table(self._origin(made), tables)
        return workbook(self.assignment.title, made, [*tables, about])

    def _origin(self, made: datetime) -> Origin:
        return Origin(
            quiz=self.assignment.title,
            classroom=self.assignment.classroom.name,
            made=local(made),
            zone=zone().key,
            counts=self.assignment.counts,
            which=self.which,
            classes=self.statistics.classes,
            names=self.names,
            enough=self.statistics.analysis.enough,
        )
