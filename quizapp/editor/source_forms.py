"""The form of a source, as it is filled in."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Regexp

from quizapp.bank.source_fields import ImageFields, ReadingFields, SourceFields
from quizapp.bank.source_file import ENTRIES, PLACES
from quizapp.web.forms import PlainForm, choices, shown

ID = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"
CIRCULATION = {
    "": "Choose one",
    "published": "Published",
    "secret": "Kept secret",
    "spoken": "Spoken before an audience",
    "private": "Private",
}


class SourceForm(PlainForm):
    """All about a source but its sentences and readings, which come as lists."""

    started_from = HiddenField()
    ident = StringField(
        "Id (permanent, such as src5)",
        validators=[
            Regexp(ID, message="Letters, digits, - and _, at most 40; a letter or digit first.")
        ],
    )
    title = StringField("Title")
    short_title = StringField("Short title, as questions call it")
    kind = SelectField(
        "Kind",
        choices=choices({"source": "A text of its time", "extract": "What somebody wrote later"}),
    )
    adapted = SelectField(
        "Wording",
        choices=choices(
            {"": "Choose one", "true": "Changed for students", "false": "As it was written"}
        ),
    )
    label = StringField("Label above the text")
    creator = StringField("Who made it")
    role = StringField("Who that was then")
    form_ = StringField("What it is", name="form")
    audience = StringField("Whom it was meant for")
    date = StringField("Date")
    circulation = SelectField("Who could read or hear it then", choices=choices(CIRCULATION))
    note = TextAreaField("Note that students read above the text")
    language = StringField("Language of the original")
    translation = StringField("Whose translation")
    licence = StringField("Licence")
    cuts = StringField("What was left out")
    signature_terms = TextAreaField("Words peculiar to it, one a line")
    word_bank = TextAreaField("Word list, one a line")
    refs = TextAreaField("References, one a line")
    original_document = SelectField("Document", validate_choice=False)
    original_lines = StringField("Lines")
    original_starts = StringField("First words")
    original_ends = StringField("Last words")
    whole = TextAreaField("Text")

    def offer_documents(self, documents: Mapping[str, str]) -> None:
        """Offer the documents, and what the file says if it is none of them."""
        chosen = str(self.original_document.data or "")
        known = {"": "None", **{each: f"{each}: {title}" for each, title in documents.items()}}
        self.original_document.choices = choices(
            {**known, **({chosen: chosen} if chosen not in known else {})}
        )


def data_of(fields: SourceFields) -> dict[str, str]:
    """Return what the form is filled with."""
    texts = {("form_" if name == "form" else name): text for name, text in fields.texts.items()}
    return {**texts, "whole": "\n".join(text for _, text in fields.sentences)}


def fields_in(form: MultiDict[str, str]) -> SourceFields:
    """Return what a form holds: plain texts, and parallel lists of entries."""
    texts = {name: _clean(form.get(name, "")) for name in PLACES}
    names = ("id", "title", "kind", "language", "partial", "lines")
    columns = [map(_clean, form.getlist(f"reading-{name}")) for name in names]
    pictures = [
        map(_clean, form.getlist(f"image-{name}"))
        for name in ("file", "alt", "caption", "credit", "licence")
    ]
    pairs = zip(form.getlist("sentence-id"), form.getlist("sentence-text"), strict=False)
    return SourceFields(
        {name: text for name, text in texts.items() if name not in ENTRIES},
        tuple((_clean(ident), " ".join(text.split())) for ident, text in pairs),
        tuple(ReadingFields(*row) for row in zip(*columns, strict=False)),
        tuple(ImageFields(*row) for row in zip(*pictures, strict=False)),
    )


def _clean(text: str) -> str:
    return str(shown(text.replace("\r\n", "\n"))).strip()
