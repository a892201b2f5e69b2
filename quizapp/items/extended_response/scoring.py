"""Reading: a person does the scoring."""

from fractions import Fraction

from quizapp.items.base import Fields, ItemType, Score, only_value
from quizapp.items.extended_response.model import ExtendedResponseItem

LONGEST = 20_000


class ExtendedResponse(ItemType[ExtendedResponseItem, str]):
    name = "extended_response"
    label = "Extended answer"
    model = ExtendedResponseItem
    written = "text"

    def field_names(self, item: ExtendedResponseItem) -> frozenset[str]:
        return frozenset({"text"})

    def read(self, item: ExtendedResponseItem, fields: Fields) -> str | None:
        return only_value(fields, "text", LONGEST) or None

    def score(self, item: ExtendedResponseItem, response: str) -> Score:
        return Score(fraction=Fraction(), waiting=Fraction(1))

    def describe(self, item: ExtendedResponseItem, response: str) -> str:
        return response

    def word_count(self, response: str) -> int:
        """Return how many words, separated by space, the response has."""
        return len(response.split())

    def samples(self, item: ExtendedResponseItem) -> dict[str, Fields]:
        return {
            "right": {"text": [item.samples[-1].text]},
            "unreadable": {"text": ["long " * LONGEST]},
            "blank": {},
        }
