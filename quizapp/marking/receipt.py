"""Receipts: a code that says that this text was received at that moment."""

import hmac
import json
import re
from base64 import b32encode
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quizapp.attempts.models import Attempt, Response, ResponseStep, StepKind
from quizapp.database import db

RECEIVED = (StepKind.SUBMITTED, StepKind.ACCEPTED)
_CODE = re.compile(r"([0-9]{1,9})-?([A-Z2-7]{16})")


def code_of(step: ResponseStep, secret: str) -> str:
    """Return the receipt of what a step keeps: its number, and 80 bits that only we can make."""
    what = [step.id, step.response_id, step.at.isoformat(), step.fields]
    text = json.dumps(what, sort_keys=True, ensure_ascii=True)
    digest = hmac.digest(secret.encode(), b"receipt " + text.encode(), "sha256")
    letters = b32encode(digest)[:16].decode()
    return "-".join([str(step.id), *(letters[at : at + 4] for at in range(0, 16, 4))])


def find_received(code: str, secret: str) -> ResponseStep | None:
    """Return what a code was given for; ``None`` when it was not given by us."""
    found = _CODE.fullmatch(re.sub(r"[\s-]+", "", code).upper()) if len(code) < 60 else None
    step = found and db.session.scalar(
        select(ResponseStep)
        .where(ResponseStep.id == int(found[1]), ResponseStep.kind.in_(RECEIVED))
        .options(joinedload(ResponseStep.response).joinedload(Response.version))
    )
    if not found or not step:
        return None
    right = code_of(step, secret).replace("-", "")
    return step if hmac.compare_digest(right, found[1] + found[2]) else None


def last_received(attempt: Attempt) -> Mapping[int, ResponseStep]:
    """Return what was handed in last of an attempt, by question."""
    rows = db.session.scalars(
        select(ResponseStep)
        .join(ResponseStep.response)
        .where(Response.attempt_id == attempt.id, ResponseStep.kind.in_(RECEIVED))
        .order_by(ResponseStep.id)
        .options(joinedload(ResponseStep.response))
    )
    return {row.response.position: row for row in rows}
