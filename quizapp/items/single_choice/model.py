"""One key among several options."""

from typing import Literal, Self

from pydantic import model_validator

from quizapp.items.choices import OptionsItem


class SingleChoiceItem(OptionsItem):
    """A question with one right option: credit 1 for the key, 0 for the others."""

    type: Literal["single_choice"]

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if sorted(option.credit for option in self.options)[-2:] != [0, 1]:
            raise ValueError("exactly one option has credit 1, the others have none")
        return self
