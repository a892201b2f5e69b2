"""What changed in a file of a bank: the values in it, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizapp.bank.differences import Difference, differences
from quizapp.bank.loader import Loaded
from quizapp.bank.model import LISTS, Bank
from quizapp.items.base import Frozen, Item

Key = tuple[str, str]
"""A kind and an id: ``("item", "S1-03")``."""


@dataclass(frozen=True)
class Change:
    """One value before and after; absent where there was or is none."""

    kind: str
    ident: str
    before: Frozen | None
    after: Frozen | None

    @cached_property
    def differences(self) -> Sequence[Difference]:
        return differences(self.before, self.after, named=self.kind in LISTS)

    @property
    def scores(self) -> bool:
        """Whether answers that were given may be worth something else."""
        return any(each.scores for each in self.differences)

    @property
    def rescored(self) -> bool:
        """Whether it is a question that was there before and is scored in another way now."""
        return isinstance(self.before, Item) and self.after is not None and self.scores


def changes_in(path: str, before: Loaded, after: Loaded) -> Sequence[Change]:
    """Return which values of a file changed; what only moved from file to file did not.

    What stood in a file that cannot be read now is not taken for gone.
    """
    old, new = values_of(before), values_of(after)
    keys = [key for key in {**old, **new} if path in {_path(before, key), _path(after, key)}]
    unread = any(each.path == f"{after.name}/{path}" for each in after.problems)
    found = [Change(*key, old.get(key), new.get(key)) for key in keys]
    return [each for each in found if each.differences and not (unread and each.after is None)]


def _path(loaded: Loaded, key: Key) -> str:
    origin = loaded.origins.get(key)
    return origin.path.removeprefix(f"{loaded.name}/") if origin else ""


def values_of(loaded: Loaded) -> Mapping[Key, Frozen]:
    """Return everything that a bank holds, by kind and id."""
    return _values(loaded.bank) if loaded.bank else {}


def _values(bank: Bank) -> Mapping[Key, Frozen]:
    kinds: dict[str, Mapping[str, Frozen]] = {
        "bank": {bank.settings.id: bank.settings},
        "item": bank.items,
        "source": bank.sources,
        "quiz": bank.quizzes,
        **{name: getattr(bank, name) for name in LISTS},
    }
    return {(kind, ident): each for kind, values in kinds.items() for ident, each in values.items()}
