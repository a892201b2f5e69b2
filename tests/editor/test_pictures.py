"""Pictures of sources in the workbench: uploading, and folder, database and zip agreeing."""

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from quizapp.bank.carrying_cli import picture as picture_command
from quizapp.bank.pictures import Picture, prepared, put_into
from quizapp.database import db
from quizapp.editor import actions, arrivals
from quizapp.editor.cli import status
from quizapp.editor.following import follow
from quizapp.editor.pulling_cli import pull
from quizapp.quizzes.models import BankImage
from quizapp.quizzes.pictures import keep, names_of
from quizapp.quizzes.publishing import publish_folder
from tests.bank.pictures import file_of, image
from tests.bank.test_pictures import SVG
from tests.editor.test_sources import ADDRESS, PATH, form_of
from tests.editor.world import BANK, World
from tests.make import NOON
from tests.pages import Pages

WORDS = {
    "image-alt": "A lamp on a mast above the sea",
    "image-caption": "The lamp",
    "image-credit": "The harbour office",
    "image-licence": "CC BY 4.0",
}


@pytest.fixture
def author(world: World, pages: Pages) -> Pages:
    return pages.sign_in(world.author)


@pytest.fixture
def picture() -> Picture:
    return prepared(file_of(image()), "lamp.png")


def upload(author: Pages, data: bytes, name: str = "lamp.png", status: int = 200, **more: object):
    """Press the button that adds a picture, with all that the page holds."""
    form = {**form_of(author.get(ADDRESS)), **more, "picture": (BytesIO(data), name)}
    sent = {**form, "step": "picture"}
    return author.post(ADDRESS, sent, status=status, content_type="multipart/form-data")


def entry(picture: Picture) -> str:
    return (
        f"images:\n  - file: {picture.name}\n    alt: A lamp on a mast above the sea\n"
        "    credit: The harbour office\n    licence: CC BY 4.0\n"
    )


def show_it(world: World, picture: Picture) -> None:
    """Save a draft of the source that shows the picture."""
    keep(BANK, picture)
    world.save(PATH, world.text(PATH) + entry(picture))
    db.session.commit()


def test_an_author_uploads_a_picture_describes_it_and_saves(
    world: World, author: Pages, picture: Picture
):
    page = upload(author, file_of(image()))
    assert [
        each.get("value") for each in page.all("input") if each.get("name") == "image-file"
    ] == [picture.name]

    author.post(ADDRESS, {**form_of(page), **WORDS, "step": "save"})

    page = author.get(ADDRESS)
    shown = [each for each in page.all("img") if each.get("alt") == WORDS["image-alt"]]
    assert [each.get("src") for each in shown] == [f"/pictures/{picture.name}"] * 2
    assert "The harbour office · CC BY 4.0" in page.words()
    assert not world.working.problems_in(PATH)
    answer = author.get(f"/pictures/{picture.name}").response
    assert answer.data == picture.content
    assert answer.mimetype == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(SVG, "no PNG, JPEG or WebP"), (b"", "no PNG"), (file_of(image(), "GIF"), "no PNG")],
)
def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(
    world: World, author: Pages, data: bytes, reason: str
):
    page = upload(author, data, status=422, title="A title that was just typed")

    assert reason in page.words()
    assert form_of(page)["title"] == "A title that was just typed"
    assert names_of(BANK) == frozenset()


def test_a_file_that_is_far_too_large_is_refused_with_a_sentence_too(author: Pages):
    head = b'--x\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n\r\n'
    body = head + b"x" * 8_000_001 + b"\r\n--x--\r\n"

    page = author.post(ADDRESS, body, status=422, content_type="multipart/form-data; boundary=x")

    assert "over 8 MB" in page.words()


def test_the_same_picture_twice_is_kept_once(world: World, author: Pages):
    upload(author, file_of(image()))
    upload(author, file_of(image()))

    assert db.session.query(BankImage).count() == 1


def test_a_seventh_picture_is_refused(world: World, author: Pages):
    six = [f"lamp-{number:012x}.webp" for number in range(6)]
    more = {f"image-{key}": ["a"] * 6 for key in ("alt", "caption", "credit", "licence")}

    page = upload(author, file_of(image()), status=422, **{"image-file": six}, **more)

    assert "at most 6 pictures" in page.words()


def test_taking_a_picture_out_is_a_step_of_the_form(world: World, author: Pages, picture: Picture):
    show_it(world, picture)

    page = author.post(ADDRESS, {**form_of(author.get(ADDRESS)), "step": "unpicture:0"}, status=200)

    assert "image-file" not in form_of(page)


def test_saving_a_source_with_a_picture_without_a_change_writes_nothing(
    world: World, author: Pages, picture: Picture
):
    show_it(world, picture)
    text = world.text(PATH)

    author.post(ADDRESS, {**form_of(author.get(ADDRESS)), "step": "save"})

    assert world.text(PATH) == text


def test_a_picture_that_the_browser_got_is_written_to_the_folder(world: World, picture: Picture):
    show_it(world, picture)

    report = follow(world.small.folder, NOON)

    place = world.small.folder / "images" / picture.name
    assert place.read_bytes() == picture.content
    assert f"images/{picture.name}" in report.written
    assert follow(world.small.folder, NOON).written == ()


def test_a_picture_that_lies_in_the_folder_gets_into_the_database(world: World, picture: Picture):
    put_into(world.small.folder, {picture.name: picture.content})
    put_into(world.small.folder, {picture.name.replace("lamp", "broken"): b"no picture"})

    follow(world.small.folder, NOON)

    assert names_of(BANK) == {picture.name}


def test_publishing_a_folder_keeps_what_its_sources_show(world: World, picture: Picture):
    (world.small.folder / PATH).write_text(world.text(PATH) + entry(picture), encoding="utf-8")
    without = publish_folder(world.small.folder, NOON)[1]
    put_into(world.small.folder, {picture.name: picture.content})
    revision, problems = publish_folder(world.small.folder, NOON)

    assert "has no picture" in without[0].what
    assert not problems
    assert revision
    assert revision.sources[0].content["images"][0]["file"] == picture.name
    assert names_of(BANK) == {picture.name}


def test_a_draft_with_a_picture_is_published(world: World, picture: Picture):
    show_it(world, picture)

    revision, problems = actions.publish(BANK, world.author, "", NOON)

    assert not problems
    assert revision
    assert "images" in revision.sources[0].content


def test_a_zip_takes_pictures_to_another_place(world: World, picture: Picture):
    show_it(world, picture)
    data = arrivals.zip_of(world.working, published=False)
    assert data
    db.session.query(BankImage).delete()
    db.session.commit()

    arrival = arrivals.arrival_from(data)
    seal = arrivals.seal_of(world.working)
    effects = arrivals.take_over(arrival, world.author, NOON, seal=seal, removing=False)

    assert effects.added == [f"images/{picture.name}"]
    assert names_of(BANK) == {picture.name}


def test_pull_and_status_speak_of_pictures(
    app: Flask, world: World, picture: Picture, tmp_path: Path
):
    show_it(world, picture)
    folder = str(world.small.folder)

    before = CliRunner().invoke(status, ["--bank", folder], obj=lambda: app)
    pulled = CliRunner().invoke(pull, ["--bank", folder], obj=lambda: app)

    assert f"images/{picture.name}: only in the database" in before.output
    assert f"writes images/{picture.name}" in pulled.output
    assert (world.small.folder / "images" / picture.name).read_bytes() == picture.content


def test_a_picture_is_made_for_a_folder_at_the_terminal(world: World, tmp_path: Path):
    place = tmp_path / "Scan 4.png"
    place.write_bytes(file_of(image()))
    folder = str(world.small.folder)

    done = CliRunner().invoke(picture_command, ["--bank", folder, str(place)])

    name = prepared(file_of(image()), "Scan 4.png").name
    assert f"- file: {name}" in done.output
    assert (world.small.folder / "images" / name).is_file()
