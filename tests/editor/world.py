"""A published bank, small and whole, and somebody who may change it."""

from pathlib import Path

from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.working import Working, find_working, text_hash
from quizapp.quizzes.publishing import publish_folder
from tests.bank.small import SmallBank
from tests.make import NOON, Make
from tests.pages import Page

BANK, ITEM = "harbour", "items/A/A-01.yaml"


class World:
    """The harbour's bank, published from its folder, and an author."""

    def __init__(self, make: Make, folder: Path) -> None:
        self.small = SmallBank(folder / "bank")
        self.small.load()
        publish_folder(self.small.folder, NOON)
        self.author = make.teacher(is_author=True)
        db.session.commit()

    @property
    def working(self) -> Working:
        found = find_working(BANK)
        assert found
        return found

    def text(self, path: str) -> str:
        """Return the text of a file as it stands now."""
        text = self.working.text(path)
        assert text is not None, path
        return text

    def save(self, path: str, text: str | None) -> Working:
        """Save a file as somebody does who has just opened it."""
        begun = text_hash(self.working.text(path))
        working = actions.save(BANK, path, text, begun, self.author, NOON)
        db.session.commit()
        return working


def seal(page: Page, name: str = "seal") -> str:
    """Return what a page's form holds to name the state that it shows."""
    fields = (each for each in page.all("input") if each.get("name") == name)
    return str(next(fields).get("value"))
