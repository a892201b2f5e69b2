"""Every item of the bank can be asked and reviewed: valid pages that say what they must."""

import pytest
from flask import Flask

from quizapp.bank.places import places
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item
from tests.bank.real import BANK
from tests.items.shown import PREFIX, shown
from tests.pages import Page

pytestmark = pytest.mark.sqlite
ITEMS = list(BANK.items.values())
SAMPLES = [
    pytest.param(item, fields, id=f"{item.id}-{name}")
    for item in ITEMS
    for name, fields in ITEM_TYPES[item.type].samples(item).items()
]
TYPED = {"numeric", "short_answer", "extended_response"}
EVERY_ITEM = pytest.mark.parametrize("item", ITEMS, ids=[item.id for item in ITEMS])


def sample(item: Item, name: str) -> Fields:
    return ITEM_TYPES[item.type].samples(item)[name]


def first_of(kind: str) -> Item:
    return next(item for item in ITEMS if item.type == kind)


def sent(page: Page) -> dict[str, list[str]]:
    """Return the fields that a browser would send from this page, blanks left out."""
    fields: dict[str, list[str]] = {}
    for box in page.all("input"):
        ticks = box.get("type") in {"radio", "checkbox"}
        if not ticks or box.get("checked") is not None:
            fields.setdefault(box.get("name", ""), []).append(box.get("value", ""))
    for select in page.all("select"):
        options = [o for o in select.iter() if o.get("selected") is not None]
        values = [o.get("value") or "".join(o.itertext()) for o in options]
        fields.setdefault(select.get("name", ""), []).extend(values)
    for area in page.all("textarea"):
        fields.setdefault(area.get("name", ""), []).append("".join(area.itertext()))
    return {name: values for name, values in fields.items() if any(values)}


@pytest.mark.parametrize(("item", "fields"), SAMPLES)
def test_every_sample_gives_a_valid_review(app: Flask, item: Item, fields: Fields) -> None:
    page = shown(app, item, fields, review=True)

    assert not page.all("input") + page.all("select") + page.all("textarea")


@EVERY_ITEM
def test_a_blank_question_answers_nothing(app: Flask, item: Item) -> None:
    assert sent(shown(app, item, {})) == {}


@EVERY_ITEM
def test_the_form_sends_back_what_it_was_given(app: Flask, item: Item) -> None:
    for name, fields in ITEM_TYPES[item.type].samples(item).items():
        if name == "unreadable":
            continue
        expected = {PREFIX + each: sorted(values) for each, values in fields.items()}
        found = {name: sorted(values) for name, values in sent(shown(app, item, fields)).items()}

        assert found == expected


@EVERY_ITEM
def test_the_form_has_just_the_fields_of_the_item(app: Flask, item: Item) -> None:
    page = shown(app, item, {})
    names = {
        field.get("name") for tag in ("input", "select", "textarea") for field in page.all(tag)
    }

    assert names == {PREFIX + name for name in ITEM_TYPES[item.type].field_names(item)}


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_an_unreadable_response_says_why_and_loses_nothing(app: Flask, kind: str) -> None:
    item = first_of(kind)
    fields = sample(item, "unreadable")
    page = shown(app, item, fields)

    assert "What you entered is still here." in page.words()
    if kind in TYPED:
        assert sent(page) == {PREFIX + name: values for name, values in fields.items()}


@EVERY_ITEM
def test_the_right_answer_is_called_right(app: Flask, item: Item) -> None:
    page = shown(app, item, sample(item, "right"), review=True)
    words = page.words()

    if item.type == "extended_response":
        assert "Waits for your teacher" in words
    elif item.type == "ranking":
        assert "Your order can be defended throughout" in words
        assert "Waits for your teacher" in words
    elif item.type == "contested":
        assert "No position here is right or wrong" in words
        assert ("Waits for your teacher" in words) == (not item.asks_opinion)
        assert not {"right", "wrong"} & {e.get("data-verdict") for e in page.all("li")}
    else:
        assert "✓ Right" in words or "✓ In its place" in words
        verdicts = {e.get("data-verdict") for e in _outside_details(page)}
        assert "wrong" not in verdicts


@EVERY_ITEM
def test_a_blank_response_is_called_blank_and_gets_the_key(app: Flask, item: Item) -> None:
    words = shown(app, item, {}, review=True).words()

    assert "No answer was given." in words
    assert "Your answer" not in words


@pytest.mark.parametrize(
    "item", [i for i in ITEMS if hasattr(i, "options")], ids=lambda item: item.id
)
def test_the_review_of_options_has_the_feedback_on_every_option(app: Flask, item: Item) -> None:
    words = shown(app, item, sample(item, "wrong"), review=True).words()

    for option in item.options:  # type: ignore[attr-defined]
        assert " ".join(option.feedback.split()) in words


@pytest.mark.parametrize(
    "item", [i for i in ITEMS if i.type == "hot_text"], ids=lambda item: item.id
)
def test_the_words_to_select_leave_the_sentences_as_they_are(app: Flask, item: Item) -> None:
    page = shown(app, item, {})
    sentences = {
        e.get("id"): " ".join("".join(e.itertext()).split())
        for e in page.all("p")
        if e.get("class") == "sentence"
    }

    for source in item.sources:
        for sentence in BANK.sources[source].sentences:
            text = sentences[f"{PREFIX}{source}-{sentence.id}"]
            assert text.startswith(f"Sentence {sentence.id[1:]} {sentence.text}")


def test_no_button_stands_in_a_label(app: Flask) -> None:
    for item in ITEMS:
        page = shown(app, item, {})
        inner = [e for label in page.all("label") for e in label.iter() if e.tag.endswith("button")]

        assert inner == []


def test_words_of_the_word_bank_open_a_card_that_exists(app: Flask) -> None:
    page = shown(app, BANK.items["S1-01"], {})
    cards = {e.get("id") for e in page.all("div") if e.get("popover") is not None}
    targets = {b.get("popovertarget") for b in page.all("button") if b.get("popovertarget")}

    assert targets
    assert targets == cards


@EVERY_ITEM
def test_links_to_sentences_lead_somewhere(app: Flask, item: Item) -> None:
    page = shown(app, item, sample(item, "right"), review=True)
    links = [a.get("href", "")[1:] for a in page.all("a") if a.get("href", "").startswith("#q3-")]
    ids = {e.get("id") for e in page.all("p")}
    sources = {each: BANK.sources[each] for each in item.sources}

    assert links == [f"{PREFIX}{source}-{sentence}" for source, sentence in places(item, sources)]
    assert set(links) <= ids


def test_what_a_student_typed_is_shown_as_typed(app: Flask) -> None:
    page = shown(app, first_of("short_answer"), {"text": ["<b>*x*</b>"]}, review=True)

    assert "<b>*x*</b>" in page.words()


def test_samples_of_writing_say_that_they_are_ours(app: Flask) -> None:
    words = shown(app, first_of("extended_response"), {"text": ["Short."]}, review=True).words()

    assert "A strong answer, written by us" in words
    assert "A weak answer, written by us" in words


def _outside_details(page: Page) -> list:  # type: ignore[type-arg]
    folded = {id(e) for details in page.all("details") for e in details.iter()}
    assert page.tree is not None
    return [e for e in page.tree.iter() if id(e) not in folded]
