"""Questions without a key: shown as opinions everywhere, outside facility and score."""

import csv
import io
from fractions import Fraction

import pytest

from quizapp.attempts import actions, verdicts
from quizapp.attempts.models import Response, State
from quizapp.attempts.verdicts import Verdict
from quizapp.insights.cells import Sight
from quizapp.insights.queries import grids
from quizapp.insights.statistics_page import Which, statistics_of
from quizapp.insights.tally import tally
from quizapp.items.base import Fields
from quizapp.quizzes.models import Assignment
from tests.insights.plain import CHOICE
from tests.items.make import item
from tests.make import NOON, Make, real_bank
from tests.pages import Page, Pages

OPINION = item("contested", id="INT-91", sources=[], seconds=60)
SUPPORTED = item("contested", id="INT-92", sources=[], max_mark=4)
ONE: Fields = {"position": ["one"], "reason": ["Two letters say so."]}
TWO: Fields = {"position": ["two"]}
PAGES = (
    "/results",
    "/report",
    "/statistics",
    "/certainty",
    "/beliefs",
    "/corrections",
    "/downloads",
    "/items/1",
    "/items/1/projector",
    "/items/1/projector?answer=1",
    "/items/1/correction",
    "/paper",
    "/paper-answers",
    "/paper-marks",
    "/paper/questions",
    "/paper/key",
    "/paper/mark-scheme",
    "/paper/answer-grid",
    "/grades",
)


def divided(make: Make, *others: object) -> Assignment:
    """Return a quiz that begins with an opinion, on which a class of four is divided."""
    quiz = make.assignment(items=[OPINION, *others])  # type: ignore[list-item]
    for given in (ONE, ONE, TWO, {}):
        make.attempt(quiz, responses={1: given, **{n + 2: "right" for n in range(len(others))}})
    return quiz


def bars(page: Page) -> list[tuple[str | None, str]]:
    """Return the verdict and the text of every bar."""
    lines = [each for each in page.all("li") if each.get("class") == "bar-line"]
    return [(each.get("data-verdict"), "".join(each.itertext())) for each in lines]


def rows_of(page: Page) -> list[dict[str, str]]:
    text = page.text.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_an_opinion_adds_nothing_and_takes_nothing_away(make: Make) -> None:
    with_it, without = divided(make, CHOICE), make.assignment(items=[CHOICE])
    for _ in range(4):
        make.attempt(without, responses={1: "right"})

    grid, other = grids.grid_of(with_it), grids.grid_of(without)

    assert grid.out_of == other.out_of
    assert [row.score for row in grid.members] == [row.score for row in other.members]
    assert grid.shares == other.shares
    assert grid.columns[0].share is None
    assert [cell.sight for cell in grid.columns[0].cells] == [Sight.OPINION] * 3 + [Sight.BLANK]


def test_an_opinion_has_no_facility_and_changes_no_figure(make: Make) -> None:
    with_it = statistics_of([divided(make, CHOICE, "S2-06")], Which.FIRST).analysis
    plain = make.assignment(items=[CHOICE, "S2-06"])
    for _ in range(4):
        make.attempt(plain, responses={1: "right", 2: "right"})
    without = statistics_of([plain], Which.FIRST).analysis

    opinion, *others = with_it.items
    assert (opinion.figures.n, opinion.figures.facility) == (0, None)
    assert [each.words for each in opinion.remarks] == [
        "An opinion: it has no facility, and counts in no figure."
    ]
    assert with_it.whole == without.whole
    assert [each.figures.facility for each in others] == [
        each.figures.facility for each in without.items
    ]
    assert [option.credit for option in opinion.groups[0].options] == [None, None, None]
    assert [option.chosen for option in opinion.groups[0].options] == [2, 1, 0]


def test_the_page_of_an_opinion_counts_without_judging(make: Make, pages: Pages) -> None:
    quiz = divided(make)

    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/items/1")

    assert [verdict for verdict, _ in bars(page)] == [None, None, None]
    assert ["2 chose this" in text for _, text in bars(page)] == [True, False, False]
    assert "asks for an opinion: nobody is right or wrong" in page.words()
    assert "Two letters say so." in page.words()
    assert "The right answer" not in page.words()
    assert "Put this question right" not in page.words()


@pytest.mark.parametrize("rest", PAGES)
def test_every_page_of_a_quiz_of_opinions_alone_can_be_opened(
    make: Make, pages: Pages, rest: str
) -> None:
    quiz = divided(make)

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}{rest}").words()

    assert "This question is dropped" not in words
    assert "check the key" not in words


def test_an_opinion_cannot_be_put_right_dropped_or_excused(make: Make, pages: Pages) -> None:
    quiz = divided(make)
    pages.sign_in(quiz.teacher)
    student = grids.grid_of(quiz).members[0].pupil

    page = pages.get(f"/assignments/{quiz.id}/items/1/correction/preview?remedy=drop", status=422)
    sheet = pages.get(f"/assignments/{quiz.id}/students/{student.id}")

    assert "asks for an opinion: there is nothing to put right" in page.words()
    assert "Excuse" not in sheet.words()
    assert "an opinion, does not count" in sheet.words()
    assert "0 of 0" not in sheet.words()


def test_the_tables_leave_worth_and_mark_of_an_opinion_empty(make: Make, pages: Pages) -> None:
    quiz = divided(make, CHOICE)
    pages.sign_in(quiz.teacher)

    questions = rows_of(pages.get(f"/assignments/{quiz.id}/statistics.csv"))
    options = rows_of(pages.get(f"/assignments/{quiz.id}/options.csv"))

    first = next(row for row in questions if row["question"] == "1")
    assert (first["opinion"], first["left_blank"], first["facility"]) == ("3", "1", "")
    assert {row["credit"] for row in options if row["question"] == "1"} == {""}


def test_students_read_that_nobody_is_right_or_wrong(make: Make, pages: Pages) -> None:
    quiz = make.assignment(items=[OPINION], feedback="submission")
    attempt = make.attempt(quiz, responses={1: ONE})

    page = pages.sign_in(attempt.student).get(f"/attempts/{attempt.id}/review")

    assert "No position here is right or wrong" in page.words()
    assert "your position" in page.words()
    assert "no marks to earn" in page.words()
    assert "0 of 0" not in page.words()


def test_a_person_marks_the_support_and_no_side_earns_more(make: Make) -> None:
    quiz = make.assignment(items=[SUPPORTED])
    attempts = [
        make.attempt(quiz, responses={1: {"position": [side], "reason": ["It says so."]}})
        for side in ("one", "two")
    ]

    for attempt in attempts:
        response: Response = attempt.responses[0]
        assert response.state is State.WAITING
        verdicts.give(Verdict(response, Fraction(3), 4, quiz.teacher, "", NOON))

    column = grids.grid_of(quiz).columns[0]
    assert column.share == Fraction(3, 4)
    assert [row.score for row in grids.grid_of(quiz).members] == [3, 3]


def test_a_position_without_a_reason_earns_nothing_and_waits_for_nobody(make: Make) -> None:
    quiz = make.assignment(items=[SUPPORTED])
    attempt = make.attempt(quiz, handed_in=False, responses={1: TWO})

    actions.hand_in(attempt, NOON)

    assert attempt.responses[0].state is State.SCORED
    assert attempt.responses[0].mark == 0


def test_choices_of_a_question_with_a_key_stay_judged() -> None:
    choice = item("single_choice")

    assert tally(choice, [], {}).groups[0].keyed
    assert not tally(OPINION, [], {}).groups[0].keyed


def test_nobody_is_excused_from_an_opinion_as_if_it_had_been_dropped(make: Make):
    opinion = next(each for each in real_bank().items.values() if each.asks_opinion)
    quiz = make.assignment(items=[opinion])
    student = make.enrolment(quiz.classroom).student

    with pytest.raises(actions.CannotDecide, match="asks for an opinion"):
        actions.excuse(quiz.items[0], student, quiz.teacher, "Was ill.", make.later(days=1))
