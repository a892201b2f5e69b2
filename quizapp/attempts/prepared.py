"""The statements of saving an answer, prepared once for all requests."""

from typing import cast

from sqlalchemy import Table, bindparam, func, insert, select, update

from quizapp.attempts.models import Response, ResponseStep, StepKind
from quizapp.quizzes.models import ItemVersion

RESPONSE = cast(Table, Response.__table__)
STEP = cast(Table, ResponseStep.__table__)
VERSION = cast(Table, ItemVersion.__table__)

FIND = (
    select(RESPONSE, VERSION.c.hash, VERSION.c.content)
    .join(VERSION, VERSION.c.id == RESPONSE.c.item_version_id)
    .where(
        RESPONSE.c.attempt_id == bindparam("attempt_id"),
        RESPONSE.c.position == bindparam("at_position"),
    )
    .with_for_update(of=RESPONSE)
)
CHANGE = (
    update(RESPONSE)
    .where(RESPONSE.c.id == bindparam("response_id"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "revision",
                "fields",
                "certainty",
                "flagged",
                "client",
                "sequences",
                "step_at",
                "saved_at",
                "state",
            )
        }
    )
)
REMEMBER = (
    update(RESPONSE)
    .where(RESPONSE.c.id == bindparam("response_id"))
    .values(sequences=bindparam("new_sequences"))
)
KEEP = insert(STEP)
COUNT_LATE = (
    select(func.count())
    .select_from(STEP)
    .where(STEP.c.response_id == bindparam("response_id"), STEP.c.kind == StepKind.LATE)
)
