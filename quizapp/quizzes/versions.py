"""What a published version holds, as a typed value; versions never change, so they are kept."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Generic, TypeVar

from quizapp.bank.model import Quiz
from quizapp.bank.sources import Source
from quizapp.bank.versions import item_from_content, quiz_from_content, source_from_content
from quizapp.items.base import Item
from quizapp.quizzes.models import ItemVersion, QuizVersion, SourceVersion

MOST_KEPT = 2_000

ValueT = TypeVar("ValueT")
Version = ItemVersion | SourceVersion | QuizVersion


class _Kept(Generic[ValueT]):
    """The values read most recently, by id and hash; safe to share between threads."""

    def __init__(self, read: Callable[[Mapping[str, Any]], ValueT], most: int = MOST_KEPT) -> None:
        self._read = read
        self._most = most
        self._values: OrderedDict[tuple[int, str], ValueT] = OrderedDict()
        self._lock = Lock()

    def value_of(self, version: Version) -> ValueT:
        key = (version.id, version.hash)
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = self._read(version.content)
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


_items = _Kept(item_from_content)
_sources = _Kept(source_from_content)
_quizzes = _Kept(quiz_from_content)


def item_of(version: ItemVersion) -> Item:
    """Return the item that a version holds."""
    return _items.value_of(version)


def source_of(version: SourceVersion) -> Source:
    """Return the source that a version holds."""
    return _sources.value_of(version)


def quiz_of(version: QuizVersion) -> Quiz:
    """Return the quiz that a version holds."""
    return _quizzes.value_of(version)
