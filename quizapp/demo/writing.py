"""What invented students write: essays and reasons put together from short texts of ours."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, cast

from quizapp.bank.strict_yaml import read

TEXTS = Path(__file__).with_name("writing.yaml")

Move = Mapping[str, Sequence[str]]
"""One thing that an answer does, worded at the levels weak, fair and strong."""

LEVELS = ("weak", "fair", "strong")
WOBBLE = 0.12
"""How far the quality of one move lies from that of the writer."""
VARIANTS = re.compile(r"\{([^{}]*)\}")
"""Words in a text of which one is taken: {so|therefore}."""
CUT_OFF_FROM = 12
"""A paragraph of fewer words is not broken off when the time is up."""


def essay(item_id: str, quality: float, share_of_time: float, rng: Random) -> str:
    """Return an essay of a quality between 0 and 1; little time leaves it unfinished."""
    moves = _for(_texts()["essays"], item_id)
    kept = [move for place, move in enumerate(moves) if place == 0 or rng.random() < 0.5 + quality]
    paragraphs = [_worded(move, quality, rng) for move in kept]
    if share_of_time >= 1:
        return "\n\n".join(paragraphs)
    return "\n\n".join(_broken_off(paragraphs[: 1 + int(share_of_time * len(kept))], rng))


def reason(item_id: str, first: str, quality: float, rng: Random) -> str:
    """Return a reason for ranking this element first, or for taking this position."""
    choices = _for(_texts()["reasons"], item_id)
    because = _worded(_for(choices, first), quality, rng)
    if rng.random() > 0.3 + quality / 2:
        return because
    return f"{because} {rng.choice(_for(_texts()['afterwards'], item_id))}"


@cache
def _texts() -> Any:
    return read(TEXTS.read_bytes(), TEXTS.name).value


def _for(texts: Mapping[str, Any], key: str) -> Any:
    return texts.get(key) or texts["any"]


def _worded(move: Move, quality: float, rng: Random) -> str:
    """Return one of the move's texts at the level nearest to what is wanted."""
    wanted = int(3 * min(0.99, max(0.0, rng.gauss(quality, WOBBLE))))
    nearest = min(
        (level for level in LEVELS if level in move),
        key=lambda level: abs(LEVELS.index(level) - wanted),
    )
    text = rng.choice(cast(list[str], move[nearest]))
    return VARIANTS.sub(lambda found: rng.choice(found[1].split("|")), text)


def _broken_off(paragraphs: list[str], rng: Random) -> list[str]:
    """Return the paragraphs with the last one ending in the middle of a sentence."""
    *whole, last = paragraphs
    words = last.split()
    if len(words) < CUT_OFF_FROM:
        return paragraphs
    return [*whole, " ".join(words[: rng.randint(CUT_OFF_FROM // 2, len(words) - 3)])]
