"""Banks that begin in the browser, arrive as a zip and leave as one; several side by side."""

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from quizapp.bank.loader import load_files
from quizapp.bank.packing import CannotUnpack, packed, unpacked
from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.arrivals import MOST_UPLOADED, arrival_from
from quizapp.editor.models import Draft
from quizapp.editor.publication import seal_of
from quizapp.editor.working import Working, find_working
from quizapp.items import ITEM_TYPES
from quizapp.quizzes.publishing import publish_folder
from quizapp.quizzes.queries import find_published_quiz, newest_revision
from tests.bank.small import FILES, SmallBank
from tests.editor.world import BANK, ITEM, World
from tests.make import NOON, Make
from tests.pages import Pages

WEIMAR = {
    "title": "The Weimar Republic",
    "language": "en-GB",
    "author": "Class 10B's teachers",
    "licence": "CC BY-SA 4.0",
}


@pytest.fixture
def author(world: World, pages: Pages) -> Pages:
    return pages.sign_in(world.author)


def working(bank: str = BANK) -> Working:
    found = find_working(bank)
    assert found is not None
    return found


def zip_of(texts: dict[str, str]) -> bytes:
    files = {path: text.encode() for path, text in texts.items()}
    bank = load_files(files, "x").bank
    assert bank is not None
    return packed(files, bank.settings)


def upload(pages: Pages, data: bytes, status: int) -> Any:
    sent = {"file": (BytesIO(data), "bank.zip")}
    return pages.post("/banks/zip", sent, status=status, content_type="multipart/form-data")


def test_a_bank_begins_as_drafts_without_an_error_and_can_be_published(
    world: World, author: Pages
) -> None:
    assert "A new question bank" in author.get("/banks/new").words()

    answer = author.post("/banks/new", WEIMAR)

    assert answer.location.endswith("/banks/weimar-republic")
    made = working("weimar-republic")
    assert made.errors == []
    assert made.content is not None
    assert made.content.settings.licence == "CC BY-SA 4.0"
    assert newest_revision("weimar-republic") is None
    revision, _problems = actions.publish("weimar-republic", world.author, "Begun", NOON)
    assert revision is not None
    assert len(revision.items) == len(ITEM_TYPES)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Give the bank a title"),
        ({"title": " \x07 "}, "Give the bank a title"),
        ({"author": "   "}, "Say who writes it"),
        ({"title": "Harbour"}, "There is a bank with the id harbour already"),
        ({"language": "plain words"}, "en-GB or de"),
        ({"author": ""}, "Say who writes it"),
    ],
)
def test_a_bank_that_cannot_begin_keeps_what_was_typed(
    author: Pages, change: dict[str, str], words: str
) -> None:
    page = author.post("/banks/new", {**WEIMAR, **change}, status=422)

    assert words in page.words()
    assert "CC BY-SA 4.0" in page.text
    assert db.session.query(Draft).count() == 0


def test_the_zip_is_what_is_published_or_what_is_worked_on(world: World, author: Pages) -> None:
    world.save(ITEM, world.text(ITEM) + "# a remark\n")

    published = author.client.get(f"/banks/{BANK}/bank.zip")
    drafts = author.client.get(f"/banks/{BANK}/bank.zip?state=working")

    assert b"# a remark" not in unpacked(published.data)[ITEM]
    assert b"# a remark" in unpacked(drafts.data)[ITEM]
    assert "harbour.zip" in published.headers["Content-Disposition"]
    assert published.data == author.client.get(f"/banks/{BANK}/bank.zip").data


def test_a_zip_of_an_unknown_bank_becomes_drafts_of_it(author: Pages) -> None:
    other = {path: text.replace("id: harbour", "id: quay") for path, text in FILES.items()}

    answer = upload(author, zip_of(other), 302)

    assert answer.location.endswith("/banks/quay")
    assert dict(working("quay").texts) == dict(sorted(other.items()))
    assert newest_revision("quay") is None


def test_a_zip_over_a_bank_says_first_what_would_change(world: World, author: Pages) -> None:
    other = dict(FILES)
    other[ITEM] = other[ITEM].replace("the council for", "the mayor for")
    other["items/A/A-09.yaml"] = other["items/A/A-04.yaml"].replace("A-04", "A-09")
    del other["timeline.yaml"]
    data = zip_of(other)

    page = upload(author, data, 200)

    assert "would change 2 files" in page.words()
    assert db.session.query(Draft).count() == 0
    form = {"packed": base64.b64encode(data).decode(), "seal": seal_of(working())}
    author.post(f"/banks/{BANK}/arrival", form)
    assert sorted(working().drafts) == [ITEM, "items/A/A-09.yaml"]
    assert "the mayor" not in working().published[ITEM]

    author.post(f"/banks/{BANK}/arrival", {**form, "seal": seal_of(working()), "removing": "y"})
    assert "timeline.yaml" not in working().texts


def test_what_was_saved_meanwhile_is_not_overwritten(world: World, author: Pages) -> None:
    other = {**FILES, ITEM: FILES[ITEM].replace("the council for", "the mayor for")}
    form = {"packed": base64.b64encode(zip_of(other)).decode(), "seal": seal_of(working())}
    world.save(ITEM, world.text(ITEM) + "# mine\n")

    page = author.post(f"/banks/{BANK}/arrival", form, status=409)

    assert "changed meanwhile" in page.words()
    assert "# mine" in world.text(ITEM)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no zip"),
        (zip_of(dict(FILES))[:-30], "damaged"),
    ],
)
def test_a_zip_that_cannot_be_taken_gets_a_sentence(author: Pages, data: bytes, words: str) -> None:
    assert words in upload(author, data, 422).words()
    assert db.session.query(Draft).count() == 0


def test_a_zip_that_is_too_large_for_a_form_is_refused() -> None:
    with pytest.raises(CannotUnpack, match=r"over 1\.4 MB"):
        arrival_from(b"x" * (MOST_UPLOADED + 1))


def test_a_zip_without_a_whole_bank_yaml_is_refused_with_its_line(author: Pages) -> None:
    files = {path: text.encode() for path, text in FILES.items()}
    bank = load_files(files, "x").bank
    assert bank is not None
    files["bank.yaml"] = b"id: [\n"

    page = upload(author, packed(files, bank.settings), 422)

    assert "bank.yaml, line" in page.words()


@pytest.mark.parametrize("sent", [{}, {"packed": "%%%"}, {"packed": "aGk="}, {"packed": "é"}])
def test_a_garbled_arrival_changes_nothing(author: Pages, sent: dict[str, str]) -> None:
    author.post(f"/banks/{BANK}/arrival", sent)

    assert db.session.query(Draft).count() == 0


def test_a_zip_of_another_bank_is_not_taken_over_this_one(author: Pages) -> None:
    other = {path: text.replace("id: harbour", "id: quay") for path, text in FILES.items()}
    form = {"packed": base64.b64encode(zip_of(other)).decode(), "seal": seal_of(working())}

    author.post(f"/banks/{BANK}/arrival", form)

    assert working().drafts == {}
    assert find_working("quay") is None


def test_a_bank_cannot_be_published_under_the_id_of_another(world: World) -> None:
    world.save("bank.yaml", world.text("bank.yaml").replace("id: harbour", "id: quay"))

    revision, problems = actions.publish(BANK, world.author, "", NOON)

    assert revision is None
    assert [problem.line for problem in problems] == [2]
    assert newest_revision("quay") is None
    assert "permanent" in str(working().problems_in("bank.yaml"))


def test_two_banks_with_the_same_ids_do_not_mix(
    world: World, make: Make, pages: Pages, tmp_path: Path
) -> None:
    other = SmallBank(tmp_path / "quay")
    other.files["bank.yaml"] = other.files["bank.yaml"].replace("id: harbour", "id: quay")
    other.replace("quizzes/Q1.yaml", "title: The letter", "title: The other letter")
    other.replace(ITEM, "ask the council for", "ask the king for")
    other.load()
    publish_folder(other.folder, NOON)
    world.save(ITEM, world.text(ITEM) + "# only the harbour\n")
    pages.sign_in(world.author)

    assert working("quay").drafts == {}
    assert "# only the harbour" not in (working("quay").text(ITEM) or "")
    quizzes = {bank: find_published_quiz(bank, "Q1") for bank in (BANK, "quay")}
    stems = {bank: str(quiz.items[0].content) for bank, quiz in quizzes.items() if quiz}
    assert "council for" in stems[BANK]
    assert "king for" in stems["quay"]
    assert "The other letter" in pages.get("/banks/quay/quizzes").words()
    assert "The other letter" not in pages.get(f"/banks/{BANK}/quizzes").words()
    assert "king for" in pages.get("/banks/quay/quizzes/Q1").words()
    assert "king for" not in pages.get(f"/banks/{BANK}/quizzes/Q1").words()
    listed = pages.get("/banks").words()
    assert "2 question banks" in listed
    assert "king for" in pages.get("/quizzes/quay/Q1").words()
    assert "king for" not in pages.get(f"/quizzes/{BANK}/Q1").words()
    assert "king for" not in pages.get(f"/banks/{BANK}").words()
