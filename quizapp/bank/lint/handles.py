"""References: well-formed, and pointing at lines that exist."""

from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.problems import Problem
from quizapp.bank.references import Lines, is_note
from quizapp.bank.sources import Source

SHAPES = "write 003:L15, 003:L43-45, or a note such as E25, X12, F06, R28 or 2.4"


def references_point_somewhere(context: Context) -> Iterator[Problem]:
    for subject in context.subjects:
        for part in subject.parts:
            if part.key == "refs":
                for what, mend in _faults(context, part.text):
                    yield subject.error(what, mend, *part.steps)


def originals_point_somewhere(context: Context) -> Iterator[Problem]:
    for subject, source in context.of("source", Source):
        if source.original is None:
            continue
        handle = f"{source.original.document}:{source.original.lines}"
        if is_note(handle) or Lines.read(handle) is None:
            what = f"{handle!r} names no lines of a document"
            yield subject.error(what, "write document: '003' and lines: L43-45", "original")
        else:
            for what, mend in _faults(context, handle):
                yield subject.error(what, mend, "original", "lines")


def _faults(context: Context, handle: str) -> Iterator[tuple[str, str]]:
    lines = Lines.read(handle)
    documents, own = context.seeds.documents, context.bank.settings.documents
    if lines is None:
        if not is_note(handle):
            yield f"{handle!r} is no reference", SHAPES
    elif not lines.in_order:
        yield f"the lines of {handle!r} run backwards", "write the smaller number first, from 1"
    elif (own or documents) and lines.document not in (own or documents):
        yield f"there is no document {lines.document}", f"known are: {', '.join(own or documents)}"
    elif not own and documents and lines.last > documents[lines.document].lines:
        end = documents[lines.document].lines
        yield f"{handle!r} lies beyond the document", f"its last line with words is {end}"


def notes_exist(context: Context) -> Iterator[Problem]:
    notes = {} if context.bank.settings.documents else context.seeds.notes
    for subject in context.subjects:
        for part in subject.parts:
            if notes and part.key == "refs" and is_note(part.text) and part.text not in notes:
                what = f"seeds/notes.yaml says nothing of {part.text}"
                yield subject.warning(what, "add the note, so that readers can check", *part.steps)


RULES: tuple[Rule, ...] = (references_point_somewhere, originals_point_somewhere, notes_exist)
