"""The sentence that tells what students will see, and when."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from quizapp.quizzes.models import Counts, Feedback
from quizapp.quizzes.sentences import in_words
from quizapp.scoring.lateness import LateKind
from tests.quizzes.usual import CONDITIONS

DUE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {},
            "from 09:00 until 10:00, 40 minutes each, one attempt. They see marks and feedback "
            "as soon as they have handed in.",
        ),
        ({"time_limit_minutes": None}, "until 10:00, without a time limit, one attempt."),
        ({"time_limit_minutes": 1}, "1 minute each"),
        ({"attempts_allowed": 2}, "2 attempts, of which the best counts."),
        (
            {"attempts_allowed": 0, "counts": Counts.LATEST},
            "any number of attempts, of which the latest counts.",
        ),
        ({"due_at": DUE}, "It is due 09:30."),
        (
            {"due_at": DUE, "late_rule": LateKind.CAP, "late_per_cent": 50},
            "It is due 09:30. Handed in after that: at most 50\u00a0% of the marks. They see",
        ),
        ({"feedback": Feedback.PRACTICE}, "feedback on each question"),
        ({"feedback": Feedback.CLOSE}, "after it has closed for them (10:00)"),
        ({"certainty": True}, "how sure they are; it never costs marks."),
    ],
)
def test_the_sentence_says_who_when_how_long_and_what_is_seen(given: dict[str, Any], said: str):
    sentence = in_words(replace(CONDITIONS, **given), "10a", lambda moment: f"{moment:%H:%M}")

    assert sentence.startswith("Students of 10a can work from 09:00")
    assert said in sentence
