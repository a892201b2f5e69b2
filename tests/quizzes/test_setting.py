"""Setting a quiz for a class: the pages, the sentence, the pinned versions, exceptions."""

from datetime import datetime
from pathlib import Path

import pytest

from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.quizzes.models import Assignment, Counts, Feedback, Override
from quizapp.quizzes.publishing import publish_folder
from quizapp.quizzes.sentences import Conditions, in_words
from tests.make import NOON, Make
from tests.pages import Pages

NEW = "/quizzes/stalin-trotsky/Q02/assignments/new"


@pytest.fixture
def published(make: Make, bank_folder: Path) -> None:
    publish_folder(bank_folder, NOON)


def filled(classroom: Classroom, **given: str) -> dict[str, str]:
    return {
        "classroom": str(classroom.id),
        "title": "Source 1 clinic",
        "opens_at": "2026-03-02T09:00",
        "closes_at": "2026-03-09T18:00",
        "attempts_allowed": "1",
        "counts": "best",
        "feedback": "submission",
        **given,
    }


def test_every_page_of_a_quiz_opens(published: None, make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    assert "Source 1 clinic" in pages.get("/quizzes").words()
    for quiz in ("Q01", "Q02", "Q03", "Q04", "Q05", "Q06", "Q10"):
        pages.get(f"/quizzes/stalin-trotsky/{quiz}")
        pages.get(f"/quizzes/stalin-trotsky/{quiz}/paper")
    pages.get("/quizzes/stalin-trotsky/Q99", status=404)


def test_the_paper_holds_no_feedback(published: None, make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    words = pages.get("/quizzes/stalin-trotsky/Q02/paper").words()

    assert "used to elect leaders" in words
    assert "The complaint is about the direction of choice" not in words


def test_a_quiz_is_set_after_its_conditions_were_read_back(
    published: None, make: Make, pages: Pages
):
    classroom = make.classroom(name="10a")
    pages.sign_in(classroom.teacher)

    page = pages.post(NEW, {**filled(classroom), "step": "check"}, status=200)
    read_back = next(i.get("value") for i in page.all("input") if i.get("name") == "read_back")
    pages.post(NEW, {**filled(classroom), "step": "set", "read_back": read_back})

    assert "Students of 10a can work from" in page.words()
    assignment = db.session.scalars(db.select(Assignment)).one()
    assert [item.version.item_id for item in assignment.items][:2] == ["S1-03", "S1-02"]
    assert [item.claim_position for item in assignment.items][:2] == [None, 1]
    assert [source.source_id for source in assignment.sources] == ["src1"]


def test_what_changed_after_reading_back_is_read_back_again(
    published: None, make: Make, pages: Pages
):
    classroom = make.classroom()
    pages.sign_in(classroom.teacher)

    page = pages.post(NEW, {**filled(classroom), "step": "set", "read_back": "0" * 16}, status=200)

    assert "Is this what you want?" in page.words()
    assert db.session.scalars(db.select(Assignment)).all() == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"closes_at": "2026-03-01T09:00"}, "It must close after it opens."),
        ({"due_at": "2026-04-01T09:00"}, "lies between opening and closing"),
        ({"opens_at": "soon"}, "Give a day and a time"),
        ({"time_limit_minutes": "0"}, "Between 1 and 600"),
        ({"title": " "}, "Give it a title"),
    ],
)
def test_bad_conditions_get_a_sentence_and_keep_what_was_typed(
    published: None, make: Make, pages: Pages, given: dict[str, str], said: str
):
    classroom = make.classroom()
    pages.sign_in(classroom.teacher)

    page = pages.post(NEW, {**filled(classroom, **given), "step": "check"}, status=422)

    assert said in page.words()
    assert "2026-03-0" in page.text


def test_another_teachers_class_and_assignment_are_not_found(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(students=1), ["S1-03"])
    student = assignment.classroom.enrolments[0].student
    pages.sign_in(make.teacher())

    pages.get(f"/assignments/{assignment.id}/edit", status=404)
    pages.get(f"/assignments/{assignment.id}/overrides", status=404)
    pages.get(f"/assignments/{assignment.id}/overrides/{student.id}", status=404)


def test_conditions_change_while_the_quiz_runs(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(), ["S1-03"])
    pages.sign_in(assignment.classroom.teacher)
    pages.get(f"/assignments/{assignment.id}/edit")

    data = filled(assignment.classroom, time_limit_minutes="40", feedback="close")
    pages.post(f"/assignments/{assignment.id}/edit", data)

    db.session.refresh(assignment)
    assert assignment.time_limit_minutes == 40
    assert assignment.feedback is Feedback.CLOSE


def test_an_exception_holds_only_what_differs_and_can_be_removed(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(students=1), ["S1-03"])
    student = assignment.classroom.enrolments[0].student
    pages.sign_in(assignment.classroom.teacher)
    url = f"/assignments/{assignment.id}/overrides/{student.id}"
    pages.get(url)

    pages.post(url, {"extra_attempts": "1", "reason": "was ill"})
    override = db.session.scalars(db.select(Override)).one()
    listed = pages.get(f"/assignments/{assignment.id}/overrides").words()
    pages.post(f"{url}/removal")

    assert (override.extra_attempts, override.closes_at) == (1, None)
    assert "was ill" in listed
    assert db.session.scalars(db.select(Override)).all() == []


def test_an_archived_assignment_leaves_the_lists(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(), ["S1-03"])
    pages.sign_in(assignment.classroom.teacher)

    pages.post(f"/assignments/{assignment.id}/archive")

    db.session.refresh(assignment)
    assert assignment.archived_at is not None


def test_the_sentence_says_who_when_how_long_and_what_is_seen():
    conditions = Conditions(
        title="Clinic",
        opens_at=datetime(2026, 3, 2, 9, tzinfo=NOON.tzinfo),
        due_at=None,
        closes_at=datetime(2026, 3, 2, 10, tzinfo=NOON.tzinfo),
        time_limit_minutes=40,
        attempts_allowed=2,
        counts=Counts.LATEST,
        shuffle=True,
        feedback=Feedback.CLOSE,
        certainty=True,
    )

    assert in_words(conditions, "10a", lambda moment: f"{moment:%H:%M}") == (
        "Students of 10a can work from 09:00 until 10:00, 40 minutes each, 2 attempts, of which "
        "the latest counts. They see marks and feedback after it has closed for them (10:00). "
        "They also say how sure they are; it never costs marks."
    )
