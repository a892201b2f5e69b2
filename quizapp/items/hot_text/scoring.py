"""Reading and scoring: plus for right selections, minus for wrong ones."""

import re
from collections.abc import Sequence

from quizapp.items.base import Choosable, Fields, ItemType, Score, Unreadable
from quizapp.items.choices import require_known
from quizapp.items.codes import LETTERS
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

    def labels(self, item: HotTextItem) -> dict[str, str]:
        """Return what names each target on paper, by its key.

        Words have letters; sentences their number, after the letter of the source if there are
        several sources.
        """
        targets = self.targets(item)
        if any(target.text for target in targets.values()):
            return dict(zip(targets, LETTERS, strict=False))
        if len(item.sources) == 1:
            return {key: target.sentence[1:] for key, target in targets.items()}
        letters = dict(zip(item.sources, LETTERS, strict=False))
        return {k: f"{letters[t.source or '']}{t.sentence[1:]}" for k, t in targets.items()}

    def code_hint(self, item: HotTextItem) -> str:
        each = f", {item.pick} for each source" if len(item.sources) > 1 else ""
        return f"{' '.join(self.labels(item).values())}: the ones underlined{each}"

    def from_code(self, item: HotTextItem, code: str) -> Fields:
        keys = {label: key for key, label in self.labels(item).items()}
        named = re.findall(r"[a-z]?\d+|[a-z]", code.casefold())
        rest = re.sub(r"[a-z]?\d+|[a-z]|[\s,;.+&]+", "", code.casefold())
        if rest or not named or not set(named) <= set(keys):
            raise Unreadable(f"Expected one or more of {' '.join(keys)}.")
        return {"select": [keys[each] for each in dict.fromkeys(named)]}

    def code_of(self, item: HotTextItem, response: Selection) -> str:
        return " ".join(self.labels(item)[key] for key in response)

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
