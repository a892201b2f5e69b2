"""A round with its scripts and decisions: what counts, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quizapp.accounts.models import User
from quizapp.attempts.question import sources_of
from quizapp.bank.sources import Source
from quizapp.comparing.models import ComparingRound, Decision, Verdict
from quizapp.comparing.pairing import Call, next_pair, times_compared
from quizapp.comparing.papers import Paper, new_responses, papers_of, written
from quizapp.database import db
from quizapp.items.extended_response.model import ExtendedResponseItem


@dataclass(frozen=True)
class Table:
    """A round as it stands. A decision counts while both its scripts take part unchanged."""

    round: ComparingRound
    papers: Sequence[Paper]
    decisions: Sequence[Decision]
    newly_in: Sequence[int]

    @property
    def item(self) -> ExtendedResponseItem:
        return written(self.round.version)

    @property
    def sources(self) -> Mapping[str, Source]:
        return sources_of(self.round.assignments[0].sources, self.item)

    @property
    def key(self) -> dict[str, str]:
        """The parts of the address of the question."""
        return {"bank": self.round.version.bank, "item_id": self.round.version.item_id}

    @property
    def classes(self) -> Sequence[str]:
        return sorted({each.classroom.name for each in self.round.assignments})

    @cached_property
    def present(self) -> Mapping[int, Paper]:
        """The scripts that take part, by id."""
        return {paper.id: paper for paper in self.papers if not paper.gone}

    @property
    def gone(self) -> Sequence[Paper]:
        return [paper for paper in self.papers if paper.gone]

    @property
    def anchors(self) -> Sequence[Paper]:
        """The scripts with a known mark, the lowest first."""
        known = [paper for paper in self.present.values() if paper.anchor is not None]
        return sorted(known, key=lambda paper: (paper.anchor or 0, paper.id))

    @cached_property
    def standing(self) -> Sequence[Decision]:
        """Decisions and skips that were not taken back and speak of scripts as they are now."""
        return [each for each in self.decisions if not each.undone_at and self._holds(each)]

    def _holds(self, decision: Decision) -> bool:
        left = self.present.get(decision.left_id)
        right = self.present.get(decision.right_id)
        return (
            left is not None
            and right is not None
            and left.revision == decision.left_revision
            and right.revision == decision.right_revision
        )

    @cached_property
    def calls(self) -> Sequence[Call]:
        return [
            Call(each.judge_id or 0, each.left_id, each.right_id, each.verdict)
            for each in self.standing
        ]

    @cached_property
    def compared(self) -> Mapping[int, int]:
        """How often each script was compared."""
        return times_compared(self.calls)

    @property
    def outdated(self) -> Mapping[str, int]:
        """How many decisions speak of earlier words, by the name of the script that changed."""
        found: dict[str, int] = {}
        for each in self.decisions:
            if each.undone_at or each.verdict is Verdict.SKIPPED:
                continue
            for script, revision in (
                (each.left_id, each.left_revision),
                (each.right_id, each.right_revision),
            ):
                paper = self.present.get(script)
                if paper and paper.revision != revision:
                    found[paper.name] = found.get(paper.name, 0) + 1
        return found

    @property
    def thin(self) -> Sequence[Paper]:
        """The scripts that were compared less often than the round asks for."""
        return [p for p in self.present.values() if self.compared.get(p.id, 0) < self.round.least]

    @property
    def still_needed(self) -> int:
        """About how many decisions are missing until every script was compared often enough."""
        missing = sum(self.round.least - self.compared.get(p.id, 0) for p in self.thin)
        return (missing + 1) // 2

    def is_judge(self, person: User) -> bool:
        return person in self.round.judges

    def turn_of(self, judge: User) -> int:
        """Return the number of the judge's next answer; what was taken back keeps its own."""
        return max((each.turn for each in self._of(judge)), default=0) + 1

    def _of(self, judge: User) -> Sequence[Decision]:
        return [each for each in self.decisions if each.judge_id == judge.id]

    def last_of(self, judge: User) -> Decision | None:
        """Return the judge's last answer that was not taken back."""
        return next((each for each in reversed(self._of(judge)) if not each.undone_at), None)

    def done_by(self, judge: User) -> int:
        """Return how many decisions of a judge count."""
        return sum(call.decided and call.judge == judge.id for call in self.calls)

    def pair_for(self, judge: User) -> tuple[Paper, Paper] | None:
        """Return what a judge sees next: first of all the pair whose answer they took back."""
        last = max(self._of(judge), key=lambda each: each.undone_at or each.at, default=None)
        if last and last.undone_at and {last.left_id, last.right_id} <= self.present.keys():
            return self.present[last.left_id], self.present[last.right_id]
        turn = self.turn_of(judge)
        pair = next_pair(list(self.present), self.calls, judge.id, turn, self.round.seed)
        return (self.present[pair[0]], self.present[pair[1]]) if pair else None


def table_of(one: ComparingRound) -> Table:
    """Return a round with all that its pages show."""
    return Table(one, papers_of(one), _decisions_of(one), new_responses(one))


def _decisions_of(one: ComparingRound) -> Sequence[Decision]:
    """Return everything that the judges of a round decided, the earliest first."""
    return db.session.scalars(
        select(Decision)
        .where(Decision.round_id == one.id)
        .order_by(Decision.id)
        .options(joinedload(Decision.judge))
        .execution_options(populate_existing=True)
    ).all()
