"""Loading a folder: everything whole, every problem, never an exception."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.bank.files import belongs
from quizapp.bank.loader import load, load_files
from tests.bank.small import FILES, SmallBank

ITEM, SOURCE, QUIZ = "items/A/A-01.yaml", "sources/src1.yaml", "quizzes/Q1.yaml"
OTHER = "items/A/A-02.yaml"


def test_a_whole_bank_is_loaded(small: SmallBank) -> None:
    loaded = small.load()
    bank = loaded.bank

    assert bank is not None
    assert loaded.problems == []
    assert list(bank.items) == ["A-01", "A-02", "A-03", "A-04"]
    assert bank.sections["A-01"] == "A"
    assert bank.quizzes["Q1"].items == ("A-01", "A-02", "A-03", "A-04")
    assert loaded.origins["item", "A-01"].path == f"bank/{ITEM}"


PROBLEMS = [
    # file, old text, new text, what is said, how to mend it
    (ITEM, "stem:", "stemm:", "unknown key 'stemm'", "did you mean 'stem'?"),
    (ITEM, "stem: What", "# What", "'stem' is missing", "add stem: ..."),
    (ITEM, "text: Oil and", "txt: Oil and", "unknown key 'txt'", "did you mean 'text'?"),
    (ITEM, "type: single_choice", "type: single_choise", "unknown type", "'single_choice'"),
    (ITEM, "type: single_choice\n", "", "'type' is missing", "known are: best_answer"),
    (ITEM, "difficulty: 1", "difficulty: easy", "whole number, not 'easy'", "digits"),
    (ITEM, "difficulty: 1", "difficulty: 4", "difficulty is 4", "at most 3"),
    (ITEM, "bloom: understand", "bloom: think", "'think' is no bloom", "'remember'"),
    (ITEM, "credit: 1", "credit: much", "must be a number, such as 0.5", "manual"),
    (ITEM, "credit: 1", "credit: 1e99999999", "must be a number, such as 0.5", "manual"),
    (ITEM, "credit: 1", "credit: 1.5", "credit lies between 0 and 1", "manual"),
    (ITEM, "credit: 1", "credit: 0.5", "exactly one option has credit 1", "manual"),
    (ITEM, "- id: b", "- id: a", "the id 'a' is given twice", "manual"),
    (ITEM, "seconds: 30", "seconds: 30\nmax_mark: 0", "max_mark is 0", "at least 1"),
    (ITEM, "seconds: 30", "seconds: 30\ncertainty: yes", "true or false", "manual"),
    (ITEM, "sources: [src1]", "sources: src1", "sources must be a list", "after '- '"),
    (ITEM, "sources: [src1]", "sources: [src1, src1]", "a source is named twice", "manual"),
    (ITEM, "sources: [src1]", "sources: ['a b']", "'a b' is no good entry 1 of", "manual"),
    (OTHER, "    credit: 1\n", "", "1 to be selected in src1, but fewer", "manual"),
    (OTHER, "  - id: s2\n", "  - id: s2\n    credit: 1\n", "must be wrong", "manual"),
    (SOURCE, "  date: 1850-03", "  date: spring", "'spring' is no good date", "manual"),
    (SOURCE, "id: s2", "id: s1", "two sentences have the same id", "manual"),
    (QUIZ, "- A-03", "- A-01", "A-01 stands in the quiz twice", "manual"),
    (QUIZ, "claim: A-01, ", "", "a claim with its evidence", "manual"),
    (
        QUIZ,
        "{claim: A-01, evidence: A-02}",
        "{claim: A-01, evidence: A-02, max_mark: 3}",
        "max_mark belongs to an item",
        "manual",
    ),
    (
        "bank.yaml",
        "sections:",
        "objectives: {AO1: {title: Reading, skills: [CO, XX]}}\nsections:",
        "objectives name unknown skills: XX",
        "manual",
    ),
    (
        "bank.yaml",
        "sections:",
        "objectives: {A: {title: One, skills: [CO]}, B: {title: Two, skills: [CO]}}\nsections:",
        "CO stands under two objectives",
        "manual",
    ),
    ("retired.yaml", "retired:\n", "gone:\n", "expected a list", "begin the file with retired:"),
    ("glossary.yaml", "kind: word", "kind: verb", "'verb' is no kind", "'person'"),
]


@pytest.mark.parametrize(("path", "old", "new", "what", "mend"), PROBLEMS, ids=lambda v: v[:18])
def test_a_problem_says_what_and_how_to_mend_it(
    small: SmallBank, path: str, old: str, new: str, what: str, mend: str
) -> None:
    small.replace(path, old, new)
    problems = small.load().problems
    (problem,) = [each for each in problems if what in each.what]

    assert mend in problem.mend
    assert problem.path == f"bank/{path}"


def test_a_problem_has_the_line_of_what_is_wrong(small: SmallBank) -> None:
    small.replace(ITEM, "credit: 1", "credit: 3")
    (problem,) = small.load().problems

    assert (problem.line, problem.column) == (small.line_of(ITEM, "credit: 3"), 5)


def test_broken_parts_do_not_hide_the_others(small: SmallBank) -> None:
    small.replace(ITEM, "stem:", "stemm:")
    small.files[OTHER] = "id: [A-02"
    small.replace(SOURCE, "licence:", "license:")
    loaded = small.load()

    assert loaded.bank is not None
    assert list(loaded.bank.items) == ["A-03", "A-04"]
    assert loaded.bank.sources == {}
    assert len({problem.path for problem in loaded.problems}) == 3


def test_an_id_is_used_once_in_the_whole_bank(small: SmallBank) -> None:
    small.files["items/B/copy.yaml"] = small.files[ITEM]
    loaded = small.load()
    (problem,) = loaded.problems

    assert problem.what == f"the id 'A-01' is used already, in bank/{ITEM}"
    assert problem.path == "bank/items/B/copy.yaml"
    assert loaded.bank is not None
    assert loaded.bank.sections["A-01"] == "A"


def test_an_entry_of_a_list_is_used_once(small: SmallBank) -> None:
    line = small.files["glossary.yaml"].splitlines()[-1]
    small.files["glossary.yaml"] += line + "\n"

    assert ["used twice" in problem.what for problem in small.load().problems] == [True]


def test_a_folder_without_a_bank_is_a_problem(tmp_path: Path) -> None:
    loaded = load(tmp_path / "nowhere")

    assert loaded.bank is None
    assert [problem.what for problem in loaded.problems] == [
        "the file is missing or cannot be read"
    ]


def test_a_folder_in_the_place_of_a_file_is_a_problem(small: SmallBank) -> None:
    (small.folder / "items/A/A-05.yaml").mkdir(parents=True)

    assert [problem.line for problem in small.load().problems] == [1]


def test_names_of_the_bank_reach_items_that_read_words(small: SmallBank) -> None:
    head = small.files[ITEM].partition("options:")[0].replace("A-01", "A-05")
    small.files["items/A/A-05.yaml"] = head.replace("single_choice", "short_answer") + (
        "accept: [Saltby harbour]\nfeedback: {right: That is it., wrong: Look again.}\n"
        "explanation: It is named.\nrefs: [E01]\n"
    )
    bank = small.load().bank

    assert bank is not None
    assert bank.items["A-05"].model_dump()["names"] == {"Saltby": ("Saltbie", "Salteby")}


JUNK = st.sampled_from(
    [
        "",
        "x",
        "null",
        "[]",
        "{}",
        "-1",
        "1e9",
        "true",
        "'",
        "\t",
        "|",
        "&a",
        "{{",
        "{a: [b, {c: d}]}",
    ]
)


@st.composite
def changed_files(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw the small bank with a piece of some files cut, doubled or replaced."""
    files = {name: text.encode() for name, text in FILES.items()}
    for name in draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=3)):
        text = files[name]
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        junk = draw(st.one_of(JUNK.map(str.encode), st.binary(max_size=8)))
        files[name] = draw(
            st.sampled_from(
                [text[:start] + junk + text[end:], text[:end] + text[start:], text[:start]]
            )
        )
    return files


@given(changed_files())
@settings(deadline=None, max_examples=150)
def test_a_changed_file_gives_problems_and_no_exception(files: dict[str, bytes]) -> None:
    _loads(files)


@st.composite
def changed_values(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw the small bank with one key of one item, source or quiz given another value."""
    names = [name for name in sorted(FILES) if name.count("/") and name.endswith(".yaml")]
    name = draw(st.sampled_from(names))
    lines = FILES[name].splitlines()
    places = [number for number, line in enumerate(lines) if ": " in line]
    number = draw(st.sampled_from(places))
    value = draw(
        st.recursive(
            st.one_of(st.none(), st.text(max_size=8), st.integers(-3, 200), st.booleans()),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=6,
        )
    )
    key = lines[number].partition(": ")[0]
    lines[number] = f"{key}: {json.dumps(value)}"
    return {**{n: t.encode() for n, t in FILES.items()}, name: "\n".join(lines).encode()}


@given(changed_values())
@settings(deadline=None, max_examples=150)
def test_another_value_gives_problems_and_no_exception(files: dict[str, bytes]) -> None:
    _loads(files)


def _loads(files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        small = SmallBank(Path(folder) / "bank")
        for name, data in files.items():
            path = small.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        small.files = {}
        problems = small.problems()

    assert all(problem.line >= 1 and problem.what and problem.mend for problem in problems)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("items/A/a-01.yaml", "differs from items/A/A-01.yaml in nothing but capitals"),
        ("items/A/my item.yaml", "the name is none that a bank's file may have"),
        ("items/A/NUL.yaml", "the name is none that a bank's file may have"),
        ("sources/com1.yaml", "the name is none that a bank's file may have"),
    ],
)
def test_a_file_that_some_disks_could_not_hold_is_not_read(
    tmp_path: Path, path: str, what: str
) -> None:
    small = SmallBank(tmp_path / "bank")
    text = small.files["items/A/A-01.yaml"].replace("A-01", "A-07")

    loaded = load_files({**encoded(small), path: text.encode()}, "bank")

    [problem] = loaded.problems
    assert problem.path == f"bank/{path}"
    assert what in problem.what
    assert loaded.bank
    assert "A-07" not in loaded.bank.items


def test_names_that_only_begin_like_a_device_are_names() -> None:
    for path in ("items/con1/nul-1.yaml", "sources/common.yaml", "quizzes/com10.yaml"):
        assert belongs(path)


@pytest.mark.parametrize("name", ["B" * 41, "two words", ""])
def test_a_section_has_a_name_that_a_folder_and_a_table_can_hold(tmp_path: Path, name: str) -> None:
    small = SmallBank(tmp_path / "bank")
    small.replace("bank.yaml", "{A: The letter}", f"{{A: The letter, '{name}': Long}}")

    [problem] = load_files(encoded(small), "bank").problems

    assert problem.line == small.line_of("bank.yaml", "sections:")
    assert "name in sections" in problem.what


@pytest.mark.parametrize("letter", ["\\0", "\\x07", "\\ufffe"])
def test_no_key_holds_what_cannot_be_shown(tmp_path: Path, letter: str) -> None:
    small = SmallBank(tmp_path / "bank")
    small.replace("bank.yaml", "{Saltby:", f'{{"Salt{letter}by":')

    [problem] = load_files(encoded(small), "bank").problems

    assert problem.what == "a character cannot be shown"


def encoded(small: SmallBank) -> dict[str, bytes | None]:
    return {path: text.encode() for path, text in small.files.items()}
