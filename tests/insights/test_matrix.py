"""What a class put where, as one table."""

from quizapp.insights.matrix import matrix
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item
from tests.insights.plain import pupil
from tests.make import Make, real_bank
from tests.pages import Pages

BANK = real_bank()
RANKING = BANK.items["CMP-13"]
GRID = next(item for item in BANK.items.values() if item.type == "grid")


def given(item: Item, *forms: str | Fields) -> list[tuple[object, Fields]]:
    samples = ITEM_TYPES[item.type].samples(item)
    return [(pupil(n), samples[f] if isinstance(f, str) else f) for n, f in enumerate(forms)]


def test_a_grid_counts_every_row_under_every_column():
    found = matrix(GRID, given(GRID, "right", "right", "wrong", "blank"))

    assert found is not None
    for _, squares in found.rows:
        assert [square.count for square in squares if square.right] == [2]
        assert sum(square.count for square in squares) == 3
        assert {square.of for square in squares} == {3}


def test_a_ranking_counts_places_and_has_no_right_one():
    found = matrix(RANKING, given(RANKING, "right", "partly", "wrong"))

    assert found is not None
    assert found.ranked
    first = found.rows[0][1]
    assert [square.count for square in first] == [2, 0, 0, 1]
    assert not any(square.right for _, squares in found.rows for square in squares)
    assert len(found.open_pairs) == 1


def test_unreadable_and_missing_answers_leave_the_table_empty():
    for item in (GRID, RANKING):
        found = matrix(item, given(item, "blank", "unreadable"))
        assert found is not None
        assert found.answers == 0
        assert {square.shade for _, squares in found.rows for square in squares} == {0}


def test_other_kinds_of_items_have_no_table():
    assert matrix(BANK.items["S1-03"], []) is None


def test_the_page_of_an_item_and_the_projector_show_the_table(make: Make, pages: Pages):
    quiz = make.assignment(items=[GRID.id, RANKING.id])
    make.attempt(quiz, responses={1: "right", 2: "right"})
    pages.sign_in(quiz.teacher)

    judged = pages.get(f"/assignments/{quiz.id}/items/1").words()
    ranked = pages.get(f"/assignments/{quiz.id}/items/2").words()
    hidden = pages.get(f"/assignments/{quiz.id}/items/2/projector").words()
    shown = pages.get(f"/assignments/{quiz.id}/items/2/projector?answer=1").words()

    assert "The right place has a tick." in judged
    assert "Open to argument" in ranked
    assert "Place 1" not in hidden
    assert "Place 1" in shown
