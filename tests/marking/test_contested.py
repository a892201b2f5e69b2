"""Marking what supports a position on which accounts disagree."""

from tests.items.make import item
from tests.make import Make
from tests.pages import Pages

SUPPORTED = item("contested", id="INT-92", sources=[], max_mark=4)


def test_support_for_a_position_is_marked_beside_what_supports_each(make: Make, pages: Pages):
    quiz = make.assignment(items=[SUPPORTED])
    given = {1: {"position": ["one"], "reason": ["Two letters say so."]}}
    script = make.attempt(quiz, responses=given).responses[0]
    page = pages.sign_in(quiz.teacher).get(f"/scripts/{script.id}")

    words = page.words()
    shown = [each for position in SUPPORTED.positions for each in position.evidence]

    assert "Two letters say so." in words
    assert "None is the right one" in words
    assert all(line in words for line in (*shown, *SUPPORTED.reason.checklist))


def test_no_mark_yet_is_not_told_as_a_mark_of_nought(make: Make, pages: Pages):
    quiz = make.assignment(items=[SUPPORTED], feedback="submission")
    given = {1: {"position": ["one"], "reason": ["Two letters say so."]}}
    attempt = make.attempt(quiz, responses=given)
    pages.sign_in(attempt.student)

    review = pages.get(f"/attempts/{attempt.id}/review").words()
    results = pages.get("/results").words()

    assert "No marks yet: some answers wait for your teacher." in review
    assert "No marks yet: your teacher marks this, out of 4" in review
    assert "no marks yet: your teacher marks some answers" in results
    assert "0 of 4" not in review + results
