"""The pages of a quiz: what is in it, the paper, the key sheet."""

import pytest

from quizapp.items.single_choice.model import SingleChoiceItem
from tests.make import Make, real_bank
from tests.pages import Pages

_ITEM = real_bank().items["S1-03"]
assert isinstance(_ITEM, SingleChoiceItem)
OPTIONS = _ITEM.options


def test_every_page_of_a_quiz_opens(published: None, make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    assert "Source 1 clinic" in pages.get("/quizzes").words()
    for quiz in ("Q01", "Q02", "Q03", "Q04", "Q05", "Q06", "Q10"):
        pages.get(f"/quizzes/stalin-trotsky/{quiz}")
        pages.get(f"/quizzes/stalin-trotsky/{quiz}/paper")
    pages.get("/quizzes/stalin-trotsky/Q99", status=404)


def test_the_paper_holds_no_feedback(published: None, make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    words = pages.get("/quizzes/stalin-trotsky/Q02/paper").words()

    for option in OPTIONS:
        assert option.text in words
        assert option.feedback not in words
    assert "(5) ____" in words


def test_the_key_sheet_gives_the_key_of_every_type(published: None, make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    words = pages.get("/quizzes/stalin-trotsky/Q02/key").words()

    for option in OPTIONS:
        assert (option.text in words) is (option.credit == 1)
    assert "Sentence 4" in words
    assert "only if question 1 is right" in words
    assert "Yours to mark by levels" in words
    for name in ("Q01", "Q03", "Q04", "Q05", "Q06", "Q10"):
        pages.get(f"/quizzes/stalin-trotsky/{name}/key")


@pytest.mark.parametrize("path", ["", "/paper", "/key", "/assignments/new"])
def test_students_find_nothing_of_the_teachers_pages(
    published: None, make: Make, pages: Pages, path: str
):
    pages.sign_in(make.student())

    pages.get(f"/quizzes/stalin-trotsky/Q02{path}", status=404)
