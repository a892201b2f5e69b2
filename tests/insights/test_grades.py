"""Grades and late work: the page where they are chosen, and everywhere they are shown."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from quizapp.attempts.models import Attempt
from quizapp.insights.grades import finding_of, grading_of
from quizapp.insights.queries.grids import grid_of
from quizapp.quizzes.models import Assignment, Counts
from quizapp.quizzes.queries import find_override
from quizapp.scoring.grades import READY, Boundary, Scale, Unit
from quizapp.scoring.lateness import LateKind, LateRule
from tests.counting import statements
from tests.insights.plain import grid, sitting
from tests.make import Make
from tests.pages import Page, Pages

ITEMS = ("S1-03", "S1-03")
DAILY = LateRule(LateKind.PER_DAY, 25, 0)


@pytest.fixture
def quiz(make: Make) -> Assignment:
    """A quiz of two questions, due a day after it opens, with grades and a late rule."""
    made: Assignment = make.assignment(items=ITEMS, due_at=make.later(days=1))
    made.grade_by(Scale(Unit.PER_CENT, [Boundary("A", Fraction(100)), Boundary("B", Fraction(50))]))
    made.treat_late_work_by(DAILY)
    return made


def filled(**given: str) -> Mapping[str, str]:
    values = {
        "lines": "A = 80\nB = 50",
        "unit": "per_cent",
        "late_rule": "none",
        "step": "save",
        "late_off": "",
    }
    return {**values, **given}


def address(quiz: Assignment, query: str = "") -> str:
    return f"/assignments/{quiz.id}/grades{query}"


def rows(page: Page) -> list[list[str]]:
    """Return the cells of the page's last table."""
    found = [tr for tr in page.all("table")[-1].iter() if tr.tag.endswith("}tr")]
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in found]


def late(make: Make, quiz: Assignment, days: float, **given: object) -> Attempt:
    """An attempt that is wholly right, handed in so long after the due date."""
    right = {1: "right", 2: "right"}
    given = {"submitted_at": make.later(days=1 + days), **given}
    return make.attempt(quiz, given.pop("student", None), right, **given)


def test_a_class_is_counted_grade_by_grade() -> None:
    scale = Scale(Unit.PER_CENT, [Boundary("A", Fraction(100)), Boundary("B", Fraction(50))])
    done = [sitting(1, [1, 1]), sitting(2, [1, 0]), sitting(3, [0, 0]), sitting(4, [1, None])]

    found = grading_of(scale, grid([*done, sitting(5, [1, 1], handed_in=False)], 6, 2).members)

    assert found is not None
    assert [count for _, count in found.counts] == [1, 1]
    assert (found.below, found.waiting, found.missing, found.graded) == (1, 1, 2, 3)
    said = "2 of 3 who are wholly marked have B or better."
    assert str(finding_of(found)) == said


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ([], "Nobody has a grade yet."),
        ([1], "1 student has a grade."),
        ([1, 1], "Everybody has Pass."),
        ([0, 0], "Everybody has Fail or better."),
        ([1, 1, 0], "2 of 3 have Pass."),
    ],
)
def test_the_finding_of_few_students(marks: list[int], said: str) -> None:
    done = [sitting(number, [mark]) for number, mark in enumerate(marks, start=1)]

    assert str(finding_of(grading_of(READY["pass"][1], grid(done, len(marks)).members))) == said


def test_without_boundaries_there_is_nothing_to_count() -> None:
    assert grading_of(None, []) is None
    assert str(finding_of(None)) == "This quiz gives no grades."


def test_a_class_that_reaches_no_boundary_is_told_so() -> None:
    scale = Scale(Unit.MARKS, [Boundary("A", Fraction(1))])
    done = [sitting(1, [0]), sitting(2, [0])]

    said = str(finding_of(grading_of(scale, grid(done, 2).members)))

    assert said == "2 of 2 reach no grade."


def test_a_finding_speaks_only_of_those_who_are_marked() -> None:
    scale = Scale(Unit.PER_CENT, [Boundary("A", Fraction(100))])

    def said(*marks: int, members: int) -> str:
        done = [sitting(number, [mark]) for number, mark in enumerate(marks, start=1)]
        return str(finding_of(grading_of(scale, grid(done, members).members)))

    assert said(0, members=1) == "1 student is marked, and reaches no grade."
    assert said(1, 1, members=20) == "All 2 who have handed in have A."
    assert said(0, 0, 0, 1, members=20) == "3 of 4 who have handed in reach no grade."


def test_boundaries_are_previewed_and_then_saved(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    make.attempt(quiz, responses={1: "right"})
    make.attempt(quiz, responses={1: "right", 2: "right"})
    quiz.grade_by(None)
    pages.sign_in(quiz.classroom.teacher)

    preview = pages.post(address(quiz), filled(step="preview"), status=200)
    assert [row[2] for row in rows(preview)[1:]] == ["1", "1"]
    assert "1 of 2 has A." in preview.words()
    assert quiz.scale is None

    pages.post(address(quiz), filled())

    assert quiz.scale is not None
    assert [(each.grade, each.least) for each in quiz.scale.boundaries] == [("A", 80), ("B", 50)]
    assert "B = 50" in pages.get(address(quiz)).text


@pytest.mark.parametrize("key", READY)
def test_a_ready_set_is_offered_and_nothing_is_saved_by_looking(
    pages: Pages, quiz: Assignment, key: str
) -> None:
    before = quiz.grades
    pages.sign_in(quiz.classroom.teacher)

    page = pages.get(address(quiz, f"?start={key}"))

    assert [row[0] for row in rows(page)[1:]] == list(READY[key][1].grades)
    assert quiz.grades == before
    assert pages.get(address(quiz, "?start=nonsense")).status == 200


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"lines": "A = 101"}, "Line 1: nobody can reach 101: there are 100 per cent at most."),
        ({"lines": "A = 3", "unit": "marks"}, "nobody can reach 3: there are 2 marks at most."),
        ({"lines": "A = 50\nB = 60"}, "Line 2: 60 is not below the 50 of A"),
        ({"lines": "A = 50\nB = 50"}, "Line 2: 50 is not below the 50 of A"),
        ({"lines": "A = 50\na = 40"}, "Line 2: the grade a is there already."),
        ({"lines": "A 50\n\nB = x"}, "Line 3: “x” is not a number from 0 to 100."),
        ({"lines": "A = NaN"}, "“NaN” is not a number"),
        ({"unit": "miles"}, "Not a valid choice"),
        ({"late_rule": "sometimes"}, "Not a valid choice"),
        ({"late_rule": "per_day"}, "Say how much below: “Per cent off for each day”."),
        ({"late_rule": "cap"}, "Say how much below: “At most (per cent)”."),
        ({"late_rule": "per_day", "late_off": "0"}, "From 1 to 100."),
        ({"late_rule": "per_day", "late_off": "9" * 30}, "From 1 to 100."),
        ({"late_rule": "per_day", "late_off": "10", "late_floor": "100"}, "From 0 to 99."),
        ({"late_rule": "cap", "late_cap": "nan"}, "Not a valid integer value"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence_and_stays_typed(
    pages: Pages, quiz: Assignment, sent: dict[str, str], said: str
) -> None:
    before = quiz.grades, quiz.late
    pages.sign_in(quiz.classroom.teacher)

    page = pages.post(address(quiz), filled(**sent), status=422)

    assert said in page.words()
    assert "".join(page.all("textarea")[0].itertext()).split() == filled(**sent)["lines"].split()
    assert (quiz.grades, quiz.late) == before


def test_a_late_rule_needs_a_due_date(pages: Pages, quiz: Assignment) -> None:
    quiz.due_at, quiz.late_rule = None, LateKind.NONE
    pages.sign_in(quiz.classroom.teacher)

    page = pages.post(address(quiz), filled(late_rule="cap", late_cap="50"), status=422)

    assert "This quiz has no due date, so nobody can be late." in page.words()


def test_a_quiz_whose_marks_are_all_dropped_gives_no_grades(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    attempt = late(make, quiz, 1)
    for each in [*quiz.items, *attempt.responses]:
        each.max_mark = 0
    for response in attempt.responses:
        response.mark = response.earned = Fraction()
    pages.sign_in(quiz.classroom.teacher)

    for page in ("grades", "results", "report"):
        assert pages.get(f"/assignments/{quiz.id}/{page}").status == 200
    assert grid_of(quiz).grade_of(grid_of(quiz).rows[0]) is None


def test_marks_come_off_for_each_day_that_has_begun(make: Make, quiz: Assignment) -> None:
    days = {-0.1: 0, 0: 0, 0.01: 1, 1: 1, 1.01: 2, 30: 30}
    for each in days:
        late(make, quiz, each)

    finals = sorted((row.final for row in grid_of(quiz).rows), key=lambda each: each.days_late)

    assert [each.days_late for each in finals] == list(days.values())
    worth = [Fraction(2), Fraction(2), Fraction(3, 2), Fraction(3, 2), Fraction(1), Fraction(0)]
    assert [each.value for each in finals] == worth


def test_a_save_that_was_under_way_at_the_end_is_not_late(make: Make, quiz: Assignment) -> None:
    late(make, quiz, 0, submitted_at=make.later(days=1, seconds=9))

    assert grid_of(quiz).rows[0].final.days_late == 0


def test_extra_time_and_exceptions_move_the_due_date(make: Make, quiz: Assignment) -> None:
    quiz.time_limit_minutes = 60
    slow = make.enrolment(quiz.classroom).student
    make.accommodation(slow, extra_time_percent=50)
    late(make, quiz, 0.02, student=slow)  # 29 minutes, of 30 more
    late(make, quiz, 0.02)

    assert [row.final.days_late for row in grid_of(quiz).rows if row.final] == [0, 1]
    assert find_override(quiz, slow.id) is None


def test_what_a_teacher_enters_from_paper_is_never_late(make: Make, quiz: Assignment) -> None:
    late(make, quiz, 5, entered_at=make.later(days=6))

    assert grid_of(quiz).rows[0].final.taken_off == 0


def test_the_attempt_that_counts_is_the_best_after_the_late_rule(
    make: Make, quiz: Assignment
) -> None:
    student = make.enrolment(quiz.classroom).student
    quiz.attempts_allowed, quiz.counts = 2, Counts.BEST
    make.attempt(quiz, student, {1: "right"})
    late(make, quiz, 3, student=student, number=2)

    row = grid_of(quiz).rows[0]

    assert row.sitting is not None
    assert (row.sitting.number, row.score) == (1, 1)


def test_a_due_date_that_moves_counts_for_what_was_handed_in(make: Make, quiz: Assignment) -> None:
    late(make, quiz, 2)
    assert grid_of(quiz).rows[0].score == 1

    quiz.due_at = make.later(days=4)

    assert grid_of(quiz).rows[0].score == 2


def test_the_teachers_pages_show_marks_taken_off_and_grades(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    attempt = late(make, quiz, 1.5)
    student = attempt.student_id
    pages.sign_in(quiz.classroom.teacher)
    here = f"/assignments/{quiz.id}"

    results = pages.get(f"{here}/results").words()
    assert "2 of 2, 1 taken off for 2 days late = 1" in results
    own = pages.get(f"{here}/students/{student}").words()
    assert "has 1 of 2, grade B." in own
    assert "2 of 2, 1 taken off for 2 days late = 1" in own
    report = pages.get(f"{here}/report").words()
    assert "The grades" in report
    assert "(1 taken off for 2 days late)50 %B" in report
    head, line = pages.get(f"{here}/marks.csv").text.splitlines()
    row = dict(zip(head.split(","), line.split(","), strict=True))
    assert (row["score"], row["taken_off_late"], row["grade"]) == ("1", "1", "B")
    assert "the exact score" in pages.get(f"{here}/downloads").words()


def test_nobody_has_a_grade_before_everything_is_marked(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    written = make.assignment(quiz.classroom, items=("CMP-18",), grades=quiz.grades)
    make.attempt(written, responses={1: "right"})
    pages.sign_in(quiz.classroom.teacher)

    assert grid_of(written).grade_of(grid_of(written).rows[0]) is None
    assert "1 still to be marked" in pages.get(f"/assignments/{written.id}/grades").words()


def test_the_pages_ask_as_often_for_many_students_as_for_two(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    pages.sign_in(quiz.classroom.teacher)

    def asked(students: int) -> list[int]:
        for _ in range(students):
            make.accommodation(late(make, quiz, 1).student, extra_time_percent=10)
        counted = []
        for page in ("grades", "results", "report", "marks.csv"):
            with statements() as sent:
                pages.get(f"/assignments/{quiz.id}/{page}")
            counted.append(len(sent))
        return counted

    assert asked(2) == asked(9)
