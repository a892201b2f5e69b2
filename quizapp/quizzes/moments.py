"""Days and times in forms: on the school's clock, in their order."""

from datetime import datetime
from typing import Any

from wtforms import DateTimeLocalField, Field, ValidationError

from quizapp.web.times import from_local, local

MOMENTS = ("opens_at", "due_at", "closes_at")
YEARS = range(2000, 2100)
"""Far from where adding hours or changing the zone leaves the calendar."""
A_MOMENT = "Give a day and a time, such as 2 March 2026, 09:00."


class Moment(DateTimeLocalField):
    """A day and a time on the school's clock, within a hundred years."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(A_MOMENT) from None
        if self.data and self.data.year not in YEARS:
            self.data = None
            raise ValueError(f"Give a year from {YEARS[0]} to {YEARS[-1]}.")


def moment(label: str, *validators: Any) -> Moment:
    """Return a field for a day and time."""
    return Moment(label, validators, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


def require_order(opens: datetime | None, closes: datetime | None) -> None:
    """Raise `ValidationError` for a closing before the opening; nothing missing is judged.

    What counts is the moments: in the night when clocks go forward 02:10 comes before 01:50.
    """
    if opens and closes and from_local(closes) <= from_local(opens):
        raise ValidationError("It must close after it opens.")


def require_between(opens: datetime | None, due: datetime | None, closes: datetime | None) -> None:
    """Raise `ValidationError` for a due date outside the time that it is open."""
    if not (opens and due and closes):
        return
    if not from_local(opens) < from_local(due) <= from_local(closes):
        raise ValidationError("The due date lies between opening and closing.")


def chosen_moment(field: Field) -> datetime:
    """Return what a required field of a valid form says."""
    return from_local(field.data)


def wall(moment: datetime | None) -> datetime | None:
    """Return what a field shows of a stored moment."""
    return local(moment).replace(tzinfo=None) if moment else None
