"""Which field of a form a problem belongs to."""

import re
from collections.abc import Iterable

from quizapp.bank.form_controls import ABSENT, Control
from quizapp.bank.form_shapes import Kind
from quizapp.bank.problems import Problem
from quizapp.bank.strict_yaml import Document, Path

_MISSING = re.compile(r"'(\w+)' is missing")


def attach(control: Control, document: Document, problems: Iterable[Problem]) -> dict[int, str]:
    """Note problems beside their fields; return the name of the field of each by its number."""
    names = {}
    for number, problem in enumerate(problems):
        found = _found(control, steps_of(document, problem))
        if found is not control:
            found.problems.append(f"{problem.what}. To mend it: {problem.mend}.")
            names[number] = found.name
    return names


def steps_of(document: Document, problem: Problem) -> Path:
    """Return the keys and indexes that lead to what a problem is about.

    A mapping and its first key stand in one place: what is said of an id is meant for the key.
    """
    place = (problem.line, problem.column)
    there = [steps for steps, each in document.places.items() if each == place]
    if not there:
        return ()
    about_id = re.search(r"\bid\b", problem.what) is not None
    ids = [steps for steps in there if steps and steps[-1] == "id"]
    steps = ids[0] if about_id and ids else min(there, key=len)
    missing = _MISSING.match(problem.what)
    return (*steps, missing[1]) if missing else steps


def _found(control: Control, steps: Path) -> Control:
    """Return the innermost control on a path."""
    if not steps:
        return control
    step, *rest = steps
    if control.shape.kind is Kind.LIST:
        filled = [each for each in control.entries if each.plain() is not ABSENT]
        inner = filled[step] if isinstance(step, int) and step < len(filled) else None
    elif control.shape.kind is Kind.MAP:
        inner = next((each for each in control.entries if each.key == step), None)
    else:
        inner = control.parts.get(str(step))
    return _found(inner, tuple(rest)) if inner else control
