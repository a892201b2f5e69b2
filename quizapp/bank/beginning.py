"""A new bank: one question of each type on a text of its own, to be written over."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import yaml

from quizapp.bank.model import LISTS
from quizapp.bank.schema import schema_text
from quizapp.bank.skeletons import skeleton
from quizapp.items import ITEM_TYPES

LONGEST_ID = 40
SECTION, SOURCE, QUIZ = "A", "src1", "Q01"
_ARTICLES = frozenset({"the", "a", "an"})
_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_SOURCE_TEXT = """\
id: src1
title: A text to read
short_title: Source 1
adapted: true
label: Written as an example
provenance:
  creator: The author of this bank
  role: Author
  form: Example
  audience: Teachers who write a bank
  date: "2000"
  circulation: published
  note: An example of 2000, to be replaced by a text of your own.
language: English
licence: Our own wording
cuts: Nothing was left out.
sentences:
  - {id: s1, text: This sentence can be asked about.}
  - {id: s2, text: This one stands beside it.}
word_bank:
  beside: next to
refs: ["001:L1"]
"""

_EXAMPLES = {
    "misconceptions": """\
misconceptions:
  - id: first-belief
    belief: What students often believe, in their words.
    rebuttal: What speaks against it.
    read: Source 1, sentence 1
    refs: ["001:L1"]
""",
    "glossary": """\
glossary:
  - {id: first-term, term: Term, kind: word, meaning: What it means in plain words.}
""",
    "timeline": """\
timeline:
  - id: first-event
    date: "2000"
    date_text: "2000"
    event: What happened.
    status: firm
    refs: ["001:L1"]
""",
    "paths": """\
paths:
  - id: first-path
    title: A first lesson
    purpose: Reading one text closely.
    lessons:
      - {title: The text, quizzes: [Q01]}
""",
}
"""An entry of the lists that go without a question of their own; the others begin empty."""


def bank_id(title: str) -> str:
    """Return the id that a bank of this title gets: The Weimar Republic, weimar-republic."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    kept = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    while len(kept) > 1 and len("-".join(kept)) > LONGEST_ID:
        kept = kept[:-1]
    return "-".join(kept)[:LONGEST_ID] or "bank"


def is_bank_id(ident: str) -> bool:
    """Return whether a new bank can have this id: small letters, digits and single hyphens."""
    return len(ident) <= LONGEST_ID and _SHAPE.fullmatch(ident) is not None and ident != "new"


def beginning(
    title: str, ident: str, *, language: str = "en-GB", author: str = "", licence: str = ""
) -> dict[str, str]:
    """Return the texts of a new bank by path. It has no error; its words wait to be replaced."""
    settings = {
        "id": ident,
        "title": title,
        "language": language,
        "licence": licence or "CC BY 4.0",
        "authors": [author or "The authors of this bank"],
        "documents": {"001": "Title, author and year of what references point into"},
        "skills": {"CO": "Comprehension", "KN": "Knowledge"},
        "sections": {SECTION: "The first section"},
    }
    items = {f"{SECTION}-{number:02}": name for number, name in enumerate(ITEM_TYPES, start=1)}
    return {
        "bank.yaml": _modeline("bank") + _yaml(settings),
        **{
            f"{name}.yaml": _modeline(name) + _EXAMPLES.get(name, f"{name}: []\n") for name in LISTS
        },
        f"sources/{SOURCE}.yaml": _modeline("source", 1) + _SOURCE_TEXT,
        **{
            f"items/{SECTION}/{each}.yaml": skeleton(name, each, skill="CO", sources=[SOURCE])
            for each, name in items.items()
        },
        f"quizzes/{QUIZ}.yaml": _modeline("quiz", 1) + _quiz(list(items)),
    }


def beside(title: str, author: str, licence: str) -> dict[str, str]:
    """Return what lies in the folder of a new bank besides its files."""
    return {"README.md": _readme(title, author, licence), "schema.json": schema_text()}


def _quiz(items: Sequence[str]) -> str:
    head = {
        "id": QUIZ,
        "title": "One question of each type",
        "purpose": "To try what each type looks like.",
        "mode": "self",
        "minutes": 30,
    }
    return _yaml(head) + "entries:\n" + "".join(f"  - {each}\n" for each in items)


def _readme(title: str, author: str, licence: str) -> str:
    return f"""# {title}

A question bank by {author}. Licence: {licence}

`bank.yaml` holds the title, skills and sections; `sources/` what students read; `items/` the
questions, one a file, in a folder for each section; `quizzes/` which of them make a quiz. Every
file begins with a line that lets an editor complete and check it. What stands here now is one
example of each type: write over it, keep the ids that you have published, and let
`quizapp bank check --bank FOLDER` say what is still to mend.

References such as `001:L15` point to line 15 of a document; `documents` in `bank.yaml` says which
document has which number.
"""


def _modeline(name: str, depth: int = 0) -> str:
    return f"# yaml-language-server: $schema={'../' * depth}schema.json#/$defs/{name}\n"


def _yaml(value: Mapping[str, object]) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=96))
