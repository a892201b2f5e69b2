"""Attempts as plain values, and what one of them is worth before and after a correction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from quizapp.accounts.models import User
from quizapp.attempts.models import Remedy, State
from quizapp.attempts.rules import counting_marks, final_score
from quizapp.attempts.worth import Rule, corrected, lost_by, worth_of
from quizapp.items.base import Fields, Item
from quizapp.quizzes.models import AssignedItem, ItemVersion
from quizapp.quizzes.versions import item_of
from quizapp.regrading.models import Change, Held
from quizapp.scoring.lateness import NO_LATE_RULE, FinalScore, LateRule


@dataclass(frozen=True)
class Decision:
    """What a teacher wants done about a question; the version may be one not stored yet."""

    remedy: Remedy
    version: ItemVersion | None = None
    never_lower: bool = False


@dataclass(frozen=True)
class Part:
    """The response to one question; ``mark`` is what counts of what it holds.

    ``fixed`` is a mark that a teacher set by hand: it counts whatever is corrected.
    """

    response_id: int
    revision: int
    held: Held
    mark: Fraction | None
    fixed: Fraction | None = None

    def waits_as(self, held: Held) -> bool:
        """Whether a person has still to mark it: not what does not count, or is decided."""
        return held.state is State.WAITING and held.max_mark > 0 and self.fixed is None


@dataclass(frozen=True)
class Paper:
    """An attempt that was handed in; ``answers`` holds fields by attempt and position.

    The student is ``excused`` from questions at some positions: they count 0 of 0. The attempt came
    ``days_late``, for which ``late`` says what is taken off.
    """

    attempt_id: int
    number: int
    student: User
    parts: Mapping[int, Part]
    answers: Mapping[tuple[int, int], Fields] = field(repr=False)
    excused: frozenset[int] = frozenset()
    days_late: int = 0
    late: LateRule = NO_LATE_RULE

    def counted(self, held: Held, position: int, max_mark: int) -> Held:
        """Return what a response holds out of a whole mark, which is 0 for who is excused."""
        return replace(held, max_mark=0 if position in self.excused else max_mark)

    def fields_at(self, position: int) -> Fields:
        return self.answers.get((self.attempt_id, position), {})


@dataclass(frozen=True)
class Outcome:
    """What becomes of one attempt: ``after`` is what its response to the question holds then."""

    paper: Paper
    position: int
    after: Held
    marks: Mapping[int, Fraction | None]

    @property
    def part(self) -> Part:
        return self.paper.parts[self.position]

    @property
    def before(self) -> Held:
        return self.part.held

    @property
    def changed(self) -> Sequence[int]:
        """The positions of the responses that hold or count something else afterwards."""
        parts = self.paper.parts
        same = self.before == self.after
        return [
            position
            for position, mark in self.marks.items()
            if mark != parts[position].mark or (position == self.position and not same)
        ]

    @property
    def final_before(self) -> FinalScore:
        parts = self.paper.parts.values()
        return self._final((part.mark for part in parts), (part.held.max_mark for part in parts))

    @property
    def final_after(self) -> FinalScore:
        parts = {position: part.held for position, part in self.paper.parts.items()}
        parts[self.position] = self.after
        return self._final(self.marks.values(), (held.max_mark for held in parts.values()))

    def _final(self, marks: Iterable[Fraction | None], max_marks: Iterable[int]) -> FinalScore:
        return final_score(marks, max_marks, self.paper.late, self.paper.days_late)

    @property
    def waited(self) -> bool:
        """Whether a person had still to mark something in the attempt."""
        return any(part.waits_as(part.held) for part in self.paper.parts.values())

    @property
    def waits(self) -> bool:
        """Whether a person has still to mark something in it afterwards."""
        parts = self.paper.parts.items()
        return any(
            part.waits_as(self.after if at == self.position else part.held) for at, part in parts
        )


def outcome_of(place: AssignedItem, paper: Paper, after: Held) -> Outcome:
    """Return what an attempt is worth when the response to the question holds this."""
    held = {position: part.held for position, part in paper.parts.items()}
    held[place.position] = after
    marks = counting_marks(
        {position: each.earned for position, each in held.items()},
        {position: each.max_mark for position, each in held.items()},
        {each.position: each.claim_position for each in place.assignment.items},
        {p: part.fixed for p, part in paper.parts.items() if part.fixed is not None},
    )
    return Outcome(paper, place.position, after, marks)


def held_after(
    item: Item,
    fields: Fields,
    now: Held,
    old: Sequence[Rule],
    new: Sequence[Rule],
    max_mark: int,
) -> Held:
    """Return what a response holds when ``new`` rules take the place of the ``old``.

    What a person gave by marking stays: it is what the response earned beyond the machine's part.
    Where the old rules left a person nothing to give, what the new ones leave waits for a marker.
    """
    before, worth = corrected(item, fields, old), corrected(item, fields, new)
    by_machine = worth.share * max_mark
    left = before.state is State.WAITING and worth.state is State.WAITING
    if not left or now.state is not State.SCORED:
        return Held.of(worth.state, max_mark, by_machine)
    given = max(now.earned - before.share * now.max_mark, Fraction())
    return Held.of(State.SCORED, max_mark, min(by_machine + given, Fraction(max_mark)))


def decided(
    place: AssignedItem, paper: Paper, rules: Sequence[Rule], decision: Decision
) -> Outcome:
    """Return what a decision makes of an attempt whose question follows these rules so far."""
    now = _unexcused(place, paper)
    max_mark = 0 if decision.remedy is Remedy.DROP else now.max_mark
    fields = paper.fields_at(place.position)
    item = item_of(place.version)
    after = held_after(item, fields, now, rules, [*rules, decision], max_mark)
    if decision.never_lower and after.earned < now.earned:
        after = now
    return outcome_of(place, paper, paper.counted(after, place.position, after.max_mark))


def _unexcused(place: AssignedItem, paper: Paper) -> Held:
    """Return what a response holds, out of the whole mark also where the student is excused."""
    held = paper.parts[place.position].held
    return replace(held, max_mark=place.max_mark) if place.position in paper.excused else held


def undone(
    place: AssignedItem,
    paper: Paper,
    rules: Sequence[Rule],
    change: Change | None,
    max_mark: int,
) -> Outcome:
    """Return what an attempt is worth without the last of the rules.

    A response that still holds what the correction gave it gets back what it held before; one
    that was handed in, accepted or marked since is scored by the rules that are left. Whether the
    student was excused meanwhile makes no difference to that.
    """
    part, now = paper.parts[place.position], _unexcused(place, paper)
    if change and change.revision == part.revision and _earns_the_same(change.after, part.held):
        after = change.before
    else:
        fields, item = paper.fields_at(place.position), item_of(place.version)
        after = held_after(item, fields, now, rules, rules[:-1], max_mark)
    return outcome_of(place, paper, paper.counted(after, place.position, max_mark))


def _earns_the_same(one: Held, other: Held) -> bool:
    return replace(one, max_mark=other.max_mark) == other


def is_by_person(
    place: AssignedItem, paper: Paper, rules: Sequence[Rule], decision: Decision
) -> bool:
    """Return whether a person has marked what is left to a person so far and afterwards."""
    fields, item = paper.fields_at(place.position), item_of(place.version)
    left = (corrected(item, fields, each).state for each in (rules, [*rules, decision]))
    held = paper.parts[place.position].held
    return held.state is State.SCORED and all(each is State.WAITING for each in left)


def is_lost(place: AssignedItem, paper: Paper, decision: Decision) -> bool:
    """Return whether a response cannot be read as an answer to the version that counts now."""
    if decision.version is None:
        return False
    fields = paper.fields_at(place.position)
    return lost_by(decision.version, worth_of(item_of(place.version), fields), fields)
