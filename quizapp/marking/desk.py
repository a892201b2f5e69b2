"""One script as its mark page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from quizapp.accounts.models import User
from quizapp.attempts.corrections import in_force
from quizapp.attempts.judging import judged
from quizapp.attempts.keys import key_now
from quizapp.attempts.models import Correction, Response, State
from quizapp.attempts.question import in_words, sources_of
from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.items.extended_response.model import Sample
from quizapp.items.ranking.accepted import decided_on, is_acceptable
from quizapp.marking import line, queries
from quizapp.marking.alike import alike
from quizapp.marking.anchors.reading import texts_of_anchors
from quizapp.marking.models import GivenMark, HandOver, Hold, SavedComment
from quizapp.marking.scheme import Scheme, scheme_of, shown_samples
from quizapp.marking.scripts import Script, neighbours
from quizapp.marking.words import script_of
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.versions import item_of

DECIDED = (
    "These words have their mark already, the same for everybody. "
    "To give this student another one, override it in the results."
)


@dataclass(frozen=True)
class Desk:
    """A script with what its marker reads beside it; ``in_use`` holds the scheme to mark by.

    ``scripts`` is the line that it stands in; it is not in line when its student has left.
    ``alike`` are answers of a few words, such as reasons, that wait and say the very same.
    """

    response: Response
    in_use: ItemVersion
    scheme: Scheme
    current: GivenMark | None
    outdated: bool
    scripts: Sequence[Script]
    hold: Hold | None
    handed: HandOver | None
    saved: Sequence[SavedComment]
    colleagues: Sequence[User]
    is_a_member: bool
    hidden: set[str]
    alike: Sequence[Response]

    nameless = False
    """Whether there is no name that could be shown."""
    blind = False
    """Whether marks that the script has stay hidden."""
    in_queue = True
    """Whether the page says how many scripts there are, and how many wait."""

    @property
    def number(self) -> int:
        """What the address ends in."""
        return self.response.id

    @property
    def whole(self) -> int:
        """The marks of the whole question."""
        return self.response.max_mark

    @property
    def samples(self) -> Sequence[Sample]:
        """The examples to read beside the script; those that are anchors would give them away."""
        return shown_samples(self.item, self.hidden)

    @property
    def asked(self) -> Item:
        """The item as the student had it."""
        return item_of(self.response.version)

    @property
    def item(self) -> Item:
        """The item whose scheme is used."""
        return item_of(self.in_use)

    @property
    def key(self) -> dict[str, str]:
        """The parts of the address of the line."""
        return {"bank": self.response.version.bank, "item_id": self.response.version.item_id}

    @property
    def sources(self) -> Mapping[str, Source]:
        return sources_of(self.response.attempt.assignment.sources, self.asked)

    @property
    def text(self) -> str:
        return script_of(self.asked, self.response.fields)

    @property
    def order(self) -> str:
        """What a response says besides its reason: a ranking, or a position."""
        fields = {name: v for name, v in self.response.fields.items() if name != "reason"}
        return "" if self.scheme.bands else in_words(self.asked, fields)

    @property
    def by_machine(self) -> Fraction:
        """What the machine gave, of the response's whole mark."""
        return self._judged[1]

    @cached_property
    def _judged(self) -> tuple[State, Fraction]:
        return judged(self.response, self._corrections)

    @cached_property
    def _corrections(self) -> Sequence[Correction]:
        place = (self.response.attempt.assignment_id, self.response.position)
        return in_force([place[0]]).get(place, ())

    @property
    def decided(self) -> Fraction | None:
        """The mark that everybody has by now who wrote the same words."""
        found = decided_on(key_now(self.asked, self._corrections), self.text)
        return found.mark if found else None

    @property
    def may_be_accepted(self) -> bool:
        """Whether everybody with the same words can be given one mark from here."""
        return self.in_queue and not self.closed and is_acceptable(self.asked, self.text)

    @property
    def entry(self) -> Script | None:
        return next((each for each in self.scripts if each.id == self.response.id), None)

    @property
    def name(self) -> str:
        """What the script is called while nobody's name is shown."""
        return f"Script {self.entry.number}" if self.entry else "A script out of line"

    @property
    def whose(self) -> str:
        """What the script is called when names are shown."""
        return self.response.attempt.student.name

    @property
    def previous(self) -> int | None:
        return neighbours(self.scripts, self.response.id)[0]

    @property
    def waiting(self) -> int:
        return sum(script.waits for script in self.scripts)

    @property
    def answer_changed(self) -> bool:
        """Whether the mark speaks of an answer that was replaced since."""
        return self.current is not None and self.current.revision != self.response.revision

    @property
    def closed(self) -> str:
        """Why the script is only to be read; empty when it can be marked."""
        if self.response.attempt.voided_at:
            return "This attempt was taken out of the results, so it is not marked."
        if not self.text:
            return "There is nothing that a person could mark: no words were handed in."
        if self._judged[0] is not State.WAITING and self.decided is not None:
            return DECIDED
        if self._judged[0] is not State.WAITING:
            return "This question was put right since, so there is nothing left to mark."
        if not self.response.max_mark:
            return "The student is excused from this question, so it is not marked."
        return ""


def find_desk(teacher: User, response_id: int, now: datetime) -> Desk | None:
    """Return a script of the teacher's classes; ``None`` also for what no person marks."""
    response = queries.find_response(teacher, response_id)
    if response is None or scheme_of(item_of(response.version)) is None:
        return None
    bank, item_id = response.version.bank, response.version.item_id
    newest = queries.newest_versions([(bank, item_id)]).get((bank, item_id))
    in_use = queries.scheme_in_use(response.version, newest)
    scheme = scheme_of(item_of(in_use))
    current = line.current_mark(response_id)
    attempt = response.attempt
    classroom = attempt.assignment.classroom
    if scheme is None:
        return None
    scripts = line.scripts_of(teacher, bank, item_id, now)
    return Desk(
        response,
        in_use,
        scheme,
        current,
        current is not None and queries.is_outdated(current.version, response.version, newest),
        scripts,
        line.hold_of(response_id, now),
        line.open_hand_over(response_id),
        queries.saved_comments(teacher, bank, item_id),
        line.colleagues(classroom, teacher),
        queries.is_a_member(classroom, attempt.student),
        texts_of_anchors(teacher, bank, item_id),
        () if scheme.bands else alike(response, scripts, teacher),
    )
