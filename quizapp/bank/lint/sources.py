"""Sources: full provenance, terms that occur, and items that point at sentences that exist."""

import re
from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.problems import Problem
from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.items.hot_text.model import HotTextItem, Target

_EMPTY_WORDS = re.compile(r"(unknown|not known|tba|tbc|n\.?/?a\.?|none|nil|[?.\-–…]+)", re.I)  # noqa: RUF001
_SENTENCE = re.compile(r"\bs\d{1,2}\b")


def provenance_is_full(context: Context) -> Iterator[Problem]:
    for subject, source in context.of("source", Source):
        for part in subject.parts:
            stated = part.steps[0] in {"provenance", "language", "licence", "translation", "cuts"}
            if stated and _EMPTY_WORDS.fullmatch(part.text):
                what = f"the source says {part.text!r} for {part.key}"
                yield subject.error(what, "say who, for whom, when and how", *part.steps)
        if source.language.casefold() != "english" and source.translation is None:
            what = "the source is not in English and says nothing of a translation"
            yield subject.error(what, "add translation: ...", "language")


def terms_occur(context: Context) -> Iterator[Problem]:
    for subject, source in context.of("source", Source):
        text = " ".join(sentence.text for sentence in source.sentences)
        for index, term in enumerate(source.signature_terms):
            if term not in text:
                what = f"no sentence contains the quoted term {term!r}"
                yield subject.error(what, "write it as it stands", "signature_terms", index)
        for word in source.word_bank:
            if not re.search(rf"\b{re.escape(word)}\b", text):
                what = f"no sentence contains the word {word!r}"
                mend = "write it as it stands, capitals included"
                yield subject.warning(what, mend, "word_bank", word)


def targets_exist(context: Context) -> Iterator[Problem]:
    for subject, item in context.of("item", HotTextItem):
        for index, target in enumerate(item.targets):
            source = context.bank.sources.get(target.source or item.sources[0])
            if source is not None:
                for what, mend in target_faults(target, source):
                    yield subject.error(what, mend, "targets", index)


def target_faults(target: Target, source: Source) -> Iterator[tuple[str, str]]:
    """Yield why something cannot be selected in a source, and how to mend that."""
    sentences = {sentence.id: sentence.text for sentence in source.sentences}
    text = sentences.get(target.sentence)
    if text is None:
        yield f"{source.id} has no sentence {target.sentence!r}", f"it has: {', '.join(sentences)}"
    elif target.text is not None and text.count(target.text) != 1:
        what = f"{target.text!r} stands {text.count(target.text)} times in {target.sentence}"
        yield what, "quote words that stand there exactly once"


def named_sentences_exist(context: Context) -> Iterator[Problem]:
    for subject, item in context.of("item", Item):
        sources = [context.bank.sources.get(source) for source in item.sources]
        known = {sentence.id for source in sources if source for sentence in source.sentences}
        for part in subject.parts:
            missing = sorted(set(_SENTENCE.findall(part.text)) - known)
            if missing and known and part.key not in {"id", "answer", "order"}:
                what = f"no source of this item has a sentence {missing[0]}"
                yield subject.error(what, "name a sentence that exists", *part.steps)


RULES: tuple[Rule, ...] = (provenance_is_full, terms_occur, targets_exist, named_sentences_exist)
