"""How far a bank fulfils its blueprint: items by section, skill and difficulty."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.bank.model import Bank

DIFFICULTIES = (1, 2, 3)


@dataclass(frozen=True)
class Cell:
    """How many items there are of one kind, and how many are wanted."""

    section: str
    skill: str
    difficulty: int
    filled: int
    wanted: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.filled)


@dataclass(frozen=True)
class Coverage:
    """The table: a row a section, and for each skill a cell a difficulty."""

    sections: Mapping[str, str]
    skills: Mapping[str, str]
    cells: Mapping[tuple[str, str, int], Cell]

    def row(self, section: str, skill: str) -> Sequence[Cell]:
        return [self.cells[section, skill, difficulty] for difficulty in DIFFICULTIES]

    def total(self, section: str) -> Sequence[int]:
        """Return how many items a section has, and how many are wanted."""
        own = [cell for cell in self.cells.values() if cell.section == section]
        return sum(cell.filled for cell in own), sum(cell.wanted for cell in own)

    @property
    def missing(self) -> int:
        return sum(cell.missing for cell in self.cells.values())

    @property
    def wanted(self) -> int:
        return sum(cell.wanted for cell in self.cells.values())


def coverage(bank: Bank) -> Coverage:
    """Count the items of every section, skill and difficulty, known to the bank or only used."""
    filled = Counter((bank.sections[i.id], i.skill, i.difficulty) for i in bank.items.values())
    plan = bank.settings.blueprint
    sections = _named(bank.settings.sections, [*plan, *(place[0] for place in filled)])
    planned = [skill for skills in plan.values() for skill in skills]
    skills = _named(bank.settings.skills, [*planned, *(place[1] for place in filled)])
    cells = {}
    for section in sections:
        for skill in skills:
            counts = plan.get(section, {}).get(skill, (0, 0, 0))
            for difficulty, wanted in zip(DIFFICULTIES, counts, strict=True):
                place = section, skill, difficulty
                cells[place] = Cell(*place, filled[place], wanted)
    return Coverage(sections, skills, cells)


def _named(known: Mapping[str, str], used: Sequence[str]) -> Mapping[str, str]:
    return {**known, **{each: known.get(each, each) for each in sorted(set(used))}}
