"""The strict reader: text stays text, mistakes have a place, nothing gets past as an exception."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.bank.problems import Problem
from quizapp.bank.strict_yaml import DEEPEST, MOST_BYTES, Malformed, read

PLAIN = ["no", "yes", "on", "off", "012", "0o17", "1:30", "2020-01-01", "1_000", "0x1F", "1e3"]
PLAIN += ["true", "1.50", "+5", "<<", "=", ".inf", "Null", "NO"]


@pytest.mark.parametrize("word", PLAIN)
def test_plain_words_stay_as_they_are_written(word: str) -> None:
    assert read(f"key: {word}\nlist: [{word}]".encode(), "x").value == {
        "key": word,
        "list": [word],
    }


@pytest.mark.parametrize("nothing", ["", "~", "null", "# a remark"])
def test_nothing_is_none(nothing: str) -> None:
    assert read(f"key: {nothing}".encode(), "x").value == {"key": None}


@pytest.mark.parametrize("quoted", ["'null'", '"~"', "''"])
def test_quoted_nothing_is_text(quoted: str) -> None:
    assert read(f"key: {quoted}".encode(), "x").value == {"key": quoted[1:-1]}


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfkey: 1", "x").value == {"key": "1"}


def test_every_part_has_its_place() -> None:
    document = read(b"# first\na: 1\nb:\n  - x\n  - {c: 2}\n", "x")

    assert document.first_line == "# first"
    assert document.place(("a",)) == (2, 1)
    assert document.place(("b", 1, "c")) == (5, 6)
    assert document.place(("b", 1, "missing", 7)) == (5, 5)
    assert document.place(("missing",)) == (2, 1)


MISTAKES = [
    (b"a: 1\n\tb: 2", 2, "indent with spaces"),
    (b"a:\n\t- b", 2, "indent with spaces"),
    (b"a: 1\nb: 2\na: 3", 3, "keep one of the two"),
    (b"a:\n  b: 1\n  b: 2", 3, "keep one of the two"),
    (b"a: &x 1\nb: *x", 2, "write the values out"),
    (b"? [a]\n: 1", 1, "put it in quotes"),
    (b"a: b: c", 1, "put quotes round"),
    (b"a: 'b", 1, "check indentation"),
    (b"a: 1\n---\nb: 2", 2, "split the file"),
    (b"ok: 1\na: \xff", 2, "UTF-8"),
    (b'a: 1\nb: "\\x07"', 2, "remove it"),
    (b"a: \x07", 1, "cannot be typed"),
    (b"[" * 500_000, 1, "flatten"),
    (b"- " * 400_000, 1, "flatten"),
    (b"a: " + b"x" * MOST_BYTES, 1, "split it"),
]


@pytest.mark.parametrize(("data", "line", "mend"), MISTAKES, ids=lambda v: repr(v)[:20])
def test_mistakes_have_a_place_and_a_cure(data: bytes, line: int, mend: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(data, "some/file.yaml")
    problem = caught.value.problems[0]

    assert mend in problem.mend
    assert (problem.path, problem.line) == ("some/file.yaml", line)
    assert str(problem).startswith(f"some/file.yaml:{line}:")


def test_all_repeated_keys_are_named_at_once() -> None:
    with pytest.raises(Malformed) as caught:
        read(b"a: 1\na: 2\nb: 1\nb: 2", "x")

    assert [problem.line for problem in caught.value.problems] == [2, 4]


@given(st.binary(max_size=300))
@example(b"%YAML 9.9\n---\na")
@example(b'"\\ud800"')
@example(b"*a")
@settings(deadline=None)
def test_bytes_are_read_or_refused(data: bytes) -> None:
    value, problems = _read(data)

    assert _only_text(value)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


YAML_BITS = [
    "- ",
    "a",
    ": ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "|\n",
    ">-\n",
    "#",
    "&a",
]
YAML_BITS += ["*a", "? ", "!!int ", "---\n", "...\n", "%", "\t", "~", "é", "\u2028", "\\"]


@given(st.lists(st.sampled_from(YAML_BITS), max_size=40).map("".join))
@settings(deadline=None, max_examples=400)
def test_bits_of_yaml_are_read_or_refused(text: str) -> None:
    value, problems = _read(text.encode())

    assert _only_text(value)
    assert all(problem.what and problem.mend for problem in problems)


def _read(data: bytes) -> tuple[object, list[Problem]]:
    try:
        return read(data, "x").value, []
    except Malformed as malformed:
        return None, malformed.problems


def _only_text(value: object, depth: int = 0) -> bool:
    if isinstance(value, dict):
        return all(
            isinstance(key, str) and _only_text(each, depth + 1) for key, each in value.items()
        )
    if isinstance(value, list):
        return all(_only_text(each, depth + 1) for each in value)
    return (value is None or isinstance(value, str)) and depth <= DEEPEST
