"""Reading and scoring: accepted words, variants of names, one forgiven slip."""

from fractions import Fraction

from quizapp.items.base import Fields, ItemType, Score, Unreadable, only_value
from quizapp.items.short_answer.model import ShortAnswerItem
from quizapp.items.wording import Typed, folded, judge


class ShortAnswer(ItemType[ShortAnswerItem, str]):
    name = "short_answer"
    label = "Short answer"
    model = ShortAnswerItem

    def field_names(self, item: ShortAnswerItem) -> frozenset[str]:
        return frozenset({"text"})

    def read(self, item: ShortAnswerItem, fields: Fields) -> str | None:
        typed = only_value(fields, "text")
        if typed and not folded(typed):
            raise Unreadable("Please answer in words.")
        return typed or None

    def score(self, item: ShortAnswerItem, response: str) -> Score:
        credit = Fraction(self.judged(item, response).right)
        return Score(fraction=credit, parts={"text": credit})

    def judged(self, item: ShortAnswerItem, response: str) -> Typed:
        """Return whether the response is right, with the feedback for it."""
        return judge(
            response, item.accept, item.accept_words, item.near_misses, item.feedback, item.names
        )

    def describe(self, item: ShortAnswerItem, response: str) -> str:
        return response

    def code_hint(self, item: ShortAnswerItem) -> str:
        return "the words as they stand"

    def from_code(self, item: ShortAnswerItem, code: str) -> Fields:
        return {"text": [code]}

    def code_of(self, item: ShortAnswerItem, response: str) -> str:
        return response

    def samples(self, item: ShortAnswerItem) -> dict[str, Fields]:
        samples: dict[str, Fields] = {
            "right": {"text": [item.accept[0]]},
            "wrong": {"text": ["zzz"]},
            "unreadable": {"text": ["?!"]},
            "blank": {},
        }
        if item.near_misses:
            samples["near miss"] = {"text": [item.near_misses[0].answers[0]]}
        return samples
