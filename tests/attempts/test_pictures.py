"""Who may see the picture of a source: whoever may see the source, and nobody else."""

import pytest

from quizapp.bank.pictures import Picture, prepared
from quizapp.bank.sources import SourceImage
from quizapp.bank.versions import content_hash, source_content
from quizapp.database import db
from quizapp.quizzes.models import Assignment, SourceVersion
from quizapp.quizzes.pictures import keep
from quizapp.quizzes.versions import source_of
from tests.bank.pictures import file_of, image
from tests.make import Make
from tests.pages import Pages

ALT = "A lamp on a mast above the sea"


@pytest.fixture
def picture() -> Picture:
    made = prepared(file_of(image()), "lamp.png")
    keep("test", made)
    return made


def give(assignment: Assignment, picture: Picture) -> None:
    """Let the first source of an assignment show the picture."""
    plain = source_of(assignment.sources[0])
    shown = SourceImage(file=picture.name, alt=ALT, credit="An archive", licence="CC BY 4.0")
    content = source_content(plain.model_copy(update={"images": (shown,)}))
    version = SourceVersion(
        bank="test", source_id=plain.id, hash=content_hash(content), content=content
    )
    assignment.sources = [version, *assignment.sources[1:]]
    db.session.flush()


@pytest.fixture
def assignment(make: Make, picture: Picture) -> Assignment:
    made = make.assignment()
    give(made, picture)
    return made


def test_a_student_with_the_source_sees_its_picture_in_the_player(
    make: Make, pages: Pages, assignment: Assignment, picture: Picture
):
    attempt = make.attempt(assignment, handed_in=False)
    pages.sign_in(attempt.student)

    page = pages.get(f"/attempts/{attempt.id}?question=1")

    [shown] = [each for each in page.all("img") if each.get("alt") == ALT]
    assert shown.get("src") == f"/pictures/{picture.name}"
    assert "An archive · CC BY 4.0" in page.words()
    assert pages.get(f"/pictures/{picture.name}").response.data == picture.content


def test_a_student_to_whom_it_is_set_sees_it_from_its_opening_on(
    make: Make, pages: Pages, assignment: Assignment, picture: Picture
):
    student = make.enrolment(assignment.classroom).student
    pages.sign_in(student).get(f"/pictures/{picture.name}")

    assignment.opens_at = make.later(days=3640)
    pages.get(f"/pictures/{picture.name}", status=404)


def test_a_student_of_another_class_does_not_find_it(
    make: Make, pages: Pages, assignment: Assignment, picture: Picture
):
    other = make.assignment(items=["S2-01"])
    attempt = make.attempt(other)

    pages.sign_in(attempt.student).get(f"/pictures/{picture.name}", status=404)


def test_whoever_is_not_signed_in_does_not_find_it(
    pages: Pages, assignment: Assignment, picture: Picture
):
    answer = pages.get(f"/pictures/{picture.name}", status=302).response

    assert "sign-in" in answer.location


def test_a_teacher_sees_what_is_published_and_no_draft(
    make: Make, pages: Pages, assignment: Assignment, picture: Picture
):
    draft = prepared(file_of(image(80, 80)), "draft.png")
    keep("test", draft)
    pages.sign_in(make.teacher())

    pages.get(f"/pictures/{picture.name}")
    pages.get(f"/pictures/{draft.name}", status=404)


def test_an_author_sees_drafts_too_and_an_unknown_name_is_not_found(
    make: Make, pages: Pages, picture: Picture
):
    pages.sign_in(make.teacher(is_author=True)).get(f"/pictures/{picture.name}")

    pages.get("/pictures/lamp-000000000000.webp", status=404)
    pages.get("/pictures/..%2Fbank.yaml", status=404)


def test_the_paper_shows_it_too(make: Make, pages: Pages, assignment: Assignment, picture: Picture):
    pages.sign_in(assignment.teacher)

    page = pages.get(f"/assignments/{assignment.id}/paper/questions")

    assert [each.get("alt") for each in page.all("img")] == [ALT]
