"""Setting a quiz for a class, and changing what was set."""

import shutil
from pathlib import Path

import pytest

from quizapp.database import db
from quizapp.quizzes import actions, views
from quizapp.quizzes.models import Assignment, Feedback
from quizapp.quizzes.publishing import publish_folder
from tests.make import NOON, Make
from tests.pages import Page, Pages
from tests.quizzes.usual import CONDITIONS, filled, quiz

NEW = "/quizzes/stalin-trotsky/Q02/assignments/new"


def read_back_in(page: Page) -> str:
    """Return the mark of what was read back, as the form carries it."""
    return next(i.get("value", "") for i in page.all("input") if i.get("name") == "read_back")


def test_a_quiz_is_set_after_its_conditions_were_read_back(
    published: None, make: Make, pages: Pages
):
    classroom = make.classroom(name="10a")
    pages.sign_in(classroom.teacher)

    page = pages.post(NEW, {**filled(classroom), "step": "check"}, status=200)
    pages.post(NEW, {**filled(classroom), "step": "set", "read_back": read_back_in(page)})

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
        ({"due_at": "soon"}, "Give a day and a time"),
        ({"opens_at": ""}, "Give a day and a time"),
        ({"opens_at": "0001-01-01T00:00"}, "Give a year from 2000"),
        ({"closes_at": "9999-12-31T23:59"}, "Give a year from 2000"),
        ({"time_limit_minutes": "forty"}, "Between 1 and 600"),
        ({"classroom": "none"}, "Choose one of your classes"),
        ({"title": " "}, "Give it a title"),
    ],
)
def test_bad_conditions_get_a_sentence_and_keep_what_was_typed(
    published: None, make: Make, pages: Pages, given: dict[str, str], said: str
):
    classroom = make.classroom()
    pages.sign_in(classroom.teacher)

    page = pages.post(NEW, {**filled(classroom), **given, "step": "check"}, status=422)

    assert said in page.words()
    assert "2026-03-0" in page.text


def test_an_archived_class_is_refused(published: None, make: Make, pages: Pages):
    classroom = make.classroom(archived_at=NOON)
    make.classroom(classroom.teacher)
    pages.sign_in(classroom.teacher)

    page = pages.post(NEW, {**filled(classroom), "step": "set"}, status=422)

    assert "Choose one of your classes that is in use." in page.words()
    with pytest.raises(actions.ClassIsArchived):
        actions.set_quiz(quiz("Q02"), classroom, classroom.teacher, CONDITIONS, NOON)


def test_a_class_that_is_put_away_at_the_same_moment_is_refused_too(
    published: None, make: Make, pages: Pages, monkeypatch: pytest.MonkeyPatch
):
    classroom = make.classroom(archived_at=NOON)
    monkeypatch.setattr(views, "classrooms_of", lambda _teacher: [classroom])
    pages.sign_in(classroom.teacher)
    read_back = read_back_in(pages.post(NEW, filled(classroom), status=200))

    form = {**filled(classroom), "step": "set", "read_back": read_back}
    page = pages.post(NEW, form, status=422)

    assert "Choose one of your classes that is in use." in page.words()
    assert "Source 1 clinic" in page.text


def test_in_the_night_when_clocks_go_forward_moments_count(
    published: None, make: Make, pages: Pages
):
    make.school(time_zone="Europe/London")
    classroom = make.classroom()
    pages.sign_in(classroom.teacher)
    night = {"opens_at": "2026-03-29T01:50", "closes_at": "2026-03-29T02:10"}
    late = {**night, "opens_at": "2026-03-28T12:00", "due_at": "2026-03-29T01:50"}

    closing = pages.post(NEW, {**filled(classroom), **night}, status=422)
    due = pages.post(NEW, {**filled(classroom), **late}, status=422)

    assert "It must close after it opens." in closing.words()
    assert "lies between opening and closing" in due.words()


def test_another_teachers_class_cannot_be_set_a_quiz(published: None, make: Make, pages: Pages):
    stranger = make.classroom()
    pages.sign_in(make.classroom().teacher)

    page = pages.post(NEW, {**filled(stranger), "step": "set"}, status=422)

    assert "Choose one of your classes" in page.words()


def test_a_teacher_without_a_class_is_told_to_make_one(published: None, make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    assert "No class yet." in pages.get(NEW).words()


def test_marks_set_by_the_quiz_hold_in_the_assignment(published: None, make: Make):
    classroom = make.classroom()

    assignment = actions.set_quiz(quiz("Q01"), classroom, classroom.teacher, CONDITIONS, NOON)

    assert [item.max_mark for item in assignment.items] == [3, 2, 4, 6, 9]
    assert sorted(each.source_id for each in assignment.sources) == ["src1", "src2", "src3", "src4"]


def test_what_was_set_stays_when_the_bank_changes(
    published: None, make: Make, bank_folder: Path, tmp_path: Path
):
    classroom = make.classroom()
    assignment = actions.set_quiz(quiz("Q02"), classroom, classroom.teacher, CONDITIONS, NOON)
    before = [item.item_version_id for item in assignment.items]
    copy = tmp_path / "bank"
    shutil.copytree(bank_folder, copy)
    item = copy / "items/S1/S1-03.yaml"
    item.write_text(item.read_text("utf-8").replace("difficulty: 2", "difficulty: 3"), "utf-8")
    db.session.commit()
    publish_folder(copy, NOON)

    db.session.expire_all()
    changed = quiz("Q02")

    assert [item.item_version_id for item in assignment.items] == before
    assert changed.items[0].id != before[0]


def test_another_teachers_class_and_assignment_are_not_found(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(students=1), ["S1-03"])
    student = assignment.classroom.enrolments[0].student
    pages.sign_in(make.teacher())

    pages.get(f"/assignments/{assignment.id}/edit", status=404)
    pages.get(f"/assignments/{assignment.id}/overrides", status=404)
    pages.get(f"/assignments/{assignment.id}/overrides/{student.id}", status=404)
    pages.post(f"/assignments/{assignment.id}/overrides/{student.id}", {}, status=404)
    pages.post(f"/assignments/{assignment.id}/overrides/{student.id}/removal", {}, status=404)
    pages.post(f"/assignments/{assignment.id}/archive", {}, status=404)


def test_an_admin_finds_every_assignment(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(), ["S1-03"])
    pages.sign_in(make.admin())

    pages.get(f"/assignments/{assignment.id}/edit")


@pytest.mark.parametrize("path", ["edit", "overrides/{student}"])
def test_a_huge_upload_is_refused(make: Make, pages: Pages, path: str):
    assignment = make.assignment(make.classroom(students=1), ["S1-03"])
    student = assignment.classroom.enrolments[0].student_id
    pages.sign_in(assignment.classroom.teacher)
    db.session.commit()

    answer = pages.client.post(
        f"/assignments/{assignment.id}/{path.format(student=student)}",
        data=b"title=" + b"x" * 3_000_000,
        content_length=50 * 2**20,
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413


def test_conditions_change_while_the_quiz_runs(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(), ["S1-03"])
    pages.sign_in(assignment.classroom.teacher)
    pages.get(f"/assignments/{assignment.id}/edit")

    data = filled(assignment.classroom, time_limit_minutes="40", feedback="close")
    pages.post(f"/assignments/{assignment.id}/edit", data)

    db.session.refresh(assignment)
    assert assignment.time_limit_minutes == 40
    assert assignment.feedback is Feedback.CLOSE


def test_an_archived_assignment_leaves_the_lists(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(), ["S1-03"])
    pages.sign_in(assignment.classroom.teacher)

    pages.post(f"/assignments/{assignment.id}/archive")

    db.session.refresh(assignment)
    assert assignment.archived_at is not None


def test_a_form_that_is_sent_twice_sets_the_quiz_once(published: None, make: Make, pages: Pages):
    classroom = make.classroom(name="10a")
    pages.sign_in(classroom.teacher)
    page = pages.post(NEW, {**filled(classroom), "step": "check"}, status=200)
    read_back = next(i.get("value") for i in page.all("input") if i.get("name") == "read_back")
    sent = {**filled(classroom), "step": "set", "read_back": read_back}

    pages.post(NEW, sent)
    pages.post(NEW, sent)

    assert db.session.query(Assignment).count() == 1


def test_the_same_quiz_can_be_set_again_later(published: None, make: Make):
    classroom = make.classroom()

    first, second = (
        actions.set_quiz(quiz("Q02"), classroom, classroom.teacher, CONDITIONS, moment)
        for moment in (NOON, make.later(minutes=5))
    )

    assert first.id != second.id
