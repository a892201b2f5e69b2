"""Whether a text shares a run of six words with a document that the bank may not copy.

The documents themselves are not shipped. What is shipped is a hash of their six-word runs, and
only of those runs whose hash is a multiple of four: enough to notice a copied passage, too little
to rebuild the text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

RUN = 6
ONE_IN = 4
HASH_BYTES = 8

_QUOTES = str.maketrans("", "", "'\"`‘’‚‛“”„‟ʼʹ′")  # noqa: RUF001
_WORD = re.compile(r"[^\W_]+")

Exempt = tuple[str, ...]
"""Titles and bylines that anybody may name; a run never reaches across one."""


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without accents, quotes and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES).casefold())
    return _WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)))


def fingerprints(texts: Iterable[str], exempt: Exempt) -> bytes:
    """Return the hashes that are kept of the texts' runs, sorted and put end to end."""
    runs = {_hash(run) for text in texts for _, run in _runs(text, exempt)}
    return b"".join(sorted(run for run in runs if _kept(run)))


def shared_runs(text: str, fingerprints: bytes, exempt: Exempt) -> list[str]:
    """Return the passages of a text that share runs of words with the fingerprinted texts."""
    passages: list[list[str]] = []
    end = -1
    for place, run in _runs(text, exempt):
        if not _holds(fingerprints, _hash(run)):
            continue
        if place <= end:
            passages[-1] += run[end - place :]
        else:
            passages.append(list(run))
        end = place + RUN
    return [" ".join(passage) for passage in passages]


def _runs(text: str, exempt: Exempt) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every run of words with its place; no run reaches into an exempt phrase."""
    found = words(text)
    free = _without(found, _phrases(exempt))
    for start in range(len(found) - RUN + 1):
        if all(free[start : start + RUN]):
            yield start, tuple(found[start : start + RUN])


def _without(found: list[str], phrases: tuple[tuple[str, ...], ...]) -> list[bool]:
    """Return for each word whether it stands outside all the phrases."""
    free = [True] * len(found)
    for phrase in phrases:
        length = len(phrase)
        for start in range(len(found) - length + 1):
            if found[start] == phrase[0] and tuple(found[start : start + length]) == phrase:
                free[start : start + length] = [False] * length
    return free


@lru_cache(maxsize=8)
def _phrases(exempt: Exempt) -> tuple[tuple[str, ...], ...]:
    return tuple(filter(None, (tuple(words(phrase)) for phrase in exempt)))


def _hash(run: Iterable[str]) -> bytes:
    return blake2b(" ".join(run).encode(), digest_size=HASH_BYTES).digest()


def _kept(run: bytes) -> bool:
    return run[-1] % ONE_IN == 0


def _holds(fingerprints: bytes, run: bytes) -> bool:
    """Look a hash up in the sorted hashes, without unpacking them."""
    if not _kept(run):
        return False
    count = len(fingerprints) // HASH_BYTES
    at = bisect_left(range(count), run, key=lambda index: _record(fingerprints, index))
    return at < count and _record(fingerprints, at) == run


def _record(fingerprints: bytes, index: int) -> bytes:
    return fingerprints[index * HASH_BYTES : (index + 1) * HASH_BYTES]
