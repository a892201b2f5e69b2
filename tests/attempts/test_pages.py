"""The pages of a student, from the list of quizzes to the review."""

from pathlib import Path

import pytest

from quizapp.attempts.models import Attempt, Ended, Response, State
from quizapp.database import db
from quizapp.items import ITEM_TYPES
from quizapp.quizzes.publishing import publish_folder
from tests.attempts.conftest import ONE_OF_EACH, Clock
from tests.counting import statements
from tests.make import Make, real_bank
from tests.pages import Pages

S103 = real_bank().items["S1-03"]
PREVIEW = "/quizzes/stalin-trotsky/Q10/preview"
RIGHT, WRONG = {"q1-choice": "b"}, {"q1-choice": "a"}


def begun(make: Make, pages: Pages, **given: object) -> Attempt:
    """A running attempt of the student who is then signed in."""
    given = {"items": ["S1-03", "S1-15"], **given}
    attempt = make.attempt(make.assignment(**given), handed_in=False)
    pages.sign_in(attempt.student)
    return attempt


def test_a_student_takes_a_quiz_of_every_type(make: Make, pages: Pages, clock: Clock):
    assignment = make.assignment(items=ONE_OF_EACH, certainty=True)
    student = make.enrolment(assignment.classroom).student
    pages.sign_in(student)

    assert assignment.title in pages.get("/due").words()
    assert f"{len(ITEM_TYPES)} questions" in pages.get(f"/assignments/{assignment.id}").words()
    where = pages.post(f"/assignments/{assignment.id}/attempts").location
    for position in range(1, 14):
        pages.get(f"{where}?question={position}")
    pages.get(f"{where}?view=all")
    pages.get(f"{where}/submission")
    review = pages.post(f"{where}/submission").location
    assert "Handed in" in pages.get(review).words()
    assert "Attempt 1" in pages.get("/results").words()


def test_without_a_script_every_button_saves_first(make: Make, pages: Pages, clock: Clock):
    attempt = begun(make, pages)
    where = f"/attempts/{attempt.id}/responses"

    onwards = pages.post(f"{where}/1", {**WRONG, "go": "next"}).location
    back = pages.post(f"{where}/2", {"q2-choice": "a", "go": "back", "q2-flag": "1"}).location
    end = pages.post(f"{where}/1", {**RIGHT, "q1-revision": "1", "go": "summary"}).location

    assert onwards.endswith("?question=2")
    assert back.endswith("?question=1")
    assert end.endswith("/submission")
    assert [r.fields for r in attempt.responses] == [{"choice": ["b"]}, {"choice": ["a"]}]
    assert attempt.responses[1].flagged
    assert "flagged" in pages.get(end).words()


def test_all_questions_on_one_page_are_saved_together(make: Make, pages: Pages, clock: Clock):
    attempt = begun(make, pages)

    pages.post(f"/attempts/{attempt.id}/responses", {**RIGHT, "q2-choice": "a", "go": "summary"})

    assert [r.fields for r in attempt.responses] == [{"choice": ["b"]}, {"choice": ["a"]}]


def test_the_view_that_was_chosen_is_remembered(make: Make, pages: Pages, clock: Clock):
    attempt = begun(make, pages)

    pages.get(f"/attempts/{attempt.id}?view=all")
    assert "One question a page" in pages.get(f"/attempts/{attempt.id}").words()
    pages.get(f"/attempts/{attempt.id}?view=one", status=302)
    assert "One question a page" not in pages.get(f"/attempts/{attempt.id}?question=1").words()


def test_an_attempt_goes_on_at_the_first_question_without_an_answer(
    make: Make, pages: Pages, clock: Clock
):
    attempt = begun(make, pages)
    pages.post(f"/attempts/{attempt.id}/responses/1", {**RIGHT, "go": "stay"})

    assert pages.get(f"/attempts/{attempt.id}", status=302).location.endswith("?question=2")


def test_what_cannot_be_read_is_shown_with_a_sentence_and_as_it_was_typed(
    make: Make, pages: Pages, clock: Clock
):
    item = next(i for i in real_bank().items.values() if i.type == "numeric")
    attempt = begun(make, pages, items=[item])
    data = {"q1-number": "about ninety", "go": "summary"}

    stays = pages.post(f"/attempts/{attempt.id}/responses/1", data).location
    page = pages.get(stays)
    goes_on = pages.post(f"/attempts/{attempt.id}/responses/1", {**data, "q1-revision": "1"})

    assert stays.endswith("?question=1#q1-problem")
    assert 'id="q1-problem"' in page.text
    assert 'value="about ninety"' in page.text
    assert "Please type a number" in page.words()
    assert goes_on.location.endswith("/submission")


def test_a_question_counts_as_reached_once_it_was_shown(make: Make, pages: Pages, clock: Clock):
    attempt = begun(make, pages)

    pages.get(f"/attempts/{attempt.id}?question=2")

    db.session.expire_all()
    assert [r.shown_at for r in attempt.responses] == [None, clock.time]


def test_certainty_is_asked_where_the_quiz_and_the_question_want_it(
    make: Make, pages: Pages, clock: Clock
):
    with_it = begun(make, pages, certainty=True)
    assert "How sure are you?" in pages.get(f"/attempts/{with_it.id}?question=1").words()
    pages.post(f"/attempts/{with_it.id}/responses/1", {**WRONG, "q1-certainty": "3"})
    assert with_it.responses[0].certainty == 3
    pages.post(f"/attempts/{with_it.id}/submission")
    review = pages.get(f"/attempts/{with_it.id}/review").words()
    assert "very sure about is not wholly right" in review

    without = begun(make, pages)
    assert "How sure" not in pages.get(f"/attempts/{without.id}?question=1").words()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"time_limit_minutes": 40}, "You have 40 minutes from the moment you start."),
        ({}, "There is no time limit"),
        ({"attempts_allowed": 2, "counts": "latest"}, "2 attempts; the last one counts"),
        ({"attempts_allowed": 0}, "as often as you like; the best one counts"),
        ({"feedback": "practice"}, "You can check each answer at once"),
        ({"feedback": "close"}, "when the quiz has closed"),
        ({"certainty": True}, "how sure you are. It never changes your mark"),
    ],
)
def test_the_start_page_says_what_awaits(
    make: Make, pages: Pages, clock: Clock, given: dict[str, object], words: str
):
    assignment = make.assignment(**given)
    pages.sign_in(make.enrolment(assignment.classroom).student)

    assert words in pages.get(f"/assignments/{assignment.id}").words()


def test_the_start_page_counts_extra_time_in(make: Make, pages: Pages, clock: Clock):
    assignment = make.assignment(time_limit_minutes=40)
    student = make.enrolment(assignment.classroom).student
    make.accommodation(student, extra_time_percent=25)
    pages.sign_in(student)

    words = pages.get(f"/assignments/{assignment.id}").words()

    assert "You have 50 minutes from the moment you start, your extra time included" in words


def test_the_start_page_says_when_the_end_comes_first(make: Make, pages: Pages, clock: Clock):
    assignment = make.assignment(time_limit_minutes=40, closes_at=make.later(hours=1, minutes=15))
    pages.sign_in(make.enrolment(assignment.classroom).student)

    words = pages.get(f"/assignments/{assignment.id}").words()

    assert "You have 15 minutes if you start now" in words


def test_larger_text_and_no_clock_apply_where_the_student_needs_them(
    make: Make, pages: Pages, clock: Clock
):
    attempt = begun(make, pages, time_limit_minutes=90)
    plain = pages.get(f"/attempts/{attempt.id}?question=1")
    make.accommodation(attempt.student, larger_text=True, hide_clock=True)
    adapted = pages.get(f"/attempts/{attempt.id}?question=1")

    assert "30 minutes left" in plain.words()
    assert "data-larger-text" not in plain.text
    assert "minutes left" not in adapted.words()
    assert "data-larger-text" in adapted.text
    assert "data-larger-text" in pages.get("/results").text


def test_practice_shows_the_feedback_of_a_checked_answer_alone(
    make: Make, pages: Pages, clock: Clock
):
    attempt = begun(make, pages, feedback="practice")
    where = f"/attempts/{attempt.id}"
    before = pages.get(f"{where}?question=1").words()
    pages.post(f"{where}/responses/1", {**WRONG, "go": "check"})
    after = pages.get(f"{where}?question=1").words()
    other = pages.get(f"{where}?question=2").words()
    everything = pages.get(f"{where}?view=all").text

    assert "Not right" not in before
    assert "Not right" in after
    assert "Look again at sentence" in after
    assert "Not right" not in other
    assert everything.count("data-yours") == 1
    assert attempt.responses[0].state is State.SCORED


def test_nothing_can_be_checked_where_checking_is_not_part_of_the_quiz(
    make: Make, pages: Pages, clock: Clock
):
    attempt = begun(make, pages)

    pages.post(f"/attempts/{attempt.id}/responses/1", {**WRONG, "go": "check"}, status=404)

    db.session.expire_all()
    assert attempt.responses[0].state is State.BLANK


def test_the_review_shows_marks_reasons_and_where_to_look(make: Make, pages: Pages, clock: Clock):
    attempt = begun(make, pages)
    pages.post(f"/attempts/{attempt.id}/responses/1", WRONG)
    pages.post(f"/attempts/{attempt.id}/submission")

    page = pages.get(f"/attempts/{attempt.id}/review")

    assert "0 of 2 marks" in page.words()
    assert "Next step: Look again at sentence" in page.words()
    assert page.text.count("data-lit") >= 2
    assert S103.explanation.split(".")[0] in page.words()


def test_marks_that_may_not_be_seen_are_nowhere(make: Make, pages: Pages, clock: Clock):
    attempt = begun(make, pages, feedback="close")
    pages.post(f"/attempts/{attempt.id}/responses/1", RIGHT)
    pages.post(f"/attempts/{attempt.id}/submission")

    review = pages.get(f"/attempts/{attempt.id}/review").words()
    results = pages.get("/results").words()

    assert "Marks and explanations are shown from" in review
    assert S103.options[1].text in review  # type: ignore[attr-defined]
    for words in (review, results):
        assert "of 2 marks" not in words


def test_evidence_without_its_claim_says_why_it_does_not_count(
    make: Make, pages: Pages, clock: Clock
):
    attempt = begun(make, pages, items=["S1-03", "S1-02"])
    attempt.assignment.items[1].claim_position = 1
    target = next(t.id for t in real_bank().items["S1-02"].targets if t.credit)  # type: ignore[attr-defined]
    pages.post(f"/attempts/{attempt.id}/responses/1", WRONG)
    pages.post(f"/attempts/{attempt.id}/responses/2", {"q2-select": target})
    pages.post(f"/attempts/{attempt.id}/submission")

    words = pages.get(f"/attempts/{attempt.id}/review").words()

    assert "evidence counts only when the claim it supports is right: see question 1" in words


def test_when_the_time_is_over_the_page_says_so_and_then_shows_the_review(
    make: Make, pages: Pages, clock: Clock
):
    attempt = begun(make, pages, time_limit_minutes=61)
    pages.post(f"/attempts/{attempt.id}/responses/1", RIGHT)

    clock.move(minutes=1, seconds=5)
    over = pages.get(f"/attempts/{attempt.id}")
    clock.move(seconds=10)
    there = pages.get(f"/attempts/{attempt.id}", status=302).location
    review = pages.get(there)

    db.session.refresh(attempt)
    assert "Time is over" in over.words()
    assert over.response.headers["Refresh"]
    assert "ended when the time was over" in review.words()
    assert "1 of 2 marks" in review.words()
    assert attempt.ended_by is Ended.CLOCK


def test_what_comes_late_is_kept_for_the_teacher_and_the_student_is_told(
    make: Make, pages: Pages, clock: Clock
):
    attempt = begun(make, pages, time_limit_minutes=61)
    clock.move(hours=1)

    where = pages.post(f"/attempts/{attempt.id}/responses/1", RIGHT).location
    answer = pages.post(
        f"/attempts/{attempt.id}/responses/2",
        {"q2-choice": "a", "client": "d-1", "sequence": "1"},
        status=200,
        headers={"X-Requested-With": "fetch"},
    ).response.json

    assert answer
    assert answer["late"] is True
    assert "your teacher decides" in pages.get(pages.get(where, status=302).location).words()
    assert [s.kind.value for r in attempt.responses for s in r.steps].count("late") == 2
    assert attempt.responses[0].fields == {}


def test_my_results_list_every_attempt_and_say_which_counts(make: Make, pages: Pages, clock: Clock):
    assignment = make.assignment(attempts_allowed=3)
    student = make.enrolment(assignment.classroom).student
    make.attempt(assignment, student, {1: "right"})
    make.attempt(assignment, student, {1: "wrong"}, number=2)
    make.attempt(assignment, student, {1: "right"}, number=3, voided_at=make.later(hours=1))
    pages.sign_in(student)

    words = pages.get("/results").words()

    assert "Attempt 1 handed in" in words
    assert "1 of 1 mark · counts" in words
    assert "0 of 1 mark" in words
    assert "taken out of the results by your teacher" in words


def test_the_list_of_quizzes_says_what_to_do_first(make: Make, pages: Pages, clock: Clock):
    classroom = make.classroom(students=1)
    student = classroom.enrolments[0].student
    make.assignment(classroom, title="Later on", opens_at=make.later(days=2))
    make.assignment(classroom, title="Over", closes_at=make.later(minutes=30))
    running = make.assignment(classroom, title="Under way")
    make.attempt(running, student, handed_in=False)
    make.assignment(classroom, title="Put away", archived_at=make.later(minutes=1))
    pages.sign_in(student)

    words = pages.get("/due").words()

    assert "1 quiz is waiting for you" in words
    assert "Under way" in words.partition("Coming")[0]
    assert "Later on" in words.partition("Coming")[2]
    assert "Over" in words.partition("Done or closed")[2]
    assert "Put away" not in words


def test_the_list_asks_the_database_as_often_for_many_quizzes(
    make: Make, pages: Pages, clock: Clock
):
    def queries(quizzes: int) -> int:
        classroom = make.classroom(students=1)
        student = classroom.enrolments[0].student
        for _ in range(quizzes):
            make.attempt(make.assignment(classroom, attempts_allowed=2), student, {1: "right"})
        pages.sign_in(student)
        pages.get("/due")
        with statements() as sent:
            pages.get("/due")
        return len(sent)

    assert queries(1) == queries(5)


@pytest.fixture
def published(make: Make, bank_folder: Path) -> None:
    publish_folder(bank_folder, make.later(minutes=1))
    db.session.commit()


def test_a_teacher_tries_a_published_quiz_and_leaves_no_trace(
    make: Make, pages: Pages, published: None
):
    pages.sign_in(make.teacher())

    before = pages.get(PREVIEW)
    right = pages.post(PREVIEW, RIGHT, status=200)
    wrong = pages.post(PREVIEW, WRONG, status=200)

    assert "How this answer is judged" not in before.words()
    assert "1 of 1 mark" in right.words()
    assert "0 of 1 mark" in wrong.words()
    assert "Look again at sentence" in wrong.words()
    assert db.session.query(Attempt).count() == db.session.query(Response).count() == 0


@pytest.mark.parametrize("quiz_id", ["Q01", "Q03", "Q06"])
def test_every_question_of_a_quiz_can_be_tried_unanswered(
    make: Make, pages: Pages, published: None, quiz_id: str
):
    pages.sign_in(make.teacher())
    where = f"/quizzes/stalin-trotsky/{quiz_id}/preview"

    for position in range(1, 6):
        pages.post(f"{where}?question={position}", {}, status=200)
    pages.get(f"{where}?question=99", status=404)


def test_students_cannot_preview(make: Make, pages: Pages, published: None):
    pages.sign_in(make.student())

    pages.get(PREVIEW, status=404)


@pytest.mark.parametrize("gone", ["quiz", "student", "classroom"])
def test_what_is_no_longer_set_cannot_be_begun_but_stays_among_the_results(
    make: Make, pages: Pages, clock: Clock, gone: str
):
    assignment = make.assignment(attempts_allowed=2)
    enrolment = make.enrolment(assignment.classroom)
    make.attempt(assignment, enrolment.student, {1: "right"})
    where = f"/assignments/{assignment.id}"
    pages.sign_in(enrolment.student)
    assert "Start another attempt" in pages.get(where).words()

    if gone == "student":
        enrolment.leave(make.later(minutes=1))
    else:
        (assignment if gone == "quiz" else assignment.classroom).archive(make.later(minutes=1))

    assert "It is no longer set to you" in pages.get(where).words()
    pages.post(f"{where}/attempts", status=404)
    assert assignment.title in pages.get("/results").words()
    assert db.session.query(Attempt).count() == 1


def test_a_quiz_that_was_put_away_is_nowhere_for_who_never_began(
    make: Make, pages: Pages, clock: Clock
):
    assignment = make.assignment()
    pages.sign_in(make.enrolment(assignment.classroom).student)
    assignment.archive(make.later(minutes=1))

    pages.get(f"/assignments/{assignment.id}", status=404)
    pages.post(f"/assignments/{assignment.id}/attempts", status=404)
