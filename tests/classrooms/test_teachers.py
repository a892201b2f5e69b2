"""Several teachers of one class: who may what, and who decides it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from quizapp.accounts.models import User
from quizapp.accounts.passwords import fits
from quizapp.attempts.models import Attempt, Correction, Remedy, ResponseStep, StepKind
from quizapp.classrooms import actions, queries
from quizapp.classrooms.models import Classroom, Enrolment
from quizapp.database import db
from quizapp.peers.models import Kind, PeerAssessment, PeerRound
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.publishing import publish_folder
from quizapp.web.access import ACCESS
from tests.counting import statements
from tests.make import NOON, Make
from tests.pages import Pages

OWNERS = {"classrooms.archive", "classrooms.restore", "classrooms.add_teacher"}
"""What only the teacher whose class it is, or an admin, can do."""

NAMES_A_ROW = {"classrooms.move"}
"""What finds nothing when the form is empty."""

ASKS_FIRST = {"regrading.preview", "reteaching.new"}
"""What asks to be told more when the address holds no more than where it is."""


class World:
    """A class with a student, a quiz and an attempt, and somebody who teaches it too."""

    def __init__(self, make: Make) -> None:
        self.classroom = make.classroom(join_code=None)
        self.colleague = make.co_teacher(self.classroom)
        self.student = make.enrolment(self.classroom).student
        self.assignment = make.assignment(self.classroom)
        self.attempt = make.attempt(self.assignment, self.student, {1: "right"})
        self.late = ResponseStep(kind=StepKind.LATE, revision=2, fields={}, at=NOON)
        self.attempt.responses[0].steps.append(self.late)
        self.correction = Correction(
            assignment_id=self.assignment.id,
            position=1,
            act="once",
            remedy=Remedy.CREDIT,
            max_mark_before=1,
            at=NOON,
        )
        db.session.add(self.correction)
        self.judgement = judgement(self.attempt)
        db.session.add(self.judgement)
        db.session.commit()

    def values(self, names: set[str]) -> dict[str, int]:
        known = {
            "classroom_id": self.classroom.id,
            "assignment_id": self.assignment.id,
            "student_id": self.student.id,
            "teacher_id": self.colleague.id,
            "attempt_id": self.attempt.id,
            "response_id": self.attempt.responses[0].id,
            "position": 1,
            "step_id": self.late.id,
            "correction_id": self.correction.id,
            "assessment_id": self.judgement.id,
        }
        assert names <= set(known), f"teach this test what {names - set(known)} means"
        return {name: known[name] for name in names}


def judgement(attempt: Attempt) -> PeerAssessment:
    """What a student said of their own answer to the first question."""
    round_ = PeerRound(
        assignment=attempt.assignment,
        position=1,
        kind=Kind.SELF,
        readings=1,
        opens_at=NOON,
        closes_at=attempt.assignment.closes_at,
        after_feedback=False,
        hides_authors=True,
        hides_readers=True,
        made_at=NOON,
    )
    [response] = attempt.responses
    given = {"own": True, "given_at": NOON, "sent_at": NOON, "level": 1}
    return PeerAssessment(round=round_, reader=attempt.student, response=response, **given)


def addresses(app: Flask, method: str, world: World) -> Iterator[tuple[Rule, str]]:
    """Yield all addresses of a class and its assignments that teachers open in this way."""
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], ACCESS, "").split()
        of_a_class = rule.arguments & {"classroom_id", "assignment_id"}
        if "teacher" in access and of_a_class and method in (rule.methods or ()):
            with app.test_request_context():
                yield rule, app.url_for(rule.endpoint, **world.values(rule.arguments))


def test_a_colleague_opens_every_page_of_the_class_and_a_stranger_none(
    app: Flask, make: Make, pages: Pages
) -> None:
    world = World(make)
    pairs = list(addresses(app, "GET", world))
    assert len(pairs) > 15
    for rule, url in pairs:
        status = 422 if rule.endpoint in ASKS_FIRST else 200
        pages.sign_in(world.colleague).get(url, status=status)
        pages.sign_in(make.teacher()).get(url, status=404)


def test_a_colleague_reaches_every_button_of_the_class_but_its_owners(
    app: Flask, make: Make, pages: Pages
) -> None:
    rules = [rule for rule, _ in addresses(app, "POST", World(make))]
    assert len(rules) > 15
    for rule in rules:
        world = World(make)  # the button before may have ended the last one
        url = next(
            url for each, url in addresses(app, "POST", world) if each.endpoint == rule.endpoint
        )
        pages.sign_in(make.teacher()).post(url, {}, status=404)
        pages.sign_in(world.colleague).get("/classes")  # forget the stranger
        status = pages.client.post(url, data={}).status_code
        assert status < 500
        assert (status == 404) == (rule.endpoint in OWNERS | NAMES_A_ROW), rule.rule


@pytest.fixture
def classroom(make: Make) -> Classroom:
    return make.classroom(make.teacher(name="Ann Archer"), name="10B")


@pytest.fixture
def colleague(make: Make) -> User:
    return make.teacher(name="Bo Baker")


def add(pages: Pages, classroom: Classroom, person: User, status: int = 302) -> str:
    url = f"/classes/{classroom.id}/teachers"
    page = pages.post(url, {"teacher": str(person.id)}, status=status)
    return page.words() if status != 302 else ""


def test_the_teacher_adds_a_colleague_and_both_see_who_teaches(
    pages: Pages, classroom: Classroom, colleague: User
) -> None:
    page = pages.sign_in(classroom.teacher).get(f"/classes/{classroom.id}/teachers")
    assert "Bo Baker" in page.words()

    add(pages, classroom, colleague)

    for person in (classroom.teacher, colleague):
        pages.sign_in(person)
        students = pages.get(f"/classes/{classroom.id}/students").words()
        assert "Taught by Ann Archer and Bo Baker" in students
        assert "Ann Archer and Bo Baker" in pages.get("/classes").words()
        assert "Bo Baker since" in pages.get(f"/classes/{classroom.id}/teachers").words()


def test_a_colleague_who_is_removed_has_no_access_from_then_on(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    colleague = make.co_teacher(classroom)
    pages.sign_in(colleague).get(f"/classes/{classroom.id}/students")

    pages.sign_in(classroom.teacher)
    pages.post(f"/classes/{classroom.id}/teachers/{colleague.id}/removal")

    pages.sign_in(colleague).get(f"/classes/{classroom.id}/students", status=404)
    assert classroom.name not in pages.get("/classes").words()


def test_a_colleague_leaves_by_themself_but_removes_nobody_else(
    make: Make, pages: Pages, classroom: Classroom, colleague: User
) -> None:
    make.co_teacher(classroom, colleague)
    third = make.co_teacher(classroom)
    pages.sign_in(colleague)

    pages.post(f"/classes/{classroom.id}/teachers/{third.id}/removal", status=404)
    page = pages.post(f"/classes/{classroom.id}/teachers/{colleague.id}/removal")

    assert page.location == "/classes"
    assert classroom.teachers == [classroom.teacher, third]


def test_the_class_cannot_lose_its_teacher(pages: Pages, classroom: Classroom) -> None:
    teacher = classroom.teacher

    pages.sign_in(teacher).post(
        f"/classes/{classroom.id}/teachers/{teacher.id}/removal", status=404
    )

    pages.get(f"/classes/{classroom.id}/students")


def test_an_admin_adds_and_removes_teachers_of_every_class(
    make: Make, pages: Pages, classroom: Classroom, colleague: User
) -> None:
    pages.sign_in(make.admin())

    add(pages, classroom, colleague)
    assert colleague in classroom.teachers
    pages.post(f"/classes/{classroom.id}/teachers/{colleague.id}/removal")

    assert classroom.teachers == [classroom.teacher]


def test_only_open_accounts_of_teachers_can_be_added(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    gone = make.teacher(name="Cy Cole", archived_at=NOON)
    student = make.student(name="Dee Dale")
    pages.sign_in(classroom.teacher)
    page = pages.get(f"/classes/{classroom.id}/teachers").words()

    assert "Cy Cole" not in page
    assert "Dee Dale" not in page
    for person in (gone, student, classroom.teacher):
        assert "teaches the class already, or has no account" in add(pages, classroom, person, 422)
    assert classroom.teachers == [classroom.teacher]


@pytest.mark.parametrize("sent", [{}, {"teacher": ""}, {"teacher": "²"}, {"teacher": "9" * 40}])
def test_a_choice_that_makes_no_sense_gets_a_sentence(
    pages: Pages, classroom: Classroom, sent: dict[str, str]
) -> None:
    pages.sign_in(classroom.teacher)

    pages.post(f"/classes/{classroom.id}/teachers", sent, status=422)

    assert classroom.teachers == [classroom.teacher]


def test_adding_a_colleague_twice_does_no_harm(classroom: Classroom, colleague: User) -> None:
    actions.add_co_teacher(classroom, colleague, NOON)
    db.session.commit()
    numbers = classroom.id, colleague.id
    db.session.expunge_all()
    again, twice = db.session.get_one(Classroom, numbers[0]), db.session.get_one(User, numbers[1])

    actions.add_co_teacher(again, twice, NOON)
    db.session.commit()

    assert again.teachers == [again.teacher, twice]


def test_colleagues_do_not_see_each_others_other_classes(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    colleague = make.co_teacher(classroom)
    owners, own = make.classroom(classroom.teacher), make.classroom(colleague)

    pages.sign_in(colleague).get(f"/classes/{owners.id}/students", status=404)
    pages.sign_in(classroom.teacher).get(f"/classes/{own.id}/students", status=404)


def test_a_colleague_makes_a_new_password_for_a_student(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    student = make.enrolment(classroom).student
    before = student.password_hash

    pages.sign_in(make.co_teacher(classroom))
    page = pages.post(f"/classes/{classroom.id}/students/{student.id}/password", status=200)

    shown = ["".join(dd.itertext()) for dd in page.all("dd")][1]
    assert student.password_hash != before
    assert fits(shown, student.password_hash)


def test_a_colleague_sets_a_quiz_for_the_class(
    make: Make, pages: Pages, classroom: Classroom, colleague: User, bank_folder: Path
) -> None:
    publish_folder(bank_folder, NOON)
    make.co_teacher(classroom, colleague)
    new = "/quizzes/stalin-trotsky/Q02/assignments/new"
    form = {
        "classroom": str(classroom.id),
        "title": "Source 1 clinic",
        "opens_at": "2026-03-02T09:00",
        "closes_at": "2026-03-09T18:00",
        "attempts_allowed": "1",
        "counts": "best",
        "feedback": "submission",
    }
    pages.sign_in(colleague)

    page = pages.post(new, {**form, "step": "check"}, status=200)
    read_back = next(i.get("value") for i in page.all("input") if i.get("name") == "read_back")
    pages.post(new, {**form, "step": "set", "read_back": read_back})

    assignment = db.session.scalars(db.select(Assignment)).one()
    assert (assignment.classroom, assignment.teacher) == (classroom, colleague)
    pages.sign_in(classroom.teacher).get(f"/assignments/{assignment.id}/results")


def test_a_colleague_cannot_pull_in_students_of_the_owners_other_classes(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    far = make.enrolment(make.classroom(classroom.teacher), make.student(name="Eve Elm")).student
    near = make.enrolment(make.classroom(), make.student(name="Fay Fox"))
    colleague = make.co_teacher(classroom)
    make.co_teacher(near.classroom, colleague)
    lines = f"name,username\nEve Elm,{far.username}\nFay Fox,{near.student.username}\n"

    pages.sign_in(colleague)
    page = pages.post(
        f"/classes/{classroom.id}/roster",
        {"file": (BytesIO(lines.encode()), "roster.csv"), "encoding": "utf-8"},
        status=200,
        content_type="multipart/form-data",
    )
    rows = {"".join(row.itertext()).split()[1]: "".join(row.itertext()) for row in page.all("tr")}

    assert "Refused" in rows["Eve"]
    assert "Put into the class" in rows["Fay"]


def test_students_move_only_between_classes_that_who_moves_them_may_see(
    make: Make, classroom: Classroom
) -> None:
    colleague = make.co_teacher(classroom)
    owners, own, shared = (
        make.classroom(classroom.teacher, name="1 owner's"),
        make.classroom(colleague, name="2 colleague's"),
        make.classroom(name="3 shared"),
    )
    make.co_teacher(shared, colleague)
    make.classroom(name="a stranger's")

    assert queries.neighbours_of(colleague, classroom) == [own, shared]
    assert queries.neighbours_of(classroom.teacher, classroom) == [owners]
    assert queries.neighbours_of(make.admin(), classroom) == [owners, own, shared]


def test_the_students_page_names_everybody_who_can_change_their_needs(
    make: Make, pages: Pages, classroom: Classroom, colleague: User
) -> None:
    enrolment: Enrolment = make.enrolment(classroom)
    make.co_teacher(classroom, colleague)

    pages.sign_in(classroom.teacher)
    page = pages.get(f"/classes/{classroom.id}/students/{enrolment.student_id}").words()

    assert "also with Bo Baker, who can change it too" in page


def test_a_newcomer_reads_who_teaches_the_class(
    make: Make, pages: Pages, classroom: Classroom, colleague: User
) -> None:
    classroom.join_code = "CDF347"
    make.co_teacher(classroom, colleague)

    assert "Teachers: Ann Archer and Bo Baker" in pages.get("/join?code=CDF347").words()


def test_the_list_of_classes_asks_as_often_for_many_as_for_two(make: Make, pages: Pages) -> None:
    def asked(classes: int) -> int:
        teacher = make.teacher()
        for _ in range(classes):
            make.co_teacher(make.classroom(teacher))
            make.co_teacher(make.classroom(), teacher)
        pages.sign_in(teacher)
        with statements() as sent:
            pages.get("/classes")
        return len(sent)

    assert asked(1) == asked(9)


def test_a_class_with_many_teachers_is_listed_once(make: Make, classroom: Classroom) -> None:
    colleague = make.co_teacher(classroom)
    make.co_teacher(classroom)

    for person in (classroom.teacher, colleague, make.admin()):
        assert queries.classrooms_of(person) == [classroom]
