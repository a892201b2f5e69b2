"""The student's pages: what is due, one answer, what classmates said."""

import html

import pytest

from quizapp.accounts.models import User
from quizapp.attempts.models import Response
from quizapp.database import db
from quizapp.peers.models import Kind, PeerRound
from quizapp.quizzes.models import Feedback
from tests.make import Make
from tests.pages import Pages
from tests.peers.world import (
    AFTER,
    ITEM,
    LATER,
    NEXT,
    STRENGTH,
    all_of,
    essay,
    fields,
    given,
    marked,
    quiz,
    sent,
    switched_on,
)
from tests.secrecy.test_key_in_questions import secrets

SECRETS = [text for text in secrets(ITEM.model_dump()) if len(text.split()) > 3]


@pytest.fixture
def pair_(make: Make) -> tuple[PeerRound, Response, Response]:
    """A round with two who have written, the first of them the reader."""
    assignment = quiz(make)
    one, two = essay(make, assignment), essay(make, assignment)
    return switched_on(assignment), one, two


Pair = tuple[PeerRound, Response, Response]


def student_of(response: Response) -> User:
    return response.attempt.student


def begun(pages: Pages, round_: PeerRound) -> str:
    """Press the button; returns the address of the first answer."""
    return pages.post(f"/peer-rounds/{round_.id}/readings").location


def test_a_student_looks_at_their_own_answer_then_at_a_classmates(pages: Pages, pair_: Pair):
    round_, one, two = pair_
    pages.sign_in(student_of(one))
    due = pages.get("/due").words()
    assert "Look at your own answer, and read one answer of a classmate" in due

    first = begun(pages, round_)
    page = pages.get(first)
    assert "Your own answer" in page.words()
    assert one.fields["text"][0] in html.unescape(page.text)
    second = pages.post(first, fields()).location
    page = pages.get(second)
    assert two.fields["text"][0] in html.unescape(page.text)
    end = pages.post(second, fields(level="4")).location

    assert end == f"/peer-rounds/{round_.id}"
    assert "You have done everything" in pages.get(end).words()
    assert "answers of classmates" not in pages.get("/due").words()
    assert [(each.own, each.level) for each in all_of(round_)] == [(True, 2), (False, 4)]
    assert [each.mark for each in (one, two)] == [0, 0]


def test_names_are_hidden_unless_the_teacher_shows_them(pages: Pages, pair_: Pair):
    round_, one, two = pair_
    round_.kind = Kind.PEER
    [assessment] = given(round_, student_of(one))
    address = f"/peer-assessments/{assessment.id}"
    pages.sign_in(student_of(one))

    assert student_of(two).name not in pages.get(address).words()
    round_.hides_authors = False
    assert f"The answer of {student_of(two).name}" in pages.get(address).words()


@pytest.mark.parametrize("feedback", list(Feedback))
def test_no_page_of_a_reader_holds_anything_secret_of_the_mark_scheme(
    make: Make, pages: Pages, feedback: Feedback
):
    assignment = quiz(make, feedback=feedback)
    one, two = essay(make, assignment), essay(make, assignment)
    round_ = switched_on(assignment)
    marked(two, 3)
    pages.sign_in(student_of(one))
    first = begun(pages, round_)
    seen = [pages.get("/due"), pages.get(f"/peer-rounds/{round_.id}"), pages.get(first)]
    second = pages.post(first, fields()).location
    seen += [pages.get(second), pages.post(second, {}, status=422)]
    seen += [pages.get(pages.post(second, fields()).location)]

    texts = [" ".join(html.unescape(page.text).split()) for page in seen]
    assert SECRETS
    assert [t for t in SECRETS if any(" ".join(t.split()) in text for text in texts)] == []
    assert all(line in html.unescape(seen[2].text) for line in ITEM.checklist)
    assert all("level-marks" not in text for text in texts)


def test_a_form_that_is_not_complete_keeps_what_was_typed(pages: Pages, pair_: Pair):
    round_, one, _ = pair_
    pages.sign_in(student_of(one))
    address = begun(pages, round_)

    page = pages.post(address, fields(level="", next_step="short", line_1="perhaps"), status=422)

    words = page.words()
    assert "Choose a level." in words
    assert "at least 10 letters" in words
    assert STRENGTH in words
    assert "short" in words
    checked = [e.get("id") for e in page.all("input") if e.get("checked") is not None]
    assert len(checked) == len(ITEM.checklist) - 1
    assert all_of(round_)[0].sent_at is None


def test_what_is_typed_is_text_and_no_markup(pages: Pages, pair_: Pair):
    round_, one, _ = pair_
    pages.sign_in(student_of(one))
    begun(pages, round_)
    own = all_of(round_)[0]
    bad = "<script>alert(1)</script> and <b>more</b>"

    pages.post(f"/peer-assessments/{own.id}", fields(strength=bad))

    page = pages.get(f"/peer-rounds/{round_.id}")
    assert "<script>alert" not in page.text
    assert bad in page.words()


def test_sending_twice_changes_nothing_more(pages: Pages, pair_: Pair):
    round_, one, _ = pair_
    pages.sign_in(student_of(one))
    address = begun(pages, round_)

    pages.post(address, fields())
    pages.post(address, fields())

    assert len(all_of(round_)) == 2
    assert sum(each.is_sent for each in all_of(round_)) == 1


def test_when_it_has_closed_meanwhile_what_was_typed_is_still_there(
    pages: Pages, pair_: Pair, monkeypatch: pytest.MonkeyPatch
):
    round_, one, _ = pair_
    pages.sign_in(student_of(one))
    address = begun(pages, round_)
    round_.closes_at = LATER
    db.session.flush()

    page = pages.post(address, fields(), status=422)

    assert "This is closed now. Nothing was sent" in page.words()
    assert STRENGTH in page.words()
    assert pages.get(address, status=302).location == f"/peer-rounds/{round_.id}"
    assert "This closed" in pages.get(f"/peer-rounds/{round_.id}").words()
    assert begun(pages, round_) == f"/peer-rounds/{round_.id}"


def test_when_an_attempt_is_taken_out_meanwhile_its_reader_is_told(pages: Pages, pair_: Pair):
    round_, one, two = pair_
    round_.kind = Kind.PEER
    pages.sign_in(student_of(one))
    address = begun(pages, round_)
    two.attempt.void(round_.assignment.teacher, "", AFTER)

    page = pages.post(address, fields(), status=422)

    assert "taken out of the results" in page.words()
    assert NEXT in page.words()


def test_when_it_is_switched_off_meanwhile_students_read_that(pages: Pages, pair_: Pair):
    round_, one, _ = pair_
    pages.sign_in(student_of(one))
    address = begun(pages, round_)
    round_.end(AFTER)

    assert "closed now" in pages.post(address, fields(), status=422).words()
    assert "switched this off" in pages.get(f"/peer-rounds/{round_.id}").words()
    assert "Look at" not in pages.get("/due").words()


def test_a_stranger_and_who_left_find_nothing(make: Make, pages: Pages, pair_: Pair):
    round_, one, two = pair_
    [assessment] = given(round_, student_of(one))
    addresses = [f"/peer-rounds/{round_.id}", f"/peer-assessments/{assessment.id}"]
    stranger = make.enrolment(make.classroom()).student
    for enrolment in round_.assignment.classroom.enrolments:
        enrolment.left_at = LATER if enrolment.student_id == one.attempt.student_id else None

    for who in (stranger, student_of(one)):
        pages.sign_in(who)
        for address in addresses:
            pages.get(address, status=404)
        pages.post(f"{addresses[0]}/readings", {}, status=404)
        pages.post(addresses[1], fields(), status=404)
    pages.sign_in(student_of(two)).get(addresses[1], status=404)


def test_before_handing_in_one_is_sent_to_the_quiz(make: Make, pages: Pages, pair_: Pair):
    round_, _, _ = pair_
    student = make.enrolment(round_.assignment.classroom).student
    pages.sign_in(student)

    for page in (
        pages.get(f"/peer-rounds/{round_.id}", status=302),
        pages.post(f"/peer-rounds/{round_.id}/readings"),
    ):
        assert page.location == f"/assignments/{round_.assignment_id}"
    assert "Hand in this quiz first" in pages.get(page.location).words()
    assert all_of(round_) == []


def test_alone_in_the_class_there_is_a_sentence(make: Make, pages: Pages):
    assignment = quiz(make)
    one = essay(make, assignment)
    round_ = switched_on(assignment, kind=Kind.PEER)
    pages.sign_in(student_of(one))

    assert (
        "No classmate's answer is there to read yet."
        in pages.get(f"/peer-rounds/{round_.id}").words()
    )
    address = begun(pages, round_)
    assert "Come back when more have handed in" in pages.get(address).words()
    assert "Read" not in pages.get("/due").words()


def test_the_writer_reads_what_classmates_said_once_it_is_released(pages: Pages, pair_: Pair):
    round_, one, two = pair_
    sent(round_, student_of(two))
    address = f"/attempts/{one.attempt_id}/review"
    pages.sign_in(student_of(one))

    assert STRENGTH not in pages.get(address).words()
    round_.release(AFTER)
    words = pages.get(address).words()
    assert "A classmate: Level 2" in words
    assert STRENGTH in words
    assert student_of(two).name not in words
    round_.hides_readers = False
    assert f"{student_of(two).name}: Level 2" in pages.get(address).words()
    all_of(round_)[0].hide(round_.assignment.teacher, "Unkind.", AFTER)
    assert STRENGTH not in pages.get(address).words()


def test_the_writer_reports_what_is_unkind(pages: Pages, pair_: Pair):
    round_, one, two = pair_
    [said] = sent(round_, student_of(two))
    address = f"/peer-assessments/{said.id}/report"
    pages.sign_in(student_of(one)).post(address, {"reason": "It is mean."}, status=404)
    round_.release(AFTER)

    assert "Say why" in pages.post(address, {"reason": " "}, status=422).words()
    pages.post(address, {"reason": "It is mean."})
    pages.post(address, {"reason": "Once more."})

    assert (said.report, said.waits) == ("It is mean.", True)
    assert "You reported this." in pages.get(f"/attempts/{one.attempt_id}/review").words()
    pages.sign_in(student_of(two)).post(address, {"reason": "Not mine."}, status=404)


def test_how_close_ones_own_judgement_was_is_told_once_marks_are_shown(make: Make, pages: Pages):
    assignment = quiz(make, feedback=Feedback.CLOSE)
    one = essay(make, assignment)
    round_ = switched_on(assignment)
    sent(round_, student_of(one), own=True, level=3)
    marked(one, 2)
    address = f"/attempts/{one.attempt_id}/review"
    pages.sign_in(student_of(one))

    before = pages.get(address).words()
    assignment.closes_at = LATER
    db.session.flush()
    after = pages.get(address).words()

    assert "You placed your own answer at Level 3" in before
    assert "than your teacher" not in before
    assert "one level higher than your teacher" in after


def test_a_reader_is_told_how_close_they_were_only_of_several_nameless_answers(
    make: Make, pages: Pages
):
    assignment = quiz(make)
    one, two, three = (essay(make, assignment) for _ in range(3))
    round_ = switched_on(assignment)
    sent(round_, student_of(one), level=2)
    address = f"/attempts/{one.attempt_id}/review"
    pages.sign_in(student_of(one))

    marked(two, 2)
    assert "answers you read" not in pages.get(address).words()
    marked(three, 4)
    assert "Of the 2 classmates' answers you read, you placed 1" in pages.get(address).words()
    round_.hides_authors = False
    assert "answers you read" not in pages.get(address).words()
