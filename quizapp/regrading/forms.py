"""What a teacher chooses to put a question right."""

from typing import Any

from flask import request
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from quizapp.attempts.models import Remedy
from quizapp.items.ranking.model import LONGEST_ACCEPTED
from quizapp.regrading.reasons import REASON, mark_in
from quizapp.regrading.variants import Variant
from quizapp.web.forms import Form, choices
from quizapp.web.lookup import row_number

LONGEST = 600

ACCEPT = "accept"
"""A corrected question as well, which no author wrote: the old one with one more right answer."""

REMEDIES = {
    Remedy.VERSION.value: "Score every answer again by the corrected question",
    Remedy.CREDIT.value: "Give everybody full marks",
    Remedy.DROP.value: "Drop the question from the total",
    ACCEPT: "Accept a typed answer",
}
POLICIES = {
    "exact": "Exactly: marks go up and down",
    "never_lower": "Never lower: nobody loses a mark they had",
}


def one_kind_of_line_end(value: Any) -> Any:
    """Return a text with the line ends that people count, one letter each."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


class CorrectionForm(Form):
    """The choice; it is sent to see a preview, and again, with its seal, to apply it."""

    remedy = RadioField(
        "What is to be done?",
        [InputRequired("Choose one of these.")],
        choices=choices(REMEDIES),
    )
    policy = RadioField("May somebody lose marks?", choices=choices(POLICIES), default="exact")
    note = TextAreaField(
        "Note to the students",
        [Length(max=LONGEST, message=f"At most {LONGEST} characters, please.")],
        filters=[one_kind_of_line_end],
    )
    seal = HiddenField()
    part = HiddenField(validators=[Length(max=40)])
    answer = HiddenField(validators=[Length(max=LONGEST_ACCEPTED)])
    worth = HiddenField(validators=[Length(max=10)])

    @property
    def also(self) -> set[int]:
        """The other places that were ticked."""
        return set(request.values.getlist("also", type=row_number))

    @property
    def variant(self) -> Variant | None:
        """The typed answer to accept; ``None`` when something else is to be done."""
        if self.remedy.data != ACCEPT:
            return None
        return variant_of(self.part.data, self.answer.data, self.worth.data)

    @property
    def chosen(self) -> Remedy:
        return Remedy(self.remedy.data)

    @property
    def never_lower(self) -> bool:
        return bool(self.policy.data == "never_lower")


def variant_of(part: str | None, answer: str | None, worth: str | None) -> Variant:
    """Return the typed answer that a form or an address holds, and what it is to be worth."""
    mark = mark_in(worth or "") if part == REASON else None
    return Variant.typed(part or "", answer or "", mark)


def proposed_note(variant: Variant) -> str:
    """Return what to tell the students, if the teacher says nothing else.

    A reason is not quoted: whoever wrote it did not write it for the others.
    """
    if variant.is_reason:
        return "Reasons in the very same words now earn the same marks."
    return f"“{variant.text}” is accepted too."


def choice_of_address() -> CorrectionForm:
    """Return the choice that the address of a preview holds."""
    return CorrectionForm(formdata=request.args, meta={"csrf": False})
