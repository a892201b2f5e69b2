"""Sentences are cut into terms and targets, and joined again they are the sentences."""

from time import process_time

import pytest

from quizapp.bank.dates import in_words
from quizapp.bank.passages import Passage, Run, passages
from quizapp.bank.places import named_in, places
from tests.bank.real import BANK

SOURCES = BANK.sources


@pytest.mark.parametrize("item", BANK.items.values(), ids=BANK.items.keys())
def test_passages_joined_give_the_sentence(item):
    for source in (SOURCES[each] for each in item.sources):
        for sentence, parts in passages(source, item):
            assert "".join(run.text for part in parts for run in part.runs) == sentence.text


def test_a_term_is_marked_once_and_keeps_its_punctuation():
    parts = [part for _, parts in passages(SOURCES["src3"], None) for part in parts]
    marked = [run for part in parts for run in part.runs if run.term]

    assert Run("'vozhd',", "vozhd") in marked
    assert sorted(run.term for run in marked) == sorted(SOURCES["src3"].word_bank)


def test_a_term_across_the_edge_of_a_target_is_left_plain():
    source = SOURCES["src1"].model_copy(update={"word_bank": {"party: it": "across an edge"}})
    _, parts = passages(source, BANK.items["S1-05"])[0]

    assert [part.key for part in parts] == ["", "s1.a", ""]
    assert all(part.terms == () for part in parts)


def test_targets_that_meet_can_all_be_selected():
    item = BANK.items["S1-05"]
    words = item.targets[0].model_copy(update={"id": "s1.b", "text": "getting wider"})
    _, parts = passages(
        SOURCES["src1"], item.model_copy(update={"targets": (item.targets[0], words)})
    )[0]

    assert [part.key for part in parts if part.key] == ["s1.a", "s1.b"]
    assert parts[-1] == Passage((Run("getting wider"),), "s1.b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sentences 1 and 3 say so.", ["s1", "s3"]),
        ("In s3 to s5 he explains it.", ["s3", "s4", "s5"]),
        ("See (s2-s3) for that.", ["s2", "s3"]),
        ("Sentence 2, 46 people signed.", ["s2"]),
        ("Nothing is named here.", []),
    ],
)
def test_sentences_are_found_by_their_numbers(text, expected):
    item = BANK.items["S1-08"].model_copy(update={"explanation": text, "options": ()})

    assert [sentence for _, sentence in places(item, {"src1": SOURCES["src1"]})] == expected


def test_of_several_sources_the_one_that_is_named_is_meant():
    both = {each: SOURCES[each] for each in ("src1", "src3")}
    text = "Sentence 2 of Source 1 says it; Source 3 answers (s4)."
    item = BANK.items["CMP-01"].model_copy(update={"explanation": text})

    assert places(item, both) == (("src1", "s2"), ("src3", "s4"))


def test_the_places_of_a_selection_are_its_right_targets():
    both = {each: SOURCES[each] for each in ("src1", "src4")}

    assert places(BANK.items["CMP-15"], both) == (
        ("src1", "s3"),
        ("src1", "s4"),
        ("src4", "s5"),
        ("src4", "s6"),
    )


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1923-10-15", "15 October 1923"),
        ("1924-12", "December 1924"),
        ("1928~", "about 1928"),
        ("1924?", "perhaps 1924"),
        ("1922-12-23/1923-01-04", "23 December 1922 to 4 January 1923"),
    ],
)
def test_dates_are_put_into_words(date, words):
    assert in_words(date) == words


def test_a_long_row_of_commas_takes_no_time():
    source = SOURCES["src1"]
    began = process_time()

    assert list(named_in("Sentence 1" + ",  " * 400 + "x", {"src1": source})) == [("src1", "s1")]
    words = "Sentences 1, 3 and s5 to 7"
    assert [each for _, each in named_in(words, {"src1": source})] == ["s1", "s3", "s5", "s6", "s7"]
    assert process_time() - began < 1
