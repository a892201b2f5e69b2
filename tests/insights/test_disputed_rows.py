"""Rows of a grid on which historians divide: shown as opinions, outside score and figures."""

import csv
import io
from collections.abc import Sequence
from fractions import Fraction

import pytest

from quizapp.attempts.models import Attempt, State
from quizapp.insights.chance import guess_score
from quizapp.insights.matrix import matrix
from quizapp.insights.queries import grids
from quizapp.insights.saying import right_answer
from quizapp.insights.statistics_page import Which, statistics_of
from quizapp.insights.tally import belief, tally, telling_group
from quizapp.items.base import Fields, Item
from quizapp.quizzes.models import Assignment
from quizapp.regrading.effects import Drift
from quizapp.regrading.keys import key_of
from tests.insights.plain import CHOICE, pupil
from tests.items.make import disputed, item, rows
from tests.make import Make
from tests.pages import Page, Pages
from tests.regrading.world import by, corrected, marks, planned, published

KEYED = rows(a="yes", b="no", c="no")
SIGN = "Disputed: no column is the right one"


def judged(*more: dict[str, object]) -> Item:
    return item("grid", id="INT-91", sources=[], rows=[*KEYED, *more])


GRID, PLAIN = judged(*disputed("d")), judged()
FORMS: Sequence[Fields] = (
    {"row.a": ["yes"], "row.b": ["no"], "row.c": ["no"], "row.d": ["yes"]},
    {"row.a": ["yes"], "row.b": ["yes"], "row.c": ["no"], "row.d": ["no"]},
    {"row.a": ["no"], "row.b": ["no"], "row.c": ["yes"], "row.d": ["no"]},
    {"row.a": ["no"], "row.b": ["yes"], "row.c": ["yes"]},
)
GIVEN = [(pupil(number), form) for number, form in enumerate(FORMS, start=1)]


def set_to(make: Make, grid: Item) -> tuple[Assignment, list[Attempt]]:
    """Return a quiz with this grid and a choice, and what a class of eight made of it."""
    quiz = make.assignment(items=[grid, CHOICE])
    people = (make.student(name=f"Student {number}") for number in range(1, 9))
    names = {f"row.{row.id}" for row in grid.rows}  # type: ignore[attr-defined]
    kept = [{name: each[name] for name in each if name in names} for each in FORMS]
    return quiz, [
        make.attempt(
            quiz, make.enrolment(quiz.classroom, next(people)).student, {1: each, 2: which}
        )
        for each in kept
        for which in ("right", "wrong")
    ]


def bars_of(page: Page) -> list[tuple[str | None, str]]:
    lines = [each for each in page.all("li") if each.get("class") == "bar-line"]
    return [(each.get("data-verdict"), "".join(each.itertext())) for each in lines]


def test_a_disputed_row_changes_no_mark_and_no_figure(make: Make) -> None:
    (with_it, _), (without, _) = set_to(make, GRID), set_to(make, PLAIN)

    grid, other = grids.grid_of(with_it), grids.grid_of(without)
    analysis = statistics_of([with_it], Which.FIRST).analysis
    plain = statistics_of([without], Which.FIRST).analysis

    assert grid.shares == other.shares
    assert [each.share for each in grid.columns] == [each.share for each in other.columns]
    assert analysis.whole == plain.whole
    assert [each.figures for each in analysis.items] == [each.figures for each in plain.items]
    assert guess_score(GRID) == guess_score(PLAIN)


def test_its_columns_are_counted_as_opinions(make: Make) -> None:
    quiz, _ = set_to(make, GRID)

    *keyed, last = statistics_of([quiz], Which.FIRST).analysis.items[0].groups

    assert all(group.keyed for group in keyed)
    assert not last.keyed
    assert [(each.credit, each.chosen) for each in last.options] == [(None, 2), (None, 4)]
    assert [list(each.remarks) for each in last.options] == [[], []]


def test_it_never_went_worst_and_shows_no_belief() -> None:
    groups = tally(GRID, GIVEN, {}).groups
    opinions = [(number, {"row.d": ["no"]}) for number, _ in GIVEN]

    telling = telling_group(groups)

    assert [group.keyed for group in groups] == [True, True, True, False]
    assert telling is not None
    assert telling.keyed
    assert belief(groups) is None
    assert telling_group(tally(GRID, opinions, {}).groups) is None
    assert telling_group(groups[-1:]) is groups[-1]


def test_the_belief_of_a_row_goes_when_the_row_becomes_disputed() -> None:
    keyed = judged({**rows(d="yes")[0], "misconception": "m1"})

    before, after = (tally(keyed, GIVEN, {}, key).groups for key in (keyed, GRID))

    assert belief(before) is not None
    assert belief(after) is None
    assert [choice.corrected for choice in after[-1].choices] == [True, False]


def test_the_table_marks_no_column_of_it() -> None:
    found = matrix(GRID, GIVEN)

    assert found is not None
    assert list(found.disputed) == [3]
    ticks = [[square.right for square in squares] for _, squares in found.rows]
    assert ticks == [[True, False], [False, True], [False, True], [False, False]]
    assert [square.count for square in found.rows[3][1]] == [1, 2]


def test_the_key_in_words_leaves_it_out_or_says_that_it_is_disputed() -> None:
    assert "Row d" not in " ".join(right_answer(GRID, {}))
    assert key_of(GRID, {})[-1].startswith("Row d: disputed, so that no column is right")
    assert key_of(PLAIN, {}) == key_of(GRID, {})[:-1]


def test_the_page_of_the_question_shows_how_the_class_divides(make: Make, pages: Pages) -> None:
    quiz, _ = set_to(make, GRID)

    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/items/1")

    assert [verdict for verdict, _ in bars_of(page)][-2:] == [None, None]
    assert None not in [verdict for verdict, _ in bars_of(page)][:-2]
    assert f"{SIGN}, so these are opinions" in page.words()
    assert "A disputed row has none" in page.words()
    [head] = [e for e in page.all("th") if "disputed" in "".join(e.itertext())]
    assert "Row d" in "".join(head.itertext())


def test_a_grid_without_a_disputed_row_never_speaks_of_one(make: Make, pages: Pages) -> None:
    quiz, _ = set_to(make, PLAIN)
    pages.sign_in(quiz.teacher)

    for rest in ("items/1", "items/1/projector?answer=1", "statistics", "paper/key"):
        assert "isputed" not in pages.get(f"/assignments/{quiz.id}/{rest}").words()


def test_the_projector_tells_only_with_the_answer(make: Make, pages: Pages) -> None:
    quiz, _ = set_to(make, GRID)
    pages.sign_in(quiz.teacher)

    hidden = pages.get(f"/assignments/{quiz.id}/items/1/projector").words()
    shown = pages.get(f"/assignments/{quiz.id}/items/1/projector?answer=1").words()

    assert "isputed" not in hidden
    assert "Disputed: Row d. No column is the right one." in shown


@pytest.mark.parametrize("rest", ["report", "statistics", "results", "beliefs", "paper/key"])
def test_every_other_page_says_it_or_leaves_it_alone(make: Make, pages: Pages, rest: str) -> None:
    quiz, _ = set_to(make, GRID)

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/{rest}").words()

    assert ("isputed" in words) == (rest in {"report", "statistics", "paper/key"})


def test_the_key_on_paper_leaves_its_place_free_and_the_paper_says_nothing(
    make: Make, pages: Pages
) -> None:
    quiz, _ = set_to(make, GRID)
    pages.sign_in(quiz.teacher)

    key, paper, grid = (
        pages.get(f"/assignments/{quiz.id}/paper/{rest}")
        for rest in ("key", "questions", "answer-grid")
    )

    assert "Row d: disputed: no column is right" in key.words()
    assert "On the answer grid: abb-" in key.words()
    assert "isputed" not in paper.words() + grid.words()
    assert "4" in grid.words()


def test_the_tables_leave_its_credit_empty(make: Make, pages: Pages) -> None:
    quiz, _ = set_to(make, GRID)

    text = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/options.csv").text

    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    credit = {(row["part"], row["option"]): row["credit"] for row in lines}
    assert (credit["Row d", "Heading yes"], credit["Row d", "Heading no"]) == ("", "")
    assert (credit["Row a", "Heading yes"], credit["Row a", "Heading no"]) == ("1", "0")


@pytest.mark.parametrize(("form", "mark"), [({"row.d": ["no"]}, 0), (FORMS[0], 2)])
def test_students_read_that_nothing_is_right_there(
    make: Make, pages: Pages, form: Fields, mark: int
) -> None:
    quiz = make.assignment(items=[GRID], feedback="submission")
    attempt = make.attempt(quiz, responses={1: form})

    page = pages.sign_in(attempt.student).get(f"/attempts/{attempt.id}/review")

    lines = [each for each in page.all("li") if each.get("class") == "finding"]
    [own] = [each for each in lines if SIGN in "".join(each.itertext())]
    assert own.get("data-verdict") is None
    assert "✗" not in "".join(own.itertext())
    assert (attempt.responses[0].state, attempt.responses[0].mark) == (State.SCORED, mark)


def test_a_row_that_becomes_disputed_lifts_who_was_wrong_there_and_lowers_who_was_right(
    make: Make, pages: Pages
) -> None:
    quiz = make.assignment(items=[judged(*rows(d="yes"))])
    papers = [make.attempt(quiz, responses={1: each}) for each in (FORMS[1], FORMS[2], FORMS[0])]
    lucky = make.attempt(quiz, responses={1: {**FORMS[2], "row.d": ["yes"]}})
    version = published(make, GRID)

    plan = planned(quiz, by(version))
    gains, losses = (
        {each.student for each in plan.drifting(drift)} for drift in (Drift.GAINS, Drift.LOSES)
    )
    corrected(quiz, by(version))

    assert (gains, losses) == ({papers[0].student, papers[1].student}, {lucky.student})
    assert marks([*papers, lucky]) == [[Fraction(4, 3)], [Fraction(2, 3)], [2], [Fraction(2, 3)]]
    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/items/1")
    assert SIGN in page.words()
    assert "(put right: was right before)" in page.words()
