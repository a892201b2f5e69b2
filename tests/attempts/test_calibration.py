"""How sure a student was, against how right: shown to the student alone."""

import pytest

from tests.make import Make
from tests.pages import NAMESPACE, Page, Pages

ITEMS = ["S1-03", "S2-06", "S1-06", "S3-01"]


def review(make: Make, pages: Pages, *answers: tuple[str, int | None]) -> Page:
    """The review of an attempt with these samples, and how sure the student was of each."""
    quiz = make.assignment(items=ITEMS[: len(answers)], certainty=True)
    given = {place: sample for place, (sample, _level) in enumerate(answers, start=1)}
    attempt = make.attempt(quiz, responses=given)
    for response, (_sample, level) in zip(attempt.responses, answers, strict=True):
        response.certainty = level
    return pages.sign_in(attempt.student).get(f"/attempts/{attempt.id}/review")


def table(page: Page) -> list[list[str]]:
    section = next(s for s in page.all("section") if s.get("aria-labelledby") == "calibration")
    rows = section.iterfind(f".//{NAMESPACE}tbody/{NAMESPACE}tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_the_curve_and_its_table_hold_the_same_numbers(make: Make, pages: Pages):
    page = review(make, pages, ("right", 3), ("wrong", 3), ("right", 1), ("right", None))

    assert table(page) == [["Very sure", "2", "1"], ["Not sure", "1", "1"]]
    line = next(page.tree.iter("{http://www.w3.org/2000/svg}polyline"))  # type: ignore[union-attr]
    assert (line.get("points") or "").split() == ["60,20.0", "260,65.0"]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            [("right", 3), ("wrong", 3)],
            "Of the 2 answers you were very sure about, 1 is wholly right.",
        ),
        ([("right", 2)], "The one answer you were fairly sure about is wholly right."),
        ([("wrong", 3)], "The one answer you were very sure about is not wholly right."),
    ],
)
def test_it_opens_with_the_finding_and_warns_of_few_answers(
    make: Make, pages: Pages, answers: list[tuple[str, int | None]], words: str
):
    found = review(make, pages, *answers).words()

    assert words in found
    assert "So few answers say little" in found


def test_who_did_not_say_sees_no_curve(make: Make, pages: Pages):
    assert "How sure you were" not in review(make, pages, ("right", None)).words()
