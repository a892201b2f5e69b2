"""The form that sets a follow-up with its recheck."""

import secrets
from datetime import date, datetime, time, timedelta
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length

from quizapp.quizzes.forms import CLOSES
from quizapp.quizzes.moments import YEARS
from quizapp.reteaching.actions import Wish
from quizapp.reteaching.plan import Plan
from quizapp.web.forms import Form
from quizapp.web.times import from_local, local

OPENS = time(8, 0)
DUE_IN, RECHECK_IN = timedelta(days=7), timedelta(days=14)
A_DAY = "Give a day, such as 2 March 2026."
NOTE = "A few questions that come back to something we read together. They are for practice."
NUMBER = 10


class Day(DateField):
    """A day within a hundred years."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(A_DAY) from None
        if self.data and self.data.year not in YEARS:
            self.data = None
            raise ValueError(f"Give a year from {YEARS[0]} to {YEARS[-1]}.")


class FollowUpForm(Form):
    """Who is asked again, what, and when."""

    students = SelectMultipleField("Students", validate_choice=False)
    items = SelectMultipleField("Questions", validate_choice=False)
    title = StringField("Title", [DataRequired("Give it a title."), Length(max=140)])
    note = StringField("A word to students (optional)", [Length(max=300)])
    with_reading = BooleanField("Let them read what answers the belief before they begin")
    due = Day("Follow-up due", [InputRequired(A_DAY)])
    recheck = Day("Recheck opens", [InputRequired(A_DAY)])
    press = HiddenField()
    newest = HiddenField()

    def bind_to(self, plan: Plan, now: datetime) -> None:
        """Let the form know what can be chosen, and what moment it is."""
        self._plan, self._now = plan, now
        here = {str(each.pupil.id) for each in plan.members}
        self.students.data = [each for each in self.students.data or () if each in here]

    def validate_students(self, field: Field) -> None:
        if not field.data:
            raise ValidationError("Tick at least one student who is in the class.")

    def validate_items(self, field: Field) -> None:
        gone = set(field.data or ()) - {each.id for each in self._plan.candidates}
        if gone:
            field.data = [each for each in field.data if each not in gone]
            raise ValidationError(
                "A question that was ticked is no longer in the bank. Look at the list again."
            )
        if not field.data:
            raise ValidationError("Tick at least one question.")

    def validate_due(self, field: Field) -> None:
        if field.data and from_local(datetime.combine(field.data, CLOSES)) <= self._now:
            raise ValidationError("The follow-up is due at 18:00 on a day to come.")

    def validate_recheck(self, field: Field) -> None:
        if field.data and self.due.data and field.data <= self.due.data:
            raise ValidationError("The recheck opens on a day after the follow-up is due.")

    def wish(self) -> Wish:
        """Return what the form says, once it is valid."""
        due, recheck = _day(self.due), _day(self.recheck)
        return Wish(
            title=str(self.title.data),
            note=self.note.data or "",
            student_ids=[int(each) for each in self.students.data or ()],
            item_ids=list(self.items.data or ()),
            due_at=from_local(datetime.combine(due, CLOSES)),
            recheck_at=from_local(datetime.combine(recheck, OPENS)),
            with_reading=bool(self.with_reading.data),
            press=str(self.press.data or "")[: 2 * NUMBER] or secrets.token_hex(NUMBER),
            newest=str(self.newest.data),
        )


def _day(field: Field) -> date:
    """Return what a required field of a valid form says."""
    day: date = field.data
    return day


def usual(plan: Plan, now: datetime) -> dict[str, Any]:
    """Return what the form begins with: due in a week, the recheck in two."""
    today = local(now).date()
    return {
        "students": plan.proposed_students,
        "items": plan.proposed_items,
        "title": f"A second look: {plan.topic}"[:140] if plan.topic else "A second look",
        "note": NOTE,
        "due": today + DUE_IN,
        "recheck": today + RECHECK_IN,
        "press": secrets.token_hex(NUMBER),
        "newest": str(plan.newest.id) if plan.newest else "",
    }
