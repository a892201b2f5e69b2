"""The forms on the pages of results."""

import re
from fractions import Fraction
from typing import Any

from wtforms import (
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from quizapp.quizzes.models import Assignment
from quizapp.scoring import writing
from quizapp.scoring.grades import Scale, Unit
from quizapp.scoring.lateness import LateKind, LateRule
from quizapp.web.forms import Form, choices

UNITS = {Unit.PER_CENT: "Per cent of the marks", Unit.MARKS: "Marks"}
LATE = {
    LateKind.NONE: "The due date is only information: nothing comes off",
    LateKind.PER_DAY: "Marks come off for each day that has begun",
    LateKind.CAP: "Late work gets at most part of the marks",
}


TOO_LONG = "A reason has at most 300 characters."


class VoidForm(Form):
    reason = StringField(
        "Reason", [DataRequired("Say why, so that it can be understood later."), Length(max=300)]
    )


class GradesForm(Form):
    """Grade boundaries as lines, and what late work gets."""

    lines = TextAreaField(
        "A line for each grade",
        [Length(max=2000)],
        render_kw={"rows": 11, "spellcheck": "false", "autocapitalize": "off"},
    )
    unit = RadioField("The numbers are", choices=choices(UNITS), default=Unit.PER_CENT)
    late_rule = RadioField("Handed in after the due date", choices=choices(LATE))
    late_off = IntegerField(
        "Per cent off for each day", [Optional(), NumberRange(1, 100, "From 1 to 100.")]
    )
    late_floor = IntegerField(
        "But never below (per cent)", [Optional(), NumberRange(0, 99, "From 0 to 99.")]
    )
    late_cap = IntegerField("At most (per cent)", [Optional(), NumberRange(0, 99, "From 0 to 99.")])

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

    def validate_late_rule(self, field: Field) -> None:
        if field.data != LateKind.NONE and self._due is None:
            raise ValidationError(
                "This quiz has no due date, so nobody can be late. Give it one first, under "
                "dates and conditions."
            )
        wanted = {LateKind.PER_DAY: self.late_off, LateKind.CAP: self.late_cap}.get(field.data)
        if wanted is not None and wanted.data is None and not wanted.errors:
            raise ValidationError(f"Say how much below: “{wanted.label.text}”.")

    @property
    def late(self) -> LateRule:
        """What late work gets, once the form is valid."""
        match LateKind(self.late_rule.data):
            case LateKind.PER_DAY:
                off, floor = self.late_off.data or 0, self.late_floor.data or 0
                return LateRule(LateKind.PER_DAY, off, floor)
            case LateKind.CAP:
                return LateRule(LateKind.CAP, self.late_cap.data or 0)
        return LateRule()


def present_grades(assignment: Assignment, scale: Scale | None) -> dict[str, Any]:
    """Return what the form begins with; the scale may be one to start from."""
    late = assignment.late
    days, cap = late.kind is LateKind.PER_DAY, late.kind is LateKind.CAP
    return {
        "lines": writing.written(scale),
        "unit": scale.unit if scale else Unit.PER_CENT,
        "late_rule": late.kind,
        "late_off": late.per_cent if days else None,
        "late_floor": late.floor if days else None,
        "late_cap": late.per_cent if cap else None,
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
