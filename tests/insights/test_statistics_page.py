"""The statistics of a quiz: which attempts they rest on, and what the page shows of them."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from quizapp.attempts.models import State
from quizapp.insights.cells import Answer
from quizapp.insights.marks import Which, chosen, table_of
from quizapp.insights.statistics_page import statistics_of
from quizapp.quizzes.models import Assignment, Counts
from tests.counting import queries_of
from tests.insights.plain import CHOICE, question, sitting
from tests.make import Make
from tests.pages import Page, Pages

PAIR = [CHOICE, "S2-06"]


def address(quiz: Assignment, query: str = "") -> str:
    return f"/assignments/{quiz.id}/statistics{query}"


def answered(make: Make, quiz: Assignment, choices: str, second: str | None = "right") -> None:
    """Let a student of the class hand in for each letter: their choice in the first question."""
    for choice in choices:
        make.attempt(quiz, responses={1: {"choice": [choice]}, **({2: second} if second else {})})


def row(page: Page, beginning: str) -> list[str]:
    """Return the cells of the first row whose head begins like this."""
    for tr in page.all("tr"):
        cells = [" ".join("".join(cell.itertext()).split()) for cell in tr]
        if cells[0].startswith(beginning):
            return cells
    raise AssertionError(f"no row {beginning!r}")


def taken(which: Which, rule: Counts, *pools: Sequence[object]) -> list[int]:
    return [each.id for each in chosen([(pool, rule) for pool in pools], which)]  # type: ignore[misc]


def test_first_attempts_are_the_first_handed_in_whatever_counts():
    pool = [sitting(1, [0], number=1), sitting(1, [1], number=2), sitting(2, [1])]

    assert taken(Which.FIRST, Counts.BEST, pool) == [11, 21]
    assert taken(Which.COUNTING, Counts.BEST, pool) == [12, 21]


def test_who_is_still_working_is_left_out():
    pool = [sitting(1, [1], handed_in=False), sitting(2, [1], handed_in=False, number=2),
            sitting(2, [0], number=1)]  # fmt: skip

    assert taken(Which.FIRST, Counts.BEST, pool) == [21]
    assert taken(Which.COUNTING, Counts.LATEST, pool) == [21]


def test_a_student_of_two_classes_is_taken_once():
    assert taken(Which.FIRST, Counts.BEST, [sitting(1, [0])], [sitting(1, [1], number=2)]) == [11]


def states(*given: Answer | None) -> list[Fraction | None]:
    """Return the marks of a column in which these answers stand below each other."""
    sittings = [
        sitting(number, []).__class__(
            number, number, 1, sitting(1, []).started_at, sitting(1, []).submitted_at,
            {1: answer} if answer else {},
        )
        for number, answer in enumerate(given, start=1)
    ]  # fmt: skip
    return list(table_of([question(1, 2)], sittings).columns[0])


HALF = Answer(1, State.SCORED, 2, Fraction(0), Fraction(1, 2), seen=True)
BLANK = Answer(1, State.BLANK, 2, Fraction(), Fraction(), seen=True)
UNREACHED = Answer(1, State.BLANK, 2, Fraction(), Fraction())
UNREADABLE = Answer(1, State.UNREADABLE, 2, Fraction(), Fraction(), seen=True)
WAITING = Answer(1, State.WAITING, 2, Fraction(), Fraction(), seen=True)


def test_not_presented_and_not_reached_have_no_mark_but_left_blank_has_nought():
    assert states(HALF, None, UNREACHED, BLANK, UNREADABLE) == [1, None, None, 0, 0]


def test_what_waits_is_left_out_while_it_is_little():
    assert states(*[HALF] * 9, WAITING, BLANK) == [1] * 9 + [None, 0]


def test_a_question_of_which_much_waits_has_no_marks():
    assert states(*[HALF] * 8, WAITING, BLANK) == [None] * 10


def test_what_counts_for_nothing_still_counts_for_its_own_question(make: Make, pages: Pages):
    quiz = make.assignment(items=PAIR)
    quiz.items[1].claim_position = 1
    answered(make, quiz, "aaa")

    page = pages.sign_in(quiz.teacher).get(address(quiz))

    assert row(page, "2 ")[1] == "3"


def test_below_thirty_there_are_counts_and_ranges_and_the_reason(make: Make, pages: Pages):
    quiz = make.assignment(items=PAIR)
    answered(make, quiz, "b" * 20 + "a" * 9)

    page = pages.sign_in(quiz.teacher).get(address(quiz))

    assert "29 students handed in: enough to count, too few for coefficients." in page.words()
    assert "Below 30 attempts this page shows counts" in page.words()
    assert "Discrimination" not in page.words()
    assert row(page, "1 ")[1:7] == ["20", "0", "9", "0", "69 %", "51 to 83 %"]
    assert row(page, "Beta")[1:] == ["20", "69 %", "51 to 83 %"]
    assert row(page, "Gamma")[0] == "Gamma i Nobody chose this option."


def test_from_thirty_on_there_are_coefficients(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S2-06", "S1-03"])
    for number in range(30):
        strong = "right" if number % 2 else "wrong"
        first = {"choice": ["b" if number % 2 else "a"]}
        make.attempt(quiz, responses={1: first, 2: strong, 3: strong})

    page = pages.sign_in(quiz.teacher).get(address(quiz))

    assert "30 students handed in. No question looks wrong." in page.words()
    assert row(page, "1 ")[1:9] == [
        "30", "50 %", "33 %", "0.51 of 1", "33.3 %", "33.3 %", "100 %", "100 %"
    ]  # fmt: skip
    assert row(page, "Beta")[3] == "1.00"
    assert row(page, "Alpha")[3] == "−1.00"  # noqa: RUF001
    assert row(page, "Internal consistency")[1] == "1.00"
    assert row(page, "Error ratio")[1] == "0 %"


def test_a_wrong_key_is_found_and_said(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S2-06", "S1-03"])
    for number in range(30):
        strong = number % 2
        make.attempt(quiz, responses={
            1: {"choice": ["a" if strong else "b"]},
            2: "right" if strong else "wrong",
            3: "right" if strong else "wrong",
        })  # fmt: skip

    page = pages.sign_in(quiz.teacher).get(address(quiz))

    assert "30 students handed in. Question 1 needs checking." in page.words()
    assert "Stronger students did worse here: check the key." in row(page, "1 ")[-1]
    assert "Stronger students chose this" in row(page, "Alpha")[0]
    assert "Stronger students avoided this right option" in row(page, "Beta")[0]


def test_classes_that_had_the_same_questions_are_taken_together(make: Make, pages: Pages):
    teacher = make.teacher()
    quiz, same, other_marks = (
        make.assignment(make.classroom(teacher, name=name), PAIR) for name in ("10A", "10B", "10C")
    )
    other_marks.items[0].max_mark = 5
    strangers = make.assignment(make.classroom(name="11X"), PAIR)
    for each in (quiz, same, other_marks, strangers):
        answered(make, each, "bbb")

    page = pages.sign_in(teacher).get(address(quiz))

    assert "3 in 10A, 3 in 10B." in page.words()
    assert "set to 2 classes that you may see" in page.words()
    assert "10C" not in page.text
    assert "11X" not in page.text
    assert row(page, "1 ")[1] == "6"
    assert "3 in 11X" in pages.sign_in(make.admin()).get(address(quiz)).words()


def test_a_class_that_had_it_twice_is_one_class(make: Make, pages: Pages):
    classroom = make.classroom(name="10B")
    once, again = (make.assignment(classroom, PAIR) for _ in range(2))
    answered(make, once, "b")
    answered(make, again, "ab")

    assert statistics_of([once, again], Which.FIRST).classes == [("10B", 3)]
    words = pages.sign_in(classroom.teacher).get(f"/assignments/{once.id}/downloads").words()
    assert "The same questions were set to 10B more than once" in words


def test_another_version_of_a_question_is_not_taken_together(make: Make, pages: Pages):
    teacher = make.teacher()
    changed = CHOICE.model_copy(update={"stem": "Asked otherwise?"})
    quiz = make.assignment(make.classroom(teacher), PAIR)
    newer = make.assignment(make.classroom(teacher, name="10B"), [changed, "S2-06"])
    for each in (quiz, newer):
        answered(make, each, "b")

    assert "10B" not in pages.sign_in(teacher).get(address(quiz)).text


def test_the_attempts_that_count_can_be_chosen(make: Make, pages: Pages):
    quiz = make.assignment(items=PAIR)
    first = make.attempt(quiz, responses={1: "wrong", 2: "wrong"})
    make.attempt(quiz, first.student, {1: "right", 2: "right"}, number=2)
    pages.sign_in(quiz.teacher)

    assert row(pages.get(address(quiz)), "1 ")[1] == "0"
    assert row(pages.get(address(quiz, "?attempts=nonsense")), "1 ")[1] == "0"
    assert row(pages.get(address(quiz, "?attempts=counting")), "1 ")[1] == "1"


def test_a_void_attempt_is_left_out(make: Make, pages: Pages):
    quiz = make.assignment(items=PAIR)
    first = make.attempt(quiz, responses={1: "wrong", 2: "wrong"})
    first.void(quiz.teacher, "A neighbour helped", make.later(days=1))
    make.attempt(quiz, first.student, {1: "right", 2: "right"}, number=2)

    assert row(pages.sign_in(quiz.teacher).get(address(quiz)), "1 ")[1] == "1"


def test_answers_that_wait_are_left_out_and_counted(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S2-16"])
    for given in ("right", "right", {}):
        make.attempt(quiz, responses={1: "right", 2: given})

    page = pages.sign_in(quiz.teacher).get(address(quiz))

    assert "2 answers are still to be marked and left out." in page.words()
    cells = row(page, "2 ")
    assert "nothing marked" in cells
    assert "2 answers are still to be marked" in cells[-1]


def test_a_question_without_marks_leaves_the_figures_of_the_others_alone(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S2-06", "S2-16"])
    for number in range(30):
        strong = "right" if number % 2 else "wrong"
        first = {"choice": ["b" if number % 2 else "a"]}
        make.attempt(quiz, responses={1: first, 2: strong, 3: "right"})

    page = pages.sign_in(quiz.teacher).get(address(quiz))

    assert row(page, "1 ")[5:8] == ["50.0 %", "50.0 %", "100 %"]
    assert row(page, "Internal consistency")[1] == "1.00"
    assert row(page, "Mean")[1] == "1 of 2 marks"
    assert row(page, "3 ")[2] == "nothing marked"


@pytest.mark.parametrize("students", [0, 1, 2, 30])
@pytest.mark.parametrize("given", ["right", "wrong", None, "unreadable"])
def test_none_one_and_identical_attempts_have_a_page(
    make: Make, pages: Pages, students: int, given: str | None
):
    quiz = make.assignment(items=["S1-03", "S2-06"])
    for _ in range(students):
        make.attempt(quiz, responses={1: given, 2: given} if given else {})

    words = pages.sign_in(quiz.teacher).get(address(quiz)).words()

    if not students:
        assert "No statistics yet" in words
    elif given is None:
        assert "no answer has a mark yet" in words
    elif students < 30:
        assert "too few for coefficients" in words
    else:
        assert "30 students handed in." in words
        assert "not defined" in words


@pytest.mark.parametrize("students", [1, 30])
def test_a_single_question_has_statistics(make: Make, pages: Pages, students: int):
    quiz = make.assignment(items=[CHOICE])
    answered(make, quiz, ("ab" * 15)[:students], None)

    pages.sign_in(quiz.teacher).get(address(quiz))


def test_no_name_stands_on_the_page(make: Make, pages: Pages):
    quiz = make.assignment(items=PAIR)
    student = make.enrolment(quiz.classroom, make.student(name="Adelaide Young")).student
    make.attempt(quiz, student, {1: "right", 2: "wrong"})

    assert "Adelaide" not in pages.sign_in(quiz.teacher).get(address(quiz)).text


def test_a_stranger_finds_no_statistics(make: Make, pages: Pages):
    quiz = make.assignment()

    for stranger in (make.teacher(), make.student()):
        pages.sign_in(stranger).get(address(quiz), status=404)
    pages.sign_in(make.admin()).get(address(quiz))


def test_the_number_of_queries_does_not_grow_with_class_or_quiz(make: Make, pages: Pages):
    few = queries_of(make, pages, address, 3, ["S1-03", "S1-02"])
    many = queries_of(make, pages, address, 40, ["S1-03", "S1-02", "S1-06", "S2-06"])

    assert few == many
    assert few < 25
