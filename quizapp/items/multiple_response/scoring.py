"""Reading and scoring: plus for right picks, minus for wrong ones."""

from collections.abc import Sequence
from random import Random

from quizapp.items.base import Choosable, Fields, ItemType, Score, Unreadable
from quizapp.items.choices import ids_of, option_choosables, options_arranged, require_known
from quizapp.items.codes import letter_of, many_letters, span
from quizapp.items.multiple_response.model import MultipleResponseItem
from quizapp.items.picks import plus_minus

Picks = tuple[str, ...]


class MultipleResponse(ItemType[MultipleResponseItem, Picks]):
    name = "multiple_response"
    label = "Several answers"
    model = MultipleResponseItem

    def field_names(self, item: MultipleResponseItem) -> frozenset[str]:
        return frozenset({"pick"})

    def read(self, item: MultipleResponseItem, fields: Fields) -> Picks | None:
        picked = set(filter(None, fields.get("pick", ())))
        require_known(list(picked), (option.id for option in item.options))
        if len(picked) > item.pick:
            raise Unreadable(f"Choose {item.pick}, not {len(picked)}. Untick some first.")
        return tuple(o.id for o in item.options if o.id in picked) or None

    def score(self, item: MultipleResponseItem, response: Picks) -> Score:
        parts = {o.id: o.credit for o in item.options if o.id in response}
        return Score(fraction=plus_minus(parts.values(), item.pick), parts=parts)

    def describe(self, item: MultipleResponseItem, response: Picks) -> str:
        return "; ".join(option.text for option in item.options if option.id in response)

    def arranged(
        self, item: MultipleResponseItem, rng: Random, *, shuffle: bool
    ) -> MultipleResponseItem:
        return options_arranged(item, rng, shuffle=shuffle)

    def choosables(self, item: MultipleResponseItem) -> Sequence[Choosable]:
        return option_choosables(item.options)

    def chosen(self, item: MultipleResponseItem, response: Picks) -> Sequence[str]:
        return response

    def code_hint(self, item: MultipleResponseItem) -> str:
        return f"{item.pick} of the letters {span(len(item.options))}, such as ac"

    def from_code(self, item: MultipleResponseItem, code: str) -> Fields:
        return {"pick": many_letters(code, ids_of(item.options), item.pick)}

    def code_of(self, item: MultipleResponseItem, response: Picks) -> str:
        return "".join(letter_of(each, ids_of(item.options)) for each in response)

    def samples(self, item: MultipleResponseItem) -> dict[str, Fields]:
        right = [option.id for option in item.options if option.credit == 1][: item.pick]
        wrong = [option.id for option in item.options if option.credit == 0][: item.pick]
        samples: dict[str, Fields] = {
            "right": {"pick": right},
            "wrong": {"pick": wrong},
            "unreadable": {"pick": ["no-such-option"]},
            "blank": {},
        }
        if item.pick > 1:
            samples["partly"] = {"pick": right[:-1]}
        return samples
