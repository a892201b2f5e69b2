"""How a class and its students get on over time."""

from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.model import BankSettings
from quizapp.insights.progress import Answered, Earned, Strand, Taken, Trend, strand, to_read
from quizapp.quizzes.models import Feedback
from tests.counting import statements
from tests.insights.plain import CHOICE, OTHER, later
from tests.make import NOON, Make, real_bank
from tests.pages import Pages

SO, CH = ("test", "SO"), ("test", "CH")


def part(marks: float, out_of: int = 4) -> Earned:
    return Earned(Fraction(marks), out_of)


def answered(item: str, marks: int, *places: str, skill: tuple[str, str] = SO) -> Answered:
    return Answered(item, skill, part(marks, 1), [("src1", each) for each in places])


def taken(*answers: Answered, at: datetime = NOON) -> Taken:
    return Taken(1, "Quiz", at, answers)


@pytest.mark.parametrize(
    ("parts", "trend"),
    [
        ([], Trend.UNKNOWN),
        ([part(4)], Trend.UNKNOWN),
        ([part(0, 0), part(0, 0)], Trend.UNKNOWN),
        ([part(2), part(4)], Trend.UP),
        ([part(4), part(2)], Trend.DOWN),
        ([part(2), part(2)], Trend.LEVEL),
        ([part(1, 3), part(4)], Trend.UNKNOWN),
        ([part(2), part(4), part(0, 0)], Trend.UP),
        ([part(5, 10), part(6, 10)], Trend.UP),
        ([part(50, 100), part(59, 100)], Trend.LEVEL),
    ],
)
def test_the_newest_quiz_is_compared_with_all_before_it(parts: list[Earned], trend: Trend):
    assert Strand(parts).trend is trend


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_a_strand_holds_all_marks_of_its_quizzes(pairs: list[tuple[int, int]]):
    whole = Strand([part(min(m, o), o) for m, o in pairs]).whole

    assert whole.out_of == sum(o for _, o in pairs)
    assert whole.share is None or 0 <= whole.share <= 1


def test_a_strand_reads_its_own_skills_alone():
    quizzes = [taken(answered("a", 1), answered("b", 0, skill=CH)), taken(answered("c", 0))]

    assert strand(quizzes, [SO]).by_quiz == [part(1, 1), part(0, 1)]
    assert strand(quizzes, [CH]).by_quiz == [part(0, 1), Earned()]
    assert strand(quizzes, [SO, CH]).whole == part(1, 3)


def test_what_to_read_are_the_sentences_of_missed_questions_in_their_order():
    quizzes = [taken(answered("a", 0, "s4"), answered("b", 0, "s2"), answered("c", 1, "s1"))]
    [found] = to_read(quizzes, {"src1": ["s1", "s2", "s4"]})

    assert (found.source, found.sentences, found.items) == ("src1", ["s2", "s4"], {"a", "b"})


def test_a_question_that_was_answered_rightly_later_is_no_longer_to_read():
    quizzes = [taken(answered("a", 0, "s4")), taken(answered("a", 1, "s4"))]

    assert to_read(quizzes, {}) == []


def settled(make: Make) -> None:
    """Publish what the bank says of its skills."""
    revision = make.revision()
    settings = real_bank().settings.model_dump(mode="json")
    assert BankSettings.model_validate(settings).objectives
    revision.content = {**revision.content, "bank": settings}


def test_a_teacher_sees_the_class_and_each_student_over_time(make: Make, pages: Pages):
    classroom = make.classroom()
    student = make.enrolment(classroom).student
    other = make.enrolment(classroom).student
    first = make.assignment(classroom, ["S1-02", CHOICE], title="The first")
    second = make.assignment(classroom, ["S1-02", OTHER], title="The second")
    make.attempt(first, student, {1: "wrong", 2: "right"})
    make.attempt(first, other, {1: "right", 2: "right"})
    make.attempt(second, student, {1: "right"}, submitted_at=later(days=1))
    settled(make)
    pages.sign_in(classroom.teacher)

    whole = pages.get(f"/classes/{classroom.id}/progress").words()
    one = pages.get(f"/classes/{classroom.id}/progress/{student.id}").words()
    all_of_them = pages.get(f"/classes/{classroom.id}/progress/sheets").words()

    assert "The class earned" in whole
    assert student.name in whole
    assert "Using sources as evidence" in whole
    assert "The second" in one
    assert "This student earned 67 % of the marks in 2 quizzes." in one
    assert other.name not in one
    assert other.name in all_of_them


def test_a_question_that_waits_for_a_marker_is_left_out_for_everybody(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-02", "S1-16"])
    one = make.attempt(quiz, responses={1: "right", 2: "right"})
    make.attempt(quiz, responses={1: "right", 2: "blank"})
    assert one.responses[1].mark is not None
    pages.sign_in(quiz.teacher)

    words = pages.get(f"/classes/{quiz.classroom_id}/progress").words()

    assert "The class earned 100 % of the marks so far." in words


def test_names_can_be_off_on_every_page_of_progress(make: Make, pages: Pages):
    quiz = make.assignment()
    attempt = make.attempt(quiz, responses={1: "right"})
    settled(make)
    pages.sign_in(quiz.teacher)

    for end in ("", f"/{attempt.student_id}", "/sheets"):
        page = pages.get(f"/classes/{quiz.classroom_id}/progress{end}?names=off")
        assert attempt.student.name not in page.text


def test_a_student_reads_which_sentence_to_look_at(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-02"])
    attempt = make.attempt(quiz, responses={1: "wrong"})

    words = pages.sign_in(attempt.student).get("/progress").words()

    assert "You earned 0 % of the marks in 1 quiz." in words
    assert "Sentence 4 of Source 1 (1 question missed)" in words


def test_marks_that_may_not_be_seen_yet_are_not_in_a_students_progress(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-02"], feedback=Feedback.CLOSE)
    attempt = make.attempt(quiz, responses={1: "wrong"})

    words = pages.sign_in(attempt.student).get("/progress").words()

    assert "nothing to show yet" in words
    assert "Sentence 4" not in words


def test_progress_is_empty_but_whole_without_quizzes_or_students(make: Make, pages: Pages):
    classroom = make.classroom()
    pages.sign_in(classroom.teacher)
    assert "Nobody has handed in" in pages.get(f"/classes/{classroom.id}/progress").words()
    sheets = pages.get(f"/classes/{classroom.id}/progress/sheets")
    assert "Nobody is in the class yet" in sheets.words()
    assert 'data-behaviour="print"' not in sheets.text
    student = make.enrolment(classroom).student

    one = pages.get(f"/classes/{classroom.id}/progress/{student.id}").words()

    assert "No quiz has been handed in yet." in one
    pages.sign_in(student).get("/progress")


def test_a_student_of_another_class_is_not_found(make: Make, pages: Pages):
    classroom = make.classroom()
    stranger = make.enrolment(make.classroom()).student

    pages.sign_in(classroom.teacher).get(
        f"/classes/{classroom.id}/progress/{stranger.id}", status=404
    )


@pytest.mark.parametrize("end", ["", "/sheets"])
def test_the_number_of_queries_does_not_depend_on_the_size_of_the_class(
    make: Make, pages: Pages, end: str
):
    counted = []
    for size in (2, 12):
        classroom = make.classroom(students=size)
        for title in ("One", "Two"):
            quiz = make.assignment(classroom, ["S1-02", "S1-03"], title=title)
            for enrolment in classroom.enrolments:
                make.attempt(quiz, enrolment.student, {1: "wrong", 2: "right"})
        settled(make)
        pages.sign_in(classroom.teacher)
        address = f"/classes/{classroom.id}/progress{end}"
        pages.get(address)
        with statements() as found:
            pages.get(address)
        counted.append(len(found))
    assert counted[0] == counted[1]


def test_where_nothing_has_a_mark_yet_no_share_is_claimed(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-16"])
    student = make.attempt(quiz, responses={1: "right"}).student
    of_class = f"/classes/{quiz.classroom_id}/progress"
    pages.sign_in(quiz.teacher)
    found = [pages.get(each).words() for each in (of_class, f"{of_class}/{student.id}")]
    found.append(pages.sign_in(student).get("/progress").words())

    for words in found:
        assert "Nothing that was handed in has a mark yet." in words
        assert "earned –" not in words  # noqa: RUF001
