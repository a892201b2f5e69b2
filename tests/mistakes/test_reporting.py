"""A student says that a question is wrong."""

from datetime import datetime, timedelta

import pytest

from quizapp.attempts.models import Attempt
from quizapp.database import db
from quizapp.mistakes import actions
from quizapp.mistakes.models import LONGEST, MistakeReport, Outcome
from quizapp.quizzes.models import Feedback
from quizapp.web import times
from tests.make import NOON, Make
from tests.pages import Pages

WORDS = "Two of the answers are right."


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    now = NOON + timedelta(hours=1)
    monkeypatch.setattr(times, "now", lambda: now)
    return now


def begun(make: Make, pages: Pages, **given: object) -> Attempt:
    """A running attempt of the student who is then signed in."""
    given = {"items": ["S1-03", "S1-15"], **given}
    attempt = make.attempt(make.assignment(**given), handed_in=False)
    pages.sign_in(attempt.student)
    return attempt


def sent(position: int = 1, text: str = WORDS, **more: str) -> dict[str, str]:
    return {"mistake-question": str(position), "mistake-text": text, **more}


def where(attempt: Attempt) -> str:
    return f"/attempts/{attempt.id}/mistakes"


def reports() -> list[MistakeReport]:
    return list(db.session.scalars(db.select(MistakeReport).order_by(MistakeReport.id)))


def test_a_report_keeps_version_response_attempt_time_and_student(
    make: Make, pages: Pages, clock: datetime
) -> None:
    attempt = make.attempt(make.assignment(items=["S1-03", "S1-15"]), responses={2: "right"})
    pages.sign_in(attempt.student)

    page = pages.post(where(attempt), sent(2, f"  {WORDS}\r\nReally. "))

    (report,) = reports()
    response = attempt.responses[1]
    assert page.location == f"/attempts/{attempt.id}/review#question-2"
    assert (report.version, report.attempt) == (response.version, attempt)
    assert (report.bank, report.item_id, report.position) == ("test", "S1-15", 2)
    assert report.fields == response.fields != {}
    assert report.text == f"{WORDS}\nReally."
    assert (report.reported_at, report.student, report.is_open) == (clock, attempt.student, True)


def test_reporting_while_working_saves_the_answers_on_the_page(make: Make, pages: Pages) -> None:
    attempt = begun(make, pages)

    page = pages.post(where(attempt), sent(**{"q1-choice": "b", "q1-flag": "1"}))

    assert page.location == f"/attempts/{attempt.id}?question=1"
    assert attempt.responses[0].fields == {"choice": ["b"]}
    assert attempt.responses[0].flagged
    assert reports()[0].fields == {"choice": ["b"]}
    assert attempt.submitted_at is None
    assert "Your teacher reads it" in pages.get(page.location).words()


def test_a_report_with_all_questions_on_one_page_saves_them_all(make: Make, pages: Pages) -> None:
    attempt = begun(make, pages)
    page = pages.get(f"/attempts/{attempt.id}?view=all")
    assert "There is a mistake in a question" in page.words()

    pages.post(where(attempt), sent(2, **{"q1-choice": "b", "q2-choice": "a"}))

    assert [each.fields for each in attempt.responses] == [{"choice": ["b"]}, {"choice": ["a"]}]
    assert [each.item_id for each in reports()] == ["S1-15"]


def test_the_players_first_button_stays_the_one_that_enter_presses(
    make: Make, pages: Pages
) -> None:
    attempt = begun(make, pages)

    for view in ("one", "all"):
        page = pages.get(f"/attempts/{attempt.id}?view={view}&question=1")
        form = next(each for each in page.all("form") if each.get("id") == "player")
        buttons = [each for each in form.iter() if each.tag.endswith("}button")]
        reporting = [each for each in buttons if "/mistakes" in each.get("formaction", "")]
        submitting = [each for each in buttons if each.get("type", "submit") == "submit"]
        assert len(reporting) == 1
        assert submitting[0] not in reporting


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (sent(text=""), "Say in a few words what is wrong."),
        (sent(text="   "), "Say in a few words what is wrong."),
        (sent(text="x" * (LONGEST + 1)), "At most 600 characters"),
        ({"mistake-text": WORDS}, "Choose the question."),
        ({"mistake-text": WORDS, "mistake-question": "one"}, "Choose the question."),
        ({"mistake-text": WORDS, "mistake-question": "-1"}, "Choose the question."),
        ({"mistake-text": WORDS, "mistake-question": "²"}, "Choose the question."),
        ({"mistake-text": WORDS, "mistake-question": "9" * 40}, "Choose the question."),
        ({}, "Say in a few words what is wrong."),
    ],
)
def test_a_report_that_says_too_little_or_too_much_is_sent_back_and_answers_are_kept(
    make: Make, pages: Pages, given: dict[str, str], said: str
) -> None:
    attempt = begun(make, pages)

    page = pages.post(where(attempt), {**given, "q1-choice": "b"}, status=422)

    assert said in page.words()
    assert given.get("mistake-text", "").strip() in page.words()
    assert reports() == []
    assert attempt.responses[0].fields == {"choice": ["b"]}


@pytest.mark.parametrize("position", [0, 3, 9999])
def test_a_question_that_does_not_exist_is_not_found(
    make: Make, pages: Pages, position: int
) -> None:
    attempt = begun(make, pages)

    pages.post(where(attempt), sent(position), status=404)


def test_another_students_attempt_is_not_found(make: Make, pages: Pages) -> None:
    attempt = begun(make, pages)

    pages.sign_in(make.student()).post(where(attempt), sent(), status=404)
    pages.sign_in(attempt.assignment.teacher).post(where(attempt), sent(), status=404)

    assert reports() == []


def test_a_question_has_one_open_report_of_a_student_whatever_the_quiz(
    make: Make, pages: Pages
) -> None:
    attempt = begun(make, pages)
    other = make.attempt(make.assignment(items=["S1-03"]), attempt.student, handed_in=False)
    pages.post(where(attempt), sent())

    page = pages.post(where(other), sent(text="Once more."), status=422)

    assert "You have reported this question already" in page.words()
    assert "Once more." in page.words()
    assert [each.text for each in reports()] == [WORDS]
    shown = pages.get(f"/attempts/{other.id}?question=1").words()
    assert WORDS in shown
    assert "Your teacher has not answered yet" in shown


def test_a_closed_report_leaves_room_for_another(make: Make, pages: Pages) -> None:
    attempt = begun(make, pages)
    pages.post(where(attempt), sent())
    reports()[0].close(attempt.assignment.teacher, Outcome.MENDED, "", NOON)

    pages.post(where(attempt), sent(text="Still wrong."))

    assert [each.text for each in reports()] == [WORDS, "Still wrong."]


def test_the_database_refuses_a_second_open_report_that_comes_at_the_same_moment(
    make: Make, pages: Pages, monkeypatch: pytest.MonkeyPatch, clock: datetime
) -> None:
    attempt = begun(make, pages)
    response = attempt.responses[0]
    actions.report(attempt.student, response, WORDS, clock)
    monkeypatch.setattr(actions, "_has_open", lambda _student, _version: False)

    with pytest.raises(actions.AlreadyReported):
        actions.report(attempt.student, response, WORDS, clock)

    assert len(reports()) == 1


def test_more_reports_than_a_day_has_room_for_are_refused(
    make: Make, pages: Pages, clock: datetime
) -> None:
    attempt = begun(make, pages)
    for _ in range(actions.MOST_IN_A_DAY):
        report = actions.report(attempt.student, attempt.responses[0], WORDS, clock)
        report.close(attempt.assignment.teacher, Outcome.MENDED, "", clock)

    page = pages.post(where(attempt), sent(), status=422)
    assert "come back tomorrow" in page.words()

    for report in reports():
        report.reported_at = clock - timedelta(days=1)
    pages.post(where(attempt), sent())


def test_a_report_is_kept_when_its_quiz_was_handed_in_elsewhere(make: Make, pages: Pages) -> None:
    attempt = make.attempt(make.assignment(items=["S1-03"]), responses={1: "right"})
    pages.sign_in(attempt.student)
    before = attempt.responses[0].fields

    pages.post(where(attempt), sent(**{"q1-choice": "a"}))

    assert attempt.responses[0].fields == before
    assert reports()[0].fields == before
    page = pages.get(f"/attempts/{attempt.id}/review").words()
    assert "can no longer change, and was not saved" in page


def test_the_review_shows_what_was_said_and_answered(make: Make, pages: Pages) -> None:
    teacher = make.teacher(name="Ann Archer")
    attempt = make.attempt(make.assignment(make.classroom(teacher)), responses={1: "wrong"})
    pages.sign_in(attempt.student)
    pages.post(where(attempt), sent())
    review = f"/attempts/{attempt.id}/review"
    waiting = pages.get(review).words()

    reports()[0].close(teacher, Outcome.NO_MISTAKE, "Read sentence 4 again.", NOON)
    answered = pages.get(review).words()

    assert WORDS in waiting
    assert "Your teacher has not answered yet" in waiting
    assert "What is wrong?" not in waiting
    assert "There is no mistake, answered Ann Archer" in answered
    assert "Read sentence 4 again." in answered
    assert "What is wrong?" in answered


def test_an_answer_is_not_shown_before_the_marks(make: Make, pages: Pages) -> None:
    assignment = make.assignment(feedback=Feedback.CLOSE)
    attempt = make.attempt(assignment, responses={1: "wrong"})
    pages.sign_in(attempt.student)
    pages.post(where(attempt), sent())
    reports()[0].close(assignment.teacher, Outcome.MENDED, "The key said b; it is c.", NOON)

    page = pages.get(f"/attempts/{attempt.id}/review").words()

    assert "The key said" not in page
    assert "You can read the answer when the marks are shown" in page


def test_nothing_of_an_answered_report_stands_in_a_running_attempt(
    make: Make, pages: Pages
) -> None:
    attempt = begun(make, pages)
    pages.post(where(attempt), sent())
    reports()[0].close(attempt.assignment.teacher, Outcome.MENDED, "The key said b.", NOON)

    for view in ("one", "all"):
        page = pages.get(f"/attempts/{attempt.id}?view={view}&question=1").words()
        assert "The key said" not in page
