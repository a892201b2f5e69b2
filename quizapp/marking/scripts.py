"""The scripts of one item in the order in which they are marked; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from hashlib import blake2b


@dataclass(frozen=True)
class Marked:
    """The mark that a script has, and who gave it when."""

    level: int | None
    mark: Fraction
    marker: str
    at: datetime
    version_id: int
    origin: str = ""


@dataclass(frozen=True)
class Script:
    """A response in the queue.

    ``holder`` has it open now, ``taker`` was handed it; both are a person's number and name.
    ``marked`` is absent while it waits, also when the answer changed after it was marked.
    """

    id: int
    classroom: str
    version_id: int
    marked: Marked | None = None
    holder: tuple[int, str] | None = None
    taker: tuple[int, str] | None = None
    number: int = 0

    @property
    def waits(self) -> bool:
        return self.marked is None

    def free_for(self, marker_id: int) -> bool:
        """Return whether somebody may be given the script as the next one."""
        others = [each for each in (self.holder, self.taker) if each and each[0] != marker_id]
        return self.waits and not others


def place_in_line(bank: str, item_id: str, response_id: int) -> bytes:
    """Return what to sort scripts by: always the same, another order for each item.

    It has nothing to do with names, classes or time, so that nobody is always read first.
    """
    return blake2b(f"{bank}/{item_id}/{response_id}".encode(), digest_size=8).digest()


def next_free(scripts: Sequence[Script], marker_id: int, after: int | None) -> Script | None:
    """Return the next script to mark after another one, from the start again at the end."""
    ids = [script.id for script in scripts]
    here = ids.index(after) + 1 if after in ids else 0
    line = [*scripts[here:], *scripts[:here]]
    return next((s for s in line if s.id != after and s.free_for(marker_id)), None)


def neighbours(scripts: Sequence[Script], script_id: int) -> tuple[int | None, int | None]:
    """Return the numbers of the scripts before and behind one."""
    ids = [script.id for script in scripts]
    if script_id not in ids:
        return None, None
    here = ids.index(script_id)
    return (ids[here - 1] if here else None), (ids[here + 1] if here + 1 < len(ids) else None)
