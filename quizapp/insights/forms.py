"""The forms on the pages of results."""

import re
from fractions import Fraction
from typing import Any

from wtforms import (
    Field,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from quizapp.quizzes.late_form import LateWorkForm, present_late
from quizapp.quizzes.models import Assignment
from quizapp.scoring import writing
from quizapp.scoring.grades import Scale, Unit
from quizapp.web.forms import Form, choices

UNITS = {Unit.PER_CENT: "Per cent of the marks", Unit.MARKS: "Marks"}
TOO_LONG = "A reason has at most 300 characters."


class VoidForm(Form):
    reason = StringField(
        "Reason", [DataRequired("Say why, so that it can be understood later."), Length(max=300)]
    )


class GradesForm(LateWorkForm):
    """Grade boundaries as lines, and what late work gets."""

    lines = TextAreaField(
        "A line for each grade",
        [Length(max=2000)],
        render_kw={"rows": 11, "spellcheck": "false", "autocapitalize": "off"},
    )
    unit = RadioField("The numbers are", choices=choices(UNITS), default=Unit.PER_CENT)

    def __init__(self, assignment: Assignment, **given: Any) -> None:
        self._due = assignment.due_at
        self._out_of = sum(each.max_mark for each in assignment.items)
        self.scale: Scale | None = None
        super().__init__(**given)

    def validate_lines(self, field: Field) -> None:
        """Read the lines into ``scale``; it stays empty while they cannot be read."""
        if self.unit.data not in set(Unit):
            return
        unit = Unit(self.unit.data)
        most = 100 if unit is Unit.PER_CENT else self._out_of
        try:
            self.scale = writing.read(field.data or "", unit, most)
        except writing.BadLines as bad:
            raise ValidationError(str(bad)) from bad

    @property
    def has_due_date(self) -> bool:
        return self._due is not None


def present_grades(assignment: Assignment, scale: Scale | None) -> dict[str, Any]:
    """Return what the form begins with; the scale may be one to start from."""
    return {
        "lines": writing.written(scale),
        "unit": scale.unit if scale else Unit.PER_CENT,
        **present_late(assignment.late),
    }


WHY = "Give a reason, so that it can be understood later."
_MARK = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,4}))?")


class OverrideForm(Form):
    """A mark in place of what a response is worth; ``seen`` is the step the page showed last."""

    mark = StringField("Mark", [DataRequired("Type a mark.")])
    reason = StringField("Reason", [DataRequired(WHY), Length(max=300, message=TOO_LONG)])
    seen = HiddenField()

    def __init__(self, out_of: int, **given: Any) -> None:
        self.value = Fraction()
        self._out_of = out_of
        super().__init__(**given)

    def validate_mark(self, field: Field) -> None:
        """Read the mark into ``value``, which is exact."""
        typed = _MARK.fullmatch(field.data or "")
        if typed:
            self.value = Fraction(f"{typed[1]}.{typed[2] or 0}")
        if typed is None or self.value > self._out_of > 0:
            raise ValidationError(f"The mark lies between 0 and {self._out_of}, such as 0.5.")

    @property
    def step(self) -> int:
        """The last step that the page showed; 0 for none."""
        digits = str(self.seen.data or "")
        return int(digits) if re.fullmatch("[0-9]{1,15}", digits) else 0


class ExcuseForm(Form):
    reason = StringField("Reason", [DataRequired(WHY), Length(max=300, message=TOO_LONG)])
