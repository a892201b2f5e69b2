"""What is printed: the questions as they were set, and nothing of the key on the paper."""

import pytest

from quizapp.attempts.models import Correction, Remedy
from quizapp.database import db
from quizapp.quizzes.models import Assignment
from tests.make import NOON, Make, real_bank
from tests.pages import Pages

KINDS = sorted({item.type for item in real_bank().items.values()})


def of_kind(kind: str) -> str:
    return next(item.id for item in real_bank().items.values() if item.type == kind)


@pytest.fixture
def quiz(make: Make) -> Assignment:
    return make.assignment(make.classroom(students=2), [of_kind(kind) for kind in KINDS])


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/questions",
        "/questions?size=large&sources=off",
        "/key",
        "/mark-scheme",
        "/answer-grid",
        "/answer-grid?students=on",
    ],
)
def test_every_sheet_opens_with_every_kind_of_question(
    quiz: Assignment, pages: Pages, path: str
) -> None:
    pages.sign_in(quiz.classroom.teacher).get(f"/assignments/{quiz.id}/paper{path}")


def test_the_paper_has_codes_and_sources_and_nothing_of_the_key(
    quiz: Assignment, pages: Pages
) -> None:
    pages.sign_in(quiz.classroom.teacher)
    words = pages.get(f"/assignments/{quiz.id}/paper/questions").words()
    bare = pages.get(f"/assignments/{quiz.id}/paper/questions?sources=off").words()

    for each in quiz.items:
        item = real_bank().items[each.version.item_id]
        assert item.id in words
        assert " ".join(item.explanation.split())[:40] not in words
    sentence = real_bank().sources[quiz.sources[0].source_id].sentences[0].text
    assert sentence[:30] in words
    assert sentence[:30] not in bare


def test_the_grid_has_a_page_for_each_student_of_the_class(quiz: Assignment, pages: Pages) -> None:
    pages.sign_in(quiz.classroom.teacher)

    named = pages.get(f"/assignments/{quiz.id}/paper/answer-grid?students=on")
    blank = pages.get(f"/assignments/{quiz.id}/paper/answer-grid")

    assert len(named.all("table")) == 2
    assert len(blank.all("table")) == 1


def test_the_key_says_what_was_put_right(quiz: Assignment, pages: Pages) -> None:
    rest = {"act": "once", "max_mark_before": 1, "at": NOON}
    db.session.add(Correction(assignment_id=quiz.id, position=1, remedy=Remedy.CREDIT, **rest))

    words = pages.sign_in(quiz.classroom.teacher).get(f"/assignments/{quiz.id}/paper/key").words()

    assert "Everybody gets full marks here" in words


def test_the_mark_scheme_has_levels_examples_and_content(make: Make, pages: Pages) -> None:
    ident = of_kind("extended_response")
    quiz = make.assignment(items=["S1-03", ident])
    item = real_bank().items[ident]

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/paper/mark-scheme").words()

    assert "Question 2" in words
    assert "Question 1" not in words
    for heading in ("Levels", "Example at level", *item.indicative):  # type: ignore[attr-defined]
        assert heading in words


def test_key_and_mark_scheme_list_the_reasons_that_are_marked_already(
    make: Make, pages: Pages
) -> None:
    item = real_bank().items[of_kind("ranking")]
    content = item.model_dump(mode="json")
    content["reason"]["accept"] = [{"text": "They saw it.", "mark": 1}]
    quiz = make.assignment(items=[type(item).model_validate(content)])
    pages.sign_in(quiz.teacher)

    for sheet in ("key", "mark-scheme"):
        words = pages.get(f"/assignments/{quiz.id}/paper/{sheet}").words()
        assert "1: “They saw it.”" in words
    assert "They saw it" not in pages.get(f"/assignments/{quiz.id}/paper/questions").words()


def test_results_lead_to_the_sheets(quiz: Assignment, pages: Pages) -> None:
    page = pages.sign_in(quiz.classroom.teacher).get(f"/assignments/{quiz.id}/results")

    assert f"/assignments/{quiz.id}/paper" in {a.get("href") for a in page.all("a")}


def test_passages_that_read_the_same_are_told_apart_by_their_sentence(
    make: Make, pages: Pages
) -> None:
    quiz = make.assignment(items=["S3-05"])

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/paper/questions").words()

    assert "“[Noise]” (sentence 4)" in words
    assert "“[Noise]” (sentence 5)" in words
    assert "1 question, 2 marks" in words
