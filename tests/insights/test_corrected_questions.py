"""What the pages of results say of questions that were put right."""

from fractions import Fraction

from quizapp.insights.marks import Which
from quizapp.insights.queries.pools import pool_of
from quizapp.insights.statistics_page import statistics_of
from quizapp.items.multiple_response.model import MultipleResponseItem
from tests.insights.plain import BELIEF, CHOICE, OTHER
from tests.make import Make, real_bank
from tests.pages import Pages
from tests.regrading.world import CREDIT, by, corrected, published

ALPHA = CHOICE.model_copy(
    update={
        "options": tuple(
            each.model_copy(update={"credit": Fraction(each.id == "a")}) for each in CHOICE.options
        )
    }
)
"""The choice put right: a is right after all, and no longer points to a belief."""


def test_an_answer_that_is_right_by_now_shows_no_belief(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    student = make.attempt(quiz, responses={1: {"choice": ["a"]}}).student
    version = published(make, ALPHA)
    pages.sign_in(quiz.teacher)
    addresses = [
        f"/assignments/{quiz.id}/beliefs",
        f"/classes/{quiz.classroom_id}/beliefs",
        f"/classes/{quiz.classroom_id}/progress/{student.id}",
    ]
    for address in addresses:
        assert BELIEF.rebuttal in pages.get(address).words()

    corrected(quiz, by(version))

    for address in addresses:
        assert BELIEF.rebuttal not in pages.get(address).words()


def test_full_marks_for_everybody_are_no_change_of_mind(make: Make, pages: Pages):
    pick = next(
        each
        for each in real_bank().items.values()
        if isinstance(each, MultipleResponseItem) and each.pick == 2
    )
    options = [each.model_copy(update={"misconception": None}) for each in pick.options]
    wrong = [place for place, each in enumerate(options) if not each.credit]
    options[wrong[0]] = options[wrong[0]].model_copy(update={"misconception": BELIEF.id})
    pick = pick.model_copy(update={"options": tuple(options)})
    right = next(each.id for each in options if each.credit)
    classroom = make.classroom()
    first, second = make.assignment(classroom, [CHOICE]), make.assignment(classroom, [pick])
    make.revision()
    holder = make.attempt(first, responses={1: {"choice": ["a"]}}).student
    partly = {1: {"pick": [right, options[wrong[1]].id]}}
    make.attempt(second, holder, partly, submitted_at=make.later(days=2))

    corrected(second, CREDIT)

    words = pages.sign_in(first.teacher).get(f"/classes/{classroom.id}/beliefs").words()
    assert "Changed their mind: 0 of 1." in words


def test_guessing_earns_what_the_corrected_key_gives(make: Make):
    item = next(each for each in real_bank().items.values() if each.type == "best_answer")
    options = [
        each if each.credit == 1 else each.model_copy(update={"credit": Fraction()})
        for each in item.options
    ]
    quiz = make.assignment(items=[item])
    make.attempt(quiz, responses={1: "right"})

    corrected(quiz, by(published(make, item.model_copy(update={"options": tuple(options)}))))

    [line] = statistics_of([quiz], Which.FIRST).analysis.items
    assert line.figures.random_guess_score == Fraction(1, len(options))


def test_classes_that_are_marked_by_different_keys_are_not_taken_together(make: Make):
    quiz = make.assignment(items=[CHOICE, OTHER])
    other = make.assignment(make.classroom(quiz.teacher), [CHOICE, OTHER])
    version = published(make, ALPHA)
    assert pool_of(quiz.teacher, quiz) == [quiz, other]

    corrected(quiz, by(version))
    assert pool_of(quiz.teacher, quiz) == [quiz]
    assert pool_of(quiz.teacher, other) == [other]

    corrected(other, by(version))
    assert pool_of(quiz.teacher, quiz) == [quiz, other]
