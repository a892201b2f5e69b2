"""Hostile files: a problem with a line, in bounded time and memory, and the rest stays whole."""

import time
import tracemalloc

import pytest

from quizapp.bank.line_changes import MOST_SHOWN, Fate, line_changes
from quizapp.bank.lint import lint
from quizapp.bank.loader import Loaded, load_files
from quizapp.bank.problems import Severity
from tests.bank.hostile import BIDI, BYTES
from tests.bank.small import FILES, SEEDS, SmallBank

PATHS = ["items/A/A-01.yaml", "sources/src1.yaml", "quizzes/Q1.yaml", "retired.yaml", "bank.yaml"]
MOST_SECONDS, MOST_MEMORY, MOST_TOLD = 2.0, 150_000_000, 250


def loaded_with(path: str, content: bytes) -> Loaded:
    files = {name: text.encode() for name, text in FILES.items()}
    return load_files({**files, path: content}, "harbour")


@pytest.mark.parametrize("content", BYTES.values(), ids=list(BYTES))
def test_a_hostile_file_gives_a_problem_with_a_line_in_little_time(content: bytes) -> None:
    for path in PATHS:
        began = time.process_time()
        loaded = loaded_with(path, content)
        lint(loaded, SEEDS)
        spent = time.process_time() - began

        here = [each for each in loaded.problems if each.path == f"harbour/{path}"]
        assert 0 < len(here) < MOST_TOLD
        assert all(each.line >= 1 and each.column >= 1 for each in here)
        assert any(each.severity is Severity.ERROR for each in here)
        assert spent < MOST_SECONDS
        others = {each.path for each in loaded.problems} - {f"harbour/{path}"}
        assert not others


@pytest.mark.parametrize("name", ["an alias bomb", "a megabyte of brackets", "100,000 keys"])
def test_a_hostile_file_takes_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        loaded_with("items/A/A-01.yaml", BYTES[name])
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("quizzes/Q1.yaml", "  - A-03\n", "".join(f"  - Z-{n}\n" for n in range(15_000))),
        (
            "items/A/A-03.yaml",
            "sources: [src1]",
            f"facts: [{', '.join(f'f{n}' for n in range(9_000))}]",
        ),
        (
            "items/A/A-03.yaml",
            "sources: [src1]",
            f"sources: [{', '.join(f's{n}' for n in range(9_000))}]",
        ),
        ("items/A/A-03.yaml", '["001:L2"]', str([f"009:L{n}" for n in range(9_000)])),
        (
            "items/A/A-01.yaml",
            "  - id: b\n",
            "".join(f"  - {{id: x{n}, text: t{n}, feedback: f}}\n" for n in range(4_000))
            + "  - id: b\n",
        ),
        (
            "retired.yaml",
            "retired:\n",
            "retired:\n" + "".join(f"  - {{id: r{n}, reason: x}}\n" for n in range(30_000)),
        ),
        ("bank.yaml", "names: {", "names: {" + "".join(f"N{n}: [M{n}], " for n in range(15_000))),
    ],
)
def test_what_is_well_formed_but_endless_is_refused_in_little_time(
    small: SmallBank, path: str, old: str, new: str
) -> None:
    small.replace(path, old, new)
    began = time.process_time()

    loaded = loaded_with(path, small.files[path].encode())
    lint(loaded, SEEDS)

    assert time.process_time() - began < MOST_SECONDS
    assert any(each.path == f"harbour/{path}" for each in loaded.problems)


def test_marks_that_turn_the_writing_are_told_with_their_line(small: SmallBank) -> None:
    path = "items/A/A-03.yaml"
    small.replace(path, "stem: Match each thing to what the letter says of it.", BIDI)

    [problem] = [each for each in small.problems() if "nobody sees" in each.what]

    assert problem.severity is Severity.WARNING
    assert problem.line == small.line_of(path, "tsol")
    assert "right-to-left override (U+202E)" in problem.what


def test_very_long_changes_are_shown_in_part_and_in_little_time() -> None:
    began = time.process_time()
    lines = line_changes("\n" * 400_000, "\n" * 200_000 + "x\n" * 200_000)
    some = line_changes(None, "x\n" * 400_000)

    assert time.process_time() - began < MOST_SECONDS
    assert len(lines) == len(some) == MOST_SHOWN + 1
    assert some[-1].fate is Fate.LEFT_OUT
