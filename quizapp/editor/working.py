"""The working copy of a bank: what is published, with the drafts of its authors over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from quizapp.bank.files import Files
from quizapp.bank.lint import lint
from quizapp.bank.loader import Loaded, load_files
from quizapp.bank.model import Bank
from quizapp.bank.pictures import named_in
from quizapp.bank.problems import Problem, Severity
from quizapp.database import db
from quizapp.editor.models import Draft
from quizapp.quizzes.models import BankRevision
from quizapp.quizzes.pictures import names_of


def text_hash(text: str | None) -> str:
    """Return the hash that names a text; empty where there is none."""
    return "" if text is None else sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Working:
    """A bank as its authors see it; ``published`` holds texts by path, ``drafts`` what differs."""

    bank: str
    revision: BankRevision | None
    published: Mapping[str, str]
    drafts: Mapping[str, Draft]

    def text(self, path: str) -> str | None:
        """Return the text of a file as it stands now; ``None`` where there is no such file."""
        draft = self.drafts.get(path)
        return draft.text if draft else self.published.get(path)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """All files as they stand now, in the order of their paths."""
        changed = {path: draft.text for path, draft in self.drafts.items()}
        whole = {**self.published, **changed}
        return {path: text for path, text in sorted(whole.items()) if text is not None}

    @property
    def files(self) -> Files:
        return {path: text.encode() for path, text in self.texts.items()}

    @cached_property
    def loaded(self) -> Loaded:
        """What the loader makes of the working copy; what has not changed is not read again."""
        loaded = load_files(self.files, self.bank)
        if loaded.bank and named_in(loaded.bank.sources.values()):
            loaded.pictures = names_of(self.bank)
        return loaded

    @property
    def content(self) -> Bank | None:
        """The bank with all that is whole in it; ``None`` while bank.yaml is broken."""
        return self.loaded.bank

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """All problems of the whole working copy, by file and line."""
        return sorted([*self.loaded.problems, *lint(self.loaded), *self.misnamed])

    @property
    def misnamed(self) -> Sequence[Problem]:
        """A problem where bank.yaml names another bank, whose questions these would become."""
        if self.content is None or self.content.settings.id == self.bank:
            return []
        origin = self.loaded.origins["bank", self.content.settings.id]
        what = f"the id of a bank is permanent, and this one is {self.bank!r}"
        return [origin.problem(what, f"write id: {self.bank}", "id")]

    @property
    def errors(self) -> Sequence[Problem]:
        return [each for each in self.problems if each.severity is Severity.ERROR]

    def problems_in(self, path: str) -> Sequence[Problem]:
        """Return the problems of one file."""
        return [each for each in self.problems if each.path == f"{self.bank}/{path}"]

    def path_of(self, problem: Problem) -> str:
        """Return the path of the file that a problem is in."""
        return problem.path.removeprefix(f"{self.bank}/")

    def find(self, kind: str, ident: str) -> str | None:
        """Return the path of the file in which a value of the bank stands: ``item``, ``S1-03``."""
        origin = self.loaded.origins.get((kind, ident))
        return origin.path.removeprefix(f"{self.bank}/") if origin else None

    def with_text(self, path: str, text: str | None) -> "Working":
        """Return the working copy as it would be with another text in one file; saves nothing."""
        draft = Draft(bank=self.bank, path=path, text=text, hash=text_hash(text))
        return Working(self.bank, self.revision, self.published, {**self.drafts, path: draft})


def find_working(bank: str) -> Working | None:
    """Return the working copy of a bank; a bank is known once it has a file."""
    revision = db.session.scalar(
        select(BankRevision)
        .filter_by(bank=bank)
        .order_by(BankRevision.id.desc())
        .limit(1)
        .options(selectinload(BankRevision.files))
        .execution_options(populate_existing=True)
    )
    drafts = {each.path: each for each in drafts_of(bank)}
    if revision is None and not drafts:
        return None
    published = {each.path: each.text for each in revision.files} if revision else {}
    return Working(bank, revision, published, drafts)


def get_working(bank: str) -> Working:
    """Return the working copy of a bank, an empty one where the bank is not known."""
    return find_working(bank) or Working(bank, None, {}, {})


def drafts_of(bank: str) -> Sequence[Draft]:
    """Return the drafts of a bank with who saved them last, in the order of their paths."""
    return db.session.scalars(
        select(Draft)
        .filter_by(bank=bank)
        .order_by(Draft.path)
        .options(joinedload(Draft.saved_by))
        .execution_options(populate_existing=True)
    ).all()
