"""The smallest edits that turn a part of a YAML text into another value."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from quizapp.bank.edits import Edit, Lines, applied
from quizapp.bank.pairing import pairs
from quizapp.bank.written import (
    WIDTH,
    after_dash,
    after_key,
    can_be_block,
    entry,
    in_block,
    in_flow,
    scalar,
)
from quizapp.bank.yaml_nodes import Entry, Node, Unusual


class Splicing:
    """Finds the edits that turn a part of a text into another value."""

    def __init__(self, text: str, *, whole: bool = False) -> None:
        self.lines = Lines(text)
        self.text = text
        self.whole = whole

    def changes(self, old: Node, new: object, place: Entry, *, top: bool = True) -> list[Edit]:
        """Return the edits for one part; ``place`` is the key or dash that it stands behind."""
        if old.value == new:
            return []
        both_maps = isinstance(old.value, dict) and isinstance(new, Mapping)
        both_lists = isinstance(old.value, list) and isinstance(new, list)
        if old.entries and new and not old.flow and (top or not self.whole):
            if both_maps and isinstance(new, Mapping):
                return list(self._mapping(old, new))
            if both_lists and isinstance(new, list):
                return list(self._sequence(old, new))
        if top:
            raise Unusual
        if old.flow and (both_maps or both_lists):
            return [self._in_brackets(old, new, place)]
        if isinstance(new, str) and not old.entries and not old.flow:
            return [self._scalar(old, new, place)]
        return [self._anew(old, new, place)]

    def _scalar(self, old: Node, new: str, place: Entry) -> Edit:
        """Write a text in the style of the one before."""
        column = self.lines.column(place.start)
        start = old.start if old.end > old.start else place.at
        space = "" if old.end > old.start else " "
        if old.style == ">" and can_be_block(new, ">"):
            before = [line.strip() for line in self.text[old.start : old.end].split("\n")[1:]]
            shown = in_block(new, self._indent(old, column), ">", before)
        elif not old.style and old.value and self.lines.column(old.end) > WIDTH:
            shown = scalar(new, column + 2, 0)  # it was longer than the rule says
        else:
            shown = scalar(new, self._indent(old, column), self.lines.column(start), old.style)
        return self._with_remark(Edit(start, old.end, space + shown), old)

    def _indent(self, old: Node, column: int) -> int:
        """Return how far further lines of a text are indented: as they were, if there were any."""
        lines = self.text[old.start : old.end].split("\n")[1:]
        first = next((line for line in lines if line.strip()), "")
        found = len(first) - len(first.lstrip(" ")) if old.style in {">", "|"} else 0
        return found or column + 2

    def _with_remark(self, edit: Edit, old: Node) -> Edit:
        """Keep a comment on the line of what becomes, or is, a text over several lines."""
        head, _, rest = edit.text.partition("\n")
        if old.style in {">", "|"}:
            header = self.text[old.start : self.lines.end(old.start)]
            _, mark, remark = header.partition(" #")
            end = edit.end
        else:
            end = self.lines.end(edit.end)
            _, mark, remark = self.text[edit.end : end].partition("#")
            mark = f" {mark}" if mark else ""
        if not mark or (not rest and old.style not in {">", "|"}):
            return edit
        shown = f"{head.rstrip()}{mark}{remark}"
        return Edit(edit.start, end, f"{shown}\n{rest}" if rest else shown)

    def _in_brackets(self, old: Node, new: object, place: Entry) -> Edit:
        """Write what stands in brackets anew; its texts keep their quotation marks."""
        known = dict(self._texts(old))
        shown = in_flow(new, known)
        behind = self.text[old.end : self.lines.end(old.end)].strip()
        was_long = self.lines.column(old.end) > WIDTH
        long = self.lines.column(old.start) + len(shown) > WIDTH and not was_long
        if long and new and not behind:
            return self._anew(old, new, place)
        return Edit(old.start, old.end, shown)

    def _texts(self, node: Node) -> Iterator[tuple[str, str]]:
        for each in node.entries:
            if isinstance(each.node.value, str):
                yield each.node.value, self.text[each.node.start : each.node.end]
            yield from self._texts(each.node)

    def _anew(self, old: Node, new: object, place: Entry) -> Edit:
        column = self.lines.column(place.start)
        if place.is_dash:
            shown = after_dash(new, column)
        else:
            shown = after_key(new, column, self.lines.column(place.at))
        return Edit(place.at, max(old.end, place.at), shown)

    def _mapping(self, old: Node, new: Mapping[str, object]) -> Iterator[Edit]:
        kept = [each for each in old.entries if each.name in new]
        if not kept:
            raise Unusual
        yield from self._removals(old.entries, kept)
        for each in kept:
            yield from self.changes(each.node, new[each.name], each, top=False)
        known = {each.name: each for each in kept}
        column = self.lines.column(old.start)
        last: Entry | None = None
        for name, value in new.items():
            if name in known:
                last = known[name]
            elif last is None:
                yield Edit(kept[0].start, kept[0].start, self._first(name, value, column))
            else:
                end = self.lines.end(max(last.node.end, last.at))
                shown = entry(name, value, column)
                yield Edit(end, end, f"\n{' ' * column}{shown}")

    def _first(self, name: str, value: object, column: int) -> str:
        return f"{entry(name, value, column)}\n{' ' * column}"

    def _removals(self, entries: list[Entry], kept: list[Entry]) -> Iterator[Edit]:
        """Take away whole lines; the first keys of a list's entry leave its dash."""
        rest = entries
        first = entries[0]
        if first is not kept[0] and not self.lines.begins(first.start):
            rest = entries[entries.index(kept[0]) :]
            last = entries[entries.index(kept[0]) - 1]
            end = self.lines.end(max(last.node.end, last.at))
            blank = len(self.text[end:]) - len(self.text[end:].lstrip())
            yield Edit(first.start, end + blank, "")
        names = {id(each) for each in kept}
        for each in rest:
            if id(each) not in names:
                yield self.lines.removal(each.start, max(each.node.end, each.at))

    def _sequence(self, old: Node, new: list[object]) -> Iterator[Edit]:
        if not all(self.lines.begins(each.start) for each in old.entries):
            raise Unusual
        paired = pairs(old.value if isinstance(old.value, list) else [], new)
        found = [each for each in paired if each is not None]
        if found != sorted(found):
            yield self._moved(old, new, paired)
            return
        kept = set(found)
        for index, each in enumerate(old.entries):
            if index not in kept:
                yield self.lines.removal(each.start, max(each.node.end, each.at))
        yield from self._in_order(old, new, paired)

    def _in_order(self, old: Node, new: list[object], paired: list[int | None]) -> Iterator[Edit]:
        at = self.lines.block_start(old.entries[0].start) - 1
        if at < 0:
            raise Unusual
        style = self._style(old)
        for value, index in zip(new, paired, strict=True):
            if index is None:
                yield Edit(at, at, "\n" + _new_entry(value, *style))
            else:
                each = old.entries[index]
                yield from self.changes(each.node, value, each, top=False)
                at = self.lines.end(max(each.node.end, each.at))

    def _style(self, old: Node) -> tuple[int, bool]:
        """Return the column of a list's dashes, and whether its entries stand in brackets."""
        column = self.lines.column(old.entries[0].start)
        return column, all(each.node.flow for each in old.entries)

    def _moved(self, old: Node, new: list[object], paired: list[int | None]) -> Edit:
        """Put the entries into another order, each with its own lines as they were."""
        spans = [
            (self.lines.block_start(each.start), self.lines.end(max(each.node.end, each.at)))
            for each in old.entries
        ]
        between = [self.text[end + 1 : start] for (_, end), (start, _) in pairwise(spans)]
        shown, style = [], self._style(old)
        for value, index in zip(new, paired, strict=True):
            if index is None:
                shown.append(_new_entry(value, *style))
            else:
                each = old.entries[index]
                edits = self.changes(each.node, value, each, top=False)
                shown.append(applied(self.text, edits, *spans[index]))
        gaps = [*between, *[""] * len(shown)][: len(shown) - 1]
        lost = [gap for gap in between[len(shown) - 1 :] if gap.strip()]
        text = shown[0] + "".join(
            f"\n{gap}{each}" for gap, each in zip(gaps, shown[1:], strict=True)
        )
        return Edit(spans[0][0], spans[-1][1], text + "".join(f"\n{gap.rstrip()}" for gap in lost))


def _new_entry(value: object, column: int, flow: bool) -> str:
    return f"{' ' * column}-{after_dash(value, column, flow=flow)}"
