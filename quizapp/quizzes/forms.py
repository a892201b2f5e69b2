"""The forms of setting a quiz and of exceptions."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from quizapp.classrooms.models import Classroom
from quizapp.quizzes.audience import SOME, WHOLE, AudienceForm
from quizapp.quizzes.late_form import LateWorkForm, present_late
from quizapp.quizzes.models import Assignment, Counts, Feedback, Override
from quizapp.quizzes.moments import (
    A_MOMENT,
    MOMENTS,
    chosen_moment,
    moment,
    require_between,
    require_order,
    wall,
)
from quizapp.quizzes.published import PublishedQuiz
from quizapp.quizzes.sentences import Conditions
from quizapp.web.forms import Form, choices, is_typed
from quizapp.web.times import local

ATTEMPTS = {"1": "One", "2": "Two", "3": "Three", "5": "Five", "0": "Any number"}
COUNTS = {Counts.BEST: "The best", Counts.LATEST: "The latest", Counts.FIRST: "The first"}
FEEDBACK = {
    Feedback.PRACTICE: "Practice: after each question, once they have it checked",
    Feedback.SUBMISSION: "Test: after handing in",
    Feedback.CLOSE: "Test: after it has closed",
}
CLOSES = time(18, 0)
NOT_IN_USE = "Choose one of your classes that is in use."


class ConditionsForm(AudienceForm, LateWorkForm):
    """The conditions of an assignment; moments are on the school's clock."""

    title = StringField("Title", [DataRequired("Give it a title."), Length(max=160)])
    opens_at = moment("Opens", InputRequired(A_MOMENT))
    due_at = moment("Due (optional)", Optional())
    closes_at = moment("Closes", InputRequired(A_MOMENT))
    time_limit_minutes = IntegerField(
        "Time limit in minutes (optional)",
        [Optional(), NumberRange(1, 600, "Between 1 and 600 minutes, or nothing for no limit.")],
    )
    attempts_allowed = SelectField(
        "Attempts",
        choices=choices(ATTEMPTS),
    )
    counts = SelectField(
        "Which attempt counts",
        choices=choices(COUNTS),
    )
    feedback = RadioField(
        "When students see marks and feedback",
        choices=choices(FEEDBACK),
    )
    shuffle = BooleanField("Shuffle the options, differently for each student")
    certainty = BooleanField("Ask how sure they are (private, never costs marks)")
    note = StringField("A word to students, in their list (optional)", [Length(max=300)])
    reading = TextAreaField("To read before they begin (optional)", [Length(max=4000)])

    def validate_closes_at(self, field: Field) -> None:
        require_order(self.opens_at.data, field.data)

    def validate_due_at(self, field: Field) -> None:
        require_between(self.opens_at.data, field.data, self.closes_at.data)

    @property
    def has_due_date(self) -> bool:
        """Whether there is one, or would be once it is mended."""
        return self.due_at.data is not None or is_typed(self.due_at)

    def conditions(self) -> Conditions:
        """Return what the form says, once it is valid."""
        late = self.late
        return Conditions(
            title=str(self.title.data),
            opens_at=chosen_moment(self.opens_at),
            due_at=chosen_moment(self.due_at) if self.due_at.data else None,
            closes_at=chosen_moment(self.closes_at),
            time_limit_minutes=self.time_limit_minutes.data,
            attempts_allowed=int(self.attempts_allowed.data),
            counts=Counts(self.counts.data),
            shuffle=bool(self.shuffle.data),
            feedback=Feedback(self.feedback.data),
            certainty=bool(self.certainty.data),
            late_rule=late.kind,
            late_per_cent=late.per_cent,
            late_floor=late.floor,
            note=self.note.data or "",
            reading=(self.reading.data or "").strip(),
        )


class SetForm(ConditionsForm):
    """Setting a quiz: the conditions are read back in words before they hold."""

    classroom = SelectField("Class", validate_choice=False)
    read_back = HiddenField()

    def offer(self, classrooms: Sequence[Classroom]) -> None:
        """Offer the teacher's classes."""
        self._offered = {str(each.id): each for each in classrooms}
        self.classroom.choices = choices({ident: c.name for ident, c in self._offered.items()})

    def validate_classroom(self, field: Field) -> None:
        if field.data not in self._offered:
            raise ValidationError(NOT_IN_USE)

    @property
    def at_hand(self) -> Classroom | None:
        """The class that was chosen so far, or the one that the form begins with."""
        first = next(iter(self._offered.values()), None)
        return self._offered.get(str(self.classroom.data), first)

    @property
    def chosen(self) -> Classroom:
        """The class that was chosen, once the form is valid."""
        return self._offered[self.classroom.data]

    def mark(self) -> str:
        """Return a mark of what the form says, to notice what changed after it was read back."""
        said = repr((self.classroom.data, self.student_ids, self.conditions()))
        return sha256(said.encode()).hexdigest()[:16]


def usual(published: PublishedQuiz, now: datetime) -> dict[str, Any]:
    """Return what the form begins with: open now, closed on the evening a week later."""
    here = local(now).replace(tzinfo=None, second=0, microsecond=0)
    return {
        "title": published.quiz.title,
        "opens_at": here,
        "closes_at": datetime.combine(here.date() + timedelta(days=7), CLOSES),
        "attempts_allowed": "1",
        "counts": Counts.BEST,
        "feedback": Feedback.SUBMISSION,
        "shuffle": True,
        "certainty": published.quiz.certainty,
    }


def present(assignment: Assignment, group: Collection[int] | None) -> dict[str, Any]:
    """Return what the form begins with when an assignment is changed; ``group`` has it."""
    names = (
        "title", "time_limit_minutes", "counts", "feedback", "shuffle", "certainty", "note",
        "reading",
    )  # fmt: skip
    return {
        "audience": WHOLE if group is None else SOME,
        "students": [str(each) for each in group or ()],
        **{name: getattr(assignment, name) for name in names},
        "attempts_allowed": str(assignment.attempts_allowed),
        **{name: wall(getattr(assignment, name)) for name in MOMENTS},
        **present_late(assignment.late),
    }


class OverrideForm(Form):
    """What is different for one student; empty fields stay as for everybody."""

    opens_at = moment("Opens", Optional())
    due_at = moment("Due", Optional())
    closes_at = moment("Closes", Optional())
    time_limit_minutes = IntegerField(
        "Time limit in minutes",
        [Optional(), NumberRange(1, 600, "Between 1 and 600 minutes.")],
    )
    extra_attempts = IntegerField(
        "More attempts", [Optional(), NumberRange(0, 20, "Between 0 and 20.")], default=0
    )
    reason = StringField("Reason (only teachers see it)", [Length(max=300)])

    def __init__(self, assignment: Assignment, **given: Any) -> None:
        self._everybody = {name: wall(getattr(assignment, name)) for name in MOMENTS}
        super().__init__(**given)

    def validate_opens_at(self, field: Field) -> None:
        if not self.closes_at.data:
            require_order(field.data, self._everybody["closes_at"])

    def validate_closes_at(self, field: Field) -> None:
        require_order(self._own("opens_at"), field.data)

    def validate_due_at(self, field: Field) -> None:
        require_between(self._own("opens_at"), field.data, self._own("closes_at"))

    def _own(self, name: str) -> datetime | None:
        """Return what would hold for the student: their own moment, or everybody's."""
        return self[name].data or self._everybody[name]

    def differences(self) -> dict[str, Any]:
        """Return what the form says, as `actions.set_override` takes it."""
        moments = {name: chosen_moment(self[name]) if self[name].data else None for name in MOMENTS}
        return {
            **moments,
            "time_limit_minutes": self.time_limit_minutes.data,
            "extra_attempts": self.extra_attempts.data or 0,
            "reason": self.reason.data or "",
        }


def differing(override: Override | None) -> dict[str, Any]:
    """Return what the form begins with."""
    if override is None:
        return {}
    return {
        **{name: wall(getattr(override, name)) for name in MOMENTS},
        "time_limit_minutes": override.time_limit_minutes,
        "extra_attempts": override.extra_attempts,
        "reason": override.reason,
    }
