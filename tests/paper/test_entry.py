"""Entering what was answered on paper: all or nothing, nothing lost, nothing online overwritten."""

from fractions import Fraction

import pytest
from werkzeug.datastructures import MultiDict

from quizapp.attempts import actions
from quizapp.attempts.forms import save_of
from quizapp.attempts.models import PAPER, Attempt, Ended, Response, State, StepKind
from quizapp.database import db
from quizapp.items.codes import ON_PAPER
from quizapp.marking.actions import Ruling, give
from quizapp.marking.line import current_mark
from quizapp.paper.actions import Overtaken, carry_out
from quizapp.paper.boxes import Use
from quizapp.paper.desk import desk_of
from quizapp.paper.plan import plan
from quizapp.paper.queries import terms_for_all
from tests.counting import statements
from tests.items.make import item as small_item
from tests.make import NOON, Make
from tests.pages import Page, Pages
from tests.paper.world import ESSAY, World


@pytest.fixture
def world(make: Make) -> World:
    return World(make)


def value(page: Page, name: str) -> str:
    return next(each.get("value", "") for each in page.all("input") if each.get("name") == name)


def confirmation(page: Page) -> dict[str, str]:
    """Return what the preview sends when it is confirmed."""
    hidden = {
        each.get("name", ""): each.get("value", "")
        for each in page.all("input")
        if each.get("type") == "hidden"
    }
    button = next(each for each in page.all("button") if each.get("name") == "confirmed")
    return {**hidden, "confirmed": button.get("value", "")}


def test_codes_become_a_scored_attempt_that_says_who_entered_it(world: World, pages: Pages) -> None:
    right = {f"q{at}": code for at, code in world.right.items()}

    pages.sign_in(world.teacher).post(world.url, world.row(marks={ESSAY: "3,5"}, **right))

    [attempt] = world.attempts()
    essay = attempt.responses[3]
    assert (attempt.ended_by, attempt.entered_by_id) == (Ended.TEACHER, world.teacher.id)
    assert attempt.entered_at is not None
    assert world.marks()[:2] == [1, 1]
    assert world.marks()[3] == Fraction(7, 2)
    assert essay.fields == {"text": [ON_PAPER]}
    marked = next(step for step in essay.steps if step.kind is StepKind.MARKED)
    assert (marked.actor_id, marked.reason) == (world.teacher.id, "on paper: 3.5")
    assert world.attempts(1) == []


def test_writing_on_paper_can_wait_for_its_mark(world: World, pages: Pages) -> None:
    pages.sign_in(world.teacher).post(world.url, world.row(marks={ESSAY: "w"}))

    [attempt] = world.attempts()
    assert attempt.responses[3].state is State.WAITING
    assert [each.state for each in attempt.responses[:2]] == [State.BLANK, State.BLANK]


def test_all_that_cannot_be_read_is_named_and_nothing_is_saved_or_lost(
    world: World, pages: Pages
) -> None:
    typed = {
        **world.row(0, {ESSAY: "99"}, q1="z", q2="the letter"),
        **world.row(1, q1="a", q3="12"),
    }

    page = pages.sign_in(world.teacher).post(world.url, typed, status=422)

    words = page.words()
    assert "Kim 01, question 1: Expected one letter, a to c." in words
    assert "Kim 01, question 4: Expected a mark from 0 to" in words
    assert "Kim 02, question 3: Expected the numbers before the lines" in words
    assert all(value(page, name) == text for name, text in typed.items())
    assert world.attempts(0) == world.attempts(1) == []


def test_a_typing_slip_is_put_right_in_the_boxes_and_leaves_a_step(
    world: World, pages: Pages
) -> None:
    pages.sign_in(world.teacher)
    pages.post(world.url, world.row(marks={ESSAY: "2"}, q1="a", q2="nothing of it"))
    page = pages.get(world.url)
    assert value(page, next(iter(world.row(q1="")))) == "a"
    assert value(page, next(iter(world.row(marks={ESSAY: ""})))) == "2"

    pages.post(world.url, world.row(q1=world.right[1]))

    [attempt] = world.attempts()
    assert world.marks()[0] == 1
    assert world.marks()[3] == 2
    assert attempt.responses[1].fields == {"text": ["nothing of it"]}
    assert attempt.responses[0].steps[-1].kind is StepKind.ACCEPTED
    assert attempt.responses[0].steps[-1].actor_id == world.teacher.id


def test_a_dash_takes_an_answer_out_and_an_empty_box_does_not(world: World, pages: Pages) -> None:
    pages.sign_in(world.teacher)
    pages.post(world.url, world.row(marks={ESSAY: "2"}, q1=world.right[1], q2="words"))

    pages.post(world.url, world.row(marks={ESSAY: "-"}, q1="-"))

    [attempt] = world.attempts()
    assert [each.fields for each in attempt.responses] == [{}, {"text": ["words"]}, {}, {}]
    assert world.marks()[0] == world.marks()[3] == 0


def test_the_reasons_mark_stays_when_only_the_order_is_put_right(
    world: World, pages: Pages
) -> None:
    pages.sign_in(world.teacher)
    pages.post(world.url, world.row(marks={3: "2"}, q3=world.wrong_order))
    before = world.marks()[2]

    pages.post(world.url, world.row(q3=world.right[3]))

    after = world.marks()[2]
    assert before is not None
    assert after is not None
    assert after - before == Fraction(2, 5) * world.quiz.items[2].max_mark


def test_work_under_way_online_is_completed_only_after_a_look(world: World, pages: Pages) -> None:
    online = world.make.attempt(
        world.quiz, world.students[0], {1: "wrong", 2: "right"}, handed_in=False
    )
    pages.sign_in(world.teacher)
    typed = world.row(q1=world.right[1])

    page = pages.post(world.url, typed, status=200)

    assert "Is working online" in page.words()
    assert "In place of an answer given online" in page.words()
    db.session.refresh(online)
    assert online.submitted_at is None
    pages.post(world.url, confirmation(page))
    assert world.attempts() == [online]
    assert online.ended_by is Ended.TEACHER
    assert world.marks()[:2] == [1, 1]


def test_what_changed_since_the_preview_is_shown_again(world: World, pages: Pages) -> None:
    online = world.make.attempt(world.quiz, world.students[0], {}, handed_in=False)
    page = pages.sign_in(world.teacher).post(world.url, world.row(q1="a"), status=200)
    online.submit(NOON, Ended.STUDENT)
    world.quiz.attempts_allowed = 2

    again = pages.post(world.url, confirmation(page), status=409)

    assert "Something changed since you looked" in again.words()
    assert "one more attempt beside it" in again.words()
    pages.post(world.url, confirmation(again))
    assert [each.entered_at is None for each in world.attempts()] == [True, False]


def test_who_handed_in_online_needs_an_attempt_left(world: World, pages: Pages) -> None:
    world.make.attempt(world.quiz, world.students[0], {1: "right"})

    page = pages.sign_in(world.teacher).post(world.url, world.row(q1="a"), status=422)

    assert "has no attempt left" in page.words()
    assert len(world.attempts()) == 1


def test_a_mark_alone_goes_to_what_was_handed_in_online(world: World, pages: Pages) -> None:
    world.make.attempt(world.quiz, world.students[0], {1: "right", ESSAY: "right"})
    pages.sign_in(world.teacher)

    page = pages.post(world.url, world.row(marks={ESSAY: "4"}), status=200)
    pages.post(world.url, confirmation(page))

    [attempt] = world.attempts()
    assert world.marks()[3] == 4
    assert attempt.responses[3].fields["text"] != [ON_PAPER]
    assert attempt.entered_at is None


def test_paper_is_never_late(make: Make, pages: Pages) -> None:
    world = World(make, due_at=make.later(days=1), closes_at=make.later(days=2))

    pages.sign_in(world.teacher).post(world.url, world.row(q1="a"))

    assert world.attempts()[0].submitted_at == make.later(days=1)


def test_students_read_that_their_answers_were_on_paper(world: World, pages: Pages) -> None:
    pages.sign_in(world.teacher).post(world.url, world.row(q1="a"))
    [attempt] = world.attempts()

    words = pages.sign_in(world.students[0]).get(f"/attempts/{attempt.id}/review").words()

    assert "answered on paper, entered by your teacher" in words


def test_rows_of_who_has_left_are_named_and_not_saved(world: World, pages: Pages) -> None:
    typed = {"a-999999-1": "a", **world.row(q1="a")}

    page = pages.sign_in(world.teacher).post(world.url, typed, status=422)

    assert "Somebody has left the class" in page.words()
    assert world.attempts() == []


def test_forged_boxes_change_nothing(world: World, pages: Pages) -> None:
    ident = world.students[0].id
    forged = {f"a-{ident}-99": "a", f"x-{ident}-1": "a", f"m-{ident}-1": "1", "a--1": "b"}

    pages.sign_in(world.teacher).post(world.url, forged)

    assert world.attempts() == []


@pytest.mark.sqlite
def test_a_large_class_with_a_long_quiz_fits(make: Make, pages: Pages) -> None:
    world = World(make, students=30)
    long = make.assignment(world.classroom, [small_item("single_choice", sources=[])] * 40)
    typed = {f"a-{who.id}-{at}": "b" for who in world.students for at in range(1, 41)}

    pages.sign_in(world.teacher).post(f"/assignments/{long.id}/paper-answers", typed)

    marks = db.session.scalars(
        db.select(Response.mark_numerator)
        .join(Response.attempt)
        .where(Attempt.assignment_id == long.id)
    )
    assert list(marks) == [1] * 1200


def test_the_page_asks_as_often_for_many_students_as_for_one(make: Make, pages: Pages) -> None:
    def asked(students: int) -> int:
        world = World(make, students)
        for student in world.students:
            world.make.attempt(world.quiz, student, {1: "right"}, entered_at=NOON)
        pages.sign_in(world.teacher)
        with statements() as sent:
            pages.get(world.url)
        return len(sent)

    assert asked(1) == asked(9)


def excuse(world: World, position: int) -> None:
    place = world.quiz.items[position - 1]
    actions.excuse(place, world.students[0], world.teacher, "Was away.", NOON)
    db.session.commit()


def test_a_mark_for_a_question_the_student_is_excused_from_is_refused(
    world: World, pages: Pages
) -> None:
    excuse(world, ESSAY)
    typed = world.row(q1=world.right[1], marks={ESSAY: "3"})

    page = pages.sign_in(world.teacher).post(world.url, typed, status=422)
    pages.post(world.url, world.row(q1=world.right[1]))

    assert "The student is excused from this question, so it has no mark." in page.words()
    assert value(page, f"m-{world.students[0].id}-{ESSAY}") == "3"
    [attempt] = world.attempts()
    assert [each.max_mark for each in attempt.responses][ESSAY - 1] == 0
    assert world.marks()[:1] == [1]


def test_a_slip_put_right_while_the_student_is_excused_counts_when_that_is_taken_back(
    world: World, pages: Pages
) -> None:
    excuse(world, 1)
    pages.sign_in(world.teacher).post(world.url, world.row(q1="", q2=world.right[2]))
    pages.post(world.url, world.row(q1=world.right[1]))
    assert world.marks()[:2] == [0, 1]

    actions.take_back_excuse(world.quiz.items[0], world.students[0], world.teacher, NOON)

    assert world.marks()[:2] == [1, 1]


def test_a_reasons_mark_of_nothing_stays_when_the_order_is_put_right(
    world: World, pages: Pages
) -> None:
    pages.sign_in(world.teacher)
    pages.post(world.url, world.row(marks={3: "0"}, q3=world.wrong_order))

    pages.post(world.url, world.row(q3=world.right[3]))

    assert world.attempts()[0].responses[2].state is State.SCORED
    assert world.marks()[2] == Fraction(2, 5) * world.quiz.items[2].max_mark


def test_a_mark_for_what_no_person_can_mark_gets_a_sentence(world: World, pages: Pages) -> None:
    attempt = world.make.attempt(world.quiz, world.students[0], {3: "unreadable"})
    attempt.responses[2].fields = {**attempt.responses[2].fields, "reason": ["They were there."]}
    assert attempt.responses[2].state is State.UNREADABLE
    pages.sign_in(world.teacher)

    page = pages.post(world.url, world.row(marks={3: "2"}), status=422)

    assert "cannot be marked" in page.words()
    assert value(page, f"m-{world.students[0].id}-3") == "2"


def test_a_mark_for_words_that_have_theirs_for_everybody_gets_a_sentence(
    make: Make, pages: Pages
) -> None:
    ranking = small_item("ranking", sources=[])
    content = ranking.model_dump(mode="json")
    content["reason"]["accept"] = [{"text": "They saw it.", "mark": 1}]
    quiz = make.assignment(items=[type(ranking).model_validate(content)])
    order = {f"position.{each}": [str(n)] for n, each in enumerate(ranking.order, 1)}
    attempt = make.attempt(quiz, responses={1: {**order, "reason": ["They saw it."]}})
    assert attempt.responses[0].state is State.SCORED
    typed = {f"m-{attempt.student_id}-1": "2"}

    page = pages.sign_in(quiz.teacher).post(
        f"/assignments/{quiz.id}/paper-answers", typed, status=422
    )

    assert "cannot be marked" in page.words()


def test_what_was_said_of_a_reason_on_screen_stays_when_the_order_is_put_right(
    world: World, pages: Pages
) -> None:
    pages.sign_in(world.teacher).post(world.url, world.row(marks={3: "w"}, q3=world.wrong_order))
    response = world.attempts()[0].responses[2]
    said = Ruling(None, Fraction(2), "Name who.", (), response.item_version_id, 0)
    give(response, world.teacher, said, response.version, NOON)
    reason = response.steps[-1].reason

    pages.post(world.url, world.row(q3=world.right[3]))

    given = current_mark(response.id)
    assert given is not None
    assert (given.comment, given.revision) == ("Name who.", response.revision)
    marked = [each for each in response.steps if each.kind is StepKind.MARKED]
    assert marked[-1].reason == reason
    page = pages.post(world.url, world.row(marks={3: "1"}), status=422)
    assert "This was marked on screen" in page.words()


@pytest.mark.parametrize("happens", ["handed in", "taken out"])
def test_work_that_ends_while_paper_is_entered_is_not_entered_over(
    world: World, happens: str
) -> None:
    attempt = world.make.attempt(world.quiz, world.students[0], handed_in=False)
    desk = desk_of(world.quiz)
    cells = {(world.students[0].id, Use.ANSWER, 1): world.right[1]}
    wanted = plan(desk.standings, desk.boxes, cells)
    if happens == "handed in":
        actions.hand_in(attempt, NOON)
    else:
        attempt.void(world.teacher, "", NOON)
    terms = terms_for_all(world.quiz)

    with pytest.raises(Overtaken):
        carry_out(wanted.lines, world.quiz, world.teacher, terms, NOON)

    assert attempt.responses[0].fields == {}


def test_no_device_of_a_student_passes_for_paper() -> None:
    sent = MultiDict({"q1-choice": "a", "client": PAPER})

    assert save_of(sent, 1, "device", leaving=True).client == "device"
