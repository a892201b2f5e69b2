"""Reasons: a few sentences that a person marks by a checklist, beside what was chosen."""

from typing import Annotated

from pydantic import Field

from quizapp.items.base import Frozen, Text

LONGEST_REASON = 4_000
"""The most letters of a reason."""


class Reason(Frozen):
    """What the student is asked to justify, and what a marker looks for."""

    prompt: Text
    checklist: Annotated[tuple[Text, ...], Field(min_length=1)]
