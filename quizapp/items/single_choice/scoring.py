"""Reading and scoring: the credit of the chosen option."""

from quizapp.items.choices import OneOption
from quizapp.items.single_choice.model import SingleChoiceItem


class SingleChoice(OneOption[SingleChoiceItem]):
    name = "single_choice"
    label = "One answer"
    model = SingleChoiceItem
