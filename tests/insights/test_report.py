"""The report on one quiz in one class."""

from fractions import Fraction

import pytest

from quizapp.insights.class_report import finding_of
from quizapp.insights.spread import summary
from quizapp.quizzes.models import Assignment
from tests.counting import queries_of
from tests.insights.plain import CHOICE, grid, sitting
from tests.make import Make
from tests.pages import Page, Pages


def address(quiz: Assignment, query: str = "") -> str:
    return f"/assignments/{quiz.id}/report{query}"


def table(page: Page, number: int) -> list[list[str]]:
    """Return the cells of a table's body, heads of rows too."""
    rows = [tr for tr in page.all("table")[number].iter() if tr.tag.endswith("}tr")]
    cells = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]
    return cells[1:]


def test_the_finding_names_the_middle_score_and_what_went_worst():
    marks = [[1, 0], [1, 0], [1, 1]]

    said = str(finding_of(grid([sitting(n, m) for n, m in enumerate(marks, 1)], 3, 2)))

    assert said == "The middle score is 1 of 2. Question 2 went worst: 33 % of the mark."


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ([], "Nobody has handed in yet."),
        ([[1, 1]], "The one who has handed in scored 2 of 2. "
         "Every question was answered wholly right by everybody."),
        ([[0, 0], [0, 0]], "The middle score is 0 of 2. "
         "Questions 1 and 2 went worst: 0 % of the mark each."),
        ([[1, None], [0, 0]], "The middle score is 0.5 of 1 in the questions that are marked. "
         "Question 1 went worst: 50 % of the mark."),
        ([[None, None]], "1 handed in; nothing is marked yet."),
    ],
)  # fmt: skip
def test_the_finding_of_few_or_odd_scores(marks: list[list[int | None]], said: str):
    assert str(finding_of(grid([sitting(n, m) for n, m in enumerate(marks, 1)], 2, 2))) == said


def test_more_than_three_equally_hard_questions_do_not_stand_out():
    said = str(finding_of(grid([sitting(1, [0] * 4), sitting(2, [1] * 4)], 2, 4)))

    assert said == "The middle score is 2 of 4. No question stands out as the hardest."


def test_a_summary_is_exact():
    found = summary([Fraction(n, 4) for n in range(5)])

    assert found
    assert (found.lowest, found.middle, found.highest) == (0, Fraction(1, 2), 1)
    assert (found.quarter, found.three_quarters) == (Fraction(1, 4), Fraction(3, 4))
    assert found.mean == Fraction(1, 2)
    assert found.sd == pytest.approx((5 / 32) ** 0.5)  # squares: (4 + 1 + 0 + 1 + 4) / 16 / 4


def test_a_single_score_has_no_spread_and_none_has_no_summary():
    one = summary([Fraction(1, 3)])

    assert one
    assert (one.quarter, one.middle, one.sd) == (Fraction(1, 3), Fraction(1, 3), None)
    assert summary([]) is None


def test_each_question_has_its_share_outcomes_and_options(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    for choice in ("a", "b", "b", "c"):
        make.attempt(quiz, responses={1: {"choice": [choice]}, 2: {}})

    page = pages.sign_in(quiz.teacher).get(address(quiz))

    [first, second] = table(page, 2)
    assert first[1:] == ["50 %", "2", "0", "2", "0"]
    assert second[1:6] == ["0 %", "0", "0", "0", "4"]
    bars = [" ".join("".join(li.itertext()).split()) for li in page.all("li")]
    assert {"Alpha 1 chose this", "Beta ✓(right) 2 chose this", "Gamma 1 chose this"} <= set(bars)


def test_time_is_that_of_the_middle_student_and_absent_where_unknown(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S2-06", "S3-05"])
    for seconds in (20, 30, 100):
        attempt = make.attempt(quiz, responses={1: "right", 2: "wrong", 3: "wrong"})
        attempt.responses[1].shown_at = make.later(seconds=seconds)
        attempt.responses[2].shown_at = make.later(seconds=seconds)

    page = pages.sign_in(quiz.teacher).get(address(quiz))

    assert [row[-1] for row in table(page, 2)] == ["30 s", "–", "–"]  # noqa: RUF001


def test_the_names_go_with_one_key_and_on_request(make: Make, pages: Pages):
    quiz = make.assignment()
    make.attempt(quiz, make.enrolment(quiz.classroom, make.student(name="Adelaide Young")).student)

    shown = pages.sign_in(quiz.teacher).get(address(quiz))
    hidden = pages.get(address(quiz, "?names=off"))

    assert "Adelaide" in shown.text
    assert "Adelaide" not in hidden.text
    assert "Student 1" in hidden.words()
    assert "hide-names" in shown.text


def test_written_answers_are_counted_and_left_out_of_the_scores(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S2-16"])
    make.attempt(quiz, responses={1: "right", 2: "right"})
    make.attempt(quiz, responses={1: "wrong", 2: {}})

    words = pages.sign_in(quiz.teacher).get(address(quiz)).words()

    assert "1 written answer is still to be marked" in words
    assert "The middle score is 0.5 of 1 in the questions that are marked." in words
    assert "1 student wrote an answer in their own words" in words


def test_nothing_handed_in_and_an_empty_class_have_a_page(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom())

    assert "Nothing to report yet" in pages.sign_in(quiz.teacher).get(address(quiz)).words()

    make.attempt(quiz, responses={1: "right"}, handed_in=False)

    assert "Nothing to report yet" in pages.get(address(quiz)).words()


def test_the_results_lead_to_the_report(make: Make, pages: Pages):
    quiz = make.assignment()
    make.attempt(quiz, responses={1: "right"})

    links = [a.get("href") for a in pages.sign_in(quiz.teacher)
             .get(f"/assignments/{quiz.id}/results").all("a")]  # fmt: skip

    assert address(quiz) in links


def test_a_stranger_finds_no_report(make: Make, pages: Pages):
    quiz = make.assignment()

    for stranger in (make.teacher(), make.student()):
        pages.sign_in(stranger).get(address(quiz), status=404)
    pages.sign_in(make.admin()).get(address(quiz))


def test_the_number_of_queries_does_not_grow_with_class_or_quiz(make: Make, pages: Pages):
    few = queries_of(make, pages, address, 3, ["S1-03", "S1-02"])
    many = queries_of(make, pages, address, 30, ["S1-03", "S1-02", "S1-06", "S2-06"])

    assert few == many
    assert few < 20
