"""Options of graded worth."""

from fractions import Fraction
from typing import Literal, Self

from pydantic import model_validator

from quizapp.items.base import MaxMark
from quizapp.items.choices import OptionsItem

CREDITS = {Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(0)}


class BestAnswerItem(OptionsItem):
    """A question with better and worse answers: credit 1, 0.5, 0.25 or 0 (VanSledright 2011)."""

    type: Literal["best_answer"]
    max_mark: MaxMark = 2

    @model_validator(mode="after")
    def _graded(self) -> Self:
        credits = [option.credit for option in self.options]
        if credits.count(Fraction(1)) != 1:
            raise ValueError("exactly one option has credit 1: the best answer")
        if not set(credits) <= CREDITS:
            raise ValueError("credit is 1, 0.5, 0.25 or 0")
        return self
