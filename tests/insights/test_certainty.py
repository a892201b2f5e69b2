import pytest

from quizapp.insights.certainty import Quadrants, finding, quadrants, reteach
from quizapp.quizzes.models import Assignment
from tests.counting import statements
from tests.insights.plain import CHOICE, grid, sitting
from tests.make import Make
from tests.pages import Pages


def said(*levels: tuple[int, int, int]) -> dict[tuple[int, int], int]:
    """How sure each was: student, position, level; attempts are numbered by ``sitting``."""
    return {(student * 10 + 1, position): level for student, position, level in levels}


def test_answers_fall_into_four_quadrants_and_those_who_did_not_say():
    results = grid([sitting(n, [mark]) for n, mark in enumerate([1, 1, 0, 0, 1], start=1)], 5)

    found = quadrants(results, 1, said((1, 1, 3), (2, 1, 2), (3, 1, 3), (4, 1, 1)))

    assert found == Quadrants(1, 1, 1, 1, unsaid=1)
    assert (found.said, found.sure) == (4, 2)


def test_partly_right_is_not_right_and_waiting_or_unfinished_answers_are_left_out():
    results = grid(
        [
            sitting(1, [1], max_marks={1: 2}),
            sitting(2, [None]),
            sitting(3, [1], handed_in=False),
        ],
        4,
    )

    found = quadrants(results, 1, said((1, 1, 3), (2, 1, 3), (3, 1, 3)))

    assert found == Quadrants(sure_wrong=1)


def test_the_order_to_reteach_puts_confident_mistakes_first_then_what_fewest_got_right():
    results = grid(
        [sitting(1, [1, 0, 0, 1]), sitting(2, [1, 0, 1, 1]), sitting(3, [1, 0, 1, 0])],
        3,
        questions=4,
    )

    lines = reteach(results, said((3, 4, 3), (1, 1, 3), (1, 3, 2)))

    assert [line.column.question.position for line in lines] == [4, 2, 3, 1]
    assert str(finding(lines, 3)) == (
        "1 student was very sure of an answer that is not right: question 4."
    )


@pytest.mark.parametrize(
    ("levels", "handed_in", "words"),
    [
        ([], 0, "Nobody has handed in yet."),
        ([], 2, "Nobody has said how sure they were."),
        ([(1, 1, 3), (2, 1, 2)], 2, "Nobody was very sure of an answer that is not right."),
        ([(2, 1, 3)], 2, "1 student was very sure of an answer that is not right: question 1."),
    ],
)
def test_the_finding_says_where_most_were_sure_and_wrong(
    levels: list[tuple[int, int, int]], handed_in: int, words: str
):
    results = grid([sitting(1, [1]), sitting(2, [0])], 2)

    assert str(finding(reteach(results, said(*levels)), handed_in)) == words


def sure_class(make: Make, *answers: tuple[str, int | None]) -> Assignment:
    quiz = make.assignment(items=[CHOICE, "S2-06"], certainty=True)
    for option, level in answers:
        attempt = make.attempt(quiz, responses={1: {"choice": [option]}, 2: "right"})
        attempt.responses[0].certainty = level
    return quiz


def test_the_page_lists_questions_in_the_order_to_reteach_without_names(make: Make, pages: Pages):
    quiz = sure_class(make, ("a", 3), ("c", 3), ("b", 1), ("b", None))

    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/certainty")

    assert "2 students were very sure of an answer that is not right: question 1." in page.words()
    cells = ["".join(td.itertext()) for td in page.all("td")]
    assert cells == ["2", "0", "1", "0", "1", "2 of 4"]
    assert "Everybody who answered was right: question 2." in page.words()
    assert "Student " not in page.text.partition("<main")[2]


def test_the_page_of_a_question_shows_its_quadrants(make: Make, pages: Pages):
    quiz = sure_class(make, ("a", 3), ("b", 3), ("c", 2))
    pages.sign_in(quiz.teacher)

    page = pages.get(f"/assignments/{quiz.id}/items/1")

    parts = {td.get("data-part"): "".join(td.itertext()) for td in page.all("td")}
    del parts[None]
    assert parts == {"sure_right": "1", "sure_wrong": "1", "unsure_right": "0", "unsure_wrong": "1"}
    assert "1 of the 2 who were very sure is not right" in page.words()
    assert "How sure they were" not in pages.get(f"/assignments/{quiz.id}/items/2").words()


def test_where_nobody_was_asked_the_page_says_how_to_ask(make: Make, pages: Pages):
    quiz = sure_class(make, ("a", None))

    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/certainty")

    assert "Nobody has said how sure they were." in page.words()
    assert f"/assignments/{quiz.id}/edit" in [a.get("href") for a in page.all("a")]


def test_questions_still_to_be_marked_are_left_out_and_named(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S1-16"])
    make.attempt(quiz, responses={1: {"choice": ["a"]}, 2: "right"})
    make.attempt(quiz, responses={1: {"choice": ["a"]}, 2: {}})

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/certainty").words()

    assert "Still to be marked, and so left out here: question 2." in words
    assert "0 of 2" in words
    assert "0 of 1" not in words


def test_strangers_do_not_learn_how_sure_a_class_was(make: Make, pages: Pages):
    quiz = make.assignment()

    for stranger in (make.teacher(), make.student()):
        pages.sign_in(stranger).get(f"/assignments/{quiz.id}/certainty", status=404)


def test_the_number_of_queries_does_not_grow_with_the_class(make: Make, pages: Pages):
    def sent(students: int) -> int:
        quiz = sure_class(make, *[("a", 3)] * students)
        pages.sign_in(quiz.teacher)
        with statements() as found:
            pages.get(f"/assignments/{quiz.id}/certainty")
        return len(found)

    assert sent(2) == sent(25) < 20


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("right", "The one who was very sure is right."),
        ("wrong", "The one who was very sure is not right."),
    ],
)
def test_of_one_student_the_page_speaks_in_the_singular(
    make: Make, pages: Pages, answer: str, said: str
):
    quiz = make.assignment(items=[CHOICE], certainty=True)
    make.attempt(quiz, responses={1: answer}).responses[0].certainty = 3

    assert said in pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/items/1").words()
