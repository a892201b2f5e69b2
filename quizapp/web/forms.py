"""The base of all forms."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form with a CSRF token; text is stripped before it is checked."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            filters = list(unbound_field.kwargs.get("filters", ()))
            if "StringField" in unbound_field.field_class.__name__:
                filters.append(stripped)
            return unbound_field.bind(form=form, **{**options, "filters": filters})

    def problems(self) -> Iterable[tuple[Field, str]]:
        """Yield each field with something wrong, and what it is."""
        return ((field, str(error)) for field in self for error in field.errors)


class PlainForm(Form):
    """A form that leaves out letters which nobody types and no page can show."""

    class Meta(Form.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            field = super().bind_field(form, unbound_field, options)
            field.filters = [*field.filters, shown]
            return field


def shown(value: Any) -> Any:
    """Return a text without letters that no page can show; anything else as it is."""
    return _UNSHOWN.sub("", value) if isinstance(value, str) else value


def stripped(value: Any) -> Any:
    """Return a text without space around it; anything else as it is."""
    return value.strip() if isinstance(value, str) else value


def is_typed(field: Field) -> bool:
    """Return whether something was sent in a field, be it readable or not."""
    return any(str(each).strip() for each in field.raw_data or ())


def choices(labels: Mapping[Any, str]) -> list[SelectChoice]:
    """Return what a field offers: labels by value."""
    return [SelectChoice(value, label) for value, label in labels.items()]
