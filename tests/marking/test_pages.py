"""The pages of marking, without a script."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from quizapp.attempts import actions as attempts
from quizapp.attempts import judging
from quizapp.attempts.models import Response, State, StepKind
from quizapp.database import db
from quizapp.marking import actions, line
from quizapp.marking.views import desk
from quizapp.quizzes.models import Feedback
from quizapp.web import times
from tests.counting import statements
from tests.make import Make, real_bank
from tests.marking.world import (
    ESSAY,
    TEXT,
    co_teacher,
    essay,
    marked,
    other_scheme,
    published,
    quiz,
    ranking,
)
from tests.pages import Page, Pages

BEGIN = f"/marking/test/{ESSAY}"


def fields(response: Response, **given: object) -> dict[str, object]:
    level = real_bank().items[ESSAY].levels[1]
    return {
        "level": "2",
        "mark": str(level.lowest),
        "version": str(response.item_version_id),
        "seen": "0",
        **given,
    }


def path(page: Page) -> str:
    return urlsplit(page.location).path


def test_the_queue_counts_what_waits_by_question_across_classes(make: Make, pages: Pages):
    teacher = make.teacher()
    one, other = (quiz(make, make.classroom(teacher)) for _ in range(2))
    done = essay(make, one)
    essay(make, one)
    essay(make, other)
    marked(done, teacher)
    essay(make, quiz(make))

    words = pages.sign_in(teacher).get("/marking").words()

    assert "2 scripts wait for marking." in words
    assert "2 wait · 1 marked" in words
    assert f"{one.classroom.name}, {other.classroom.name}" in words


def test_an_empty_queue_says_what_will_come_there(make: Make, pages: Pages):
    words = pages.sign_in(make.teacher()).get("/marking").words()

    assert "Nothing waits for marking." in words
    assert "See the quizzes" in words


def test_the_queue_says_who_is_marking(make: Make, pages: Pages):
    assignment = quiz(make)
    response = essay(make, assignment)
    actions.hold(response.id, co_teacher(make, assignment), times.now())

    page = pages.sign_in(assignment.teacher).get("/marking")

    assert "is marking now" in page.words()
    assert "Mark the next one" not in page.words()


@pytest.mark.sqlite
def test_the_number_of_queries_does_not_depend_on_the_number_of_scripts(make: Make, pages: Pages):
    assignment = quiz(make)
    first = essay(make, assignment)
    pages.sign_in(assignment.teacher)
    counts = []
    for more in (1, 30):
        for _ in range(more):
            essay(make, assignment)
        for address in ("/marking", f"{BEGIN}/scripts", f"/scripts/{first.id}"):
            pages.get(address)
            with statements() as sent:
                pages.get(address)
            counts.append(len(sent))

    assert counts[:3] == counts[3:]


def test_marking_goes_from_script_to_script_until_none_is_left(make: Make, pages: Pages):
    assignment = quiz(make)
    for _ in range(3):
        essay(make, assignment)
    pages.sign_in(assignment.teacher)
    seen = []

    address = path(pages.get(BEGIN, status=302))
    while address.startswith("/scripts/"):
        seen.append(address)
        page = pages.get(address)
        assert all(e.student.name not in page.text for e in assignment.classroom.enrolments)
        response = db.session.get_one(Response, int(address.rpartition("/")[2]))
        after = pages.post(f"{address}/marks", fields(response))
        address = path(pages.get(after.location, status=302))

    assert len(set(seen)) == 3
    assert address == f"{BEGIN}/scripts"
    assert "All 3 scripts are marked." in pages.get(address).words()


def test_the_page_shows_what_a_marker_goes_by(make: Make, pages: Pages):
    response = essay(make, quiz(make))
    item = real_bank().items[ESSAY]

    page = pages.sign_in(response.attempt.assignment.teacher).get(f"/scripts/{response.id}")

    assert TEXT in page.text
    for level in item.levels:
        assert f"Level {level.level}:" in page.words()
    assert "What an answer can use" in page.words()
    assert f"Example of level {item.samples[0].level}" in page.words()
    assert "Source 1" in page.words()


def test_a_name_is_shown_only_when_asked_for(make: Make, pages: Pages):
    response = essay(make, quiz(make))
    pages.sign_in(response.attempt.assignment.teacher)
    name = response.attempt.student.name

    assert name not in pages.get(f"/scripts/{response.id}").text
    assert name in pages.get(f"/scripts/{response.id}?names=on").text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"level": ""}, "Choose the level that fits best."),
        ({"mark": ""}, "Choose a mark."),
        ({"mark": "nan"}, "Choose a mark."),
        ({"mark": "1/0"}, "Choose a mark."),
        ({"mark": "99"}, "99 does not lie in it."),
        ({"level": "7"}, "no such level"),
        ({"comment": "x" * 4001}, "at most 4,000 letters"),
        ({"quote": "not there", "text": "Why?"}, "do not stand in the answer"),
        ({"quote": "The Declaration"}, "Say something about these words"),
        ({"text": "Why?"}, "Quote the words"),
    ],
)
def test_what_is_amiss_is_said_and_nothing_is_lost(make: Make, pages: Pages, given, said):
    response = essay(make, quiz(make))
    pages.sign_in(response.attempt.assignment.teacher)
    typed = fields(response, **{"comment": "Typed at length.", **given})

    page = pages.post(f"/scripts/{response.id}/marks", typed, status=422)

    assert said in page.words()
    assert typed["comment"] in page.text
    assert given.get("quote", "") in page.text
    db.session.refresh(response)
    assert response.state is State.WAITING


def test_words_are_kept_with_their_comment(make: Make, pages: Pages):
    response = essay(make, quiz(make))
    pages.sign_in(response.attempt.assignment.teacher)
    rows = {
        "quote": ["gives no  FIGURES", "", "The Declaration"],
        "text": ["So how far can it be trusted?", "", "Which one?"],
        "start": ["", "", "0"],
    }

    pages.post(f"/scripts/{response.id}/marks", {**fields(response), **rows})

    current = line.current_mark(response.id)
    assert [(r.quote, r.start) for r in current.remarks] == [
        ("The Declaration", 0),
        ("gives no figures", TEXT.index("gives no figures")),
    ]
    again = pages.get(f"/scripts/{response.id}")
    assert 'value="Which one?"' in again.text


def test_a_saved_comment_is_added_with_one_press(make: Make, pages: Pages):
    assignment = quiz(make)
    marked(essay(make, assignment), assignment.teacher, comment="Name the source.")
    response = essay(make, assignment)
    pages.sign_in(assignment.teacher)
    [button] = [b for b in pages.get(f"/scripts/{response.id}").all("button") if b.get("value")]

    typed = fields(response, comment="Good start.", insert=button.get("value"))
    page = pages.post(f"/scripts/{response.id}/marks", typed, status=200)

    assert "Good start. Name the source.</textarea>" in page.text
    assert page.all("form")
    db.session.refresh(response)
    assert response.state is State.WAITING


def test_a_late_save_says_who_has_the_script_and_loses_nothing(
    make: Make, pages: Pages, monkeypatch
):
    assignment = quiz(make)
    other = co_teacher(make, assignment)
    response = essay(make, assignment)
    pages.sign_in(assignment.teacher).get(f"/scripts/{response.id}")
    later = times.now() + timedelta(minutes=11)
    monkeypatch.setattr(desk, "now", lambda: later)
    assert actions.hold(response.id, other, later)

    typed = fields(response, comment="Typed at length.")
    page = pages.post(f"/scripts/{response.id}/marks", typed, status=409)

    assert f"{other.name} has this script open now." in page.words()
    assert "Typed at length." in page.text
    assert "checked" in page.text


def test_a_mark_given_meanwhile_is_shown_and_can_be_replaced(make: Make, pages: Pages):
    assignment = quiz(make)
    other = co_teacher(make, assignment)
    response = essay(make, assignment)
    pages.sign_in(assignment.teacher)
    theirs = marked(response, other, now=times.now(), level=1, mark="1")

    typed = fields(response, comment="Typed at length.")
    page = pages.post(f"/scripts/{response.id}/marks", typed, status=409)
    assert f"{other.name} marked this script at" in page.words()
    assert f'name="seen" value="{theirs.id}"' in page.text
    pages.post(f"/scripts/{response.id}/marks", {**typed, "seen": str(theirs.id)})

    db.session.refresh(response)
    assert response.mark == int(str(typed["mark"]))


def test_a_script_that_somebody_has_open_can_be_read_but_not_marked(make: Make, pages: Pages):
    assignment = quiz(make)
    response = essay(make, assignment)
    actions.hold(response.id, co_teacher(make, assignment), times.now())
    pages.sign_in(assignment.teacher)

    page = pages.get(f"/scripts/{response.id}")
    renewed = pages.post(f"/scripts/{response.id}/hold", status=200)

    assert "has this script open. You can read it" in page.words()
    assert "Save and go on" not in page.words()
    assert renewed.response.get_json()["mine"] is False


def test_skipping_leaves_the_script_for_others(make: Make, pages: Pages):
    assignment = quiz(make)
    for _ in range(2):
        essay(make, assignment)
    pages.sign_in(assignment.teacher)
    first = path(pages.get(BEGIN, status=302))
    pages.get(first)

    after = pages.post(f"{first}/skip")
    second = path(pages.get(after.location, status=302))

    assert second != first
    assert line.hold_of(int(first.rpartition("/")[2]), times.now()) is None
    assert f'href="{first}"' in pages.get(f"{BEGIN}/scripts").text


def test_a_script_is_left_to_a_colleague_with_a_note(make: Make, pages: Pages):
    assignment = quiz(make)
    other = co_teacher(make, assignment)
    response = essay(make, assignment)
    pages.sign_in(assignment.teacher).get(f"/scripts/{response.id}")

    pages.post(f"/scripts/{response.id}/hand-overs", {"colleague": other.id, "note": "Level 3?"})

    assert path(pages.get(BEGIN, status=302)) == f"{BEGIN}/scripts"
    pages.sign_in(other)
    assert "1 script left to you by a colleague" in pages.get("/marking").words()
    page = pages.get(f"/scripts/{response.id}")
    assert f"{assignment.teacher.name} left this script to you: “Level 3?”" in page.words()


@pytest.mark.parametrize("colleague", ["", "999999", "x"])
def test_a_script_is_left_to_nobody_who_does_not_teach_the_class(
    make: Make, pages: Pages, colleague: str
):
    response = essay(make, quiz(make))
    co_teacher(make, response.attempt.assignment)
    pages.sign_in(response.attempt.assignment.teacher)
    data = {"colleague": colleague, "note": "Please"}

    page = pages.post(f"/scripts/{response.id}/hand-overs", data, status=422)

    assert "Choose who is to mark this script" in page.words()
    assert 'value="Please"' in page.text


def test_strangers_find_nothing(make: Make, pages: Pages):
    response = essay(make, quiz(make))
    choice = make.attempt(make.assignment(response.attempt.assignment.classroom), responses={})
    pages.sign_in(make.teacher())

    for address in (BEGIN, f"{BEGIN}/scripts", f"/scripts/{response.id}"):
        pages.get(address, status=404)
    for what in ("marks", "skip", "hold", "hand-overs"):
        pages.post(f"/scripts/{response.id}/{what}", {}, status=404)
    pages.sign_in(response.attempt.assignment.teacher)
    pages.get(f"/scripts/{choice.responses[0].id}", status=404)
    pages.get("/marking/none/none", status=404)


def test_a_co_teacher_marks_as_the_teacher_does(make: Make, pages: Pages):
    assignment = quiz(make)
    response = essay(make, assignment)
    pages.sign_in(co_teacher(make, assignment))

    assert path(pages.get(BEGIN, status=302)) == f"/scripts/{response.id}"
    pages.post(f"/scripts/{response.id}/marks", fields(response))
    db.session.refresh(response)
    assert response.state is State.SCORED


def test_a_changed_scheme_is_flagged_and_changes_no_mark(make: Make, pages: Pages):
    assignment = quiz(make)
    response, open_one = essay(make, assignment), essay(make, assignment)
    marked(response, assignment.teacher)
    before = response.mark
    newer = published(make, other_scheme())
    pages.sign_in(assignment.teacher)

    assert "1 marked under an earlier scheme" in pages.get("/marking").words()
    assert "under an earlier scheme" in pages.get(f"{BEGIN}/scripts").words()
    page = pages.get(f"/scripts/{response.id}")
    assert "Marked under an earlier scheme." in page.words()
    assert "Says something else." in page.words()
    late = pages.post(f"/scripts/{open_one.id}/marks", fields(open_one), status=409)
    assert "The mark scheme has changed since you opened this page." in late.words()
    assert f'name="version" value="{newer}"' in late.text
    pages.post(f"/scripts/{open_one.id}/marks", fields(open_one, version=str(newer)))
    db.session.refresh(response)
    assert response.mark == before
    assert "1 marked under an earlier scheme" in pages.get("/marking").words()


def test_a_script_out_of_line_says_why(make: Make, pages: Pages):
    assignment = quiz(make)
    left, voided, closed = (essay(make, assignment) for _ in range(3))
    [gone] = [e for e in assignment.classroom.enrolments if e.student is left.attempt.student]
    gone.leave(times.now())
    closed.attempt.student.archive(times.now())
    voided.attempt.void(assignment.teacher, "Twice", times.now())
    pages.sign_in(assignment.teacher)

    for response in (left, closed):
        page = pages.get(f"/scripts/{response.id}")
        assert "no longer in the class" in page.words()
        pages.post(f"/scripts/{response.id}/marks", fields(response))
        after = pages.get(f"/marking/test/{ESSAY}?after={response.id}", status=404)
        assert after.status == 404
    assert "taken out of the results" in pages.get(f"/scripts/{voided.id}").words()
    page = pages.post(f"/scripts/{voided.id}/marks", fields(voided), status=409)
    assert "nothing left to mark" in page.words()


def test_an_archived_class_leaves_the_queue_and_its_scripts_can_be_read(make: Make, pages: Pages):
    assignment = quiz(make)
    response = essay(make, assignment)
    assignment.classroom.archive(times.now())
    pages.sign_in(assignment.teacher)

    assert "Nothing waits" in pages.get("/marking").words()
    assert TEXT in pages.get(f"/scripts/{response.id}").text


def test_reasons_of_rankings_are_marked_beside_the_order(make: Make, pages: Pages):
    assignment = quiz(make, item=ranking())
    order = real_bank().items[ranking()].order
    positions = {f"position.{each}": [str(place)] for place, each in enumerate(order, 1)}
    attempt = make.attempt(assignment, responses={1: {**positions, "reason": ["They were there."]}})
    [response] = attempt.responses
    pages.sign_in(assignment.teacher)

    page = pages.get(f"/scripts/{response.id}")
    assert "The machine gave 2 of 5 for the order. The reason is worth up to 3 more." in (
        page.words()
    )
    assert "The order:" in page.words()
    data = fields(response, level="", mark="2")
    pages.post(f"/scripts/{response.id}/marks", data)
    pages.sign_in(attempt.student)
    review = pages.get(f"/attempts/{attempt.id}/review").words()

    assert "4 of 5 marks" in review
    assert "Your reason earned 2 of 3" in review
    assert "Waits for your teacher" not in review


def test_the_student_reads_level_next_level_and_comments_on_their_words(make: Make, pages: Pages):
    assignment = quiz(make)
    response = essay(make, assignment)
    item = real_bank().items[ESSAY]
    pages.sign_in(assignment.teacher)
    said = {"comment": "Say why.", "quote": "gives no figures", "text": "Does that matter?"}
    pages.post(f"/scripts/{response.id}/marks", {**fields(response), **said})

    pages.sign_in(response.attempt.student)
    page = pages.get(f"/attempts/{response.attempt_id}/review")

    words = page.words()
    assert f"Level 2 reached: {item.levels[1].label}" in words
    assert f"The next one up, level 3: {item.levels[2].label}" in words
    assert "Your teacher writes: Say why." in words
    assert "gives no figures Does that matter?" in words.replace("“", "").replace("”", "")
    assert [mark.text for mark in page.all("mark")] == ["gives no figures"]
    assert "Waits for your teacher" not in words
    assert "so far" not in words


def test_the_student_reads_nothing_of_it_before_feedback_is_shown(make: Make, pages: Pages):
    assignment = make.assignment(items=[ESSAY], feedback=Feedback.CLOSE)
    response = essay(make, assignment)
    marked(response, assignment.teacher, comment="Say why.")

    page = pages.sign_in(response.attempt.student).get(f"/attempts/{response.attempt_id}/review")

    assert "reached" not in page.words()
    assert "Say why." not in page.text


def test_the_results_follow(make: Make, pages: Pages):
    assignment = quiz(make)
    response = essay(make, assignment)
    pages.sign_in(assignment.teacher)
    item = f"/assignments/{assignment.id}/items/1"
    student = f"/assignments/{assignment.id}/students/{response.attempt.student_id}"
    assert "1 still to be marked" in pages.get(item).words()
    assert "Mark this answer" in pages.get(student).words()

    marked(response, assignment.teacher, now=times.now())

    assert "still to be marked" not in pages.get(item).words()
    words = pages.get(student).words()
    assert "still to be marked" not in words
    assert f"Marked by {assignment.teacher.name} (level 2, {response.mark} of" in words
    table = pages.get(f"/assignments/{assignment.id}/marks.csv").text
    assert f",{response.mark}" in table


def handed_in(make: Make, assignment, text: str):
    attempt = make.attempt(assignment, responses={1: {"text": [text]}}, handed_in=False)
    attempts.hand_in(attempt, times.now())
    return attempt


def test_a_receipt_can_be_checked(make: Make, pages: Pages):
    attempt = handed_in(make, quiz(make), "Just these words.")
    pages.sign_in(attempt.student)
    review = pages.get(f"/attempts/{attempt.id}/review")
    [code] = [each.text for each in review.all("code")]

    page = pages.get("/receipts", query_string={"code": f" {code.lower()} "})
    assert "This answer was received on" in page.words()
    assert "Just these words." in page.text
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for forged in (wrong, "1-AAAA", "x" * 200, "999999999-AAAAAAAAAAAAAAAA"):
        page = pages.get("/receipts", query_string={"code": forged}, status=422)
        assert "No answer was given this receipt." in page.words()


def test_a_receipt_no_longer_holds_for_words_that_were_changed(make: Make, pages: Pages):
    attempt = handed_in(make, quiz(make), "Just these words.")
    pages.sign_in(attempt.student)
    [code] = [each.text for each in pages.get(f"/attempts/{attempt.id}/review").all("code")]
    for step in attempt.responses[0].steps:
        step.fields = {"text": ["Better words."]}

    pages.get("/receipts", query_string={"code": code}, status=422)


def test_a_receipt_is_shown_before_feedback_is(make: Make, pages: Pages):
    assignment = make.assignment(items=[ESSAY, "S1-03"], feedback=Feedback.CLOSE)
    attempt = handed_in(make, assignment, "Just these words.")

    page = pages.sign_in(attempt.student).get(f"/attempts/{attempt.id}/review")

    assert len(page.all("code")) == 1


def test_odd_names_and_answers_are_shown_as_they_are(make: Make, pages: Pages):
    odd = "<img/src=x/onerror=alert(1)> {{ 7 * 191 }}"
    classroom = make.classroom(make.teacher(name=odd), name=odd)
    student = make.enrolment(classroom, make.student(name=odd)).student
    response = essay(make, quiz(make, classroom), odd, student)
    pages.sign_in(classroom.teacher)
    said = {"comment": odd, "quote": "7 * 191", "text": odd}

    pages.post(f"/scripts/{response.id}/marks", {**fields(response), **said})

    for address in (f"{BEGIN}/scripts", f"/scripts/{response.id}?names=on", "/marking"):
        page = pages.get(address)
        assert odd in page.words()
        assert not page.all("img")
        assert "1337" not in page.text
    pages.sign_in(student)
    page = pages.get(f"/attempts/{response.attempt_id}/review")
    assert page.words().count(odd) > 2
    assert not page.all("img")


def test_a_script_that_somebody_else_opened_meanwhile_is_not_handed_over_and_the_note_stays(
    make: Make, pages: Pages
):
    assignment = quiz(make)
    other = co_teacher(make, assignment)
    response = essay(make, assignment)
    actions.hold(response.id, other, times.now())
    pages.sign_in(assignment.teacher)
    data = {"colleague": other.id, "note": "Level 3?"}

    page = pages.post(f"/scripts/{response.id}/hand-overs", data, status=409)

    assert f"{other.name} has this script open now." in page.words()
    assert "mark was not saved" not in page.words()
    assert 'value="Level 3?"' in page.text


def test_who_saves_late_reads_of_one_mark_in_the_singular(make: Make, pages: Pages):
    assignment = quiz(make)
    other = co_teacher(make, assignment)
    response = essay(make, assignment)
    marked(response, other, now=times.now(), level=1, mark="1")
    pages.sign_in(assignment.teacher)

    page = pages.post(f"/scripts/{response.id}/marks", fields(response), status=409)

    assert ": level 1, 1 mark. Save again" in page.words()


def test_who_wrote_no_reason_has_no_receipt_for_words(make: Make, pages: Pages):
    order = real_bank().items[ranking()].order
    positions = {f"position.{each}": [str(place)] for place, each in enumerate(order, 1)}
    attempt = make.attempt(quiz(make, item=ranking()), responses={1: positions})
    judging.keep(attempt.responses[0], StepKind.SUBMITTED, attempt.submitted_at)
    db.session.commit()

    page = pages.sign_in(attempt.student).get(f"/attempts/{attempt.id}/review")

    assert "Receipt" not in page.words()
