"""Accepting typed words for everyone: here at once, in the bank by a line for its file."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quizapp.attempts.corrections import in_force
from quizapp.attempts.models import Remedy
from quizapp.items.base import Item
from quizapp.items.wording import Names
from quizapp.quizzes.amended import version_with
from quizapp.quizzes.models import AssignedItem
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import item_of
from quizapp.regrading.desk import Desk, in_use_at
from quizapp.regrading.papers import Decision
from quizapp.regrading.plan import rules_at
from quizapp.regrading.variants import (
    Line,
    NotAcceptable,
    Variant,
    accepting,
    accepts,
    line_for,
)


@dataclass(frozen=True)
class Acceptance:
    """One typed answer, or one reason with its mark, at the desk of its question."""

    desk: Desk
    variant: Variant

    @cached_property
    def names(self) -> Names:
        """The spellings of names that the bank holds for the same."""
        revision = newest_revision(self.desk.place.version.bank)
        settings = revision.content.get("bank", {}) if revision else {}
        return {name: tuple(spelt) for name, spelt in settings.get("names", {}).items()}

    @cached_property
    def refused(self) -> str:
        """Why the answer cannot be added here; empty when it can."""
        try:
            self.decision()
        except NotAcceptable as why:
            return str(why)
        return ""

    def decision(self, *, never_lower: bool = True) -> Decision:
        """Return what is to be done. Raises `NotAcceptable`.

        Nobody loses by a right answer more. By a mark for a reason somebody may, whom a person
        gave another mark for the same words, so there it is a choice.
        """
        if self.desk.dropped:
            raise NotAcceptable("This question is dropped. Undo that first.")
        if self.desk.credited:
            raise NotAcceptable("Everybody has full marks for this question already.")
        in_use = self.desk.in_use
        item = accepting(item_of(in_use), self.variant, self.names)
        kept = never_lower or not self.variant.is_reason
        return Decision(Remedy.VERSION, version_with(in_use, item), never_lower=kept)

    @cached_property
    def elsewhere(self) -> Sequence[AssignedItem]:
        """Where else the teacher's classes have exactly this question, by which marks go now."""
        others = self.desk.elsewhere
        rules = in_force({each.assignment_id for each in others})
        wanted = self.desk.in_use.id
        return [
            each
            for each in others
            if each.max_mark and in_use_at(each, rules_at(each, rules)).id == wanted
        ]

    def places(self, also: Collection[int]) -> Sequence[AssignedItem]:
        return replace(self.desk, elsewhere=self.elsewhere).places(also)

    @property
    def published(self) -> Item | None:
        return item_of(self.desk.newest) if self.desk.newest else None

    @property
    def in_bank(self) -> bool:
        """Whether the bank as it is published accepts the answer."""
        return bool(self.published and accepts(self.published, self.variant))

    @property
    def line(self) -> Line | None:
        """The line that the bank lacks; ``None`` when it has it, or cannot have it."""
        if self.published is None:
            return None
        try:
            accepting(self.published, self.variant, self.names)
        except NotAcceptable:
            return None
        return line_for(self.published, self.variant)

    @property
    def same_version(self) -> bool:
        """Whether the bank with that line is the very question by which marks then go."""
        newest, in_use = self.desk.newest, self.desk.in_use
        return newest is not None and newest.id == in_use.id
