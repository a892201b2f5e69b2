"""The teacher's pages: switching it on, level beside level, releasing, hiding."""

from fractions import Fraction

import pytest

from quizapp.attempts.actions import mark_by_person
from quizapp.database import db
from quizapp.peers import actions, line
from quizapp.peers.models import Kind
from quizapp.peers.overview import overview_of
from quizapp.peers.sentences import in_small_class, in_words
from quizapp.quizzes.models import Assignment
from quizapp.web.times import day_and_clock
from tests.counting import statements
from tests.make import Make
from tests.pages import Pages
from tests.peers.world import (
    AFTER,
    ESSAY,
    ITEM,
    STRENGTH,
    all_of,
    essay,
    marked,
    quiz,
    sent,
    switched_on,
    terms,
)

FORM = {
    "kind": "both",
    "readings": "2",
    "opens_at": "2026-03-03T09:00",
    "closes_at": "2090-03-10T18:00",
    "after_feedback": "",
    "hides_authors": "y",
    "hides_readers": "y",
}


def where(assignment: Assignment, more: str = "") -> str:
    return f"/assignments/{assignment.id}/items/1/assessing{more}"


def test_the_teacher_finds_it_on_the_pages_of_the_question_and_switches_it_on(
    make: Make, pages: Pages
):
    assignment = quiz(make, make.classroom(students=4))
    essay(make, assignment)
    pages.sign_in(assignment.teacher)
    settings = where(assignment, "/terms")
    assert settings in pages.get(f"/assignments/{assignment.id}/items/1").text
    assert settings in pages.get(f"/marking/test/{ESSAY}/scripts").text
    assert "Switch it on" in pages.get(where(assignment)).words()
    pages.get(settings)

    page = pages.post(settings, FORM)

    round_ = line.find_round(assignment.id, 1)
    assert (round_.kind, round_.readings) == (Kind.BOTH, 2)
    assert round_.hides_authors
    words = pages.get(page.location).words()
    assert "look at their own answer, and read two classmates' answers (without names)" in words
    assert where(assignment) in pages.get(f"/assignments/{assignment.id}/items/1").text


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"kind": ""}, "Choose whose answers"),
        ({"kind": "nobody"}, "Not a valid choice"),
        ({"readings": "9"}, "Not a valid choice"),
        ({"opens_at": "soon"}, "Give a day and a time"),
        ({"closes_at": "2026-03-02T09:00"}, "It must close after it opens"),
        ({"opens_at": "2026-01-02T09:00", "closes_at": "2026-02-01T09:00"}, "over already"),
    ],
)
def test_terms_that_cannot_be_are_said_and_everything_typed_stays(
    make: Make, pages: Pages, given: dict[str, str], problem: str
):
    assignment = quiz(make)
    pages.sign_in(assignment.teacher)

    page = pages.post(where(assignment, "/terms"), {**FORM, **given}, status=422)

    assert problem in page.words()
    assert line.find_round(assignment.id, 1) is None


def test_other_questions_have_nothing_to_judge_by(make: Make, pages: Pages):
    assignment = make.assignment(items=["S1-03"])
    pages.sign_in(assignment.teacher)

    assert "do not judge answers" in pages.get(where(assignment)).words()
    assert "do not judge answers" in pages.get(where(assignment, "/terms")).words()
    pages.post(where(assignment, "/terms"), FORM)
    pages.post(where(assignment, "/release"))
    pages.post(where(assignment, "/end"))
    assert line.find_round(assignment.id, 1) is None
    assert "assessing" not in pages.get(f"/assignments/{assignment.id}/items/1").text
    pages.get(f"/assignments/{assignment.id}/items/2/assessing", status=404)


def test_levels_stand_side_by_side_with_words_on_agreement(make: Make, pages: Pages):
    assignment = quiz(make)
    one, two = (essay(make, assignment) for _ in range(2))
    round_ = switched_on(assignment)
    for response in (one, two):
        sent(round_, response.attempt.student, own=True, level=3)
        sent(round_, response.attempt.student)
    marked(one, 2)
    pages.sign_in(assignment.teacher)

    page = pages.get(where(assignment))

    words = page.words()
    assert "2 of 2 have looked at their own answer; 2 have read classmates' answers." in words
    assert "Their own judgement is your level in 0 of 1 and within one level of it in 1" in words
    assert "Classmates' judgement is your level in 1 of 1" in words
    row = next(r for r in page.all("tr") if one.attempt.student.name in "".join(r.itertext()))
    assert " ".join(" ".join(row.itertext()).split()).startswith(
        f"{one.attempt.student.name} Level 3 Level 2 Level 2"
    )
    assert f"/scripts/{one.id}" in page.text
    assert STRENGTH in words


def test_the_teacher_releases_and_hides_with_a_reason(make: Make, pages: Pages):
    assignment = quiz(make)
    written = [essay(make, assignment) for _ in range(2)]
    round_ = switched_on(assignment)
    [said], [other] = (sent(round_, each.attempt.student) for each in written)
    pages.sign_in(assignment.teacher)
    assert "Release 2 to the writers" in pages.get(where(assignment)).words()

    pages.post(where(assignment, "/release"))
    assert said.is_shown
    assert "to the writers" not in pages.get(where(assignment)).words()
    actions.report(said, "It is mean.", AFTER)
    assert "1 reported by its writer" in pages.get(where(assignment)).words()
    page = pages.post(where(assignment, f"/{said.id}/hiding"), {"reason": ""}, status=422)
    assert "Say why" in page.words()
    pages.post(where(assignment, f"/{said.id}/hiding"), {"reason": "It is."})

    assert (said.is_shown, said.waits, other.is_shown) == (False, False, True)
    words = pages.get(where(assignment)).words()
    assert "Hidden because: It is." in words
    assert "reported by" not in words
    pages.post(where(assignment, f"/{said.id}/showing"))
    assert said.is_shown


def test_a_judgement_of_another_round_cannot_be_hidden_here(make: Make, pages: Pages):
    assignment, other = quiz(make), quiz(make)
    far = essay(make, other)
    essay(make, other)
    switched_on(assignment)
    [said] = sent(switched_on(other), far.attempt.student)
    pages.sign_in(assignment.teacher)

    pages.post(where(assignment, f"/{said.id}/hiding"), {"reason": "No."}, status=404)
    pages.post(where(other, f"/{said.id}/hiding"), {"reason": "No."}, status=404)

    assert said.hidden_at is None


def test_switching_it_off_keeps_what_was_sent_and_says_so(make: Make, pages: Pages):
    assignment = quiz(make)
    one = essay(make, assignment)
    round_ = switched_on(assignment)
    sent(round_, one.attempt.student, own=True)
    pages.sign_in(assignment.teacher)

    page = pages.post(where(assignment, "/end"))

    words = pages.get(page.location).words()
    assert "The one judgement that was sent is kept." in words
    assert STRENGTH in words
    assert len(all_of(round_)) == 1
    assert "Switch it on again" in words
    pages.post(where(assignment, "/terms"), FORM)
    assert round_.ended_at is None


def test_the_mark_page_tells_what_the_class_said_without_names(make: Make, pages: Pages):
    assignment = quiz(make)
    one, two = (essay(make, assignment) for _ in range(2))
    round_ = switched_on(assignment)
    sent(round_, two.attempt.student)
    pages.sign_in(assignment.teacher)

    words = pages.get(f"/scripts/{one.id}").words()

    assert "What the class said about it" in words
    assert "A classmate: Level 2" in words
    assert two.attempt.student.name not in words
    assert "What the class said" not in pages.get(f"/scripts/{two.id}").words()


def test_a_student_who_left_stays_in_what_was_said(make: Make, pages: Pages):
    assignment = quiz(make)
    one, two = (essay(make, assignment) for _ in range(2))
    round_ = switched_on(assignment)
    sent(round_, one.attempt.student)
    for enrolment in assignment.classroom.enrolments:
        enrolment.leave(AFTER)
    db.session.flush()
    pages.sign_in(assignment.teacher)

    words = pages.get(where(assignment)).words()

    assert f"{one.attempt.student.name} says: Level 2" in words
    assert two.attempt.student.name in words


@pytest.mark.sqlite
def test_the_number_of_queries_does_not_depend_on_the_number_of_students(make: Make, pages: Pages):
    counts = []
    for students in (3, 20):
        assignment = quiz(make)
        written = [essay(make, assignment) for _ in range(students)]
        round_ = switched_on(assignment)
        for each in written:
            sent(round_, each.attempt.student)
        round_.release(AFTER)
        pages.sign_in(assignment.teacher)
        reader = written[0].attempt
        for person, address in (
            (assignment.teacher, where(assignment)),
            (reader.student, "/due"),
            (reader.student, f"/attempts/{reader.id}/review"),
        ):
            pages.sign_in(person).get(address)
            with statements() as found:
                pages.get(address)
            counts.append(len(found))

    assert counts[:3] == counts[3:]


def test_the_sentence_says_who_sees_what_when(make: Make):
    only_self = in_words(terms(kind=Kind.SELF, after_feedback=True), "10B", day_and_clock)
    with_names = in_words(
        terms(kind=Kind.PEER, readings=1, hides_authors=False, hides_readers=False),
        "10B",
        day_and_clock,
    )

    assert "look at their own answer once their marks are shown" in only_self
    assert "Only you and the writer see it." in only_self
    assert "read one classmate's answer (with the writer's name)" in with_names
    assert "with the reader's name, once you release it" in with_names


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "Nobody else"), (2, "each reads the other's"), (3, "at most 2"), (4, "")],
)
def test_very_small_classes_get_a_sentence(size: int, words: str):
    said = in_small_class(size, 3)

    assert (words in said) if words else said == ""


def test_the_teachers_level_is_that_of_the_scheme_whatever_the_quiz_gives_for_it(
    make: Make, pages: Pages
):
    assignment = quiz(make)
    response = essay(make, assignment)
    response.max_mark = 2
    worth = Fraction(2 * ITEM.levels[1].lowest, ITEM.max_mark)
    mark_by_person(response, worth, assignment.teacher, AFTER)

    [row] = overview_of(switched_on(assignment), ITEM).rows

    assert row.by_teacher == 2


def test_readers_who_were_promised_not_to_be_named_stay_unnamed(make: Make, pages: Pages):
    assignment = quiz(make)
    reader, _ = essay(make, assignment), essay(make, assignment)
    round_ = switched_on(assignment)
    sent(round_, reader.attempt.student)
    db.session.commit()
    pages.sign_in(assignment.teacher)

    page = pages.post(where(assignment, "/terms"), {**FORM, "hides_readers": ""}, status=422)

    assert "have been told that their names stay hidden" in page.words()
    assert round_.hides_readers
    pages.post(where(assignment, "/terms"), {**FORM, "readings": "1"})
    assert (round_.hides_readers, round_.readings) == (True, 1)
