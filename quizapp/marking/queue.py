"""What waits for marking, item by item, and how the scripts of one item stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from quizapp.accounts.models import User
from quizapp.items.base import Item
from quizapp.marking import line, queries
from quizapp.marking.line import Key
from quizapp.marking.scripts import Script
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Pile:
    """The scripts of one item as one teacher sees them."""

    bank: str
    item_id: str
    scripts: Sequence[Script]
    teacher_id: int
    newest: ItemVersion | None
    versions: Mapping[int, ItemVersion]

    @property
    def item(self) -> Item:
        """The item as most scripts' students had it last."""
        return item_of(self.versions[max(script.version_id for script in self.scripts)])

    @property
    def classes(self) -> Sequence[str]:
        return sorted({script.classroom for script in self.scripts})

    @cached_property
    def waiting(self) -> int:
        return sum(script.waits for script in self.scripts)

    @property
    def done(self) -> int:
        return len(self.scripts) - self.waiting

    @property
    def at_work(self) -> Sequence[str]:
        """Who else has a script of this item open."""
        holders = [script.holder for script in self.scripts if script.holder]
        return sorted({name for ident, name in holders if ident != self.teacher_id})

    @property
    def for_me(self) -> Sequence[Script]:
        """The scripts that a colleague left to this teacher."""
        return [s for s in self.scripts if s.waits and s.taker and s.taker[0] == self.teacher_id]

    @property
    def has_next(self) -> bool:
        return any(script.free_for(self.teacher_id) for script in self.scripts)

    def outdated(self, script: Script) -> bool:
        """Return whether a script was marked under an earlier scheme."""
        if script.marked is None:
            return False
        marked_by = self.versions[script.marked.version_id]
        return queries.is_outdated(marked_by, self.versions[script.version_id], self.newest)

    @cached_property
    def outdated_count(self) -> int:
        return sum(self.outdated(script) for script in self.scripts)


def piles_of(teacher: User, now: datetime) -> Sequence[Pile]:
    """Return what waits or is marked in the teacher's classes, what waits most first."""
    piles = _piles(teacher, line.all_scripts(teacher, now))
    return sorted(piles, key=lambda pile: (-pile.waiting, pile.bank, pile.item_id))


def find_pile(teacher: User, bank: str, item_id: str, now: datetime) -> Pile | None:
    """Return the scripts of one item; ``None`` where the teacher's classes have none."""
    scripts = line.scripts_of(teacher, bank, item_id, now)
    return _piles(teacher, {(bank, item_id): scripts})[0] if scripts else None


def _piles(teacher: User, found: Mapping[Key, Sequence[Script]]) -> Sequence[Pile]:
    newest = queries.newest_versions(found.keys())
    scripts = [script for each in found.values() for script in each]
    used = {script.version_id for script in scripts}
    used |= {script.marked.version_id for script in scripts if script.marked}
    versions = queries.versions_by_id(used)
    return [Pile(*key, each, teacher.id, newest.get(key), versions) for key, each in found.items()]
