"""Readings of sources: sentence by sentence beside the source, and easier where they say so."""

from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.lint.readability import grade
from quizapp.bank.lint.reading import SOURCE_GRADE, in_english, spoken, taught
from quizapp.bank.problems import Problem
from quizapp.bank.readings import read_as
from quizapp.bank.sources import Source


def readings_have_the_sentences(context: Context) -> Iterator[Problem]:
    for subject, source in context.of("source", Source):
        known = {sentence.id for sentence in source.sentences}
        for index, reading in enumerate(source.readings):
            steps = ("readings", index, "sentences")
            for ident in sorted(set(reading.sentences) - known):
                what = f"{source.id} has no sentence {ident!r}"
                yield subject.error(what, f"it has: {', '.join(sorted(known))}", *steps, ident)
            missing = sorted(known - set(reading.sentences))
            if missing and not reading.partial:
                what = f"the reading {reading.id!r} leaves out {', '.join(missing)}"
                yield subject.error(what, "add them, or write partial: true", *steps)


def easier_readings_are_easier(context: Context) -> Iterator[Problem]:
    known = taught(context.bank)
    for subject, source in context.of("source", Source) if in_english(context.bank) else ():
        plain = grade(_text(source), known)
        for index, reading in enumerate(source.readings):
            if reading.kind != "easier" or reading.language is not None:
                continue
            found = grade(_text(read_as(source, reading)), known)
            if found >= plain or found > SOURCE_GRADE:
                what = f"the easier reading is of grade {found:.1f}, the source of {plain:.1f}"
                mend = "use shorter words or shorter sentences"
                yield subject.warning(what, mend, "readings", index, "sentences")


def _text(source: Source) -> str:
    return " ".join(spoken(sentence.text) for sentence in source.sentences)


RULES: tuple[Rule, ...] = (readings_have_the_sentences, easier_readings_are_easier)
