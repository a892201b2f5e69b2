"""What the shipped bank promises as a whole."""

from time import process_time

from quizapp.bank.cli import QUESTION_BANK
from quizapp.bank.lint import lint
from quizapp.bank.loader import load
from tests.bank.real import BANK


def test_the_bank_is_whole_and_without_errors() -> None:
    loaded = load(QUESTION_BANK)
    errors = [str(p) for p in [*loaded.problems, *lint(loaded)] if p.severity == "error"]

    assert errors == []


def test_the_bank_loads_in_well_under_a_second() -> None:
    start = process_time()
    load(QUESTION_BANK)

    assert process_time() - start < 0.8


def test_every_section_has_its_items() -> None:
    counts = {name: len(list(BANK.items_of(name))) for name in BANK.settings.sections}

    assert counts == {"S1": 16, "S2": 16, "S3": 16, "S4": 16, "CMP": 18}


def test_the_exam_paper_has_24_marks() -> None:
    marks = [
        entry.max_mark or BANK.items[ident].max_mark
        for entry in BANK.quizzes["Q01"].entries
        for ident in entry.items
    ]

    assert marks == [3, 2, 4, 6, 9]


def test_clinics_ask_for_a_claim_with_its_evidence() -> None:
    pairs = {
        quiz.id: (entry.claim, entry.evidence)
        for quiz in BANK.quizzes.values()
        for entry in quiz.entries
        if entry.claim
    }

    assert pairs == {
        f"Q0{n + 1}": (f"S{n}-{3 if n == 1 else 1:02}", f"S{n}-02") for n in range(1, 5)
    }


def test_the_timeline_runs_forwards() -> None:
    dates = [event.date for event in BANK.timeline.values()]

    assert [date[:7] for date in dates] == sorted(date[:7] for date in dates)


def test_no_spelling_leads_to_two_terms_of_the_glossary() -> None:
    spellings = [
        spelling.casefold()
        for term in BANK.glossary.values()
        for spelling in {term.term.casefold(), *map(str.casefold, term.variants)}
    ]

    assert len(spellings) == len(set(spellings))
    assert len(BANK.glossary) >= 30
