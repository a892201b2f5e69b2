"""What templates can say: marks, moments, Markdown."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user
from markupsafe import Markup
from wtforms import Field

from quizapp.bank.dates import in_words
from quizapp.bank.passages import passages
from quizapp.bank.places import places
from quizapp.items.markup import block, inline
from quizapp.items.numeric.scoring import plain
from quizapp.web import times
from quizapp.web.access import ACCESS


def bind(app: Flask) -> None:
    """Offer the filters and globals to all templates."""
    app.jinja_env.filters.update(
        clock=times.clock,
        day=times.day,
        day_and_clock=times.day_and_clock,
        local=times.local,
        inline=lambda text: Markup(inline(text)),  # noqa: S704  (markup.py sanitises)
        block=lambda text: Markup(block(text)),  # noqa: S704
        mark=mark,
        per_cent=per_cent,
        listed=listed,
        date_in_words=in_words,
        digits=plain,
    )
    app.jinja_env.globals.update(
        nonce=lambda: g.nonce,
        now=times.now,
        zone_name=lambda: times.zone().key,
        school_name=school_name,
        style_sheets=lambda: style_sheets(Path(app.static_folder or "")),
        field_attributes=field_attributes,
        navigation=navigation,
        is_here=is_here,
        passages=passages,
        places=places,
    )


NAVIGATION: dict[str, list[tuple[str, str]]] = {"student": [], "teacher": [], "admin": []}
"""The links of the bar by role, as label and endpoint; features add theirs when they bind."""

HOMES: dict[str, str] = {}
"""Under which feature's link the pages of a feature, or a single endpoint, stand in the bar."""


def navigation() -> list[tuple[str, str]]:
    """Return the links of the bar for whoever is signed in: those that they may open."""
    links = NAVIGATION[current_user.role.value]
    if current_user.may_write_questions:
        return links
    views = current_app.view_functions
    return [each for each in links if getattr(views[each[1]], ACCESS, "") != "author"]


def is_here(endpoint: str) -> bool:
    """Return whether the page belongs to a link of the bar.

    That is so when it belongs to the same feature, or has its home there; where several links
    lead to one feature, when its address lies under the link's.
    """
    feature = endpoint.partition(".")[0]
    if sum(each.startswith(f"{feature}.") for _, each in navigation()) == 1:
        own = request.blueprint or ""
        return HOMES.get(request.endpoint or "", HOMES.get(own, own)) == feature
    return f"{request.path}/".startswith(f"{url_for(endpoint)}/")


def school_name() -> str:
    """Return the school's name, or the program's before the school has one."""
    school = g.get("school")
    return school.name if school and school.name else "quizapp"


def style_sheets(static: Path) -> list[str]:
    """Return the style sheets in the order of their layers; fonts only where they were built."""
    components = sorted(path.name for path in (static / "css/components").glob("*.css"))
    fonts = ["vendor/fonts.css"] if (static / "vendor/fonts.css").is_file() else []
    basis = ["css/tokens.css", "css/base.css", "css/layout.css"]
    return [*fonts, *basis, *(f"css/components/{name}" for name in components)]


def field_attributes(
    field: Field, hint: str = "", autocomplete: str = "", inputmode: str = ""
) -> dict[str, str]:
    """Return the attributes that tie a form field to its hint and its problem."""
    described = [f"{field.id}-hint"] if hint else []
    found: dict[str, str] = {}
    if field.errors:
        described.append(f"{field.id}-problem")
        found["aria-invalid"] = "true"
    if described:
        found["aria-describedby"] = " ".join(described)
    if autocomplete:
        found["autocomplete"] = autocomplete
    if inputmode:
        found["inputmode"] = inputmode
    return found


def mark(value: Fraction | int | None) -> str:
    """Return a mark as it is read: 3, 2.5, 0.33; a dash when there is none. Rounded only here."""
    if value is None:
        return "–"  # noqa: RUF001
    return f"{float(round(Fraction(value), 2)):.2f}".rstrip("0").rstrip(".")


def per_cent(share: Fraction | float | None) -> str:
    """Return a share as whole per cent: 67 %."""
    return "–" if share is None else f"{round(Fraction(share) * 100)} %"  # noqa: RUF001


def listed(things: Iterable[object]) -> str:
    """Return things as they are said one after the other: ``3``, ``3 and 7``, ``3, 7 and 9``."""
    words = [str(thing) for thing in things]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
