"""Sentences of a text, and ids that stay with them."""

from time import process_time

import pytest

from quizapp.bank.loader import load
from quizapp.bank.pointing import pointing
from quizapp.bank.sources import Source
from quizapp.bank.splitting import aligned, sentences_in
from tests.bank.real import BANK
from tests.bank.small import SmallBank

OLD = [
    ("s1", "The great lamp went out twice in one week."),
    ("s2", "Two ships missed the entry in the dark."),
    ("s4", "I ask for oil and for a second hand."),
]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The lamp went out.", "Two ships were late!", "Who was to blame?", "Nobody knew"],
        ["A letter by L. D. Trotsky came.", "It was long."],
        ["So wrote J.V. Stalin in 1924.", "Others had written before."],
        ["Neither did I.", "They went home."],
        ["I. I. Petrov kept the lamp.", "He slept."],
        ["Mr. Hale met Dr. Ames, Gen. Orlov and St. John.", "They talked."],
        ["See p. 5 and No. 12 of vol. 3.", "The answer was no.", "Then they left."],
        ["It cost 3.5 roubles.", "That was in 1923.", "12 ships came on 3 Oct. 1922."],
        ["Some, e.g. Hale, i.e. the keeper, were heard.", "Others were not."],
        ['"Is it so?" he asked.', "Nobody answered."],
        ['"Is it so?" Hale asked.', '"It is."', '"Good," said Hale.'],
        ["“Stop!” the old keeper cried.", "“Why?”", "He left."],
        ["He waited ... and left.", "Then ...", "Nothing."],
        ["He waited… and left.", "Nothing came…", "Only fog."],
        ["So it was . . .", "Then came the fog."],
        ["We won. [Applause]", "We shall go on. [Laughter] [A voice: True!]", "Listen."],
        ["(He smiled.)", "Then he went (as ever) home.", "(Later he slept.)"],
        ["1. The council meets.", "2. It votes."],
        ["«Да.»", "Так и было."],
        ["What?!", "Yes."],
    ],
)
def test_a_text_is_cut_where_its_sentences_end(sentences: list[str]) -> None:
    assert sentences_in(" ".join(sentences)) == sentences


def test_an_empty_line_ends_a_sentence_and_a_broken_line_does_not() -> None:
    text = "A heading\r\n\r\nThe lamp\r\nwent out.  It was\tdark.\n\n\n"

    assert sentences_in(text) == ["A heading", "The lamp went out.", "It was dark."]


@pytest.mark.parametrize("text", ["", " \n\n ", "\r\n"])
def test_no_text_has_no_sentences(text: str) -> None:
    assert sentences_in(text) == []


@pytest.mark.parametrize("source", BANK.sources.values(), ids=BANK.sources.keys())
def test_no_letter_of_a_real_source_is_lost(source: Source) -> None:
    text = " ".join(each.text for each in source.sentences)

    assert " ".join(sentences_in(text)) == text


def test_the_same_sentences_keep_their_ids() -> None:
    assert aligned(OLD, [text for _, text in OLD]) == OLD


def test_a_sentence_that_is_nearly_the_same_keeps_its_id() -> None:
    new = aligned(OLD, ["The large lamp went out twice in a week.", OLD[1][1], OLD[2][1]])

    assert [ident for ident, _ in new] == ["s1", "s2", "s4"]


def test_a_new_sentence_gets_a_number_that_was_never_used() -> None:
    texts = [OLD[0][1], "Fog lay on the harbour.", OLD[1][1], "Nobody drowned."]

    new = aligned(OLD, texts, used={"s6", "s2", "heading"})

    assert [ident for ident, _ in new] == ["s1", "s7", "s2", "s8"]


def test_moved_sentences_take_their_ids_along() -> None:
    new = aligned(OLD, [OLD[2][1], OLD[0][1], OLD[1][1]])

    assert [ident for ident, _ in new] == ["s4", "s1", "s2"]


def test_a_sentence_divided_or_written_twice_gives_an_id_once() -> None:
    divided = aligned(OLD[:1], ["The great lamp went out", "twice in one week."])
    twice = aligned(OLD[:1], [OLD[0][1], OLD[0][1]])

    assert [ident for ident, _ in divided] == ["s1", "s2"]
    assert [ident for ident, _ in twice] == ["s1", "s2"]


def test_questions_are_found_by_the_sentences_they_point_at(small: SmallBank) -> None:
    small.load()
    bank = load(small.folder).bank
    assert bank

    assert pointing(bank, "src1") == {
        "s1": ["A-01", "A-02"],
        "s2": ["A-02"],
        "s3": ["A-01"],
    }
    assert pointing(bank, "src9") == {}


def test_a_long_row_of_initials_takes_no_time():
    began = process_time()

    assert len(sentences_in("A. " * 20_000)) == 1
    assert process_time() - began < 4


def test_a_number_too_large_to_count_on_is_left_aside():
    old = [("s" + "9" * 5_000, "It was dark."), ("s2", "It rained.")]

    assert [ident for ident, _ in aligned(old, ["It rained.", "It snowed."])] == ["s2", "s3"]
