"""Figures that have been in print for long.

Section 6 of the Law School Admission Test as Bock and Lieberman (1970) published it: 1,000 people,
five items, how many gave each pattern of right and wrong answers. The proportions right are
theirs; the values of alpha are those the R package ltm prints for its data set LSAT.
"""

import pytest

from quizapp.statistics.classical import by_item, overall
from tests.statistics.tables import table

PATTERNS = {
    "00000": 3, "00001": 6, "00010": 2, "00011": 11, "00100": 1, "00101": 1, "00110": 3,
    "00111": 4, "01000": 1, "01001": 8, "01011": 16, "01101": 3, "01110": 2, "01111": 15,
    "10000": 10, "10001": 29, "10010": 14, "10011": 81, "10100": 3, "10101": 28, "10110": 15,
    "10111": 80, "11000": 16, "11001": 56, "11010": 21, "11011": 173, "11100": 11, "11101": 61,
    "11110": 28, "11111": 298,
}  # fmt: skip
LSAT = table(
    [[int(mark) for mark in pattern] for pattern, n in PATTERNS.items() for _ in range(n)],
    (1, 1, 1, 1, 1),
)


def test_as_many_people_as_published():
    assert overall(LSAT).n == 1000


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("facility", [0.924, 0.709, 0.553, 0.763, 0.870]),
        ("alpha_if_deleted", [0.2754, 0.2376, 0.2168, 0.2459, 0.2663]),
    ],
)
def test_items_come_out_as_published(name: str, published: list[float]):
    found = [float(getattr(each, name)) for each in by_item(LSAT)]

    assert found == pytest.approx(published, abs=5e-5)


def test_alpha_comes_out_as_published():
    assert overall(LSAT).alpha == pytest.approx(0.2950, abs=5e-5)
