"""Correcting a question, and undoing it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Row, insert, update

from quizapp.accounts.models import User
from quizapp.attempts.corrections import in_force
from quizapp.attempts.models import Correction, Remedy, Response, ResponseStep, StepKind
from quizapp.database import db
from quizapp.quizzes.amended import stored as stored_version
from quizapp.quizzes.models import AssignedItem
from quizapp.quizzes.versions import item_of
from quizapp.regrading.effects import effects_of, reckoned
from quizapp.regrading.models import Change
from quizapp.regrading.papers import Decision, Outcome, undone
from quizapp.regrading.plan import Plan, Sheet, plan_of, rules_at
from quizapp.regrading.reading import changes_of, forget_responses, lock, papers_of, stored

REASONS = {
    Remedy.VERSION: "scored by the corrected question",
    Remedy.CREDIT: "full marks for everybody",
    Remedy.DROP: "the question no longer counts",
}


class Outdated(Exception):
    """Something has changed since the preview; ``plan`` is what would happen now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class NotPossible(Exception):
    """The correction cannot be made; the message says why."""


class NotTheLast(Exception):
    """A later correction of the same question has to be undone first."""


def insist_on(place: AssignedItem, rules: Sequence[Correction], decision: Decision) -> None:
    """Raise `NotPossible` unless the decision makes a difference to the question."""
    if item_of(place.version).asks_opinion:
        raise NotPossible("This question asks for an opinion: there is nothing to put right.")
    if not place.max_mark:
        raise NotPossible("This question is dropped already. Undo that first.")
    used = [each for each in rules if each.remedy is not Remedy.DROP]
    last = used[-1] if used else None
    if decision.remedy is Remedy.CREDIT and last and last.remedy is Remedy.CREDIT:
        raise NotPossible("Everybody has full marks for this question already.")
    if decision.remedy is not Remedy.VERSION:
        return
    if decision.version is None:
        raise NotPossible("The question is no longer in the published bank.")
    in_use = last.item_version_id if last else place.item_version_id
    if decision.version.id == in_use:
        raise NotPossible("The newest published version is the one that is used already.")


def insist(plan: Plan) -> None:
    """Raise `NotPossible` unless the decision makes a difference in every assignment."""
    for sheet in plan.sheets:
        try:
            insist_on(sheet.place, sheet.rules, plan.decision)
        except NotPossible as why:
            where = sheet.assignment
            named = f"{where.classroom.name}, {where.title}: " if len(plan.sheets) > 1 else ""
            raise NotPossible(f"{named}{why}") from why


def correct(
    places: Sequence[AssignedItem],
    decision: Decision,
    seal: str,
    teacher: User,
    now: datetime,
    note: str = "",
) -> Sequence[Correction]:
    """Do what a preview showed, and nothing else. Raises `Outdated`, `NotPossible`."""
    lock(places)
    plan = plan_of(places, decision)
    insist(plan)
    if plan.seal != seal:
        raise Outdated(plan)
    if decision.version:
        decision = replace(decision, version=stored_version(decision.version))
    act = token_hex(16)
    return [_correct(sheet, decision, act, teacher, now, note) for sheet in plan.sheets]


def _correct(
    sheet: Sheet, decision: Decision, act: str, teacher: User, now: datetime, note: str
) -> Correction:
    place = sheet.place
    made = Correction(
        assignment_id=place.assignment_id,
        position=place.position,
        act=act,
        remedy=decision.remedy,
        version=decision.version,
        never_lower=decision.never_lower,
        max_mark_before=place.max_mark,
        note=note,
        changed=sum(bool(each.changed) for each in sheet.outcomes),
        at=now,
        by=teacher,
    )
    db.session.add(made)
    db.session.flush()
    db.session.add_all(_change(made, each) for each in sheet.outcomes)
    db.session.add(reckoned(made.id, sheet.effects, sheet.assignment.scale))
    if decision.remedy is Remedy.DROP:
        place.max_mark = 0
    _write(place, sheet.outcomes, teacher, now, REASONS[decision.remedy], note)
    return made


def _change(made: Correction, outcome: Outcome) -> Change:
    return Change(
        correction_id=made.id,
        response_id=outcome.part.response_id,
        revision=outcome.part.revision,
        before=outcome.before,
        after=outcome.after,
    )


def undo(place: AssignedItem, correction: Correction, teacher: User, now: datetime) -> int:
    """Give every response back what it was worth, and return how many attempts that changes.

    Undoing twice changes nothing. Raises `NotTheLast`.
    """
    lock([place])
    rules = rules_at(place, in_force([place.assignment_id]))
    if correction not in rules:
        return 0
    if correction is not rules[-1]:
        raise NotTheLast
    dropped = correction.remedy is Remedy.DROP
    max_mark = correction.max_mark_before if dropped else place.max_mark
    changes = changes_of(correction)
    outcomes = [
        undone(place, paper, rules, changes.get(part.response_id), max_mark)
        for paper in papers_of([place]).get(place.assignment_id, ())
        if (part := paper.parts.get(place.position))
    ]
    place.max_mark = max_mark
    correction.undone_at, correction.undone_by = now, teacher
    effects, scale = effects_of(outcomes, place.assignment), place.assignment.scale
    db.session.add(reckoned(correction.id, effects, scale, undoing=True))
    _write(place, outcomes, teacher, now, f"undone: {REASONS[correction.remedy]}")
    return sum(bool(each.changed) for each in outcomes)


def _write(
    place: AssignedItem,
    outcomes: Iterable[Outcome],
    teacher: User,
    now: datetime,
    what: str,
    note: str = "",
) -> None:
    """Store what changes, with a step for each response that does; few statements for many."""
    changing = {each.paper.attempt_id: each for each in outcomes if each.changed}
    values, steps = [], []
    for row in stored(place) if changing else ():
        outcome = changing.get(row.attempt_id)
        if outcome and row.position in outcome.changed:
            here = row.position == place.position
            reason = what if here else f"question {place.position}: {what}"
            values.append({"id": row.id, "step_at": now, **_values(outcome, row.position)})
            steps.append(_step(row, outcome, teacher, now, _shortened(reason, note)))
    db.session.flush()
    if values:
        db.session.execute(update(Response), values)
        db.session.execute(insert(ResponseStep), steps)
    forget_responses()


def _values(outcome: Outcome, position: int) -> dict[str, Any]:
    """Return what a response holds from now on; the columns are the same for all."""
    here = position == outcome.position
    held = outcome.after if here else outcome.paper.parts[position].held
    mark = outcome.marks[position]
    return {
        "state": held.state,
        "max_mark": held.max_mark,
        "earned_numerator": held.numerator,
        "earned_denominator": held.denominator,
        "mark_numerator": None if mark is None else mark.numerator,
        "mark_denominator": None if mark is None else mark.denominator,
    }


def _step(
    row: Row[Any], outcome: Outcome, teacher: User, now: datetime, reason: str
) -> dict[str, Any]:
    values = _values(outcome, row.position)
    return {
        "response_id": row.id,
        "kind": StepKind.REGRADED,
        "revision": row.revision,
        "fields": row.fields,
        "certainty": row.certainty,
        "at": now,
        "actor_id": teacher.id,
        "client": row.client,
        "reason": reason,
        "mark_numerator": values["mark_numerator"],
        "mark_denominator": values["mark_denominator"],
    }


def _shortened(reason: str, note: str) -> str:
    text = f"{reason}: {note}" if note else reason
    return text if len(text) <= 300 else f"{text[:299]}…"
