"""What a round has found: the scale, how far it can be relied on, and who does not fit; pure."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from quizapp.comparing.models import Decision, Verdict
from quizapp.comparing.pairing import groups, judgements
from quizapp.comparing.papers import Paper
from quizapp.comparing.table import Table
from quizapp.statistics import judgement
from quizapp.statistics.judgement import Scale

ENOUGH = 5
"""How often every script must have been compared before there is a scale.

Below that a place says more about whom a script happened to meet than about the script.
"""
AIM = 0.8
"""The reliability that is usually asked for."""
UNLIKE = 1.5
"""From which infit on somebody does not fit, however the others lie (Wright and Linacre 1994)."""
HARDLY = 1.2
"""Up to which infit nobody is named, for it can well be chance."""
SLACK = 1e-6
"""What inexact arithmetic may add to a number that is whole."""
FEW = 10
"""How many decisions of a judge are too few to speak of the judge."""


@dataclass(frozen=True)
class Placed:
    """A script on the scale, ``rank`` from 1 for the best; ``place`` and ``error`` in logits."""

    paper: Paper
    rank: int
    place: float
    error: float
    compared: int
    infit: float | None
    misfits: bool

    @property
    def low(self) -> float:
        return self.place - self.error

    @property
    def high(self) -> float:
        return self.place + self.error


@dataclass(frozen=True)
class Judged:
    """How much a judge did. ``seconds`` is the median; ``infit`` is absent where it says little."""

    name: str
    decisions: int
    skipped: int
    seconds: int | None
    infit: float | None
    misfits: bool
    left_share: float | None


@dataclass(frozen=True)
class Finding:
    """A round in figures. There is a scale once every script was compared often enough."""

    table: Table

    @cached_property
    def decided(self) -> int:
        return len(judgements(self.table.calls))

    @cached_property
    def islands(self) -> Sequence[Sequence[Paper]]:
        """The groups of scripts that comparisons tie together, the largest first."""
        group = groups(self.table.present, self.table.calls)
        found: dict[int, list[Paper]] = {}
        for script, name in group.items():
            found.setdefault(name, []).append(self.table.present[script])
        return sorted(found.values(), key=len, reverse=True)

    @property
    def linked(self) -> bool:
        return len(self.islands) <= 1

    @property
    def too_few(self) -> Sequence[Paper]:
        """The scripts that were compared too seldom for a scale."""
        counts = self.table.compared
        return [p for p in self.table.present.values() if counts.get(p.id, 0) < ENOUGH]

    @property
    def has_scale(self) -> bool:
        return len(self.table.present) > 1 and self.linked and not self.too_few

    @cached_property
    def scale(self) -> Scale:
        return judgement.scale(list(self.table.present), judgements(self.table.calls))

    @cached_property
    def placed(self) -> Sequence[Placed]:
        """The scripts from the best to the weakest; empty while there is no scale."""
        if not self.has_scale:
            return []
        infits = judgement.script_infit(self.scale, judgements(self.table.calls))
        odd = _odd(infits)
        order = sorted(self.scale.places, key=lambda each: (-self.scale.places[each], each))
        return [
            Placed(
                self.table.present[script],
                rank,
                self.scale.places[script],
                self.scale.errors[script],
                self.table.compared[script],
                infits.get(script),
                script in odd,
            )
            for rank, script in enumerate(order, start=1)
        ]

    @property
    def misfitting(self) -> Sequence[Placed]:
        return [each for each in self.placed if each.misfits]

    @cached_property
    def judges(self) -> Sequence[Judged]:
        """Everybody who judges or has judged, who judged most first."""
        made: dict[int, list[Decision]] = {each.id: [] for each in self.table.round.judges}
        names = {each.id: each.name for each in self.table.round.judges}
        for each in self.table.standing:
            made.setdefault(each.judge_id or 0, []).append(each)
            names[each.judge_id or 0] = each.judge.name if each.judge else "Somebody who has left"
        infits = self._judge_infits()
        odd = _odd(infits)
        found = [
            _judged(names[who], decisions, infits.get(who), who in odd)
            for who, decisions in made.items()
        ]
        return sorted(found, key=lambda each: (-each.decisions, each.name))

    def _judge_infits(self) -> Mapping[int, float]:
        if not self.has_scale:
            return {}
        decided = judgements(self.table.calls)
        counts = Counter(each.judge for each in decided)
        found = judgement.judge_infit(self.scale, decided)
        return {who: infit for who, infit in found.items() if counts[who] >= FEW}

    @cached_property
    def reliability(self) -> float | None:
        """The scale separation reliability; ``None`` where it is not defined."""
        return judgement.separation_reliability(self.scale) if self.has_scale else None

    @property
    def more_needed(self) -> int | None:
        """About how many more decisions bring the reliability to `AIM`, 0 if it is there.

        The squared error shrinks as decisions are added, the spread stays: the formula of
        Spearman and Brown, solved for the number. ``None`` where nothing but error was found.
        """
        if self.reliability is None or self.reliability <= 0:
            return None
        factor = AIM / (1 - AIM) * (1 - self.reliability) / self.reliability
        return max(0, math.ceil((factor - 1) * self.decided - SLACK))

    @property
    def one_way(self) -> Sequence[Placed]:
        """The scripts that won, or lost, all their comparisons: they could lie further out."""
        calls = judgements(self.table.calls)
        better, worse = {each.better for each in calls}, {each.worse for each in calls}
        return [each for each in self.placed if each.paper.id not in better & worse]


def _odd(infits: Mapping[int, float]) -> set[int]:
    named = {who for who, infit in infits.items() if infit > UNLIKE}
    return {who for who in {*judgement.misfits(dict(infits)), *named} if infits[who] > HARDLY}


def _judged(name: str, made: Sequence[Decision], infit: float | None, misfits: bool) -> Judged:
    decided = [each for each in made if each.verdict is not Verdict.SKIPPED]
    times = [each.seconds for each in decided if each.seconds is not None]
    left = sum(each.verdict is Verdict.LEFT for each in decided)
    return Judged(
        name,
        len(decided),
        len(made) - len(decided),
        round(median(times)) if times else None,
        infit,
        misfits,
        left / len(decided) if len(decided) >= FEW else None,
    )
