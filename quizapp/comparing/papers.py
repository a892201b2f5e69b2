"""The scripts of a round as they are now: their words, and whether they still take part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from hashlib import blake2b

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from quizapp.accounts.models import User
from quizapp.attempts.models import PAPER, Attempt, Response, ResponseStep, State, StepKind
from quizapp.attempts.question import read
from quizapp.classrooms.models import Enrolment
from quizapp.comparing.models import ComparedScript, ComparingRound
from quizapp.database import db
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.quizzes.models import Assignment, ItemVersion
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Paper:
    """A script of a round; ``gone`` says why it no longer takes part, empty while it does.

    ``mark`` is what the response has now, as the scheme counts; ``None`` while it waits for one.
    """

    id: int
    name: str
    text: str
    revision: int
    anchor: int | None = None
    response_id: int | None = None
    mark: Fraction | None = None
    mark_used_at: datetime | None = None
    gone: str = ""

    @property
    def is_sample(self) -> bool:
        return self.response_id is None

    @property
    def words(self) -> int:
        return len(self.text.split())


WRITTEN = and_(
    Attempt.submitted_at.is_not(None),
    Attempt.voided_at.is_(None),
    Response.client != PAPER,
    or_(
        Response.state == State.WAITING,
        exists().where(
            ResponseStep.response_id == Response.id, ResponseStep.kind == StepKind.MARKED
        ),
    ),
)
"""The condition that words are handed in, not on paper, and that a person marks or marked them."""


def in_class() -> ColumnElement[bool]:
    """Return the condition that the student of an attempt is in the class, with an account."""
    return exists().where(
        Enrolment.classroom_id == Assignment.classroom_id,
        Enrolment.student_id == Attempt.student_id,
        Enrolment.left_at.is_(None),
        User.id == Enrolment.student_id,
        User.archived_at.is_(None),
    )


def written(version: ItemVersion) -> ExtendedResponseItem:
    """Return a question that is answered at length; only such questions have rounds."""
    item = item_of(version)
    if not isinstance(item, ExtendedResponseItem):
        raise TypeError(f"{item.id} has no levels to compare by")
    return item


def papers_of(one: ComparingRound) -> Sequence[Paper]:
    """Return all scripts of a round by number, also those that no longer take part."""
    item = written(one.version)
    rows = db.session.execute(
        select(ComparedScript, Response, Attempt.voided_at, in_class().label("here"))
        .outerjoin(Response, Response.id == ComparedScript.response_id)
        .outerjoin(Attempt, Attempt.id == Response.attempt_id)
        .outerjoin(Assignment, Assignment.id == Attempt.assignment_id)
        .where(ComparedScript.round_id == one.id)
        .order_by(ComparedScript.number)
        .execution_options(populate_existing=True)
    )
    return [
        _written(script, response, item, _gone(voided_at, here))
        if response
        else _sample(script, item)
        for script, response, voided_at, here in rows
    ]


def _gone(voided_at: datetime | None, here: bool) -> str:
    if voided_at:
        return "the attempt was taken out of the results"
    return "" if here else "the student is no longer in the class"


def _written(
    script: ComparedScript, response: Response, item: ExtendedResponseItem, gone: str
) -> Paper:
    text = text_of(item, response.fields)
    return Paper(
        script.id,
        f"Script {script.number}",
        text,
        response.revision,
        script.anchor_mark,
        response.id,
        _in_the_scheme(response, item) if response.state is State.SCORED else None,
        script.mark_used_at,
        gone or ("" if text else "the answer that was accepted later has no words"),
    )


def _in_the_scheme(response: Response, item: ExtendedResponseItem) -> Fraction | None:
    """Return a mark of the scheme: a quiz can give other marks for the question."""
    if response.mark is None or not response.max_mark:
        return response.mark
    return response.mark * item.max_mark / response.max_mark


def _sample(script: ComparedScript, item: ExtendedResponseItem) -> Paper:
    """An example of the scheme takes part while its mark is set."""
    sample = item.samples[script.sample or 0]
    return Paper(
        script.id,
        f"Example of level {sample.level}",
        _plain(sample.text),
        0,
        script.anchor_mark,
        gone="" if script.anchor_mark is not None else "it has no mark any more",
    )


def text_of(item: ExtendedResponseItem, fields: Mapping[str, Sequence[str]]) -> str:
    """Return what a student wrote, with plain line ends; empty when nothing can be read."""
    answer, _ = read(item, fields)
    return _plain(answer) if isinstance(answer, str) else ""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def new_responses(one: ComparingRound) -> Sequence[int]:
    """Return the responses that were handed in since the scripts were gathered, in any order.

    The order has nothing to do with names, classes or time.
    """
    known = select(ComparedScript.response_id).where(
        ComparedScript.round_id == one.id, ComparedScript.response_id.is_not(None)
    )
    rows = db.session.scalars(
        select(Response)
        .join(Response.attempt)
        .join(Attempt.assignment)
        .where(
            Assignment.id.in_([each.id for each in one.assignments]),
            Response.item_version_id == one.item_version_id,
            Response.id.not_in(known),
            WRITTEN,
            in_class(),
        )
        .options(joinedload(Response.version))
    )
    item = written(one.version)
    ids = [row.id for row in rows if text_of(item, row.fields)]
    return sorted(ids, key=lambda each: _drawn(one.seed, each))


def _drawn(seed: int, response_id: int) -> bytes:
    return blake2b(f"{seed}/{response_id}".encode(), digest_size=8).digest()
