"""What the pages about progress show: a class, one student, and a student's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from quizapp.accounts.models import User
from quizapp.bank.model import Misconception
from quizapp.bank.sources import Source
from quizapp.classrooms.models import Classroom
from quizapp.insights.beliefs import Asked, held
from quizapp.insights.finding import Finding
from quizapp.insights.progress import (
    ENOUGH,
    STEP,
    Earned,
    Skill,
    Strand,
    Taken,
    ToRead,
    strand,
    summed,
    to_read,
)
from quizapp.insights.queries import beliefs, progress
from quizapp.insights.sittings import Pupil
from quizapp.quizzes.models import Assignment
from quizapp.web.rendering import per_cent

MOST_TO_READ = 3


@dataclass(frozen=True)
class Line:
    """A skill, or an objective made of several, with how it went."""

    label: str
    title: str
    skills: Sequence[Skill]
    strand: Strand


@dataclass(frozen=True)
class Progress:
    """How one student, or a whole class, got on: ``quizzes`` are in the order they were taken."""

    quizzes: Sequence[Taken]
    objectives: Sequence[Line]
    skills: Sequence[Line]
    reading: Sequence[ToRead]
    sources: Mapping[str, Source]
    beliefs: Sequence[Misconception] = ()

    @property
    def whole(self) -> Earned:
        return summed(quiz.earned for quiz in self.quizzes)

    @cached_property
    def known(self) -> Sequence[Line]:
        """The skills with marks enough to say something, the strongest first."""
        enough = [line for line in self.skills if line.strand.whole.out_of >= ENOUGH]
        return sorted(enough, key=lambda line: line.strand.whole.share or 0, reverse=True)

    @property
    def strongest(self) -> Line | None:
        """The skill that went best, where one stands out."""
        return self.known[0] if self._differ else None

    @property
    def weakest(self) -> Line | None:
        return self.known[-1] if self._differ else None

    @property
    def _differ(self) -> bool:
        if len(self.known) < 2:
            return False
        best, worst = (self.known[place].strand.whole.share or 0 for place in (0, -1))
        return best - worst >= STEP


@dataclass(frozen=True)
class Row:
    """One student of the class, and what they earned by skill in the order of the columns."""

    pupil: Pupil
    earned: Sequence[Earned]
    whole: Earned


@dataclass(frozen=True)
class ClassProgress:
    """A class over all its quizzes: together, and student by student."""

    together: Progress
    rows: Sequence[Row]

    @property
    def finding(self) -> Finding:
        page = self.together
        if not page.quizzes:
            return Finding("Nobody has handed in a quiz yet.")
        if page.whole.share is None:
            return Finding("Nothing that was handed in has a mark yet.")
        lead = f"The class earned {per_cent(page.whole.share)} of the marks so far."
        if page.weakest is None:
            return Finding(lead)
        share = per_cent(page.weakest.strand.whole.share)
        return Finding(lead, page.weakest.title, f" is what it finds hardest: {share}.")


def of_class(classroom: Classroom) -> ClassProgress:
    """Read how a class gets on; the number of queries does not depend on its size."""
    world = _World(beliefs.quizzes_of(classroom))
    pupils = beliefs.pupils_of_class(classroom)
    taken = progress.taken_in(world.quizzes, [each.id for each in pupils])
    together = world.progress(_together(world.quizzes, taken.values()))
    rows = [_row(pupil, taken[pupil.id], together) for pupil in pupils]
    return ClassProgress(together, rows)


def of_students(classroom: Classroom, only: int | None = None) -> Sequence[tuple[Pupil, Progress]]:
    """Read how each student of a class gets on, or only one of them, in the list's order."""
    world = _World(beliefs.quizzes_of(classroom))
    members = beliefs.pupils_of_class(classroom)
    taken = progress.taken_in(world.quizzes, [each.id for each in members])
    pupils = [each for each in members if only in {None, each.id}]
    believed = _believed(beliefs.asked_in(world.quizzes, pupils))
    return [
        (pupil, world.progress(taken[pupil.id], believed.get(pupil.id, ()))) for pupil in pupils
    ]


def of_oneself(student: User, now: datetime) -> Progress:
    """Read how a student gets on, in all quizzes of which they may see the marks by now."""
    world = _World(progress.seen_by(student, now))
    return world.progress(progress.taken_in(world.quizzes, [student.id])[student.id])


class _World:
    """The quizzes that pages are about, and what is known of their banks and sources."""

    def __init__(self, quizzes: Sequence[Assignment]) -> None:
        self.quizzes = quizzes
        self.sources = progress.sources_in(quizzes)
        self.order = {each.id: [s.id for s in each.sentences] for each in self.sources.values()}
        banks = dict.fromkeys(each.bank for each in quizzes)
        self.settings = {bank: progress.settings_of(bank) for bank in banks}

    def progress(self, taken: Sequence[Taken], held: Sequence[Misconception] = ()) -> Progress:
        asked = dict.fromkeys(answer.skill for quiz in taken for answer in quiz.answers)
        return Progress(
            taken,
            list(self._objectives(taken, asked)),
            [Line(skill[1], self._title(skill), [skill], strand(taken, [skill]))
             for skill in self._sorted(asked)],
            to_read(taken, self.order)[:MOST_TO_READ],
            self.sources,
            held,
        )  # fmt: skip

    def _title(self, skill: Skill) -> str:
        settings = self.settings.get(skill[0])
        return settings.skills.get(skill[1], skill[1]) if settings else skill[1]

    def _sorted(self, skills: Iterable[Skill]) -> Sequence[Skill]:
        """Return skills as their banks list them."""
        listed = [
            (bank, skill)
            for bank, settings in self.settings.items()
            for skill in (settings.skills if settings else ())
        ]
        known = {skill: place for place, skill in enumerate(listed)}
        return sorted(skills, key=lambda each: (known.get(each, len(known)), each))

    def _objectives(self, taken: Sequence[Taken], asked: Iterable[Skill]) -> Iterable[Line]:
        """Return the objectives of which some skill was asked."""
        here = set(asked)
        for bank, settings in self.settings.items():
            for label, each in (settings.objectives if settings else {}).items():
                skills = [(bank, skill) for skill in each.skills if (bank, skill) in here]
                if skills:
                    yield Line(label, each.title, skills, strand(taken, skills))


def _together(
    assignments: Sequence[Assignment], taken: Iterable[Sequence[Taken]]
) -> Sequence[Taken]:
    """Return each quiz once, with the answers of everybody."""
    found: dict[int, list[Taken]] = {}
    for quiz in (quiz for own in taken for quiz in own):
        found.setdefault(quiz.assignment_id, []).append(quiz)
    return [
        Taken(
            each.id, each.title, each.opens_at, [a for own in found[each.id] for a in own.answers]
        )
        for each in assignments
        if each.id in found
    ]


def _row(pupil: Pupil, taken: Sequence[Taken], together: Progress) -> Row:
    earned = [strand(taken, line.skills).whole for line in together.skills]
    return Row(pupil, earned, summed(quiz.earned for quiz in taken))


def _believed(asked: Sequence[Asked]) -> Mapping[int, Sequence[Misconception]]:
    """Return the beliefs that students have shown and not dropped since, by student."""
    found: dict[int, list[Misconception]] = {}
    for bank in dict.fromkeys(each.bank for each in asked):
        here = [each for each in asked if each.bank == bank]
        for belief in held(bank, here, beliefs.published(bank).known):
            changed = {each.id for each in belief.changed}
            for pupil in belief.holders:
                if pupil.id not in changed:
                    found.setdefault(pupil.id, []).append(belief.misconception)
    return found
