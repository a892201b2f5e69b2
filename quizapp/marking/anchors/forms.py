"""What a teacher says about an anchor, and how anchors are used."""

from fractions import Fraction
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from quizapp.marking.anchors.actions import Agreed
from quizapp.marking.anchors.topics import Topic
from quizapp.marking.scheme import Scheme, spelled
from quizapp.web.forms import Form
from quizapp.web.rendering import mark as shown

LONGEST_TEXT = 20_000
LONGEST_REASON = 600
MOST_BETWEEN = 200


def one_kind_of_line_end(value: Any) -> Any:
    """Return a text with the line ends that people count."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def marks_by_level(scheme: Scheme) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen: the marks of each level under its name, the highest first."""
    if not scheme.bands:
        return {"Marks for the reason": [_choice(mark) for mark in scheme.marks]}
    return {
        f"{band.name}: {band.label}": [_choice(mark) for mark in band.marks]
        for band in reversed(scheme.bands)
    }


def _choice(mark: Fraction) -> tuple[str, str]:
    return spelled(mark), f"{shown(mark)} {'mark' if mark == 1 else 'marks'}"


class MarkField(SelectField):
    """A choice among the marks of a scheme; the level follows from the mark."""

    def pre_validate(self, form: Any) -> None:
        allowed = {value for marks in self.choices.values() for value, _ in marks if value}  # type: ignore[union-attr]
        if self.data not in allowed:
            raise ValidationError("Choose one of the marks of the scheme.")

    def offer(self, scheme: Scheme) -> None:
        """Offer the marks of a scheme, and at first none of them."""
        self.choices = {"": [("", "Choose")], **marks_by_level(scheme)}


class AnchorForm(Form):
    """An anchor: its text, and what was agreed."""

    text = TextAreaField(
        "Text of the anchor",
        [
            DataRequired("An anchor needs a text."),
            Length(max=LONGEST_TEXT, message=f"At most {LONGEST_TEXT:,} letters, please."),
        ],
        filters=[one_kind_of_line_end],
    )
    mark = MarkField("Agreed mark")
    reason = TextAreaField(
        "Why this mark",
        [
            DataRequired("Say why: it is what markers learn from."),
            Length(max=LONGEST_REASON, message=f"At most {LONGEST_REASON} letters, please."),
        ],
        filters=[one_kind_of_line_end],
    )

    def agreed(self, topic: Topic) -> Agreed:
        """Return what the form says, when it is right."""
        mark = Fraction(str(self.mark.data))
        return Agreed(str(self.text.data), topic.scheme.level_of(mark), mark, str(self.reason.data))


class StandardForm(Form):
    """Whether anchors are used, and how often one comes round again."""

    on = BooleanField("Mark the anchors before the scripts")
    every = IntegerField(
        "Scripts between one anchor and the next",
        [
            InputRequired("Say after how many scripts; 0 is never."),
            NumberRange(0, MOST_BETWEEN, f"A whole number from 0 to {MOST_BETWEEN}, please."),
        ],
    )
