"""Other wordings of a source: which there are, and the source as it reads in one of them."""

from quizapp.bank.sources import Reading, Sentence, Source
from quizapp.items.base import Item
from quizapp.items.hot_text.model import HotTextItem


def find_reading(source: Source, ident: str) -> Reading | None:
    """Return a reading of a source by its id."""
    return next((each for each in source.readings if each.id == ident), None)


def read_as(source: Source, reading: Reading | None, item: Item | None = None) -> Source:
    """Return the source in the words of a reading; its sentences keep their ids.

    A sentence stays as it is where the reading leaves it out, and where the item has words to
    select in it that the other wording does not have just once.
    """
    if reading is None:
        return source
    sentences = tuple(
        Sentence(id=each.id, text=reading.sentences[each.id])
        if _serves(reading, each, source, item)
        else each
        for each in source.sentences
    )
    return source.model_copy(update={"sentences": sentences})


def _serves(reading: Reading, sentence: Sentence, source: Source, item: Item | None) -> bool:
    text = reading.sentences.get(sentence.id)
    if text is None:
        return False
    targets = item.targets if isinstance(item, HotTextItem) else ()
    return all(
        text.count(target.text) == 1
        for target in targets
        if item and (target.source or item.sources[0]) == source.id
        if target.sentence == sentence.id and target.text is not None
    )
