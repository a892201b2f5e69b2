"""Every rule of the linter: what it finds, where, and how grave it is."""

from dataclasses import replace

import pytest

from quizapp.bank.problems import Problem, Severity
from tests.bank.small import DOCUMENT_TEXT, SEEDS, SmallBank, all_fingerprints

ITEM, HOT, MATCHING, ESSAY = (f"items/A/A-0{number}.yaml" for number in range(1, 5))
SOURCE, QUIZ = "sources/src1.yaml", "quizzes/Q1.yaml"
LONG = "word " * 26
A_SENTENCE = DOCUMENT_TEXT.splitlines()[1]

ERRORS = [
    # file, old text, new text, what is said, a text of the line that it is said of
    (ITEM, "sources: [src1]", "sources: [src9]", "no whole source 'src9'", "sources"),
    (ITEM, "keeper-was-lazy", "keeper-slept", "no whole entry 'keeper-slept'", "misconception:"),
    (ITEM, "seconds: 30", "seconds: 30\ntwin: A-77", "twin 'A-77'", "twin"),
    (ITEM, "seconds: 30", "seconds: 30\ntwin: A-01", "twin 'A-01'", "twin"),
    (ITEM, "skill: CO", "skill: XX", "no skill 'XX'", "skill"),
    (ITEM, "id: A-01", "id: A-99", "is retired: it asked about two", "id: A-99"),
    (ITEM, "E01", "003-15", "'003-15' is no reference", "003-15"),
    (ITEM, "E01", "E1", "'E1' is no reference", "E1"),
    (ITEM, "001:L2-3", "001:L3-2", "run backwards", "L3-2"),
    (ITEM, "001:L2-3", "001:L0", "run backwards", "001:L0"),
    (ITEM, "001:L2-3", "001:L2-4", "beyond the document", "L2-4"),
    (ITEM, "001:L2-3", "007:L2", "no document 007", "007"),
    ("timeline.yaml", "001:L2", "001:L44", "beyond the document", "001:L44"),
    ("misconceptions.yaml", "001:L3", "page 3", "is no reference", "page 3"),
    (SOURCE, "lines: L2-3", "lines: L2-30", "beyond the document", "L2-30"),
    (SOURCE, "lines: L2-3", "lines: two", "names no lines", "lines: two"),
    (SOURCE, "creator: The keeper", "creator: unknown", "'unknown' for creator", "creator"),
    (SOURCE, "audience: The council", "audience: '?'", "'?' for audience", "audience"),
    (SOURCE, "translation: Our own\n", "", "nothing of a translation", "Danish"),
    (SOURCE, "[great lamp]", "[small lamp]", "quoted term 'small lamp'", "signature_terms"),
    (HOT, "id: s2", "id: s7", "no sentence 's7'", "id: s7"),
    (HOT, "text: twice in one week", "text: twice a week", "stands 0 times in s1", "id: s1.r"),
    (ITEM, "called great in s1", "called great in s9", "no source of this item", "feedback: >-#2"),
    (ITEM, "A stronger lamp with more glass", "None of the above", "'None of the above'", "text#2"),
    (ITEM, "A stronger lamp with more glass", "Both A and B", "'Both A and B'", "text: Both"),
    (QUIZ, "A-03", "A-33", "no whole item 'A-33'", "A-33"),
    (QUIZ, "max_mark: 4", "max_mark: 9", "levels of A-04 end at mark 4", "max_mark"),
]

WARNINGS = [
    (ITEM, "What does the keeper ask", f"{LONG} What does the keeper ask", "34 words", "stem"),
    (ITEM, "What does the keeper", "What does not the keeper", "says 'not'", "stem"),
    (
        ITEM,
        "A stronger lamp with",
        "Only a stronger lamp with",
        "wrong options alone",
        "text: Only",
    ),
    (HOT, "These words count the failures and give the time", "Time", "has 13 words", "feedback#1"),
    (SOURCE, "  entry:", "  jetty:", "word 'jetty'", "jetty"),
    (ITEM, "E01", "E77", "says nothing of E77", "E77"),
    ("glossary.yaml", "schema.json#", "scheme.json#", "first line", "scheme"),
    (ITEM, "$defs/single_choice", "$defs/hot_text", "first line", "$defs/hot_text"),
]


def test_the_small_bank_is_faultless(small: SmallBank) -> None:
    assert small.problems() == []


@pytest.mark.parametrize(("path", "old", "new", "what", "at"), ERRORS, ids=lambda v: str(v)[:24])
def test_errors(small: SmallBank, path: str, old: str, new: str, what: str, at: str) -> None:
    _expect(small, (path, old, new), what, at, Severity.ERROR)


@pytest.mark.parametrize(("path", "old", "new", "what", "at"), WARNINGS, ids=lambda v: str(v)[:24])
def test_warnings(small: SmallBank, path: str, old: str, new: str, what: str, at: str) -> None:
    _expect(small, (path, old, new), what, at, Severity.WARNING)


def _expect(
    small: SmallBank, change: tuple[str, str, str], what: str, at: str, severity: Severity
) -> None:
    path, old, new = change
    small.replace(path, old, new)
    problem, *others = [each for each in small.problems() if what in each.what]
    text, _, number = at.partition("#") if at[-2] == "#" else (at, "", "1")
    lines = [n for n, line in enumerate(small.files[path].split("\n"), 1) if text in line]

    assert not others
    assert problem.path == f"bank/{path}"
    assert problem.line == lines[int(number) - 1]
    assert problem.severity == severity
    assert problem.mend


def test_an_item_outside_the_sections_is_found(small: SmallBank) -> None:
    small.files["items/B/B-01.yaml"] = small.files.pop(ITEM).replace("A-01", "B-01")
    small.replace(QUIZ, "{claim: A-01, evidence: A-02}", "A-02")

    assert ["'B', which is no section" in p.what for p in small.problems()] == [True]


def test_a_quiz_cannot_use_an_item_without_its_source(small: SmallBank) -> None:
    small.replace(MATCHING, "sources: [src1]", "sources: [src2]")
    found = [problem for problem in small.problems() if problem.path.endswith(QUIZ)]

    assert [problem.what for problem in found] == ["the item 'A-03' lacks a source"]
    assert found[0].line == small.line_of(QUIZ, "- A-03")


def test_a_pair_needs_a_source_in_common(small: SmallBank) -> None:
    small.replace(ITEM, "sources: [src1]\n", "")

    assert "A-01 and A-02 have no source in common" in [p.what for p in small.problems()]


def test_a_pair_must_be_scored_by_the_machine(small: SmallBank) -> None:
    small.replace(QUIZ, "  - {item: A-04, max_mark: 4}\n", "")
    small.replace(QUIZ, "evidence: A-02", "evidence: A-04")
    (problem,) = small.problems()

    assert problem.what == "A-04 waits for a person, so no pair can be scored"
    assert problem.line == small.line_of(QUIZ, "claim")


def test_a_spare_choice_needs_feedback(small: SmallBank) -> None:
    text = small.files[MATCHING]
    start = text.index("    feedback", text.index("id: sank"))
    end = text.index("explanation")
    small.files[MATCHING] = text[:start] + text[end:]
    (problem,) = small.problems()

    assert problem.what == "the choice 'sank' matches no row and has no feedback"
    assert problem.line == small.line_of(MATCHING, "id: sank")


def test_a_misconception_that_one_item_reveals_is_remarked(small: SmallBank) -> None:
    small.replace(ITEM, "    misconception: keeper-was-lazy\n", "")
    (problem,) = small.problems()

    assert problem.what == "1 of 2 items reveal the misconception 'keeper-was-lazy'"
    assert problem.severity == Severity.WARNING
    assert problem.line == 3


@pytest.mark.parametrize(
    ("path", "old"),
    [
        (ITEM, "The last sentence holds the request."),
        (SOURCE, "The great lamp went out twice in one week."),
        (QUIZ, "Reading one letter closely."),
        ("glossary.yaml", "Somebody who looks after a lamp."),
        ("timeline.yaml", "The keeper writes to the council."),
        ("misconceptions.yaml", "The lamp went out because the keeper slept."),
    ],
)
def test_a_copied_sentence_is_found(small: SmallBank, path: str, old: str) -> None:
    small.replace(path, old, f"'{A_SENTENCE}'")
    problems = small.problems(replace(SEEDS, fingerprints=all_fingerprints()))
    copied = [problem for problem in problems if "stand in a document" in problem.what]

    assert copied
    assert {problem.path for problem in copied} == {f"bank/{path}"}
    assert {problem.line for problem in copied} == {small.line_of(path, A_SENTENCE)}


def test_a_title_may_be_named(small: SmallBank) -> None:
    small.replace(QUIZ, "Reading one letter closely.", "Reading of The Lamp and the Council.")

    assert small.problems(replace(SEEDS, fingerprints=all_fingerprints())) == []


def test_what_is_wrong_with_the_documents_is_said(small: SmallBank) -> None:
    problem = Problem("seeds/documents.yaml", 1, 1, "'documents' is missing", "begin with it")

    assert small.problems(replace(SEEDS, problems=(problem,))) == [problem]


def test_a_bank_without_settings_is_not_linted(small: SmallBank) -> None:
    small.files["bank.yaml"] = "id: [harbour"

    assert [problem.path for problem in small.problems()] == ["bank/bank.yaml"]


def _add_singles(small: SmallBank, count: int, *, key_first: bool, key_long: bool) -> None:
    for number in range(count):
        text = small.files[ITEM].replace("A-01", f"A-{number + 10}")
        head, first, second = _cut(text)
        tail = "explanation: The last sentence holds the request.\nrefs: [E01]\n"
        if key_long:
            first = first.replace("Oil and a helper", "Oil and a helper through every night")
        options = [first, second] if key_first else [second, first]
        small.files[f"items/A/A-{number + 10}.yaml"] = head + "".join(options) + tail


def _cut(text: str) -> tuple[str, str, str]:
    start, middle = text.index("  - id: a"), text.index("  - id: b")
    return text[:start], text[start:middle], text[middle : text.index("explanation")]


@pytest.mark.parametrize(
    ("key_first", "key_long", "said"),
    [
        (
            True,
            False,
            [
                "option 1 in 9 of 9",
                "option 2 in 0 of 9",
                "longest option in 0 of 9",
                "shortest option in 9 of 9",
            ],
        ),
        (
            False,
            True,
            [
                "longest option in 8 of 9",
                "shortest option in 1 of 9",
                "option 1 in 1 of 9",
                "option 2 in 8 of 9",
            ],
        ),
    ],
)
def test_patterns_over_a_section_are_counted(
    small: SmallBank, key_first: bool, key_long: bool, said: list[str]
) -> None:
    _add_singles(small, 8, key_first=key_first, key_long=key_long)
    problems = [each for each in small.problems() if "section A" in each.what]

    assert len(problems) == 4
    assert all(any(words in problem.what for problem in problems) for words in said)
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert {problem.line for problem in problems} == {small.line_of("bank.yaml", "sections")}


def test_a_balanced_section_is_left_alone(small: SmallBank) -> None:
    _add_singles(small, 2, key_first=False, key_long=True)

    assert small.problems() == []


def test_a_twin_names_its_twin(small: SmallBank) -> None:
    small.replace(ITEM, "seconds: 30", "seconds: 30\ntwin: A-02")
    (problem,) = small.problems()

    assert problem.what == "A-02 does not name A-01 as its twin"
    assert problem.line == small.line_of(ITEM, "twin")


@pytest.mark.parametrize(
    ("long", "said"),
    [
        ("a", ["longest option is right in 8 of 8", "shortest option is right in 0 of 8"]),
        ("b", ["longest option is right in 0 of 8", "shortest option is right in 8 of 8"]),
    ],
)
def test_lengths_where_several_are_right_are_counted_over_the_bank(
    small: SmallBank, long: str, said: list[str]
) -> None:
    words = {"a": "Oil and a helper", "b": "A stronger lamp with more glass"}
    for number in range(8):
        text = small.files[ITEM].replace("A-01", f"A-{number + 10}")
        text = text.replace("single_choice", "multiple_response").replace("solo:", "pick: 1\nsolo:")
        text = text.replace(words[long], f"{words[long]} through every night of winter")
        small.files[f"items/A/A-{number + 10}.yaml"] = text
    problems = [each for each in small.problems() if "items with several keys" in each.what]

    assert len(problems) == 2
    assert all(any(words in problem.what for problem in problems) for words in said)
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert {problem.line for problem in problems} == {small.line_of("bank.yaml", "sections")}
    assert len({problem.mend for problem in problems}) == 2
