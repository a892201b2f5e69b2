"""Reading and scoring: the credit of the chosen option."""

from quizapp.items.best_answer.model import BestAnswerItem
from quizapp.items.choices import OneOption


class BestAnswer(OneOption[BestAnswerItem]):
    name = "best_answer"
    label = "Best answer"
    model = BestAnswerItem
