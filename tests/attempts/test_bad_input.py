"""What strangers, forgers and unlucky people send: a clear answer, and nothing half-written."""

from collections.abc import Mapping

import pytest

from quizapp.attempts.models import Attempt, State
from quizapp.database import db
from quizapp.items import ITEM_TYPES
from quizapp.quizzes.models import Feedback
from tests.attempts.conftest import Clock
from tests.make import Make, real_bank
from tests.pages import Page, Pages
from tests.secrecy.permuted import permuted

FETCH = {"X-Requested-With": "fetch"}
A = {"q1-choice": "a", "q1-revision": "0", "client": "d-1", "sequence": "1", "go": "typing"}


@pytest.fixture
def attempt(make: Make, pages: Pages, clock: Clock) -> Attempt:
    """A running attempt of the student who is signed in."""
    attempt = make.attempt(make.assignment(items=["S1-03", "S1-15"]), handed_in=False)
    pages.sign_in(attempt.student)
    return attempt


def save(pages: Pages, attempt: Attempt, data: Mapping[str, str], status: int = 200) -> Page:
    where = f"/attempts/{attempt.id}/responses/1"
    return pages.post(where, data, status=status, headers=FETCH)


def held(attempt: Attempt) -> dict[str, list[str]]:
    db.session.expire_all()
    return attempt.responses[0].fields


@pytest.mark.parametrize("path", ["", "?view=all", "/submission", "/review"])
def test_another_students_attempt_is_not_found(
    make: Make, pages: Pages, attempt: Attempt, path: str
):
    pages.sign_in(make.student())

    pages.get(f"/attempts/{attempt.id}{path}", status=404)


@pytest.mark.parametrize(
    "path", ["/responses/1", "/responses", "/submission", "/responses/1/restoration"]
)
def test_another_students_attempt_cannot_be_changed(
    make: Make, pages: Pages, attempt: Attempt, path: str
):
    pages.sign_in(make.student())

    pages.post(f"/attempts/{attempt.id}{path}", A, status=404)

    assert held(attempt) == {}
    assert attempt.submitted_at is None


def test_a_quiz_of_another_class_is_not_found(make: Make, pages: Pages, attempt: Attempt):
    other = make.assignment()

    pages.get(f"/assignments/{other.id}", status=404)
    pages.post(f"/assignments/{other.id}/attempts", status=404)


def test_who_left_the_class_keeps_their_attempts_and_starts_none(
    make: Make, pages: Pages, attempt: Attempt
):
    fresh = make.assignment(attempt.assignment.classroom)
    for enrolment in attempt.assignment.classroom.enrolments:
        enrolment.left_at = make.later(minutes=1)

    pages.get(f"/assignments/{attempt.assignment_id}")
    pages.get(f"/attempts/{attempt.id}?question=1")
    pages.post(f"/assignments/{fresh.id}/attempts", status=404)


def test_a_save_after_handing_in_is_refused_in_a_sentence(pages: Pages, attempt: Attempt):
    save(pages, attempt, A)
    pages.post(f"/attempts/{attempt.id}/submission")

    refused = save(pages, attempt, {**A, "q1-choice": "b", "sequence": "2"}, status=409)
    as_page = pages.post(f"/attempts/{attempt.id}/responses/1", A, status=409)

    assert "has been handed in" in refused.response.json["problem"]  # type: ignore[index]
    assert "has been handed in" in as_page.words()
    assert held(attempt) == {"choice": ["a"]}


def test_handing_in_twice_is_harmless(pages: Pages, attempt: Attempt, clock: Clock):
    first = pages.post(f"/attempts/{attempt.id}/submission")
    when = clock.time
    clock.move(minutes=1)
    second = pages.post(f"/attempts/{attempt.id}/submission")

    db.session.refresh(attempt)
    assert first.location == second.location
    assert attempt.submitted_at == when


def test_starting_twice_makes_one_attempt(make: Make, pages: Pages, attempt: Attempt):
    where = f"/assignments/{attempt.assignment_id}/attempts"

    assert pages.post(where).location == pages.post(where).location


def test_json_is_refused_where_a_form_is_expected(pages: Pages, attempt: Attempt):
    where = f"/attempts/{attempt.id}/responses/1"

    page = pages.post(where, json={"q1-choice": "a"}, status=415, headers=FETCH)

    assert "takes a form" in page.response.json["problem"]  # type: ignore[index]


def test_letters_that_are_none_are_refused(pages: Pages, attempt: Attempt):
    page = pages.post(
        f"/attempts/{attempt.id}/responses/1",
        b"q1-choice=%ff%fe&go=typing",
        status=400,
        headers=FETCH,
        content_type="application/x-www-form-urlencoded",
    )

    assert "cannot be read" in page.response.json["problem"]  # type: ignore[index]


@pytest.mark.parametrize(
    "fields",
    [{f"q1-x{n}": "y" for n in range(300)}, {"q1-choice": "a" * 130_000}],
    ids=["many", "large"],
)
def test_more_than_an_answer_can_hold_is_refused(
    pages: Pages, attempt: Attempt, fields: dict[str, str]
):
    page = save(pages, attempt, {**A, **fields}, status=413)

    assert "longer than any answer" in page.response.json["problem"]  # type: ignore[index]
    assert held(attempt) == {}


def test_forged_names_numbers_and_levels_are_left_out(pages: Pages, attempt: Attempt):
    forged = {
        "q1-mark": "9",
        "q1-certainty": "7",
        "q1-revision": "-5",
        "client": "<script>",
        "sequence": "1e9",
    }
    save(pages, attempt, {**A, **forged})

    assert held(attempt) == {"choice": ["a"]}
    assert attempt.responses[0].certainty is None
    assert attempt.responses[0].client.startswith("s-")


@pytest.mark.parametrize("go", ["99999", "-1", "0", "nowhere", "\uff19"])
def test_an_odd_goal_leads_somewhere_sensible(pages: Pages, attempt: Attempt, go: str):
    where = pages.post(f"/attempts/{attempt.id}/responses/1", {**A, "go": go}).location

    pages.get(where)


@pytest.mark.parametrize("path", ["?question=99", "?question=0", "?question=-3"])
def test_a_question_that_is_not_there_is_not_found(pages: Pages, attempt: Attempt, path: str):
    pages.get(f"/attempts/{attempt.id}{path}", status=404)


def test_saving_a_question_that_is_not_there_is_not_found(pages: Pages, attempt: Attempt):
    pages.post(f"/attempts/{attempt.id}/responses/9", A, status=404)
    pages.post(
        f"/attempts/{attempt.id}/responses", {"q1-choice": "b", "q9-choice": "a"}, status=404
    )

    assert held(attempt) == {}


def test_a_stale_revision_is_a_conflict_that_is_said_and_kept(pages: Pages, attempt: Attempt):
    save(pages, attempt, A)
    answer = save(
        pages, attempt, {**A, "q1-choice": "b", "client": "d-2", "q1-revision": "0"}
    ).response.json

    page = pages.get(f"/attempts/{attempt.id}?question=1")

    assert answer
    assert answer["conflict"]["step"]
    assert "Another device changed this answer" in page.words()
    assert held(attempt) == {"choice": ["b"]}


def test_the_other_version_can_be_taken_back(pages: Pages, attempt: Attempt):
    save(pages, attempt, A)
    answer = save(pages, attempt, {**A, "q1-choice": "b", "client": "d-2"}).response.json
    assert answer

    pages.post(
        f"/attempts/{attempt.id}/responses/1/restoration", {"step": answer["conflict"]["step"]}
    )

    assert held(attempt) == {"choice": ["a"]}
    assert [s.fields["choice"] for s in attempt.responses[0].steps][-1] == ["a"]


def test_a_step_of_somebody_else_cannot_be_taken(make: Make, pages: Pages, attempt: Attempt):
    other = make.attempt(make.assignment(), responses={1: "right"})
    step = other.responses[0].steps

    assert step == []
    pages.post(f"/attempts/{attempt.id}/responses/1/restoration", {"step": "1"}, status=404)


def test_an_item_that_was_changed_or_retired_meanwhile_stays_in_the_attempt(
    make: Make, pages: Pages, attempt: Attempt
):
    item = real_bank().items["S1-03"]
    make.item_version(permuted(item).model_copy(update={"refs": item.refs}))

    save(pages, attempt, {**A, "q1-choice": "b"})
    pages.post(f"/attempts/{attempt.id}/submission")

    assert held(attempt) == {"choice": ["b"]}
    assert (attempt.responses[0].state, attempt.responses[0].mark) == (State.SCORED, 1)


def test_a_voided_attempt_takes_no_answer_but_stays_readable(
    make: Make, pages: Pages, attempt: Attempt
):
    attempt.void(attempt.assignment.teacher, "wrong quiz", make.later(minutes=1))

    save(pages, attempt, A, status=409)
    assert "wrong quiz" in pages.get(f"/attempts/{attempt.id}/review").words()


def test_a_teacher_finds_no_students_pages(make: Make, pages: Pages, attempt: Attempt):
    pages.sign_in(attempt.assignment.teacher)

    pages.get("/due", status=404)
    pages.get(f"/attempts/{attempt.id}", status=404)


def test_whoever_is_signed_out_is_told_so_and_nothing_is_saved(pages: Pages, attempt: Attempt):
    with pages.client.session_transaction() as session:
        session.clear()

    page = save(pages, attempt, A, status=401)

    assert "signed out" in page.response.json["problem"]  # type: ignore[index]
    assert held(attempt) == {}


def test_after_taking_a_version_back_an_older_one_is_still_a_conflict(
    pages: Pages, attempt: Attempt
):
    save(pages, attempt, A)
    answer = save(pages, attempt, {**A, "q1-choice": "b", "client": "d-2"}).response.json
    assert answer
    where = f"/attempts/{attempt.id}/responses/1/restoration"
    pages.post(where, {"step": answer["conflict"]["step"]})

    older = {**A, "q1-choice": "c", "client": "d-2", "sequence": "2", "q1-revision": "2"}
    stale = save(pages, attempt, older).response.json

    assert stale
    assert stale["conflict"]


@pytest.mark.parametrize("step", ["99999999999999999999", "-1", "x", ""])
def test_a_version_that_is_none_is_not_found(pages: Pages, attempt: Attempt, step: str):
    where = f"/attempts/{attempt.id}/responses/1/restoration"

    pages.post(where, {"step": step}, status=404)


def test_all_answers_of_a_page_are_saved_where_one_can_no_longer_change(
    pages: Pages, attempt: Attempt
):
    attempt.assignment.feedback = Feedback.PRACTICE
    pages.post(f"/attempts/{attempt.id}/responses/1", {"q1-choice": "a", "go": "check"})

    answers = {"q1-choice": "b", "q2-choice": "a", "go": "summary"}
    where = pages.post(f"/attempts/{attempt.id}/responses", answers).location

    assert "Question 1: This answer has been checked" in pages.get(where).words()
    assert held(attempt) == {"choice": ["a"]}
    assert attempt.responses[1].fields == {"choice": ["a"]}


def test_a_check_sent_twice_is_no_problem(pages: Pages, attempt: Attempt):
    attempt.assignment.feedback = Feedback.PRACTICE
    where, answer = f"/attempts/{attempt.id}/responses/1", {"q1-choice": "a", "go": "check"}

    first, second = pages.post(where, answer), pages.post(where, answer)
    pages.post(where, {**answer, "q1-choice": "b"}, status=409)

    assert first.location == second.location
    assert held(attempt) == {"choice": ["a"]}
    assert [step.kind.value for step in attempt.responses[0].steps].count("scored") == 1


def test_what_cannot_be_checked_is_saved_all_the_same(make: Make, pages: Pages, clock: Clock):
    item = next(i for i in real_bank().items.values() if i.type == "numeric")
    assignment = make.assignment(items=[item.id], feedback="practice")
    attempt = make.attempt(assignment, handed_in=False)
    pages.sign_in(attempt.student)

    unreadable = ITEM_TYPES["numeric"].samples(item)["unreadable"]
    fields = {f"q1-{name}": values[0] for name, values in unreadable.items()}

    where = f"/attempts/{attempt.id}/responses/1"
    back = pages.post(where, {**fields, "go": "check"}).location
    page = pages.get(back)

    assert "no answer yet that could be checked" in page.words()
    assert held(attempt) == unreadable
    assert attempt.responses[0].state is State.UNREADABLE


def test_from_all_questions_on_one_page_a_conflict_leads_to_the_question_it_is_about(
    pages: Pages, attempt: Attempt
):
    pages.get(f"/attempts/{attempt.id}?view=all")
    second = {"q2-choice": "a", "client": "d-1", "sequence": "1"}
    where = f"/attempts/{attempt.id}/responses/2"
    pages.post(where, {**second, "go": "typing"}, status=200, headers=FETCH)

    answers = {"q1-choice": "a", "q2-choice": "b", "q2-revision": "0", "go": "summary"}
    where = pages.post(f"/attempts/{attempt.id}/responses", answers).location
    page = pages.get(where)

    assert "question=2" in where
    assert "Another device changed this answer" in page.words()
    assert held(attempt) == {"choice": ["a"]}
