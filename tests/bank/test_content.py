"""What the shipped bank promises as a whole."""

from time import process_time

from quizapp.bank.cli import QUESTION_BANK
from quizapp.bank.lint import lint
from quizapp.bank.loader import load
from quizapp.items.extended_response.model import ExtendedResponseItem
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
    wanted = {
        name: sum(sum(cells) for cells in skills.values())
        for name, skills in BANK.settings.blueprint.items()
    }

    assert counts == wanted
    assert sum(counts.values()) == 262


def test_every_item_was_read_by_somebody_else() -> None:
    unread = [item.id for item in BANK.items.values() if item.reviewed is None]

    assert unread == []


def test_items_on_a_source_cannot_be_answered_without_it() -> None:
    uncovered = [
        item.id
        for item in BANK.items.values()
        if item.sources
        and item.skill in {"SO", "IN", "CO"}
        and not (item.reviewed and item.reviewed.covered)
    ]

    assert uncovered == []


def test_everything_that_can_be_chosen_is_answered_in_15_to_45_words() -> None:
    loaded = load(QUESTION_BANK)
    rules = ("the feedback has", "has no feedback")

    assert [str(p) for p in lint(loaded) if any(rule in p.what for rule in rules)] == []


def test_essays_have_levels_samples_and_a_checklist() -> None:
    essays = [each for each in BANK.items.values() if isinstance(each, ExtendedResponseItem)]

    assert len(essays) == 13
    for essay in essays:
        assert len(essay.samples) >= 2, essay.id
        assert len(essay.levels) == 4 or essay.max_mark <= 6, essay.id
        assert essay.indicative, essay.id
        assert essay.faults, essay.id
        assert essay.checklist, essay.id


def test_the_quizzes_and_the_paths_through_them() -> None:
    in_paths = {
        quiz for path in BANK.paths.values() for lesson in path.lessons for quiz in lesson.quizzes
    }

    assert list(BANK.quizzes) == [f"Q{number:02}" for number in range(1, 22)]
    assert in_paths <= set(BANK.quizzes)
    assert len(BANK.paths) == 4


def test_registers_are_complete() -> None:
    assert len(BANK.misconceptions) >= 40
    assert len(BANK.glossary) >= 60
    assert len(BANK.facts) >= 150


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
