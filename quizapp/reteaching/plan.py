"""What could be asked again about a belief: of whom, which questions, and when; pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quizapp.bank.model import Misconception
from quizapp.insights.beliefs import Evidence
from quizapp.insights.sittings import Pupil
from quizapp.items.base import Item
from quizapp.reteaching.models import Reteaching

MOST = 3
"""How many questions are proposed for the follow-up, and how many the recheck asks."""


@dataclass(frozen=True)
class Candidate:
    """A question on the belief; ``seen`` says that somebody who holds it has had it."""

    item: Item
    seen: bool

    @property
    def id(self) -> str:
        return self.item.id


@dataclass(frozen=True)
class Member:
    """A student of the class, and what speaks for or against asking them again."""

    pupil: Pupil
    holds: bool
    changed: bool
    evidence: Sequence[Evidence]
    under_way: Reteaching | None

    @property
    def proposed(self) -> bool:
        return self.holds and self.under_way is None


@dataclass(frozen=True)
class Plan:
    """Everything on the page that sets a follow-up; ``newest`` is what was set last on it."""

    bank: str
    misconception: Misconception
    members: Sequence[Member]
    candidates: Sequence[Candidate]
    topic: str
    newest: Reteaching | None

    @property
    def holders(self) -> Sequence[Member]:
        return [each for each in self.members if each.holds]

    @property
    def others(self) -> Sequence[Member]:
        return [each for each in self.members if not each.holds]

    @property
    def under_way(self) -> Sequence[Reteaching]:
        """The follow-ups on the belief whose recheck is still to come, each once."""
        found = {each.under_way.id: each.under_way for each in self.members if each.under_way}
        return list(found.values())

    @property
    def unseen(self) -> Sequence[Candidate]:
        return [each for each in self.candidates if not each.seen]

    @property
    def proposed_students(self) -> list[str]:
        return [str(each.pupil.id) for each in self.members if each.proposed]

    @property
    def proposed_items(self) -> list[str]:
        """The first questions, but one is kept for the recheck: new to the group if possible."""
        if len(self.candidates) < 2:
            return [each.id for each in self.candidates]
        kept = self.unseen[-1] if self.unseen else self.candidates[-1]
        return [each.id for each in self.candidates if each is not kept][:MOST]

    @property
    def warning(self) -> str:
        """What a teacher should know when questions run short; empty if they do not."""
        if not self.candidates:
            return "The question bank has no question on this belief any more."
        if len(self.candidates) == 1:
            return (
                "The bank has one question on this belief, so the recheck asks it again. "
                "A right answer then says less, because its explanation has been read."
            )
        if not self.unseen:
            return (
                "The group has had every question on it, so they are asked again. "
                "A right answer then says less, because the explanations have been read."
            )
        if len(self.unseen) == 1:
            return "Only one question on it is new to the group. It is kept for the recheck."
        return ""


def in_turn(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the questions in the order to propose them: new ones first, easy ones first."""
    return sorted(candidates, key=lambda each: (each.seen, each.item.difficulty, each.id))


def for_recheck(candidates: Sequence[Candidate], follow_up: Collection[str]) -> list[str]:
    """Return the questions of the recheck: those left over by the follow-up, new ones first.

    Where nothing is left over, the same are asked again.
    """
    left = [each.id for each in candidates if each.id not in follow_up]
    return (left or [each.id for each in candidates if each.id in follow_up])[:MOST]


def topic_of(items: Sequence[Item], sources: Mapping[str, str], section: str) -> str:
    """Return what questions are about in neutral words: their sources, or their section."""
    used = dict.fromkeys(source for item in items for source in item.sources)
    titles = [sources[each] for each in used if each in sources]
    return " and ".join(titles) if 0 < len(titles) <= 2 else section
