"""What students and teachers fill in about a mistake."""

from re import fullmatch
from typing import Any

from wtforms import Field, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from quizapp.mistakes.models import LONGEST, Outcome
from quizapp.web.forms import Form, choices, stripped

POSITION = "[0-9]{1,4}"
TOO_LONG = f"At most {LONGEST} characters, please."
OUTCOMES = {
    Outcome.MENDED.value: "Mended, or about to be",
    Outcome.NO_MISTAKE.value: "No mistake",
}


def one_kind_of_line_end(value: Any) -> Any:
    """Return a text with the line ends that people count, one letter each."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class ReportForm(Form):
    """What a student says; it may stand inside the player's form, so its names have a prefix."""

    question = StringField("Question", [Regexp(f"^{POSITION}$", message="Choose the question.")])
    text = TextAreaField(
        "What is wrong",
        [DataRequired("Say in a few words what is wrong."), Length(max=LONGEST, message=TOO_LONG)],
        filters=[one_kind_of_line_end, stripped],
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(prefix="mistake", **given)

    @property
    def position(self) -> int | None:
        """The position of the question, when the form names one."""
        named = str(self.question.data or "")
        return int(named) if fullmatch(POSITION, named) else None


class AnswerForm(Form):
    """What a teacher answers to the reports on one question."""

    outcome = RadioField(
        "What became of it?",
        [InputRequired("Choose one of the two.")],
        choices=choices(OUTCOMES),
    )
    note = TextAreaField(
        "Note to the students",
        [Length(max=LONGEST, message=TOO_LONG)],
        filters=[one_kind_of_line_end, stripped],
    )

    def validate_note(self, field: Field) -> None:
        if self.outcome.data == Outcome.NO_MISTAKE.value and not field.data:
            raise ValidationError("Say why it is right: the students read it.")
