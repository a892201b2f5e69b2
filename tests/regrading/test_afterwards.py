"""What is handed in, marked or accepted after a correction, and what the student reads of it."""

import pytest

from quizapp.attempts import actions as attempts
from quizapp.attempts.models import State
from quizapp.regrading.papers import Decision
from tests.make import Make, real_bank
from tests.marking.world import ESSAY, marked, ranking
from tests.pages import Pages
from tests.regrading.world import CREDIT, DROP, LATER, by, corrected, marks, published, undone


@pytest.mark.parametrize("decision", [CREDIT, DROP])
def test_what_was_handed_in_while_nobody_had_to_mark_it_waits_once_that_is_undone(
    make: Make, decision: Decision
):
    quiz = make.assignment(items=[ESSAY])
    paper = make.attempt(quiz, responses={1: "right"}, handed_in=False)
    made = corrected(quiz, decision)
    attempts.hand_in(paper, LATER)

    undone(quiz, made)

    [response] = paper.responses
    assert (response.state, response.mark) == (State.WAITING, 0)
    marked(response, quiz.teacher)
    assert response.mark


def test_a_question_scored_again_after_full_marks_for_all_waits_for_its_marker(make: Make):
    item = real_bank().items[ranking()]
    quiz = make.assignment(items=[item])
    fields = {f"position.{each}": [str(n)] for n, each in enumerate(item.order, 1)}
    paper = make.attempt(quiz, responses={1: {**fields, "reason": ["They were there."]}})
    corrected(quiz, CREDIT)

    reworded = item.model_copy(update={"stem": "Which of them comes first, and why?"})
    corrected(quiz, by(published(make, reworded)))

    assert paper.responses[0].state is State.WAITING
    assert marks([paper]) == [[2]]


def test_a_mark_that_was_given_since_is_not_called_the_work_of_the_correction(
    make: Make, pages: Pages
):
    item = real_bank().items[ranking()]
    quiz = make.assignment(items=[item])
    fields = {f"position.{each}": [str(n)] for n, each in enumerate(item.order, 1)}
    paper = make.attempt(quiz, responses={1: {**fields, "reason": ["They were there."]}})
    turned = item.model_copy(update={"order": item.order[::-1], "open_pairs": ()})
    corrected(quiz, by(published(make, turned)))
    review = f"/attempts/{paper.id}/review"
    pages.sign_in(paper.student)
    assert "Your answer was worth 2 and is now worth 0 of" in pages.get(review).words()

    marked(paper.responses[0], quiz.teacher, level=None, mark="2")

    assert "Your answer was worth 2 and became worth 0 of" in pages.get(review).words()
