"""What a form must ask for, worked out from the model of a file."""

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from quizapp.bank.form_labels import ONE, Label, label_of
from quizapp.bank.sources import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item


class Kind(StrEnum):
    """How something is filled in; ``LINES`` and below are lists in one box."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    GROUP = "group"
    LIST = "list"
    MAP = "map"
    LINES = "lines"
    WORDS = "words"
    GROUPS_OF_WORDS = "groups_of_words"


NO_LABEL = Label("")


@dataclass(frozen=True)
class Shape:
    """A field of a form, or a part of one.

    ``related`` names the things of the bank whose ids belong here; ``fields`` are the parts of a
    group, ``inner`` is one entry of a list or map, called ``one``.
    """

    kind: Kind
    label: Label = NO_LABEL
    required: bool = False
    long: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    related: str = ""
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    inner: "Shape | None" = None
    one: str = "Entry"

    @property
    def entry(self) -> "Shape":
        """The shape of one entry of a list or map."""
        return self.inner or Shape(Kind.TEXT)


RELATED = {
    "answer": "headings",
    "facts": "facts",
    "misconception": "misconceptions",
    "skill": "skills",
    "source": "sources",
    "sources": "sources",
    "twin": "items",
}
"""Keys whose values are ids of something else."""

SHORT = frozenset(
    {"answers", "creator", "date", "document", "end", "ends", "first", "form", "id", "label"}
    | {"language", "licence", "lines", "second", "short_title", "start", "starts", "title", "unit"}
    | set(RELATED)
)
"""Keys of texts that take one line."""

FLAG = {"true": "Yes", "false": "No"}
_LAST = ("explanation", "refs")


def shape_for(path: str, value: object) -> Shape | None:
    """Return the shape of the form for a file; ``None`` if there is no form for it."""
    if path.startswith("items/"):
        name = value.get("type") if isinstance(value, dict) else None
        return _item_shape(name) if isinstance(name, str) and name in ITEM_TYPES else None
    return _shape_of_model(Source) if path.startswith("sources/") else None


@cache
def _item_shape(name: str) -> Shape:
    """Return an item's shape: common keys, the question, what is its own, explanation."""
    model: type[BaseModel] = ITEM_TYPES[name].model
    shape = _shape_of_model(model)
    fields = dict(shape.fields)
    fields.pop("names", None)  # they come from bank.yaml
    common = [each for each in Item.model_fields if each not in _LAST]
    own = [each for each in fields if each not in Item.model_fields]
    order = [*common, *own, *_LAST]
    return replace(shape, fields={each: fields[each] for each in order})


@cache
def _shape_of_model(model: type[BaseModel]) -> Shape:
    fields = {}
    for name, info in model.model_fields.items():
        shape = _shape(info.annotation, name)
        label = label_of(model.__name__, name)
        fields[name] = replace(shape, label=label, required=info.is_required())
    return Shape(Kind.GROUP, fields=fields)


def _shape(annotation: Any, name: str) -> Shape:
    """Return the shape of what an annotation allows under a key."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(args[0], name)
    if origin in {Union, types.UnionType}:
        return _shape(next(each for each in args if each is not type(None)), name)
    if origin is Literal:
        return Shape(Kind.CHOICE, choices={each: _words(each) for each in args})
    if origin is tuple:
        return _list(args, name)
    if origin is dict:
        return Shape(Kind.MAP, inner=_shape(args[1], name), one=ONE.get(name, "Entry"))
    return _single(annotation, name)


def _single(annotation: Any, name: str) -> Shape:
    if issubclass(annotation, BaseModel):
        return _shape_of_model(annotation)
    if issubclass(annotation, Enum):
        return Shape(Kind.CHOICE, choices={each.value: _words(each.value) for each in annotation})
    if annotation is bool:
        return Shape(Kind.CHOICE, choices=FLAG)
    if issubclass(annotation, int | Fraction):
        return Shape(Kind.NUMBER)
    return Shape(Kind.TEXT, related=RELATED.get(name, ""), long=name not in SHORT)


def _list(args: tuple[Any, ...], name: str) -> Shape:
    inner = _shape(args[0], name)
    if args[-1] is not Ellipsis:
        return Shape(Kind.WORDS)
    if inner.kind is Kind.GROUP or inner.related:
        return Shape(Kind.LIST, inner=inner, one=ONE.get(name, "Entry"))
    if inner.kind in {Kind.WORDS, Kind.LINES}:
        return Shape(Kind.GROUPS_OF_WORDS)
    return Shape(Kind.WORDS if name == "order" else Kind.LINES)


def _words(value: object) -> str:
    return str(value).replace("_", " ").capitalize()
