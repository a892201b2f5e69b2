"""Beliefs that wrong answers point to: who holds them, and who has changed their mind; pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from quizapp.attempts.question import read
from quizapp.bank.model import Misconception
from quizapp.insights.sittings import Pupil
from quizapp.insights.tally import Choice, Group, Sources, tally
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item
from quizapp.items.hot_text.model import HotTextItem
from quizapp.items.multiple_response.model import MultipleResponseItem

VERY_SURE = 3


class Stand(StrEnum):
    """What somebody's answers to some questions say about one belief.

    ``UNCLEAR`` is neither: wrong in another way, or left blank.
    """

    HELD = "held"
    AGAINST = "against"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Reply:
    """What somebody answered to a question, in the attempt that counts.

    ``at`` is when the attempt was handed in, ``certainty`` how sure they said they were, if they
    were asked.
    """

    pupil: Pupil
    at: datetime
    fields: Fields
    certainty: int | None = None


@dataclass(frozen=True)
class Asked:
    """A question in a quiz of the class, with everybody's replies; ``key`` says what is right."""

    bank: str
    assignment_id: int
    title: str
    position: int
    item: Item
    sources: Sources
    replies: Sequence[Reply]
    key: Item


@dataclass(frozen=True)
class Evidence:
    """A wrong choice that points to a belief: where it stood, and who made it."""

    asked: Asked
    part: str
    text: str
    choosers: Sequence[Pupil]


@dataclass(frozen=True)
class _Sign:
    """What one reply says about a belief: it was held, or a right answer goes against it.

    ``telling`` says that the reply stands where holders are looked for.
    """

    item_id: str
    at: datetime
    held: bool
    right: bool
    sure: bool
    telling: bool


@dataclass
class _Signs:
    """Everything that the replies say about one belief; ``by_pupil`` is keyed by id."""

    evidence: list[Evidence] = field(default_factory=list)
    pupils: dict[int, Pupil] = field(default_factory=dict)
    by_pupil: dict[int, list[_Sign]] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """A belief that somebody holds.

    ``sure`` counts the holders who said at least once that they were very sure of such an answer.
    ``asked_again`` counts the holders who answered another question on it in a later attempt;
    those who answered it rightly, and have not shown the belief since, ``changed`` their mind.
    """

    bank: str
    misconception: Misconception
    evidence: Sequence[Evidence]
    holders: Sequence[Pupil]
    sure: int
    asked_again: int
    changed: Sequence[Pupil]


def held(
    bank: str,
    questions: Sequence[Asked],
    known: Mapping[str, Misconception],
    within: int | None = None,
) -> Sequence[Held]:
    """Return the beliefs that replies point to: those somebody is very sure of first.

    With ``within``, the id of an assignment, only what was shown there makes a holder; who has
    changed their mind is seen in all the questions.
    """
    found: dict[str, _Signs] = {}
    for question in questions:
        _read(question, found, telling=within in {None, question.assignment_id})
    beliefs = [
        _held(bank, known[ident], signs)
        for ident, signs in found.items()
        if ident in known and signs.evidence
    ]
    return sorted(beliefs, key=order)


def stands_on(ident: str, questions: Sequence[Asked]) -> Mapping[int, Stand]:
    """Return where everybody who answered one of these questions stands, by the student's id.

    Somebody who shows the belief once holds it, whatever else they answered.
    """
    found: dict[str, _Signs] = {}
    for question in questions:
        _read(question, found, telling=True)
    signs = found[ident].by_pupil if ident in found else {}
    return {pupil_id: _stand(each) for pupil_id, each in signs.items()}


def _stand(signs: Sequence[_Sign]) -> Stand:
    if any(sign.held for sign in signs):
        return Stand.HELD
    return Stand.AGAINST if any(sign.right for sign in signs) else Stand.UNCLEAR


def order(belief: Held) -> tuple[int, int, str]:
    """Return the place of a belief among others: confident mistakes first, then the common ones."""
    return -belief.sure, -len(belief.holders), belief.misconception.belief


def _read(question: Asked, found: dict[str, _Signs], *, telling: bool) -> None:
    """Gather what a question says about each belief it can reveal."""
    given = [(reply.pupil, reply.fields) for reply in question.replies]
    groups = tally(question.item, given, question.sources, question.key).groups
    revealed = dict.fromkeys(c.misconception for g in groups for c in g.choices if _points(c))
    for ident in filter(None, revealed):
        signs = found.setdefault(ident, _Signs())
        on_it = [g for g in groups if any(c.misconception == ident for c in g.choices)]
        evidence = list(_evidence(question, on_it, ident))
        held = {pupil.id for each in evidence for pupil in each.choosers}
        if telling:
            signs.evidence += evidence
            signs.pupils.update((p.id, p) for each in evidence for p in each.choosers)
        is_right = _rightness(question.key, on_it)
        for reply in question.replies:
            sign = _Sign(
                question.item.id,
                reply.at,
                held=reply.pupil.id in held,
                right=is_right(reply),
                sure=reply.certainty == VERY_SURE,
                telling=telling,
            )
            signs.by_pupil.setdefault(reply.pupil.id, []).append(sign)


def _points(choice: Choice) -> bool:
    return choice.misconception is not None and not choice.right


def _evidence(question: Asked, groups: Sequence[Group], ident: str) -> Iterator[Evidence]:
    for group in groups:
        for choice in group.choices:
            if choice.misconception == ident and _points(choice) and choice.choosers:
                yield Evidence(question, group.label, choice.text, choice.choosers)


def _rightness(key: Item, groups: Sequence[Group]) -> Callable[[Reply], bool]:
    """Return what tells whether a reply is right where the belief could have shown.

    Where several things are selected together that is the whole answer; otherwise it is the rows
    or gaps in question.
    """
    if isinstance(key, HotTextItem | MultipleResponseItem):
        return lambda reply: _is_wholly_right(key, reply)
    right = [{p.id for c in group.choices if c.right for p in c.choosers} for group in groups]
    everywhere = set.intersection(*right)
    return lambda reply: reply.pupil.id in everywhere


def _is_wholly_right(key: Item, reply: Reply) -> bool:
    answer, _ = read(key, reply.fields)
    return answer is not None and ITEM_TYPES[key.type].score(key, answer).fraction == 1


def _held(bank: str, misconception: Misconception, signs: _Signs) -> Held:
    own = {each: signs.by_pupil[each] for each in signs.pupils}
    return Held(
        bank,
        misconception,
        signs.evidence,
        list(signs.pupils.values()),
        sum(
            any(sign.held and sign.telling and sign.sure for sign in each) for each in own.values()
        ),
        sum(_asked_again(each) for each in own.values()),
        [signs.pupils[ident] for ident, each in own.items() if _changed(each)],
    )


def _asked_again(signs: Sequence[_Sign]) -> bool:
    """Return whether another question on the belief was answered after it first showed."""
    first = min(sign.at for sign in signs if sign.held and sign.telling)
    seen = {sign.item_id for sign in signs if sign.at <= first}
    return any(sign.at > first and sign.item_id not in seen for sign in signs)


def _changed(signs: Sequence[_Sign]) -> bool:
    """Return whether a right answer to a new question came after the belief showed last.

    The same question does not tell: its explanation has been read.
    """
    last = max(sign.at for sign in signs if sign.held)
    seen = {sign.item_id for sign in signs if sign.at <= last}
    return any(sign.right and sign.at > last and sign.item_id not in seen for sign in signs)
