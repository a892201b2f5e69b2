"""Corrections at the same moment, and beside students who hand in, each with its own connection."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quizapp.accounts.models import User
from quizapp.attempts import actions as attempts
from quizapp.attempts.models import (
    Attempt,
    Correction,
    Remedy,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.classrooms.models import Classroom
from quizapp.database import begin_writing, db
from quizapp.quizzes.models import Assignment, BankRevision, ItemVersion, SourceVersion
from quizapp.regrading import actions
from quizapp.regrading.accepting import Acceptance
from quizapp.regrading.actions import Outdated
from quizapp.regrading.desk import find_desk
from quizapp.regrading.papers import Decision
from quizapp.regrading.plan import plan_of
from quizapp.regrading.variants import AcceptedAlready, Variant
from tests.make import Make
from tests.regrading.typed import SHORT
from tests.regrading.world import CHOICE, CREDIT, LATER, choosing, keys

ANSWERS = ("port officer", "dock chief", "harbour master", "nobody")
WORKING = 6
PAPERS = 12
T = TypeVar("T")


class World:
    """A quiz that is really in the database: some have handed in, some still work."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            make = Make()
            quiz = make.assignment(items=[SHORT])
            for answer in ANSWERS:
                make.attempt(quiz, responses={1: {"text": [answer]}})
            self.working = [
                make.attempt(quiz, responses={1: {"text": [ANSWERS[0]]}}, handed_in=False).id
                for _ in range(WORKING)
            ]
            self.quiz_id, self.teacher_id = quiz.id, quiz.teacher_id
            db.session.commit()

    def decision(self, answer: str) -> Decision:
        """Return what a page decides that accepts this answer now."""
        desk = find_desk(db.session.get_one(User, self.teacher_id), self.quiz_id, 1)
        assert desk
        return Acceptance(desk, Variant("", answer)).decision()

    def seal(self, decision: Decision) -> str:
        return plan_of(db.session.get_one(Assignment, self.quiz_id).items, decision).seal

    def correct(self, decision: Decision, seal: str) -> None:
        teacher = db.session.get_one(User, self.teacher_id)
        items = db.session.get_one(Assignment, self.quiz_id).items
        actions.correct(items, decision, seal, teacher, LATER)

    def at_once(self, *works: Callable[[], T]) -> list[T]:
        """Do everything at the same moment; return what came of each."""
        together = Barrier(len(works))

        def run(work: Callable[[], T]) -> T:
            with self.app.app_context():
                together.wait()
                begin_writing()
                done = work()
                db.session.commit()
                return done

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(run, works))

    def responses(self) -> Sequence[Response]:
        return db.session.scalars(select(Response).join(Attempt).order_by(Attempt.id)).all()


@pytest.fixture
def cleared(app: Flask) -> Iterator[None]:
    """Nothing stays in the database when the test is over."""
    yield
    with app.app_context():
        for table in (
            Attempt,
            Assignment,
            BankRevision,
            ItemVersion,
            SourceVersion,
            Classroom,
            User,
        ):
            db.session.execute(delete(table))
        db.session.commit()


@pytest.fixture
def world(app: Flask, cleared: None) -> World:
    return World(app)


def test_of_two_corrections_at_once_the_second_sees_a_new_preview(world: World) -> None:
    """Each adds its answer; the one that comes second is told, looks again, and none is lost."""
    with world.app.app_context():
        seals = {each: world.seal(world.decision(each)) for each in ANSWERS[:2]}
        db.session.rollback()

    def accept(answer: str) -> str:
        try:
            world.correct(world.decision(answer), seals[answer])
        except Outdated:
            db.session.rollback()
            return answer
        return ""

    late = list(filter(None, world.at_once(*(lambda each=each: accept(each) for each in seals))))

    assert len(late) == 1
    with world.app.app_context():
        begin_writing()
        decision = world.decision(late[0])
        world.correct(decision, world.seal(decision))
        db.session.commit()
        assert [each.mark for each in world.responses()[:4]] == [1, 1, 1, 0]
        assert len(db.session.scalars(select(Correction)).all()) == 2
        steps = db.session.scalars(select(ResponseStep).filter_by(kind=StepKind.REGRADED)).all()
        assert len(steps) == 2


def test_the_same_correction_sent_twice_at_once_is_made_once(world: World) -> None:
    with world.app.app_context():
        seal = world.seal(world.decision(ANSWERS[0]))
        db.session.rollback()

    def accept() -> bool:
        try:
            world.correct(world.decision(ANSWERS[0]), seal)
        except (Outdated, AcceptedAlready):
            db.session.rollback()
            return False
        return True

    assert sorted(world.at_once(accept, accept)) == [False, True]
    with world.app.app_context():
        assert len(db.session.scalars(select(Correction)).all()) == 1
        assert len(db.session.scalars(select(ItemVersion)).all()) == 2


@pytest.mark.parametrize("remedy", [Remedy.VERSION, Remedy.CREDIT, Remedy.DROP])
def test_who_hands_in_while_a_question_is_corrected_is_scored_as_the_others(
    world: World, remedy: Remedy
) -> None:
    """Whoever comes first, in the end every answer is worth what the correction makes of it."""

    def decision() -> Decision:
        return world.decision(ANSWERS[0]) if remedy is Remedy.VERSION else Decision(remedy)

    def correct() -> None:
        chosen = decision()
        while True:
            try:
                world.correct(chosen, world.seal(chosen))
            except Outdated:  # somebody has handed in since this looked
                db.session.rollback()
                begin_writing()
            else:
                return

    def hand_in(attempt_id: int) -> None:
        attempts.hand_in(db.session.get_one(Attempt, attempt_id), LATER)

    world.at_once(correct, *(lambda each=each: hand_in(each) for each in world.working))

    worth = {Remedy.VERSION: [1, 0, 1, 0], Remedy.CREDIT: [1] * 4, Remedy.DROP: [0] * 4}[remedy]
    late = 0 if remedy is Remedy.DROP else 1
    with world.app.app_context():
        found = world.responses()
        assert [each.mark for each in found] == [*worth, *([late] * WORKING)]
        assert {each.state for each in found} == {State.SCORED}
        assert {each.max_mark for each in found} == {late}


def test_undoing_while_somebody_hands_in_leaves_all_under_one_rule(world: World) -> None:
    with world.app.app_context():
        begin_writing()
        world.correct(CREDIT, world.seal(CREDIT))
        db.session.commit()

    def undo() -> None:
        teacher = db.session.get_one(User, world.teacher_id)
        [made] = db.session.scalars(select(Correction)).all()
        [place] = db.session.get_one(Assignment, world.quiz_id).items
        actions.undo(place, made, teacher, LATER)

    def hand_in(attempt_id: int) -> None:
        attempts.hand_in(db.session.get_one(Attempt, attempt_id), LATER)

    world.at_once(undo, *(lambda each=each: hand_in(each) for each in world.working))

    with world.app.app_context():
        assert [each.mark for each in world.responses()] == [0, 0, 1, 0, *([0] * WORKING)]


class Linked(World):
    """A quiz whose second question is evidence for its first; all chose wrongly in both."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            make = Make()
            quiz = make.assignment(items=[CHOICE, SHORT])
            quiz.items[1].claim_position = 1
            for _ in range(PAPERS):
                make.attempt(quiz, responses={1: choosing(keys()[1]), 2: {"text": [ANSWERS[0]]}})
            self.quiz_id, self.teacher_id = quiz.id, quiz.teacher_id
            db.session.commit()

    def credit(self, position: int) -> None:
        """Give everybody full marks for a question, looking again when something has changed."""
        while True:
            places = [db.session.get_one(Assignment, self.quiz_id).items[position - 1]]
            seal = plan_of(places, CREDIT).seal
            try:
                teacher = db.session.get_one(User, self.teacher_id)
                actions.correct(places, CREDIT, seal, teacher, LATER)
            except Outdated:
                db.session.rollback()
                begin_writing()
            else:
                return


@pytest.fixture
def linked(app: Flask, cleared: None) -> Linked:
    return Linked(app)


def test_a_claim_and_its_evidence_can_be_corrected_at_once(linked: Linked) -> None:
    """Neither correction brings back what the other one has changed meanwhile."""
    linked.at_once(lambda: linked.credit(1), lambda: linked.credit(2))

    with linked.app.app_context():
        assert {(each.earned, each.mark) for each in linked.responses()} == {(1, 1)}
