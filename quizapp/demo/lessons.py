"""A class at work: who sits down when, and what they send, through the steps that pages take."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quizapp.accounts.models import User
from quizapp.attempts import actions, saving
from quizapp.attempts.terms import Timed
from quizapp.demo.replies import dice
from quizapp.demo.simulate import SEED, Reply, learner, sitting
from quizapp.quizzes.groups import students_given
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.queries import terms_of
from quizapp.quizzes.versions import item_of

UNDER_WAY = timedelta(minutes=50)
"""How long ago the running quiz was opened."""
DAYS_LEFT = 8
"""How many days the running quiz stays open."""
DAYS_TO_DUE = 5
"""In how many days it is due."""
WORKING, NOT_STARTED = 0.28, 0.25
"""Which share of the class has sat down only just now, and which share not yet."""
WORKING_NOW = ("Caoimhe O'Sullivan", "Elif Aydoğan")
NOT_YET = ("Amara Okonkwo",)
"""Students of whom the sign-in page says where they stand."""


def in_class(assignment: Assignment, absent: int, learnt: float = 0) -> None:
    """Let the class take a quiz in the lesson in which it opens; some by lot are absent.

    ``learnt`` is what everybody's ability has gained since the first quizzes.
    """
    students = _by_lot(assignment)
    for student in students[absent:]:
        dawdles = dice(SEED, "sits down", assignment.quiz_id, student.name).uniform(5, 150)
        start = assignment.opens_at + timedelta(seconds=dawdles)
        _take(assignment, student, start, assignment.closes_at, learnt)
    actions.end_overdue_in(assignment, assignment.closes_at)


def at_this_moment(assignment: Assignment, now: datetime) -> None:
    """Let a part of the class be done, a part be working, and a part not have begun."""
    students = _by_lot(assignment)
    waiting = _first(students, NOT_YET, NOT_STARTED)
    working = _first([s for s in students if s not in waiting], WORKING_NOW, WORKING)
    for student in students:
        rng = dice(SEED, "sits down", assignment.quiz_id, student.name)
        if student in working:
            _take(assignment, student, now - timedelta(seconds=rng.uniform(20, 320)), now)
        elif student not in waiting:
            start = assignment.opens_at + timedelta(seconds=rng.uniform(5, 240))
            _take(assignment, student, start, now)


def _by_lot(assignment: Assignment) -> list[User]:
    students = students_given(assignment)
    dice(SEED, "lot", assignment.quiz_id).shuffle(students)
    return students


def _first(students: Sequence[User], named: Sequence[str], share: float) -> list[User]:
    """Return a share of the class: those who are named first, then by lot."""
    reserved = (*NOT_YET, *WORKING_NOW)
    chosen = [s for s in students if s.name in named]
    others = [s for s in students if s.name not in reserved]
    return chosen + others[: max(0, round(share * len(students)) - len(chosen))]


def _take(
    assignment: Assignment, student: User, start: datetime, until: datetime, learnt: float = 0
) -> None:
    """Let a student sit down, send what is ready by then, and hand in when that is all."""
    terms = terms_of(assignment, student)
    seed = dice(SEED, "seed", assignment.quiz_id, student.name).getrandbits(40)
    attempt = actions.start(assignment, student, terms, start, seed)
    who = learner(student.name)
    replies = sitting(
        [item_of(each.version) for each in assignment.items],
        replace(who, ability=who.ability + learnt),
        student.name,
        seconds=terms.limit.total_seconds() if terms.limit else None,
        certainty=assignment.certainty,
    )
    _send(Timed(attempt, terms), replies, until)


def _send(timed: Timed, replies: Sequence[Reply], until: datetime) -> None:
    attempt, shown_at = timed.attempt, timed.attempt.started_at
    device = f"demo-{attempt.id}"
    for number, reply in enumerate(replies, start=1):
        actions.note_shown(attempt.id, [reply.position], shown_at)
        shown_at = attempt.started_at + timedelta(seconds=reply.at)
        if shown_at > until:
            return
        given = saving.Save(
            position=reply.position,
            fields=reply.fields,
            certainty=reply.certainty,
            flagged=reply.flagged,
            client=device,
            sequence=number,
            leaving=True,
        )
        if not timed.overdue(shown_at):
            saving.save(timed, given, shown_at)
    thinking = dice(SEED, "hands in", attempt.assignment.quiz_id, attempt.student.name)
    done_at = shown_at + timedelta(seconds=thinking.uniform(8, 50))
    if done_at <= until and not timed.overdue(done_at):
        actions.hand_in_by_student(timed, done_at)
