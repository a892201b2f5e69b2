"""What a correction would do, worked out without writing anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b

from quizapp.attempts.corrections import Place, in_force
from quizapp.attempts.models import Correction
from quizapp.quizzes.models import AssignedItem, Assignment
from quizapp.regrading.effects import Effect, effects_of
from quizapp.regrading.papers import Decision, Outcome, Paper, decided, is_by_person, is_lost
from quizapp.regrading.reading import papers_of, working_in


@dataclass(frozen=True)
class Sheet:
    """One assignment: the question in it, the rules it follows so far, and every outcome."""

    place: AssignedItem
    rules: Sequence[Correction]
    outcomes: Sequence[Outcome]
    lost: Sequence[Paper]
    working: int

    @property
    def assignment(self) -> Assignment:
        return self.place.assignment

    @property
    def evidence(self) -> Sequence[int]:
        """The questions that count only if this one is right."""
        here = self.place.position
        return [each.position for each in self.assignment.items if each.claim_position == here]

    @cached_property
    def effects(self) -> Sequence[Effect]:
        return effects_of(self.outcomes, self.assignment)


@dataclass(frozen=True)
class Plan:
    """A decision with all that it would change; ``seal`` changes when any of it does."""

    decision: Decision
    sheets: Sequence[Sheet]
    seal: str

    @cached_property
    def effects(self) -> Sequence[Effect]:
        return [effect for sheet in self.sheets for effect in sheet.effects]

    def drifting(self, drift: str) -> Sequence[Effect]:
        """Return those whose result goes this way."""
        return [each for each in self.effects if each.drift == drift]

    @property
    def gives_grades(self) -> bool:
        return any(sheet.assignment.scale for sheet in self.sheets)

    @property
    def crossing(self) -> Sequence[Effect]:
        """Those who get another grade."""
        return [each for each in self.effects if each.crosses]

    @property
    def changed(self) -> int:
        """How many attempts get another mark for the question or for its evidence."""
        return sum(bool(o.changed) for sheet in self.sheets for o in sheet.outcomes)

    @property
    def overridden(self) -> int:
        """How many marks for the question a teacher has set by hand; they stay."""
        parts = (outcome.part for sheet in self.sheets for outcome in sheet.outcomes)
        return sum(part.fixed is not None for part in parts)

    @property
    def by_person(self) -> int:
        """How many answers to the question have a mark from a person; it stays."""
        return sum(
            is_by_person(sheet.place, outcome.paper, sheet.rules, self.decision)
            for sheet in self.sheets
            for outcome in sheet.outcomes
        )

    @property
    def excused(self) -> int:
        """How many attempts the question does not count in, because the student is excused."""
        outcomes = (outcome for sheet in self.sheets for outcome in sheet.outcomes)
        return sum(outcome.position in outcome.paper.excused for outcome in outcomes)

    @property
    def lost(self) -> int:
        return sum(len(sheet.lost) for sheet in self.sheets)

    @property
    def working(self) -> int:
        return sum(sheet.working for sheet in self.sheets)

    @property
    def mean_before(self) -> Fraction | None:
        return _mean(effect.before.share for effect in self.effects)

    @property
    def mean_after(self) -> Fraction | None:
        return _mean(effect.after.share for effect in self.effects)


def _mean(shares: Iterable[Fraction]) -> Fraction | None:
    known = list(shares)
    return sum(known, Fraction()) / len(known) if known else None


def plan_of(places: Sequence[AssignedItem], decision: Decision) -> Plan:
    """Work out a decision for these questions, as everything stands now."""
    rules = in_force({each.assignment_id for each in places})
    papers, working = papers_of(places), working_in(places)
    sheets = [
        _sheet(
            place,
            rules.get((place.assignment_id, place.position), ()),
            papers.get(place.assignment_id, ()),
            working.get(place.assignment_id, 0),
            decision,
        )
        for place in places
    ]
    return Plan(decision, sheets, _seal(decision, sheets))


def _sheet(
    place: AssignedItem,
    rules: Sequence[Correction],
    papers: Sequence[Paper],
    working: int,
    decision: Decision,
) -> Sheet:
    presented = [paper for paper in papers if place.position in paper.parts]
    return Sheet(
        place,
        rules,
        [decided(place, paper, rules, decision) for paper in presented],
        [paper for paper in presented if is_lost(place, paper, decision)],
        working,
    )


def _seal(decision: Decision, sheets: Sequence[Sheet]) -> str:
    version = decision.version.hash if decision.version else ""
    known: list[object] = [decision.remedy.value, version, decision.never_lower]
    for sheet in sheets:
        known += [sheet.place.id, sheet.place.max_mark, [each.id for each in sheet.rules]]
        for outcome in sheet.outcomes:
            parts = sorted(outcome.paper.parts.items())
            known.append([outcome.paper.attempt_id, *parts])
        known += [(each.student.id, each.before, each.after) for each in sheet.effects]
    return blake2b(repr(known).encode(), digest_size=16).hexdigest()


def rules_at(place: AssignedItem, rules: Mapping[Place, Sequence[Correction]]) -> list[Correction]:
    """Return the corrections in force at one place."""
    return list(rules.get((place.assignment_id, place.position), ()))
