"""The part of a form that asks what work gets that is handed in after the due date."""

from typing import Any

from wtforms import Field, IntegerField, RadioField, ValidationError
from wtforms.validators import NumberRange, Optional

from quizapp.scoring.lateness import LateKind, LateRule
from quizapp.web.forms import Form, choices, is_typed

LATE = {
    LateKind.NONE: "The due date is only information: nothing comes off",
    LateKind.PER_DAY: "Marks come off for each day that has begun",
    LateKind.CAP: "Late work gets at most part of the marks",
}


class LateWorkForm(Form):
    """Asks what late work gets; the form around it says whether there is a due date."""

    late_rule = RadioField(
        "Handed in after the due date", choices=choices(LATE), default=LateKind.NONE
    )
    late_off = IntegerField(
        "Per cent off for each day", [Optional(), NumberRange(1, 100, "From 1 to 100.")]
    )
    late_floor = IntegerField(
        "But never below (per cent)", [Optional(), NumberRange(0, 99, "From 0 to 99.")]
    )
    late_cap = IntegerField("At most (per cent)", [Optional(), NumberRange(0, 99, "From 0 to 99.")])

    @property
    def has_due_date(self) -> bool:
        """Whether anybody can be late at all."""
        raise NotImplementedError

    def validate_late_rule(self, field: Field) -> None:
        if field.data != LateKind.NONE and not self.has_due_date:
            raise ValidationError(
                "This quiz has no due date, so nobody can be late. Give it one first, or let "
                "nothing come off."
            )
        wanted = {LateKind.PER_DAY: self.late_off, LateKind.CAP: self.late_cap}.get(field.data)
        if wanted is not None and wanted.data is None and not is_typed(wanted):
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

    @property
    def about_late_work(self) -> bool:
        """Whether there is a rule to show, or something to mend in it."""
        fields = (self.late_rule, self.late_off, self.late_floor, self.late_cap)
        return self.late_rule.data != LateKind.NONE or any(each.errors for each in fields)


def present_late(rule: LateRule) -> dict[str, Any]:
    """Return what this part of a form begins with."""
    days, cap = rule.kind is LateKind.PER_DAY, rule.kind is LateKind.CAP
    return {
        "late_rule": rule.kind,
        "late_off": rule.per_cent if days else None,
        "late_floor": rule.floor if days else None,
        "late_cap": rule.per_cent if cap else None,
    }
