"""What the entry grid sends: the text of every box, as it came."""

import re
from collections.abc import Mapping, Sequence

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict

from quizapp.paper.boxes import Box, Use, code_in
from quizapp.paper.plan import Cells, Problem, Standing, Way, mark_held
from quizapp.web.forms import Form

MOST_CELLS = 20_000
_NAME = re.compile(r"([am])-(\d{1,9})-(\d{1,4})")


class UploadForm(Form):
    """A table of marks that comes back."""

    file = FileField("Workbook (XLSX) or CSV file", [FileRequired("Choose a file.")])


def cells_from(form: MultiDict[str, str]) -> dict[tuple[int, Use, int], str]:
    """Return what was typed, by student, use and position; empty boxes are left out."""
    found: dict[tuple[int, Use, int], str] = {}
    for name, text in form.items():
        parts = _NAME.fullmatch(name)
        if parts and text.strip() and len(found) < MOST_CELLS:
            found[int(parts[2]), Use(parts[1]), int(parts[3])] = text.strip()
    return found


def gone(cells: Cells, standings: Sequence[Standing]) -> list[Problem]:
    """Return a problem where something was typed for who is no longer in the class."""
    here = {each.student_id for each in standings}
    if {student_id for student_id, _, _ in cells} <= here:
        return []
    sentence = "Somebody has left the class since you opened the page; their row is left out."
    return [Problem("", None, sentence)]


def present(standings: Sequence[Standing], boxes: Sequence[Box]) -> Cells:
    """Return what the boxes say of answers that were entered before."""
    return {
        (each.student_id, box.use, box.position): text
        for each in standings
        if each.way is Way.PAPER
        for box in boxes
        if (text := held_in(each, box))
    }


def held_in(standing: Standing, box: Box) -> str:
    """Return what a box would say of what a student's attempt holds."""
    held = standing.at(box.position)
    return mark_held(box, held) if box.use is Use.MARK else code_in(box, held.fields)


def hidden(cells: Cells) -> Mapping[str, str]:
    """Return the cells as fields of a form again."""
    return {f"{use}-{student_id}-{at}": text for (student_id, use, at), text in cells.items()}
