"""Files: the first line tells an editor which schema to check the file with."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from quizapp.bank.lint.context import Context, Rule, Subject
from quizapp.bank.problems import Problem, Severity
from quizapp.items.base import Item


def modelines_are_there(context: Context) -> Iterator[Problem]:
    seen: set[str] = set()
    for subject in context.subjects:
        path = subject.origin.path
        if path not in seen and subject.origin.document.first_line != modeline(subject):
            what = "the first line names no schema, or another one"
            mend = f"begin with: {modeline(subject)}"
            yield Problem(path, 1, 1, what, mend, Severity.WARNING)
        seen.add(path)


def modeline(subject: Subject) -> str:
    """Return the first line that lets an editor complete and check the subject's file."""
    up = "../" * (len(PurePosixPath(subject.origin.path).parts) - 2)
    name = subject.value.type if isinstance(subject.value, Item) else subject.kind
    return f"# yaml-language-server: $schema={up}schema.json#/$defs/{name}"


RULES: tuple[Rule, ...] = (modelines_are_there,)
