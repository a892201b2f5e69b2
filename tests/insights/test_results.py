from fractions import Fraction
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import select

from quizapp.attempts.models import Ended
from quizapp.classrooms.models import Enrolment
from quizapp.database import db
from quizapp.quizzes.models import Assignment, Override
from tests.counting import queries_of, statements
from tests.insights.plain import CHOICE
from tests.make import Make
from tests.pages import NAMESPACE, Page, Pages


def results(quiz: Assignment, query: str = "") -> str:
    return f"/assignments/{quiz.id}/results{query}"


def lines(page: Page) -> list[str]:
    """Return the head of each line of the grid."""
    heads = [th for th in page.all("th") if th.get("scope") == "row" and th.get("class") == "who"]
    return [" ".join("".join(_shown(head)).split()) for head in heads]


def _shown(element: Element) -> list[str]:
    if element.get("class") == "alias":
        return []
    return [element.text or "", *(t for e in element for t in [*_shown(e), e.tail or ""])]


def sights(page: Page) -> list[str | None]:
    return [td.get("data-sight") for td in page.all("td") if td.get("data-sight")]


def test_the_grid_shows_every_answer_with_sign_and_words(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S2-06", "S3-05", "S1-06"])
    make.attempt(quiz, responses={1: "right", 2: "wrong", 3: {}})

    page = pages.sign_in(quiz.teacher).get(results(quiz))

    assert sights(page) == ["right", "wrong", "blank", "unreached"]
    labels = [a.get("aria-label") for td in page.all("td") for a in td.iter(f"{NAMESPACE}a")]
    assert labels == ["right", "wrong", "left blank", "not reached"]


def test_an_answer_that_is_not_handed_in_gives_nothing_away(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S2-06"])
    make.attempt(quiz, responses={1: "right"}, handed_in=False)

    page = pages.sign_in(quiz.teacher).get(results(quiz))

    assert sights(page) == ["answered", "ahead"]
    assert "1 of 1 is working. Nobody has handed in yet." in page.words()


def test_evidence_without_its_claim_earns_nothing_but_its_column_knows_it_was_right(
    make: Make, pages: Pages
):
    quiz = make.assignment(items=["S1-03", "S1-02"])
    quiz.items[1].claim_position = 1
    make.attempt(quiz, responses={1: "wrong", 2: "right"})

    page = pages.sign_in(quiz.teacher).get(results(quiz))

    assert sights(page) == ["wrong", "right"]
    assert 'aria-label="right, does not count"' in page.text
    assert next(td for td in page.all("td") if td.get("class") == "score").text == "0"
    assert "100 per cent" in page.words()


def test_scores_are_rounded_once_on_the_page(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S2-06", "S3-05"])
    attempt = make.attempt(quiz, responses={1: "right", 2: "right", 3: "right"})
    for response in attempt.responses:
        response.mark = Fraction(1, 3)

    page = pages.sign_in(quiz.teacher).get(results(quiz))

    assert [td.text for td in page.all("td") if td.get("class") == "score"] == ["1"]


def test_a_void_attempt_is_left_out(make: Make, pages: Pages):
    quiz = make.assignment()
    attempt = make.attempt(quiz, responses={1: "right"})
    attempt.void(quiz.teacher, "A neighbour helped", make.later(days=1))

    page = pages.sign_in(quiz.teacher).get(results(quiz))

    assert "Nobody has started yet." in page.words()


def named_class(make: Make) -> Assignment:
    quiz = make.assignment(items=["S1-03", "S2-06"])
    for name, second in [
        ("Adelaide Young", "wrong"),
        ("Zedekiah Abbot", "right"),
        ("Mirabel Moss", None),
    ]:
        student = make.enrolment(quiz.classroom, make.student(name=name)).student
        if second:
            make.attempt(quiz, student, {1: "right", 2: second})
    return quiz


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Zedekiah Abbot", "Adelaide Young", "Mirabel Moss"]),
        ("?sort=score", ["Zedekiah Abbot", "Adelaide Young", "Mirabel Moss"]),
        ("?sort=name", ["Zedekiah Abbot", "Mirabel Moss", "Adelaide Young"]),
        ("?sort=nonsense", ["Zedekiah Abbot", "Adelaide Young", "Mirabel Moss"]),
    ],
)
def test_lines_can_be_sorted(make: Make, pages: Pages, query: str, expected: list[str]):
    quiz = named_class(make)

    assert lines(pages.sign_in(quiz.teacher).get(results(quiz, query))) == expected


def test_names_can_be_hidden_and_stay_hidden_from_page_to_page(make: Make, pages: Pages):
    quiz = named_class(make)

    page = pages.sign_in(quiz.teacher).get(results(quiz, "?names=off"))

    assert sorted(lines(page)) == ["Student 1", "Student 2", "Student 3"]
    links = [a.get("href") or "" for a in page.all("a")]
    inside = [href for href in links if "/students/" in href or "/items/" in href]
    assert inside
    assert all("names=off" in href for href in inside)
    for href in [*inside, *(h for h in links if "sort=" in h)]:
        there = pages.get(href.partition("#")[0])
        assert not any(name in there.text for name in ("Adelaide", "Zedekiah", "Mirabel"))


def test_who_has_left_keeps_a_line_that_counts_for_nothing(make: Make, pages: Pages):
    quiz = named_class(make)
    gone = make.enrolment(quiz.classroom, make.student(name="Gone Girl"))
    make.attempt(quiz, gone.student, {1: "wrong", 2: "wrong"})
    gone.left_at = make.later(days=1)

    page = pages.sign_in(quiz.teacher).get(results(quiz, "?sort=name"))

    assert lines(page)[-1] == "Gone Girl has left"
    assert "2 of 3 have handed in." in page.words()


def test_a_question_that_went_badly_is_worth_talking_about(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    for _ in range(3):
        make.attempt(quiz, responses={1: {"choice": ["a"]}, 2: "right"})

    words = pages.sign_in(quiz.teacher).get(results(quiz)).words()

    assert "Everybody has handed in. Question 1 needs a second look." in words
    assert "Nobody of 3 got it wholly right" in words
    assert "Show question 1 to the class" in words


def test_attempts_whose_time_is_over_are_ended_before_reading(make: Make, pages: Pages):
    quiz = make.assignment(time_limit_minutes=10)
    attempt = make.attempt(quiz, responses={1: "right"}, handed_in=False)

    page = pages.sign_in(quiz.teacher).get(results(quiz))

    assert sights(page) == ["right"]
    assert attempt.ended_by is Ended.CLOCK


def test_an_empty_class_has_a_page_too(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom())

    assert "Nobody is in the class yet" in pages.sign_in(quiz.teacher).get(results(quiz)).words()


@pytest.mark.parametrize(
    "page", ["results", "version", "items/1", "items/1/projector", "marks.csv"]
)
def test_a_strangers_results_are_not_found(make: Make, pages: Pages, page: str):
    quiz = make.assignment()

    for stranger in (make.teacher(), make.student()):
        pages.sign_in(stranger).get(f"/assignments/{quiz.id}/{page}", status=404)
    pages.sign_in(make.admin()).get(f"/assignments/{quiz.id}/{page}")


def test_the_number_of_queries_does_not_grow_with_class_or_quiz(make: Make, pages: Pages):
    few = queries_of(make, pages, results, 3, ["S1-03", "S1-02"])
    many = queries_of(make, pages, results, 30, ["S1-03", "S1-02", "S1-06", "S2-06"])

    assert few == many
    assert few < 20


def test_five_hundred_students_fit_on_the_page(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03"])
    for _ in range(500):
        make.attempt(quiz, responses={1: "right"})

    page = pages.sign_in(quiz.teacher).get(results(quiz))

    assert len(lines(page)) == 500


def test_the_table_is_plain_to_screen_readers(make: Make, pages: Pages):
    quiz = named_class(make)

    page = pages.sign_in(quiz.teacher).get(results(quiz, "?sort=name"))

    assert "3 students and 2 questions" in "".join(page.all("caption")[0].itertext())
    scopes = [th.get("scope") for th in page.all("th")]
    assert None not in scopes
    assert [th.get("aria-sort") for th in page.all("th") if th.get("aria-sort")] == ["ascending"]


def test_the_version_changes_with_the_answers_and_only_then(make: Make, pages: Pages):
    quiz = make.assignment()
    address = f"/assignments/{quiz.id}/version"
    pages.sign_in(quiz.teacher)
    tag = pages.get(address).response.headers["ETag"]

    def unchanged() -> bool:
        nonlocal tag
        response = pages.client.get(address, headers={"If-None-Match": tag})
        tag = response.headers["ETag"]
        return response.status_code == 304 and not response.data

    assert unchanged()
    attempt = make.attempt(quiz, responses={1: "right"}, handed_in=False)
    assert not unchanged()
    assert unchanged()
    attempt.responses[0].saved_at = make.later(minutes=9)
    assert not unchanged()
    attempt.submit(make.later(minutes=10), Ended.STUDENT)
    assert not unchanged()
    attempt.void(quiz.teacher, "A test", make.later(minutes=11))
    assert not unchanged()
    make.enrolment(quiz.classroom)
    assert not unchanged()
    assert unchanged()


def test_the_version_is_cheap(make: Make, pages: Pages):
    quiz = make.assignment()
    pages.sign_in(quiz.teacher)

    with statements() as found:
        pages.get(f"/assignments/{quiz.id}/version")

    assert len(found) <= 4, found  # who asks, the school, the version, whose time is over


def test_asking_for_the_version_ends_attempts_whose_time_is_over(make: Make, pages: Pages):
    quiz = make.assignment(time_limit_minutes=10)
    attempt = make.attempt(quiz, responses={1: "right"}, handed_in=False)
    address = f"/assignments/{quiz.id}/version"

    first = pages.sign_in(quiz.teacher).get(address).text

    assert attempt.ended_by is Ended.CLOCK
    assert pages.get(address).text == first


def test_what_waits_of_somebody_who_left_takes_nothing_from_the_scores(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S1-16"])
    gone = make.attempt(quiz, responses={1: "right", 2: "right"})
    make.attempt(quiz, responses={1: "right"})
    enrolment = db.session.scalar(select(Enrolment).filter_by(student_id=gone.student_id))
    assert enrolment
    enrolment.left_at = make.later(days=1)

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/results").words()

    assert "middle score 1 of" in words
    assert "in the questions that are marked" not in words


def test_the_version_changes_with_an_exception_and_with_a_dropped_question(
    make: Make, pages: Pages
):
    quiz = make.assignment(items=[CHOICE, "S1-16"])
    student = make.enrolment(quiz.classroom).student
    address = f"/assignments/{quiz.id}/version"
    versions = [pages.sign_in(quiz.teacher).get(address).text]

    exception = {"changed_at": make.later(days=1), "changed_by_id": quiz.teacher_id}
    db.session.add(Override(assignment=quiz, student=student, **exception))
    versions.append(pages.get(address).text)
    quiz.items[0].max_mark = 0
    versions.append(pages.get(address).text)

    assert len(set(versions)) == 3
