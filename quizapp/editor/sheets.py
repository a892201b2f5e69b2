"""A file as a form: opened from its text, filled in by a browser, and written back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.bank.form_controls import ABSENT, Control, Sent, control, filled_in, one_line_end
from quizapp.bank.form_problems import attach
from quizapp.bank.form_shapes import Kind, shape_for
from quizapp.bank.problems import Problem
from quizapp.bank.rewriting import CannotBeWritten, rewritten
from quizapp.bank.strict_yaml import Malformed, read
from quizapp.editor.working import Working

ROOT = "f"
"""The name that the names of all fields begin with; it is sent last, when a form is whole."""


class NoForm(Exception):
    """A text cannot be shown as a form; the message says why."""


@dataclass
class Sheet:
    """A form over the text that it was opened with.

    ``fields`` holds for each problem, by its number, the name of the field it stands beside.
    """

    path: str
    text: str
    control: Control
    fields: Mapping[int, str] = field(default_factory=dict)

    def written(self) -> str:
        """Return the text with what was filled in. Raises `CannotBeWritten`."""
        if self.control.faults():
            raise CannotBeWritten("Something in the form can stand in no file. It is marked below.")
        value = self.control.plain()
        return rewritten(self.text, {} if value is ABSENT else value)

    def act(self, do: str) -> None:
        """Do what a button beside a list says: ``up f-options 2``."""
        verb, name, *token = f"{do}  ".split(" ")
        for each in self.control.every():
            if each.name == name and each.shape.kind in {Kind.LIST, Kind.MAP}:
                each.act(verb, token[0])
                return

    def show(self, working: Working) -> list[Problem]:
        """Put the file's problems beside their fields, and return them."""
        problems = list(working.problems_in(self.path))
        self.fields = attach(self.control, read(self.text.encode(), self.path), problems)
        return problems


def opened(path: str, text: str, sent: Sent | None = None) -> Sheet:
    """Return the form of a text, filled in if a whole form was sent. Raises `NoForm`."""
    text = one_line_end(text)
    try:
        value = read(text.encode(), path).value
    except Malformed as malformed:
        first = malformed.problems[0]
        raise NoForm(f"Line {first.line} is not readable: {first.what}; {first.mend}.") from None
    except UnicodeEncodeError:
        raise NoForm("The text holds half a character.") from None
    shape = shape_for(path, value)
    if shape is None:
        raise NoForm(_why_not(path))
    whole = sent is not None and sent.get(ROOT) is not None
    made = filled_in(shape, value, ROOT, sent) if sent and whole else control(shape, value, ROOT)
    return Sheet(path, text, made)


def _why_not(path: str) -> str:
    if path.startswith("items/"):
        return "The file does not say of which type the question is. Write type: and its name."
    return "There is no form for this kind of file."


def known(working: Working, sheet: Sheet) -> dict[str, dict[str, str]]:
    """Return the ids that fields may offer, with words for each, by what they name."""
    bank = working.content
    if bank is None:
        return {"headings": _headings(sheet)}
    return {
        "skills": dict(bank.settings.skills),
        "sources": {each.id: each.short_title for each in bank.sources.values()},
        "misconceptions": {each.id: each.belief for each in bank.misconceptions.values()},
        "facts": {each.id: each.claim for each in bank.facts.values()},
        "items": {each.id: each.stem for each in bank.items.values()},
        "headings": _headings(sheet),
    }


def _headings(sheet: Sheet) -> dict[str, str]:
    """Return the entries of the item under which its rows can go."""
    lists = [sheet.control.parts.get(name) for name in ("choices", "categories", "columns")]
    return {
        entry.parts["id"].typed: entry.parts["text"].typed
        for each in filter(None, lists)
        for entry in each.entries
        if "text" in entry.parts and entry.parts["id"].typed
    }
