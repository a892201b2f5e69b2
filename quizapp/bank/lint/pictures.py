"""Pictures of sources: each is there, and nothing that students need stands in it alone."""

from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.problems import Problem, nearest
from quizapp.bank.sources import Source

LEAST_ALT, MOST_ALT = 15, 400


def pictures_are_there(context: Context) -> Iterator[Problem]:
    known = context.loaded.pictures
    for subject, source in context.of("source", Source):
        for index, image in enumerate(source.images):
            if image.file not in known:
                what = f"the bank has no picture {image.file!r}"
                mend = nearest(image.file, sorted(known)) if known else ""
                mend = mend or "upload it on the source's page, or add it to images/"
                yield subject.error(what, mend, "images", index, "file")


def pictures_are_described(context: Context) -> Iterator[Problem]:
    for subject, source in context.of("source", Source):
        for index, image in enumerate(source.images):
            if not LEAST_ALT <= len(image.alt) <= MOST_ALT:
                what = f"the alternative text has {len(image.alt)} letters"
                mend = f"say what is to be seen in {LEAST_ALT} to {MOST_ALT} letters"
                yield subject.warning(what, mend, "images", index, "alt")
            elif image.alt == image.caption:
                what = "the alternative text is the caption once more"
                mend = "let it say what is to be seen; the caption is read as well"
                yield subject.warning(what, mend, "images", index, "alt")


RULES: tuple[Rule, ...] = (pictures_are_there, pictures_are_described)
