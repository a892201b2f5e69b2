"""Words in a bank: any order, any spelling of a name, from the start of a word."""

from time import process_time

import pytest

from quizapp.bank.search import Query, Text, item_texts, source_texts
from tests.make import real_bank

NAMES = {"Trotsky": ("Trotskii", "Trotzky"), "Politburo": ("Political Bureau",)}
TEXTS = [
    Text("Question", "Why did Trotzky's friends write to the Political Bureau?"),
    Text("Explanation", "The letter complained about *officials* chosen from above."),
]


def found(words: str) -> list[str]:
    """Return the marked words of each place that was found."""
    snippets = Query(words, NAMES).snippets(TEXTS)
    return [words for snippet in snippets for words, hit in snippet.runs if hit]


@pytest.mark.parametrize("words", ["Trotsky", "trotskii", "TROTZKY", "Trotskii's", "trots"])
def test_a_name_is_found_by_any_spelling(words: str):
    assert found(words) == ["Trotzky's"]


@pytest.mark.parametrize("words", ["Politburo", "political bureau", "politburo friends"])
def test_a_name_of_several_words_is_one_name(words: str):
    assert "Political Bureau" in found(words)


def test_words_count_in_any_order_and_from_anywhere_in_the_item():
    assert found("officials friends") == found("friends officials") == ["friends", "officials"]


def test_every_word_has_to_occur():
    assert found("officials nowhere") == []


def test_a_word_is_found_from_its_start_only():
    assert found("offic") == ["officials"]
    assert found("icials") == []


@pytest.mark.parametrize("words", ["", "   ", "?!*", "' ’"])  # noqa: RUF001
def test_signs_alone_find_nothing(words: str):
    assert found(words) == []


def test_a_long_query_is_cut():
    assert len(Query("word " * 10 + " ".join(map(str, range(50))), {}).forms) == 12


def test_a_long_text_is_shown_round_the_word():
    text = Text("Feedback", "begin " * 50 + "lamp " + "end " * 50)
    [snippet] = Query("lamp", {}).snippets([text])
    whole = "".join(words for words, _ in snippet.runs)

    assert ("lamp", True) in snippet.runs
    assert whole.startswith("…begin")
    assert whole.endswith("end…")
    assert len(whole) < 160


def test_an_item_is_searched_in_all_that_is_read_and_in_nothing_else():
    item = real_bank().items["S1-03"]
    texts = list(item_texts(item))
    words = " ".join(text.words for text in texts)

    assert {text.label for text in texts} == {"Question", "Answer", "Feedback", "Explanation"}
    assert texts[0].words == item.stem
    assert "single_choice" not in words
    assert not any(ref in words for ref in item.refs)


def test_sources_are_searched_by_sentence():
    source = real_bank().sources["src1"]
    last = source.sentences[-1]

    [snippet, *_] = Query(last.text, {}).snippets(source_texts(source))

    assert snippet.label.startswith(("Sentence", "Provenance"))


def test_the_second_search_of_a_whole_bank_is_quick():
    bank = real_bank()
    for _ in range(2):
        begun = process_time()
        query = Query("Trotskii permanent", bank.settings.names)
        hits = [i for i in bank.items.values() if query.snippets(item_texts(i))]
        taken = process_time() - begun

    assert hits
    assert taken < 0.4
