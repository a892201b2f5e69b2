"""One decision for answers in the very same words."""

from fractions import Fraction

from quizapp.attempts.models import Response, State
from quizapp.database import db
from quizapp.marking import actions, line
from quizapp.marking.alike import alike, give_to_all
from quizapp.marking.models import GivenMark
from quizapp.quizzes.models import Assignment
from tests.make import Make, real_bank
from tests.marking.world import LATER, co_teacher, essay, quiz, ranking, ruling
from tests.pages import Pages


def reason(make: Make, assignment: Assignment, words: str) -> Response:
    order = real_bank().items[ranking()].order
    fields = {f"position.{each}": [str(place)] for place, each in enumerate(order, 1)}
    attempt = make.attempt(assignment, responses={1: {**fields, "reason": [words]}})
    return attempt.responses[0]


def in_line(response: Response) -> list[Response]:
    teacher = response.attempt.assignment.teacher
    version = response.version
    scripts = line.scripts_of(teacher, version.bank, version.item_id, LATER)
    return list(alike(response, scripts, teacher))


def test_the_same_words_are_found_whatever_their_case_and_spaces(make: Make):
    assignment = quiz(make, item=ranking())
    one = reason(make, assignment, "They were there.")
    other = reason(make, assignment, "  they were  THERE ")
    reason(make, assignment, "They were not there.")

    assert in_line(one) == [other]


def test_all_of_them_get_the_mark_and_each_keeps_its_own_history(make: Make):
    assignment = quiz(make, item=ranking())
    teacher = assignment.teacher
    first, *others = [reason(make, assignment, "They were there.") for _ in range(3)]
    decided = ruling(first, None, "2", comment="Name who.")
    actions.give(first, teacher, decided, first.version, LATER)

    count = give_to_all(in_line(first), teacher, decided, LATER)

    assert count == 2
    assert {each.state for each in (first, *others)} == {State.SCORED}
    assert len({each.mark for each in (first, *others)}) == 1
    given = db.session.query(GivenMark).filter_by(response_id=others[0].id).one()
    assert (given.mark, given.comment, given.origin) == (
        Fraction(2),
        "Name who.",
        "same words as another answer",
    )


def test_what_somebody_else_has_open_is_left_to_them(make: Make):
    assignment = quiz(make, item=ranking())
    colleague = co_teacher(make, assignment)
    first, other = [reason(make, assignment, "They were there.") for _ in range(2)]
    found = in_line(first)
    actions.hold(other.id, colleague, LATER)

    assert give_to_all(found, assignment.teacher, ruling(first, None, "1"), LATER) == 0
    assert in_line(first) == []
    assert other.state is State.WAITING


def test_the_page_offers_it_for_reasons_alone(make: Make, pages: Pages):
    assignment = quiz(make, item=ranking())
    first, other = [reason(make, assignment, "They were there.") for _ in range(2)]
    pages.sign_in(assignment.teacher)
    page = pages.get(f"/scripts/{first.id}")
    whole = {"mark": "2", "version": str(first.item_version_id), "seen": "0", "alike": "yes"}

    pages.post(f"/scripts/{first.id}/marks", whole, status=302)

    assert "Give the same mark to 1 other who wrote exactly this." in page.words()
    assert db.session.get_one(Response, other.id).state is State.SCORED
    essays = quiz(make)
    written = [essay(make, essays) for _ in range(2)]
    pages.sign_in(essays.teacher)
    assert "wrote exactly this" not in pages.get(f"/scripts/{written[0].id}").words()


def test_a_script_that_could_not_be_given_the_mark_is_not_kept_from_colleagues(make: Make):
    assignment = quiz(make, item=ranking())
    teacher = assignment.teacher
    first, other = [reason(make, assignment, "They were there.") for _ in range(2)]
    decided = ruling(first, None, "2")
    actions.give(
        other, co_teacher(make, assignment), ruling(other, None, "1"), other.version, LATER
    )

    assert give_to_all([other], teacher, decided, LATER) == 0

    assert line.hold_of(other.id, LATER) is None


def test_an_answer_that_waits_again_gets_the_mark_with_the_others(make: Make):
    assignment = quiz(make, item=ranking())
    teacher = assignment.teacher
    first, other = [reason(make, assignment, "They were there.") for _ in range(2)]
    actions.give(other, teacher, ruling(other, None, "1"), other.version, LATER)
    other.revision += 1
    other.state = State.WAITING
    db.session.flush()

    assert give_to_all(in_line(first), teacher, ruling(first, None, "2"), LATER) == 1
