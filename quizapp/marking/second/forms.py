"""How large a sample is, and what is decided on two marks."""

from fractions import Fraction
from typing import Any

from wtforms import HiddenField, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from quizapp.marking.anchors.forms import MarkField
from quizapp.web.forms import Form

DECISIONS = {"first", "second", "third"}


class SampleForm(Form):
    """The share of the marked scripts that a second marker sees."""

    per_cent = IntegerField(
        "Per cent of the marked scripts",
        [
            InputRequired("Say how many per cent."),
            NumberRange(1, 100, "A whole number from 1 to 100, please."),
        ],
    )
    least = IntegerField(
        "At least so many scripts",
        [
            InputRequired("Say how many scripts at least."),
            NumberRange(1, 1000, "A whole number from 1 to 1000, please."),
        ],
    )


class AgreedMarkField(MarkField):
    """A mark that is only needed where a third one is decided on."""

    def pre_validate(self, form: Any) -> None:
        if form.decision.data == "third":
            super().pre_validate(form)


class OutcomeForm(Form):
    """Which mark counts; ``seen`` is the one that the page showed."""

    decision = HiddenField()
    seen = IntegerField()
    mark = AgreedMarkField("Agreed mark")

    def validate_decision(self, field: HiddenField) -> None:
        if field.data not in DECISIONS:
            raise ValidationError("Choose one of the three.")

    @property
    def third(self) -> Fraction | None:
        """The mark that was agreed instead of both, when it is right."""
        return Fraction(str(self.mark.data)) if self.decision.data == "third" else None
