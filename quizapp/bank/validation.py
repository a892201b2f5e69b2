"""From what stands in a file to a typed value, or to problems with line, column and mend."""

from collections.abc import Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quizapp.bank.problems import Problem, nearest
from quizapp.bank.strict_yaml import Document, Path
from quizapp.items.base import Frozen

LONGEST_SHOWN = 60
MOST_SHOWN = 200
"""So many problems of one value are told; each costs a search for what was meant."""

ModelT = TypeVar("ModelT", bound=Frozen)


def validated(
    model: type[ModelT], document: Document, path: str, at: Path = ()
) -> tuple[ModelT | None, list[Problem]]:
    """Return the part of the document at ``at`` as a typed value, and what is wrong with it."""
    value: Any = document.value
    for step in at:
        value = value[step]
    if not isinstance(value, dict):
        what = f"expected keys and values, such as {', '.join(list(model.model_fields)[:3])}"
        return None, [Problem(path, *document.place(at), what, "write key: value on each line")]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        errors = [each for each in error.errors() if not _follows(each)]
        return None, [_problem(model, each, document, path, at) for each in errors[:MOST_SHOWN]]


def _follows(error: ErrorDetails) -> bool:
    """Return whether a list is called too short only because entries of it are faulty."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _problem(
    model: type[BaseModel], error: ErrorDetails, document: Document, path: str, at: Path
) -> Problem:
    where = error["loc"]
    what, mend = _words(model, error, _name(where))
    return Problem(path, *document.place((*at, *where)), what, mend)


def _name(where: Path) -> str:
    """Return what to call the value at a place: its key, or its number in a list."""
    if len(where) > 2 and where[-1] == "[key]":
        return f"name in {where[-3]}"
    if len(where) > 1 and isinstance(where[-1], int):
        return f"entry {where[-1] + 1} of {where[-2]}"
    return str(where[-1]) if where else "this"


_SAID: dict[str, tuple[str, str]] = {
    "missing": ("{name!r} is missing", "add {name}: ..."),
    "literal_error": ("{input!r} is no {name}", "write {expected}"),
    "enum": ("{input!r} is no {name}", "write {expected}"),
    "string_type": ("{name} must be text", "write words, in quotes if need be"),
    "string_too_short": ("{name} is empty", "write something, or leave the key out"),
    "string_too_long": ("{name} is too long", "at most {max_length} letters"),
    "string_pattern_mismatch": ("{input!r} is no good {name}", "see the authors' manual"),
    "int_parsing": ("{name} must be a whole number, not {input!r}", "write digits only"),
    "int_type": ("{name} must be a whole number", "write digits only"),
    "greater_than_equal": ("{name} is {input}", "give at least {ge}"),
    "less_than_equal": ("{name} is {input}", "give at most {le}"),
    "too_short": ("{name} has too few entries", "give at least {min_length}"),
    "too_long": ("{name} has too many entries", "give at most {max_length}"),
    "tuple_type": ("{name} must be a list", "write each entry on a line of its own after '- '"),
    "model_type": ("{name} must have keys and values", "write key: value on each line"),
    "dict_type": ("{name} must have keys and values", "write key: value on each line"),
}


def _words(model: type[BaseModel], error: ErrorDetails, name: str) -> tuple[str, str]:
    """Return what is wrong and how to mend it, in words for a teacher."""
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        known = list(_model_at(model, error["loc"][:-1]).model_fields)
        return f"unknown key {name!r}", nearest(name, known)
    if error["type"] in _SAID:
        what, mend = _SAID[error["type"]]
        words = {"name": name, "input": _brief(error["input"]), **context}
        return what.format(**words), mend.format(**words)
    return str(context.get("error") or error["msg"]), "see the authors' manual for this type"


def _brief(value: object) -> object:
    """Return a value as a message can show it."""
    return (
        f"{value[:LONGEST_SHOWN]}..." if isinstance(value, str) and value[LONGEST_SHOWN:] else value
    )


def _model_at(model: type[BaseModel], where: Sequence[str | int]) -> type[BaseModel]:
    """Return the model whose keys are expected at a place inside ``model``."""
    for step in where:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
