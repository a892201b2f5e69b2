"""What templates say of figures."""

from fractions import Fraction

import pytest

from quizapp.web.rendering import per_cent


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(23, 40), "58 %"),
        (Fraction(2, 3), "67 %"),
        (Fraction(0), "0 %"),
        (1.0, "100 %"),
        (None, "–"),  # noqa: RUF001
    ],
)
def test_a_share_is_rounded_once_from_what_it_is_exactly(share: Fraction | float | None, said: str):
    assert per_cent(share) == said
