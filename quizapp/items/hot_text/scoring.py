"""Reading and scoring: plus for right selections, minus for wrong ones."""

from collections.abc import Sequence

from quizapp.items.base import Choosable, Fields, ItemType, Score, Unreadable
from quizapp.items.choices import require_known
from quizapp.items.hot_text.model import HotTextItem, Target
from quizapp.items.picks import plus_minus

Selection = tuple[str, ...]


class HotText(ItemType[HotTextItem, Selection]):
    name = "hot_text"
    label = "Select in the source"
    model = HotTextItem

    def field_names(self, item: HotTextItem) -> frozenset[str]:
        return frozenset({"select"})

    def targets(self, item: HotTextItem) -> dict[str, Target]:
        """Return the targets by their key within the item, in the author's order."""
        return {item.key_of(target): target for target in item.targets}

    def read(self, item: HotTextItem, fields: Fields) -> Selection | None:
        selected = set(filter(None, fields.get("select", ())))
        targets = self.targets(item)
        require_known(list(selected), targets)
        for source in item.sources:
            here = [k for k in selected if (targets[k].source or item.sources[0]) == source]
            if len(here) > item.pick:
                raise Unreadable(f"Select {item.pick}, not {len(here)}. Clear some first.")
        return tuple(key for key in targets if key in selected) or None

    def score(self, item: HotTextItem, response: Selection) -> Score:
        parts = {k: t.credit for k, t in self.targets(item).items() if k in response}
        asked_for = item.pick * len(item.sources)
        return Score(fraction=plus_minus(parts.values(), asked_for), parts=parts)

    def describe(self, item: HotTextItem, response: Selection) -> str:
        targets = self.targets(item)
        return "; ".join(targets[key].text or key for key in response)

    def choosables(self, item: HotTextItem) -> Sequence[Choosable]:
        return [
            Choosable(key, target.text or key, target.credit, target.misconception)
            for key, target in self.targets(item).items()
        ]

    def chosen(self, item: HotTextItem, response: Selection) -> Sequence[str]:
        return response

    def samples(self, item: HotTextItem) -> dict[str, Fields]:
        right: list[str] = []
        wrong: list[str] = []
        for source in item.sources:
            here = {
                key: target
                for key, target in self.targets(item).items()
                if (target.source or item.sources[0]) == source
            }
            right += [key for key, target in here.items() if target.credit][: item.pick]
            wrong += [key for key, target in here.items() if not target.credit][: item.pick]
        samples: dict[str, Fields] = {
            "right": {"select": right},
            "wrong": {"select": wrong},
            "unreadable": {"select": ["no-such-target"]},
            "blank": {},
        }
        if len(right) > 1:
            samples["partly"] = {"select": right[:-1]}
        return samples
