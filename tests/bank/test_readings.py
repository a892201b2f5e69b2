"""Readings: other wordings of a source, beside it sentence by sentence."""

import pytest

from quizapp.bank.own_words import fingerprints
from quizapp.bank.readings import find_reading, read_as
from quizapp.bank.sources import Source
from quizapp.bank.versions import content_hash, source_content, source_from_content
from tests.bank.small import DOCUMENT_TEXT, SEEDS, SmallBank

PATH = "sources/src1.yaml"
EASIER = """readings:
  - id: easier
    title: In easier words
    kind: easier
    sentences:
      s1: The lamp went out twice in one week.
      s2: Two ships did not find the way in.
      s3: I need oil and help.
refs: ["001:L2"]
"""


@pytest.fixture
def with_reading(small: SmallBank) -> SmallBank:
    small.replace(PATH, 'refs: ["001:L2"]\n', EASIER)
    return small


def source_in(small: SmallBank) -> Source:
    bank = small.load().bank
    assert bank
    return bank.sources["src1"]


def whats(small: SmallBank) -> list[str]:
    return [f"{each.severity.value}: {each.what}" for each in small.problems()]


def test_a_source_without_readings_is_the_version_that_it_was(small: SmallBank) -> None:
    content = source_content(source_in(small))

    assert content_hash(content) == (
        "0bcf382f61d5d059f5ef3c3b07d126886347086e9797c66e086246666afe87c5"
    )


def test_readings_are_part_of_the_version_and_read_back(with_reading: SmallBank) -> None:
    source = source_in(with_reading)

    assert source_from_content(source_content(source)) == source
    assert whats(with_reading) == []


def test_a_reading_changes_the_words_and_not_the_ids(with_reading: SmallBank) -> None:
    source = source_in(with_reading)
    read = read_as(source, find_reading(source, "easier"))

    assert [each.id for each in read.sentences] == ["s1", "s2", "s3"]
    assert read.sentences[2].text == "I need oil and help."
    assert read_as(source, find_reading(source, "unknown")) == source


def test_words_to_select_stay_where_the_reading_has_them_not(with_reading: SmallBank) -> None:
    with_reading.replace(PATH, "The lamp went out twice in one week.", "It went out two times.")
    bank = with_reading.load().bank
    assert bank
    source = bank.sources["src1"]

    read = read_as(source, source.readings[0], bank.items["A-02"])

    assert "twice in one week" in read.sentences[0].text
    assert read.sentences[1].text == "Two ships did not find the way in."


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("      s3: I", "      s9: I", "error: src1 has no sentence 's9'"),
        ("      s3: I need oil and help.\n", "", "error: the reading 'easier' leaves out s3"),
        (
            "The lamp went out twice in one week.",
            "Extinguished repeatedly, the illumination apparatus deteriorated considerably.",
            "warning: the easier reading is of grade",
        ),
        ("    kind: easier\n", "    kind: translation\n", "error: a translation says its language"),
        ("    kind: easier\n", "    kind: harder\n", "error: 'harder' is no kind"),
        ("kind: easier\n", "kind: original\n    language: old one\n", "is no good language"),
    ],
)
def test_what_is_wrong_with_a_reading_is_said(
    with_reading: SmallBank, old: str, new: str, what: str
) -> None:
    with_reading.replace(PATH, old, new)

    assert any(what in each for each in whats(with_reading)), whats(with_reading)


def test_two_readings_have_two_ids(with_reading: SmallBank) -> None:
    reading = EASIER.partition("\n")[2].partition("refs:")[0]
    with_reading.replace(PATH, reading, reading * 2)

    assert "error: two readings have the same id" in whats(with_reading)


def test_a_partial_reading_may_leave_sentences_out(with_reading: SmallBank) -> None:
    with_reading.replace(PATH, "      s3: I need oil and help.\n", "")
    with_reading.replace(PATH, "    kind: easier\n", "    kind: easier\n    partial: true\n")
    source = source_in(with_reading)

    assert whats(with_reading) == []
    assert read_as(source, source.readings[0]).sentences[2] == source.sentences[2]


def test_a_reading_is_in_our_own_words_too(with_reading: SmallBank) -> None:
    with_reading.replace(PATH, "I need oil and help.", "The lamp burned low because the oil was.")
    hashes = fingerprints([DOCUMENT_TEXT], SEEDS.exempt)
    seeds = type(SEEDS)(SEEDS.documents, hashes, notes=SEEDS.notes)

    shared = [each.what for each in with_reading.problems(seeds)]

    assert any("these words stand in a document" in each for each in shared)
