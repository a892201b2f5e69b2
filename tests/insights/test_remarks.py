"""Each rule at its border."""

from dataclasses import replace

import pytest

from quizapp.insights import remarks
from quizapp.insights.remarks import ItemFigures, Weight, of_item, of_option

CALM = ItemFigures(
    presented=100,
    marked=100,
    facility=0.6,
    guess=0.25,
    sd=0.5,
    discrimination=40,
    intended=10,
    effective=10,
)


def said(**figures: object) -> list[str]:
    return [remark.words for remark in of_item(replace(CALM, **figures))]  # type: ignore[arg-type]


def test_ordinary_figures_and_missing_ones_make_no_remark():
    assert said() == []
    assert list(of_item(ItemFigures(presented=0))) == []


@pytest.mark.parametrize(
    ("figure", "quiet", "loud", "words"),
    [
        ("discrimination", -10.0, -10.01, "Stronger students did worse here: check the key."),
        ("discrimination", 0.0, -0.01, "Stronger students did a little worse here."),
        ("discrimination", 20.0, 19.99, "Says little about who did well"),
        ("facility", 0.949, 0.95, "Nearly everybody was right: fine for a warm-up."),
        ("facility", 0.999, 1.0, "Everybody was right: fine for a warm-up, but"),
        ("facility", 0.251, 0.25, "The class earned no more than guessing would"),
        ("facility", 0.051, 0.05, "Hardly anybody was right"),
        ("sd", 0.01, 0.0, "All earned the same mark"),
        ("effective", 5.0, 4.99, "Decides less than half as much"),
        ("effective", 20.0, 20.01, "Decides more than twice as much"),
        ("unreached", 19, 20, "20 did not reach it"),
        ("blank", 19, 20, "20 left it blank"),
        ("waiting", 0, 1, "1 answer is still to be marked"),
        ("waiting", 1, 2, "2 answers are still to be marked"),
    ],
)
def test_a_remark_begins_at_its_border(figure: str, quiet: float, loud: float, words: str):
    def begins(value: float) -> bool:
        return any(each.startswith(words) for each in said(**{figure: value}))

    assert begins(loud)
    assert not begins(quiet)


@pytest.mark.parametrize(("marked", "remarks"), [(9, 0), (10, 1)])
def test_a_share_of_very_few_answers_makes_no_remark(marked: int, remarks: int):
    assert len(said(facility=1.0, marked=marked)) == remarks


@pytest.mark.parametrize(("presented", "remarks"), [(9, 0), (10, 2)])
def test_absence_among_very_few_makes_no_remark(presented: int, remarks: int):
    assert len(said(presented=presented, unreached=5, blank=4)) == remarks


def test_what_may_be_a_mistake_comes_first():
    found = of_item(replace(CALM, discrimination=-15, unreached=20, waiting=3))

    assert [remark.weight for remark in found] == [Weight.CHECK, Weight.NOTE, Weight.NOTE]


@pytest.mark.parametrize("facility", [0.95, 0.05])
def test_an_extreme_question_is_not_also_blamed_for_telling_nobody_apart(facility: float):
    assert len(said(facility=facility, discrimination=3, effective=1)) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((0, 0, 30, 40), "Nobody chose this option."),
        ((1, 0, 0, 40), "Nobody found the right option."),
        ((0, 0, 9, 10), "Nobody chose this option."),
        ((0, 0, 9, 9), None),
        ((0, 0, 0, 0), None),
        (
            (1, 30, 30, 40, -0.201, 100),
            "Stronger students avoided this right option: check the key.",
        ),
        ((1, 30, 30, 40, -0.2, 100), None),
        ((1, 30, 30, 40, 0.9, 100), None),
        ((0, 5, 30, 40, 0.201, 100), "Stronger students chose this: could it be right as well?"),
        ((0, 5, 30, 40, 0.2, 100), None),
        ((0, 5, 30, 40, 0.201, 99), None),
        ((0.5, 5, 30, 40, 0.9, 100), None),
        ((0, 16, 15, 40, -0.9, 100), "Chosen more often than the right option."),
        ((0, 15, 15, 40, -0.9, 100), None),
        ((0, 5, 30, 40, None, 100), None),
    ],
)
def test_options_at_their_borders(given: tuple[float, int, int, int], words: str | None):
    assert [remark.words for remark in of_option(*given)] == ([words] if words else [])


@pytest.mark.parametrize(
    ("alpha", "begins"),
    [(None, ""), (0.7, "Steady"), (0.699, "Enough"), (0.5, "Enough"), (0.499, "Too much chance"),
     (-0.2, "Too much chance")],
)  # fmt: skip
def test_alpha_in_words(alpha: float | None, begins: str):
    words = remarks.of_alpha(alpha)

    assert words.startswith(begins)
    assert bool(words) == bool(begins)


@pytest.mark.parametrize(
    ("value", "skewed", "peaked"),
    [
        (None, "", ""),
        (1.0, "", ""),
        (-1.0, "", ""),
        (1.01, "Most scores are low", "Most scores lie close together"),
        (-1.01, "Most scores are high", "The scores lie apart"),
    ],
)
def test_the_shape_of_the_spread_in_words(value: float | None, skewed: str, peaked: str):
    for words, begins in (
        (remarks.of_skewness(value), skewed),
        (remarks.of_kurtosis(value), peaked),
    ):
        assert words.startswith(begins)
        assert bool(words) == bool(begins)
