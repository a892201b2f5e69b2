"""Which two scripts a judge sees next; pure.

Among the pairs that the judge has seen least often (at first never) the next one is that

1. whose scripts have been compared the fewest times, by all judges together;
2. that ties together scripts which nothing ties together yet, so that all come onto one scale;
3. whose scripts stand closest by what is known so far: such a decision says most. A script's
   place is here log((wins + 1/2) / (losses + 1/2)), which costs nothing; all meet equally often,
   so it leads to nearly the same pairs as the scale of the report;
4. that is drawn by lot. Which script stands on the left is drawn too.

The lot depends on the round's seed, the judge and the turn alone. So the same page shows the same
pair again, and two judges start with different ones.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from random import Random

from quizapp.comparing.models import Verdict
from quizapp.statistics.judgement import Judgement


@dataclass(frozen=True)
class Call:
    """A decision that counts, or a pair that was skipped."""

    judge: int
    left: int
    right: int
    verdict: Verdict

    @property
    def pair(self) -> frozenset[int]:
        return frozenset((self.left, self.right))

    @property
    def decided(self) -> bool:
        return self.verdict is not Verdict.SKIPPED

    @property
    def judgement(self) -> Judgement:
        """The decision as statistics want it; not for one that was skipped."""
        left_wins = self.verdict is Verdict.LEFT
        better, worse = (self.left, self.right) if left_wins else (self.right, self.left)
        return Judgement(self.judge, better, worse)


def judgements(calls: Iterable[Call]) -> list[Judgement]:
    """Return the decisions among calls."""
    return [call.judgement for call in calls if call.decided]


def times_compared(calls: Iterable[Call]) -> Counter[int]:
    """Return how often each script was compared."""
    return Counter(script for call in calls if call.decided for script in call.pair)


def next_pair(
    scripts: Sequence[int], calls: Sequence[Call], judge: int, turn: int, seed: int
) -> tuple[int, int] | None:
    """Return the scripts for the left and the right; ``None`` where there are no two scripts."""
    rng = Random(f"{seed}:{judge}:{turn}")  # noqa: S311  (a lot, not a secret)
    seen = Counter(call.pair for call in calls if call.judge == judge)
    pairs = [(a, b, seen[frozenset((a, b))]) for a, b in combinations(sorted(scripts), 2)]
    if not pairs:
        return None
    rarest = min(times for _, _, times in pairs)
    done = times_compared(calls)
    found = _places(calls)
    group = groups(scripts, calls)
    chosen = min(
        ((a, b) for a, b, times in pairs if times == rarest),
        key=lambda pair: (
            done[pair[0]] + done[pair[1]],
            group[pair[0]] == group[pair[1]],
            round(abs(found.get(pair[0], 0) - found.get(pair[1], 0)), 6),
            rng.random(),
        ),
    )
    return chosen if rng.random() < 0.5 else (chosen[1], chosen[0])


def _places(calls: Sequence[Call]) -> dict[int, float]:
    wins = Counter(each.better for each in judgements(calls))
    return {
        script: log((wins[script] + 0.5) / (met - wins[script] + 0.5))
        for script, met in times_compared(calls).items()
    }


def groups(scripts: Iterable[int], calls: Iterable[Call]) -> dict[int, int]:
    """Return to which group each script belongs: comparisons tie a group together."""
    members = {script: [script] for script in scripts}
    for call in calls:
        one, other = members[call.left], members[call.right]
        if call.decided and one is not other:
            one.extend(other)
            members.update(dict.fromkeys(other, one))
    return {script: min(group) for script, group in members.items()}
