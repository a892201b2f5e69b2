"""The questions of a bank as a list, its other files, its blueprint, and one question."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from quizapp.bank.coverage import coverage
from quizapp.editor import record, usage
from quizapp.editor.catalogue import (
    FILTERS,
    Known,
    Order,
    Row,
    Wanted,
    found_rows,
    found_sources,
    rows_of,
)
from quizapp.editor.looking import look_of
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.editor.working import Working
from quizapp.insights.cells import SIGNS, WORDS
from quizapp.items import ITEM_TYPES
from quizapp.mistakes import queries as mistakes
from quizapp.web.access import for_authors
from quizapp.web.lookup import found

LONGEST = 200
"""How many letters of a filter are read."""
ITEM = f"{BANK}/items/<string:item_id>"


@bp.get(BANK)
@for_authors
def bank(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    wanted = wanted_from(request.args)
    rows = rows_of(working, _known(working))
    return render_template(
        "editor/bank.html",
        working=working,
        wanted=wanted,
        catalogue=found_rows(working, rows, wanted),
        rows=rows,
        source_hits=found_sources(working, wanted.q),
        address=lambda **more: _address(wanted, **more),
        choices=_choices(working),
        counts=Counter(row.status.value for row in rows),
    )


@bp.get(f"{BANK}/files")
@for_authors
def files(bank: str) -> ResponseReturnValue:
    working, by_folder = working_of(bank), defaultdict(list)
    for path in working.texts:
        by_folder[path.rpartition("/")[0]].append(path)
    return render_template("editor/files.html", working=working, by_folder=by_folder)


@bp.get(f"{BANK}/problems")
@for_authors
def problems(bank: str) -> ResponseReturnValue:
    return render_template("editor/problems.html", working=working_of(bank))


@bp.get(f"{BANK}/blueprint")
@for_authors
def blueprint(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    table = coverage(working.content) if working.content else None
    return render_template("editor/blueprint.html", working=working, table=table)


@bp.get(ITEM)
@for_authors
def item(bank: str, item_id: str) -> ResponseReturnValue:
    working = working_of(bank)
    row = found(_row(working, item_id))
    sources = working.content.sources if working.content else {}
    records = record.records_of(bank, row.ident, working.revision, sources)
    return render_template(
        "editor/item.html",
        working=working,
        row=row,
        look=look_of(working, row.path),
        use=usage.uses(current_user, bank, row.ident).get(row.ident),
        quizzes=_quizzes(working, row.ident),
        records=records,
        compared=record.compared(records),
        reports=mistakes.open_everywhere([(bank, row.ident)]).get((bank, row.ident), 0),
        own_reports=mistakes.count_open_on(current_user, bank, row.ident),
        words=WORDS,
        signs=SIGNS,
    )


def _choices(working: Working) -> Mapping[str, list[tuple[str, str]]]:
    """Return what each filter offers that depends on the bank: values and their words."""
    bank = working.content
    return {
        "sections": list(bank.settings.sections.items()) if bank else [],
        "skills": list(bank.settings.skills.items()) if bank else [],
        "sources": [(s.id, s.short_title) for s in bank.sources.values()] if bank else [],
        "misconceptions": [(m.id, m.belief) for m in bank.misconceptions.values()] if bank else [],
        "types": [(name, kind.label) for name, kind in ITEM_TYPES.items()],
    }


def wanted_from(args: "MultiDict[str, str]") -> Wanted:
    """Return what an address asks for; what nobody offers asks for nothing."""
    given = {name: args.get(name, "")[:LONGEST].strip() for name in FILTERS}
    orders = {each.value: each for each in Order}
    order = orders.get(args.get("order", ""), Order.PLACE)
    return Wanted(**given, order=order, page=args.get("page", 1, type=int))


def _address(wanted: Wanted, **more: object) -> dict[str, object]:
    """Return the parts of an address of the same list, with some of them changed."""
    return {**wanted.given, **more}


def _known(working: Working) -> Known:
    reports = mistakes.open_everywhere([(working.bank, each) for each in _ids(working)])
    return Known(
        usage.uses(current_user, working.bank),
        record.bank_figures(working.revision),
        {ident: number for (bank, ident), number in reports.items() if bank == working.bank},
    )


def _ids(working: Working) -> list[str]:
    return [ident for kind, ident in working.loaded.origins if kind == "item"]


def _row(working: Working, item_id: str) -> Row | None:
    return next((row for row in rows_of(working, Known()) if row.ident == item_id), None)


def _quizzes(working: Working, item_id: str) -> list[tuple[str, str, str]]:
    """Return the quizzes with an item: id, title and the path of the file."""
    quizzes = working.content.quizzes.values() if working.content else ()
    return [
        (each.id, each.title, working.find("quiz", each.id) or "")
        for each in quizzes
        if item_id in each.items
    ]
