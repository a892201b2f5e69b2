"""Help while a file is written in the browser: nothing of it saves anything."""

import json
from time import process_time
from typing import Any

import pytest

from quizapp.database import db
from quizapp.editor.models import Draft, DraftSave
from quizapp.items import ITEM_TYPES
from tests.editor.world import BANK, ITEM, World
from tests.make import Make
from tests.pages import Pages

FETCH = {"X-Requested-With": "fetch"}
DOORS = ("checks", "completions", "explanations", "skeletons")


@pytest.fixture
def author(world: World, pages: Pages) -> Pages:
    return pages.sign_in(world.author)


def asked(pages: Pages, door: str, text: str, at: int = 0, path: str = ITEM) -> Any:
    data = {"text": text, "at": str(at)}
    answer = pages.post(f"/banks/{BANK}/{door}/{path}", data, status=200, headers=FETCH)
    return json.loads(answer.text)


def test_the_problems_of_a_text_come_with_their_lines_and_nothing_is_saved(
    world: World, author: Pages
):
    text = world.text(ITEM).replace("difficulty: 1", "difficulty: 9")

    found = asked(author, "checks", text)

    line = text.split("\n").index("difficulty: 9") + 1
    [problem] = [each for each in found["problems"] if each["severity"] == "error"]
    assert (problem["line"], problem["what"]) == (line, "difficulty is 9")
    assert "<code>difficulty: 9</code>" in found["panel"]
    assert found["summary"].startswith("1 error")
    assert db.session.query(Draft).count() == db.session.query(DraftSave).count() == 0


def test_a_change_that_breaks_another_file_is_told(world: World, author: Pages):
    text = world.text("sources/src1.yaml").replace("id: src1", "id: src9")

    found = asked(author, "checks", text, path="sources/src1.yaml")

    assert "Errors in other files" in found["panel"]
    assert "items/A/A-01.yaml, line" in found["panel"]


def test_figures_on_the_text_stand_beside_its_problems(world: World, author: Pages):
    panel = asked(author, "checks", world.text(ITEM))["panel"]

    assert "8 words of 25 at most" in panel
    assert "Reading grade" in panel
    assert "Own words" in panel


def test_proposals_and_meanings_know_the_text_as_it_stands(world: World, author: Pages):
    text = "type: single_choice\nstem: \U0001f6a2\ntwin: A-0"
    explained = asked(author, "explanations", text, text.index("stem") + 1)

    found = asked(author, "completions", text, len(text))

    assert found["word"] == "A-0"
    assert "A-02" in [each["label"] for each in found["options"]]
    assert explained["meaning"].startswith("The question")
    assert asked(author, "explanations", text, text.index("single") + 40)["meaning"] == ""


def test_checking_without_script_shows_the_text_as_typed(world: World, author: Pages):
    text = world.text(ITEM).replace("skill: CO", "skill: XX")
    data = {"text": text, "started_from": "abc"}

    page = author.post(f"/banks/{BANK}/checks/{ITEM}", data, status=200)

    assert "Nothing has been saved" in page.words()
    assert "skill: XX :" in page.words() or "skill: XX:" in page.words()
    assert page.all("textarea")[0].text == f"\n{text}"[1:]
    assert next(e for e in page.all("input") if e.get("name") == "started_from").get("value")
    assert db.session.query(Draft).count() == 0


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_an_empty_file_is_filled_with_a_first_text_and_nothing_is_saved(
    author: Pages, world: World, name: str
):
    data = {"text": "# new\n", "type": name, "started_from": ""}

    page = author.post(f"/banks/{BANK}/skeletons/items/A/A-07.yaml", data, status=200)

    text = page.all("textarea")[0].text or ""
    assert f"id: A-07\ntype: {name}\n" in text
    assert "Error" not in page.words()
    assert db.session.query(Draft).count() == 0


def test_a_question_is_not_written_over(author: Pages, world: World):
    data = {"text": world.text(ITEM), "type": "grid", "started_from": ""}

    page = author.post(f"/banks/{BANK}/skeletons/{ITEM}", data, status=422)

    assert "holds something already" in page.words()
    assert page.all("textarea")[0].text == world.text(ITEM)


@pytest.mark.parametrize("door", DOORS)
def test_only_authors_are_helped_and_only_with_files_of_a_bank(
    world: World, make: Make, pages: Pages, door: str
):
    data = {"text": "x", "at": "0", "type": "grid"}
    for person in (make.teacher(), make.student()):
        pages.sign_in(person).post(f"/banks/{BANK}/{door}/{ITEM}", data, status=404)
    pages.sign_in(world.author)
    for path in ("../x.yaml", "notes.txt", "items/A/..%2f..%2fx.yaml"):
        pages.post(f"/banks/{BANK}/{door}/{path}", data, status=404)
    pages.post(f"/banks/none/{door}/{ITEM}", data, status=404)


@pytest.mark.parametrize("at", ["", "-1", "²", "9" * 40, "x"])
def test_a_missing_place_is_refused(author: Pages, at: str):
    for door in ("completions", "explanations"):
        author.post(f"/banks/{BANK}/{door}/{ITEM}", {"text": "x", "at": at}, status=422)


HOSTILE = {
    "brackets": "[" * 600_000,
    "bombs": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(500)),
    "depth": "".join(f"{' ' * depth}a:\n" for depth in range(1_000)),
    "keys": "type: grid\n" + "".join(f"key{n}: x\n" for n in range(60_000)),
    "tags": "id: !!python/object/apply:os.system [echo]\n",
    "dashes": "- " * 400_000,
    "long": "stem: " + "word " * 190_000,
    "signs": "stem: \u202e\u2066\ufeff\x85\x07",
    "half": 'id: "A',
    "too long": "x" * 1_000_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_answered_soon_and_never_with_a_server_error(author: Pages, name: str):
    text = HOSTILE[name]
    began = process_time()
    for door in ("checks", "completions", "explanations"):
        data = {"text": text, "at": str(len(text))}
        answer = author.client.post(f"/banks/{BANK}/{door}/{ITEM}", data=data, headers=FETCH)
        assert answer.status_code == (422 if name == "too long" else 200)
        assert len(answer.data) < 400_000
    page = author.client.post(f"/banks/{BANK}/checks/{ITEM}", data={"text": text})

    assert page.status_code == (422 if name == "too long" else 200)
    assert process_time() - began < 20
