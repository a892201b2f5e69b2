from fractions import Fraction

import pytest

from quizapp.insights.heat import heat
from quizapp.insights.tally import tally
from quizapp.items.hot_text.model import HotTextItem
from tests.insights.plain import CHOICE, pupil
from tests.make import Make, real_bank
from tests.pages import Page, Pages

BANK = real_bank()
HOT = [item for item in BANK.items.values() if isinstance(item, HotTextItem)]
ONE = next(item for item in HOT if len(item.sources) == 1 and item.pick == 1)
KEYS = [ONE.key_of(target) for target in ONE.targets]
RIGHT = next(ONE.key_of(target) for target in ONE.targets if target.credit)


def given(*selected: list[str]) -> list[tuple[object, dict[str, list[str]]]]:
    return [(pupil(n), {"select": keys}) for n, keys in enumerate(selected, start=1)]


@pytest.mark.parametrize(
    ("selecting", "of", "shade"),
    [(0, 5, 0), (1, 10, 1), (1, 5, 1), (2, 9, 2), (4, 5, 4), (5, 5, 5)],
)
def test_shades_are_fifths_of_those_who_selected_something(selecting: int, of: int, shade: int):
    chosen = [[KEYS[0]]] * selecting + [[KEYS[1]]] * (of - selecting)

    found = heat(ONE, tally(ONE, given(*chosen), BANK.sources))  # type: ignore[arg-type]

    assert found
    assert found.students == of
    spot = found.spots[KEYS[0]]
    assert (spot.count, spot.share, spot.shade) == (selecting, Fraction(selecting, of), shade)


def test_the_map_of_no_selections_is_cold():
    found = heat(ONE, tally(ONE, [], BANK.sources))

    assert found
    assert {spot.shade for spot in found.spots.values()} == {0}
    assert heat(CHOICE, tally(CHOICE, [], BANK.sources)) is None


@pytest.mark.parametrize("item", HOT, ids=[item.id for item in HOT])
def test_every_place_of_every_such_item_stands_on_the_page_with_its_number(
    make: Make, pages: Pages, item: HotTextItem
):
    quiz = make.assignment(items=[item.id])
    for sample in ("right", "wrong", "right"):
        make.attempt(quiz, responses={1: sample})

    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/items/1?key=on")

    spots = _spots(page)
    assert len(spots) == len(item.targets)
    verdicts = [verdict for _shade, verdict in spots]
    assert verdicts.count("right") == sum(target.credit == 1 for target in item.targets)


def _spots(page: Page) -> list[tuple[str | None, str | None]]:
    spans = [s for s in page.all("span") if s.get("class") == "hot-spot"]
    return [(s.get("data-shade"), s.get("data-verdict")) for s in spans][6:]  # behind the legend


def test_right_and_wrong_are_shown_only_when_asked_for_and_names_never(make: Make, pages: Pages):
    quiz = make.assignment(items=[ONE.id])
    student = make.enrolment(quiz.classroom, make.student(name="Zebedee")).student
    make.attempt(quiz, student, {1: {"select": [RIGHT]}})
    pages.sign_in(quiz.teacher)

    plain = pages.get(f"/assignments/{quiz.id}/items/1")
    keyed = pages.get(f"/assignments/{quiz.id}/items/1?key=on")

    assert {verdict for _shade, verdict in _spots(plain)} == {None}
    assert {verdict for _shade, verdict in _spots(keyed)} == {"right", "wrong"}
    for page in (plain, keyed):
        section = next(s for s in page.all("section") if s.get("id") == "heat")
        assert "Zebedee" not in "".join(section.itertext())
    table = [d for d in keyed.all("details") if d.get("id") == "heat-table"]
    assert "✓ right" in "".join(table[0].itertext())


def test_the_table_gives_the_same_numbers(make: Make, pages: Pages):
    quiz = make.assignment(items=[ONE.id])
    for key in (KEYS[1], KEYS[1], KEYS[0]):
        make.attempt(quiz, responses={1: {"select": [key]}})

    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/items/1")

    table = next(d for d in page.all("details") if d.get("id") == "heat-table")
    cells = ["".join(e.itertext()) for e in table.iter() if e.tag.endswith("}td")]
    assert cells[:4] == ["2", "67 %", "1", "33 %"]


def test_without_a_selection_there_is_no_map(make: Make, pages: Pages):
    quiz = make.assignment(items=[ONE.id])
    make.attempt(quiz, responses={1: {}})

    assert (
        'id="heat"' not in pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/items/1").text
    )
