"""The tables of statistics, without names: a row a question, and a row an option; pure."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from quizapp.insights.analysis import Analysis, ItemLine
from quizapp.insights.cells import Sight
from quizapp.insights.exports.table import Heading, Table, Value
from quizapp.insights.options import Interval, OptionLine
from quizapp.insights.remarks import Remark

FEW = "Empty below 30 attempts."

OF_QUESTIONS = (
    Heading("question", "The place of the question in the quiz."),
    Heading("item_id", "The id of the question in the question bank."),
    Heading("stem", "What was asked."),
    Heading("max_mark", "The highest mark there is for the question."),
    Heading("marked", "How many answers the figures of this row rest on."),
    Heading("right", "How many answers were wholly right."),
    Heading("partly_right", "How many earned part of the mark."),
    Heading("wrong", "How many earned nothing."),
    Heading("left_blank", "How many saw the question and gave no answer."),
    Heading("unreadable", "How many answers could not be understood."),
    Heading("not_reached", "How many never got as far as the question. They are left out."),
    Heading("still_to_mark", "How many answers a person has still to mark. They are left out."),
    Heading("dropped", "How many stand for nothing because the question was dropped."),
    Heading("excused", "How many stand for nothing because the student is excused."),
    Heading(
        "overridden",
        "How many were never marked because a teacher set the mark. They are left out; an answer "
        "that was marked first stands here as it was.",
    ),
    Heading("opinion", "How many gave an opinion, which stands outside facility and score."),
    Heading("facility", "The mean mark as a share of the highest, 0 to 1: the higher, the easier."),
    Heading(
        "right_low",
        "Where the share of wholly right answers (0 to 1) probably begins: the lower end of "
        "the 95 per cent interval by Wilson.",
    ),
    Heading("right_high", "Where that share probably ends: the upper end of the interval."),
    Heading("by_guessing", "The share of the mark that answering at random earns, 0 to 1."),
    Heading("standard_deviation", f"How far the marks lie from their mean, in marks. {FEW}"),
    Heading("weight_meant", "How much of all marks the question has, in per cent."),
    Heading(
        "weight_in_effect", f"How much of the spread between students it causes, in per cent. {FEW}"
    ),
    Heading(
        "discrimination",
        f"How well the question goes with the rest of the quiz, -100 to 100 per cent. {FEW}",
    ),
    Heading(
        "efficiency",
        "The discrimination as a share of the most that a question as easy as this one could "
        f"reach, in per cent. {FEW}",
    ),
    Heading("remarks", "What the figures may mean, in words."),
)

COUNTED = (
    Sight.RIGHT,
    Sight.PARTLY,
    Sight.WRONG,
    Sight.BLANK,
    Sight.UNREADABLE,
    Sight.UNREACHED,
    Sight.WAITING,
    Sight.DROPPED,
    Sight.EXCUSED,
    Sight.OVERRIDDEN,
    Sight.OPINION,
)

OF_OPTIONS = (
    Heading("question", "The place of the question in the quiz."),
    Heading("item_id", "The id of the question in the question bank."),
    Heading("part", "The row, gap or other part the option belongs to. Empty if there is one."),
    Heading("option", "The option in words."),
    Heading(
        "credit",
        "What it earns as a share of its part: 1 is right, 0 is wrong. Empty where nothing is "
        "right: for an opinion, and in a row that is disputed.",
    ),
    Heading("chosen", "How many students chose it."),
    Heading("share", "The share of those who answered this part, 0 to 1."),
    Heading("share_low", "Where that share probably begins: the 95 per cent interval by Wilson."),
    Heading("share_high", "Where it probably ends."),
    Heading(
        "point_biserial",
        f"How choosing it goes with the marks in the rest of the quiz, -1 to 1. {FEW}",
    ),
    Heading("remarks", "What the figures may mean, in words."),
)


QUESTIONS = Table(
    "Questions",
    "One row for each question: what became of the answers, and its item statistics. No names.",
    OF_QUESTIONS,
)
OPTIONS = Table(
    "Options",
    "One row for each option of the questions that have options: how many chose it. No names.",
    OF_OPTIONS,
)


def questions_table(analysis: Analysis) -> Table:
    """Return the statistics of the questions; coefficients only where there are marks enough."""
    rows = [_question(line, enough=analysis.enough and line.enough) for line in analysis.items]
    return replace(QUESTIONS, rows=rows)


def _question(line: ItemLine, *, enough: bool) -> Sequence[Value]:
    question, figures = line.question, line.figures
    coefficients = (
        figures.effective_weight,
        figures.discrimination_index,
        figures.discriminative_efficiency,
    )
    return (
        question.position,
        question.item_id,
        question.stem,
        question.max_mark,
        figures.n,
        *(line.counts[sight] for sight in COUNTED),
        _figure(figures.facility),
        *_ends(line.right),
        _figure(figures.random_guess_score),
        figures.sd if enough else None,
        figures.intended_weight,
        *(coefficients if enough else [None] * len(coefficients)),
        _said(line.remarks),
    )


def options_table(analysis: Analysis) -> Table:
    """Return how often each option was chosen."""
    rows = [
        [line.position, line.question.item_id, group.label, *_option(option, analysis)]
        for line in analysis.items
        for group in line.groups
        for option in group.options
    ]
    return replace(OPTIONS, rows=rows)


def _option(option: OptionLine, analysis: Analysis) -> Sequence[Value]:
    return (
        option.text,
        _figure(option.credit),
        option.chosen,
        _figure(option.share),
        *_ends(option.interval),
        option.correlation if analysis.enough else None,
        _said(option.remarks),
    )


def _figure(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return interval or (None, None)


def _said(remarks: Sequence[Remark]) -> str | None:
    return " ".join(remark.words for remark in remarks) or None
