"""Setting a quiz for some students of a class, and questions chosen one by one."""

from dataclasses import replace

import pytest

from quizapp.attempts.queries import find_task, results_of, tasks_of
from quizapp.database import db
from quizapp.insights.queries.grids import grid_of
from quizapp.insights.queries.pools import pool_of
from quizapp.quizzes import actions, queries
from quizapp.quizzes.groups import group_of, name_students, students_given
from quizapp.quizzes.models import Assignment
from tests.make import NOON, Make
from tests.pages import Pages
from tests.quizzes.usual import CONDITIONS, filled, quiz

NEW = "/quizzes/stalin-trotsky/Q02/assignments/new"


def test_a_quiz_can_be_set_for_some_students_after_reading_back_who(
    published: None, make: Make, pages: Pages
):
    classroom = make.classroom(name="10a")
    ada, ben = (make.enrolment(classroom, make.student(name=n)).student for n in ("Ada", "Ben"))
    pages.sign_in(classroom.teacher)
    form = {**filled(classroom), "audience": "some", "students": [str(ada.id)]}

    page = pages.post(NEW, {**form, "step": "check"}, status=200)
    read_back = next(i.get("value") for i in page.all("input") if i.get("name") == "read_back")
    other = {**form, "students": [str(ben.id)], "step": "set", "read_back": read_back}
    again = pages.post(NEW, other, status=200)
    pages.post(NEW, {**form, "step": "set", "read_back": read_back})

    assert "Only Ada of 10a can work from" in page.words()
    assert "Only Ben of 10a" in again.words()
    made = db.session.scalars(db.select(Assignment)).one()
    assert group_of(made) == {ada.id}


@pytest.mark.parametrize("ticked", [[], ["nobody"], ["stranger"]])
def test_some_students_means_at_least_one_of_the_class(
    published: None, make: Make, pages: Pages, ticked: list[str]
):
    classroom = make.classroom(students=1)
    stranger = make.enrolment(make.classroom(classroom.teacher)).student
    students = [str(stranger.id) if each == "stranger" else each for each in ticked]
    pages.sign_in(classroom.teacher)

    form = {**filled(classroom), "audience": "some", "students": students, "step": "check"}
    page = pages.post(NEW, form, status=422)

    assert "Tick the students it is for" in page.words()


def test_the_group_can_be_changed_and_who_is_taken_out_keeps_their_results(
    make: Make, pages: Pages
):
    classroom = make.classroom()
    ada, ben, cy = (
        make.enrolment(classroom, make.student(name=name)).student for name in ("Ada", "Ben", "Cy")
    )
    quiz = make.assignment(classroom)
    make.attempt(quiz, ada, {1: "right"})
    pages.sign_in(classroom.teacher)
    form = filled(classroom, closes_at="2036-03-02T10:00")

    pages.post(
        f"/assignments/{quiz.id}/edit", {**form, "audience": "some", "students": str(ben.id)}
    )

    assert [each.name for each in students_given(quiz)] == ["Ben"]
    assert [row.pupil.name for row in grid_of(quiz).rows] == ["Ada", "Ben"]
    assert [task.is_set for task in results_of(ada, NOON)] == [False]
    assert find_task(cy, quiz.id, NOON) is None
    checked = [
        each.get("value")
        for each in pages.get(f"/assignments/{quiz.id}/edit").all("input")
        if each.get("name") == "students" and each.get("checked") is not None
    ]
    assert checked == [str(ben.id)]

    pages.post(f"/assignments/{quiz.id}/edit", {**form, "audience": "class"})
    assert group_of(quiz) is None
    assert len(tasks_of(cy, NOON)) == 1


def test_the_same_quiz_for_another_group_is_not_taken_for_a_form_sent_twice(
    published: None, make: Make
):
    classroom = make.classroom(students=2)
    one, two = (each.student_id for each in classroom.enrolments)

    def set_for(*students: int) -> int:
        teacher = classroom.teacher
        return actions.set_quiz(quiz("Q02"), classroom, teacher, CONDITIONS, NOON, students).id

    assert set_for(one) == set_for(one)
    assert len({set_for(one), set_for(two), set_for()}) == 3


def test_who_joins_later_is_not_in_the_group_and_strangers_to_it_are_not_found(make: Make):
    classroom = make.classroom(students=1)
    quiz = make.assignment(classroom)
    name_students(quiz, [classroom.enrolments[0].student_id])

    late = make.enrolment(classroom).student

    assert find_task(late, quiz.id, NOON) is None
    assert not tasks_of(late, NOON)
    assert grid_of(quiz).not_started == 1


def test_chosen_questions_bring_their_sources_and_evidence_brings_its_claim(
    published: None, make: Make
):
    chosen = queries.find_chosen("stalin-trotsky", ["S4-02", "S1-02", "S1-03", "none"])
    assert chosen is not None
    classroom = make.classroom()

    made = actions.set_quiz(chosen, classroom, classroom.teacher, CONDITIONS, NOON)

    placed = [(each.version.item_id, each.claim_position) for each in made.items]
    assert placed == [("S1-03", None), ("S1-02", 1), ("S4-01", None), ("S4-02", 3)]
    assert [each.source_id for each in made.sources] == ["src1", "src4"]
    assert made.quiz_id == ""
    assert queries.find_chosen("stalin-trotsky", ["none"]) is None
    assert queries.find_chosen("no-bank", ["S1-03"]) is None


def test_only_the_same_chosen_questions_are_pooled(published: None, make: Make):
    teacher = make.teacher()

    def made(*ids: str) -> Assignment:
        chosen = queries.find_chosen("stalin-trotsky", ids)
        assert chosen is not None
        return actions.set_quiz(chosen, make.classroom(teacher), teacher, CONDITIONS, NOON)

    first, same, other = made("S1-03"), made("S1-03"), made("S2-01")

    assert pool_of(teacher, first) == [first, same]
    assert pool_of(teacher, other) == [other]


def test_words_to_students_stand_in_their_list_and_before_the_first_question(
    make: Make, pages: Pages
):
    quiz = make.assignment(note="Bring your notes.", reading="Read **Source 1** again.")
    student = make.enrolment(quiz.classroom).student
    pages.sign_in(student)

    assert "Bring your notes." in pages.get("/due").words()
    start = pages.get(f"/assignments/{quiz.id}").words()
    assert "Read Source 1 again." in start

    changed = replace(CONDITIONS, closes_at=make.later(days=3650), note="Take your time.")
    actions.change(quiz, changed)
    assert "Take your time." in pages.get("/due").words()
