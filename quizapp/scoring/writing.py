"""Boundaries as a teacher writes them: a line a grade, such as ``A = 80``; pure."""

import re
from collections.abc import Sequence
from fractions import Fraction

from quizapp.scoring.grades import Boundary, Scale, Unit

MOST_GRADES, LONGEST_GRADE = 30, 20
NUMBER = re.compile(r"\d{1,6}([.,]\d{1,4})?", re.ASCII)
NAMES = {Unit.PER_CENT: "per cent", Unit.MARKS: "marks"}


class BadLines(ValueError):
    """The lines make no scale; ``problems`` says why, a sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def written(scale: Scale | None) -> str:
    """Return the lines of a scale; nothing for no scale."""
    if scale is None:
        return ""
    return "\n".join(f"{each.grade} = {decimal(each.least)}" for each in scale.boundaries)


def decimal(least: Fraction) -> str:
    """Return a boundary as it is written: 87.5."""
    return f"{float(least):.4f}".rstrip("0").rstrip(".")


def read(text: str, unit: Unit, most: int) -> Scale | None:
    """Return the scale that the lines say; ``None`` if there are none. Raises `BadLines`.

    ``most`` is the highest score there is, in the unit.
    """
    problems: list[str] = []
    found: list[Boundary] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found.append(_read_line(line, unit, most, found))
            except ValueError as problem:
                problems.append(f"Line {number}: {problem}")
    if len(found) > MOST_GRADES:
        problems.append(f"These are {len(found)} grades; at most {MOST_GRADES} can be used.")
    if problems:
        raise BadLines(problems)
    return Scale(unit, found) if found else None


def _read_line(line: str, unit: Unit, most: int, before: Sequence[Boundary]) -> Boundary:
    grade, equals, number = (" ".join(part.split()) for part in line.rpartition("="))
    if not equals or not grade or not number:
        raise ValueError("write a grade, an equals sign and a number, such as “A = 80”.")
    if len(grade) > LONGEST_GRADE:
        raise ValueError(f"a grade has at most {LONGEST_GRADE} characters.")
    if unit is Unit.MARKS and number.endswith("%"):
        raise ValueError("the boundaries are in marks here, so write them without a per cent sign.")
    least = _number(number.removesuffix("%").rstrip(), unit, most)
    if any(each.grade.casefold() == grade.casefold() for each in before):
        raise ValueError(f"the grade {grade} is there already.")
    if before and least >= before[-1].least:
        last = before[-1]
        raise ValueError(
            f"{decimal(least)} is not below the {decimal(last.least)} of {last.grade}; "
            "put the best grade first."
        )
    return Boundary(grade, least)


def _number(text: str, unit: Unit, most: int) -> Fraction:
    if not NUMBER.fullmatch(text):
        raise ValueError(f"“{text[:LONGEST_GRADE]}” is not a number from 0 to {most}.")
    least = Fraction(text.replace(",", "."))
    if least > most:
        raise ValueError(f"nobody can reach {text}: there are {most} {NAMES[unit]} at most.")
    return least
