"""Copied passages are found by their hashed words; titles may be named."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.bank.own_words import HASH_BYTES, ONE_IN, RUN, fingerprints, shared_runs, words

TEXT = (
    "On most nights of that spring our lamp burned low because the oil was thin, and nobody "
    "who came into the harbour after dark could be sure of the way past the two rocks."
)
HASHES = fingerprints([TEXT], ())


def test_words_lose_case_accents_quotes_and_punctuation() -> None:
    typed = "Élan -- the «Keeper’s» lamp's 'GREAT' oil; 5,880,000 / pan-European_style"  # noqa: RUF001

    assert words(typed) == [
        *("elan", "the", "keepers", "lamps", "great", "oil"),
        *("5", "880", "000", "pan", "european", "style"),
    ]


def test_the_text_itself_is_found() -> None:
    (passage, *_) = shared_runs(TEXT, HASHES, ())

    assert len(passage.split()) >= RUN


def test_a_passage_is_found_in_other_spelling_and_quotes() -> None:
    quoted = f"He wrote: “{TEXT.upper()}”, they say."

    assert shared_runs(quoted, HASHES, ()) == shared_runs(TEXT, HASHES, ())


def test_runs_that_touch_make_one_passage() -> None:
    every = fingerprints([TEXT], ())
    passages = shared_runs(TEXT, every, ())

    assert sum(len(passage.split()) for passage in passages) <= len(words(TEXT))


def test_other_words_are_free() -> None:
    assert shared_runs("The lamp was low that spring: the oil had run thin.", HASHES, ()) == []


def test_no_run_reaches_into_a_title() -> None:
    title = "The lamp of the north and its keepers"
    hashes = fingerprints([f"See {title} for more of this and that"], (title,))

    assert shared_runs(f"I read {title} last night, says she", hashes, (title,)) == []


def test_a_quarter_of_the_runs_is_kept() -> None:
    many = " ".join(f"w{number}" for number in range(4_000))
    kept = len(fingerprints([many], ())) // HASH_BYTES

    assert 850 < kept < 1150
    assert all(
        hashed[-1] % ONE_IN == 0
        for hashed in (HASHES[at : at + HASH_BYTES] for at in range(0, len(HASHES), HASH_BYTES))
    )


@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=3).map(tuple))
@settings(deadline=None)
def test_any_text_can_be_checked(text: str, exempt: tuple[str, ...]) -> None:
    hashes = fingerprints([text, TEXT], exempt)
    passages = shared_runs(text, hashes, exempt)

    assert len(hashes) % HASH_BYTES == 0
    assert all(len(passage.split()) >= RUN for passage in passages)


@given(st.lists(st.sampled_from(words(TEXT)), min_size=RUN, max_size=40))
@settings(deadline=None)
def test_every_kept_run_is_found_again(drawn: list[str]) -> None:
    text = " ".join(drawn)
    hashes = fingerprints([text], ())

    assert bool(shared_runs(text, hashes, ())) == bool(hashes)
