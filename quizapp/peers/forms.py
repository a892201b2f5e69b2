"""What teachers and students fill in about judging answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from wtforms import BooleanField, Field, RadioField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.peers.actions import Said, Terms
from quizapp.peers.models import (
    LONGEST,
    LONGEST_REASON,
    MOST_READINGS,
    Kind,
    PeerAssessment,
    PeerRound,
    Tick,
)
from quizapp.peers.rules import BELOW, named_levels
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.moments import A_MOMENT, moment
from quizapp.web.forms import Form, choices, stripped
from quizapp.web.times import from_local, local

KINDS = {
    Kind.SELF.value: "Their own answers",
    Kind.PEER.value: "Classmates' answers",
    Kind.BOTH.value: "Both: their own first, then classmates'",
}
READINGS = {str(each): str(each) for each in range(1, MOST_READINGS + 1)}
WHEN = {
    "": "As soon as they have handed in",
    "marks": "Once they can see their marks and the explanations",
}
TICKS = {Tick.YES.value: "Yes", Tick.PARTLY.value: "Partly", Tick.NO.value: "No"}
SHORTEST = 10
CLOSES = time(18, 0)


def one_kind_of_line_end(value: Any) -> Any:
    """Return a text with the line ends that people count, one letter each."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def words(label: str, missing: str, most: int, least: int = 1) -> TextAreaField:
    """Return a field for a few sentences."""
    return TextAreaField(
        label,
        [
            DataRequired(missing),
            Length(min=least, message=f"A few more words, please: at least {least} letters."),
            Length(max=most, message=f"At most {most} letters, please."),
        ],
        filters=[one_kind_of_line_end, stripped],
    )


class RoundForm(Form):
    """What a teacher chooses for one written question.

    ``promised`` says that readers have sent something and were told that nobody names them.
    """

    kind = RadioField(
        "What students look at",
        [InputRequired("Choose whose answers they look at.")],
        choices=choices(KINDS),
    )
    readings = RadioField("How many classmates' answers each reads", choices=choices(READINGS))
    opens_at = moment("Opens", InputRequired(A_MOMENT))
    closes_at = moment("Closes", InputRequired(A_MOMENT))
    after_feedback = RadioField("When they look at their own answers", choices=choices(WHEN))
    hides_authors = BooleanField("Hide from readers whose answer it is")
    hides_readers = BooleanField("Hide from writers who has read their answer")

    def __init__(self, now: datetime, promised: bool, **given: Any) -> None:
        self._now, self._promised = now, promised
        super().__init__(**given)

    def validate_closes_at(self, field: Field) -> None:
        if self.opens_at.data and field.data and field.data <= self.opens_at.data:
            raise ValidationError("It must close after it opens.")
        if field.data and from_local(field.data) <= self._now:
            raise ValidationError("This is over already. Choose a later moment.")

    def validate_hides_readers(self, field: Field) -> None:
        if self._promised and not field.data:
            raise ValidationError(
                "Readers who have sent something have been told that their names stay hidden, so"
                " they do."
            )

    @property
    def terms(self) -> Terms:
        """What the form says, once it is valid."""
        return Terms(
            kind=Kind(self.kind.data),
            readings=int(self.readings.data),
            opens_at=_moment(self.opens_at),
            closes_at=_moment(self.closes_at),
            after_feedback=bool(self.after_feedback.data),
            hides_authors=bool(self.hides_authors.data),
            hides_readers=bool(self.hides_readers.data),
        )


def usual(assignment: Assignment, now: datetime) -> dict[str, Any]:
    """Return what the form begins with: open when the quiz has closed, for a week."""
    opens = _wall(max(assignment.closes_at, now))
    return {
        "kind": Kind.BOTH.value,
        "readings": "2",
        "opens_at": opens,
        "closes_at": datetime.combine(opens.date() + timedelta(days=7), CLOSES),
        "after_feedback": "",
        "hides_authors": True,
        "hides_readers": True,
    }


def present(round_: PeerRound) -> dict[str, Any]:
    """Return what the form begins with when a round is changed."""
    return {
        "kind": round_.kind.value,
        "readings": str(round_.readings),
        "opens_at": _wall(round_.opens_at),
        "closes_at": _wall(round_.closes_at),
        "after_feedback": "marks" if round_.after_feedback else "",
        "hides_authors": round_.hides_authors,
        "hides_readers": round_.hides_readers,
    }


def _moment(field: Field) -> datetime:
    """Return what a required field of a valid form says."""
    return from_local(field.data)


def _wall(when: datetime) -> datetime:
    return local(when).replace(tzinfo=None, second=0, microsecond=0)


class JudgementForm(Form):
    """What a student says to an answer; `form_for` adds the lines of the checklist."""

    level = RadioField("The level that fits best", [InputRequired("Choose a level.")])
    strength = words("One strength", "Name something that works.", LONGEST, SHORTEST)
    next_step = words("One next step", "Name what to do next time.", LONGEST, SHORTEST)

    @property
    def lines(self) -> list[Field]:
        """The fields of the checklist, in its order."""
        return [field for field in self if field.name.startswith("line_")]

    def problems(self) -> Iterable[tuple[Field, str]]:
        """Yield what is wrong in the order of the page: the checklist stands first."""
        lines = {field.name for field in self.lines}
        return sorted(super().problems(), key=lambda problem: problem[0].name not in lines)

    @property
    def said(self) -> Said:
        """What the form says, once it is valid."""
        ticks = {number: Tick(each.data) for number, each in enumerate(self.lines, start=1)}
        strength, next_step = str(self.strength.data), str(self.next_step.data)
        return Said(ticks, int(self.level.data), strength, next_step)


def form_for(item: ExtendedResponseItem, assessment: PeerAssessment) -> JudgementForm:
    """Return the form of a judgement, with what was sent before."""
    lines = {
        f"line_{number}": RadioField(
            line.rstrip("."), [InputRequired("Say yes, partly or no.")], choices=choices(TICKS)
        )
        for number, line in enumerate(item.checklist, start=1)
    }
    kind = type("LinedForm", (JudgementForm,), lines)
    form: JudgementForm = kind(data=_sent(assessment))
    levels = {str(n): f"Level {n}" if each else BELOW for n, each in named_levels(item)}
    form.level.choices = choices(levels)
    return form


def _sent(assessment: PeerAssessment) -> Mapping[str, Any]:
    if not assessment.is_sent:
        return {}
    ticks = {f"line_{number}": tick for number, tick in assessment.ticks.items()}
    more = {"strength": assessment.strength, "next_step": assessment.next_step}
    return {**ticks, **more, "level": str(assessment.level)}


class ReasonForm(Form):
    """Why a judgement is hidden, or why its author reports it."""

    reason = words("Reason", "Say why, in a few words.", LONGEST_REASON)
