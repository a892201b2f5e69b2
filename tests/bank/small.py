"""A small, faultless bank for tests to change: a harbour, its keeper and a letter."""

from dataclasses import dataclass, field
from pathlib import Path

from quizapp.bank.lint import lint
from quizapp.bank.loader import Loaded, load
from quizapp.bank.own_words import fingerprints
from quizapp.bank.problems import Problem
from quizapp.bank.seeds import Document, Note, Section, Seeds

MODELINE = "# yaml-language-server: $schema="

FILES = {
    "bank.yaml": f"""{MODELINE}schema.json#/$defs/bank
id: harbour
title: The harbour
language: en-GB
licence: CC BY 4.0
authors: [The authors]
skills: {{CO: Comprehension}}
sections: {{A: The letter}}
names: {{Saltby: [Saltbie, Salteby]}}
""",
    "sources/src1.yaml": f"""{MODELINE}../schema.json#/$defs/source
id: src1
title: A letter about the lamp
short_title: The letter
adapted: true
label: Adapted for this site
provenance:
  creator: The keeper
  role: Keeper of the lamp
  form: Letter
  audience: The council
  date: 1850-03
  circulation: private
  note: A letter of March 1850 from the keeper to the council.
language: Danish
translation: Our own
licence: Our own wording
cuts: Nothing was left out.
signature_terms: [great lamp]
sentences:
  - {{id: s1, text: The great lamp went out twice in one week.}}
  - {{id: s2, text: Two ships missed the entry in the dark.}}
  - {{id: s3, text: I ask for oil and for a second hand.}}
word_bank:
  entry: the way into the harbour
original: {{document: "001", lines: L2-3, starts: The lamp, ends: a hand}}
refs: ["001:L2"]
""",
    "misconceptions.yaml": f"""{MODELINE}schema.json#/$defs/misconceptions
misconceptions:
  - id: keeper-was-lazy
    belief: The lamp went out because the keeper slept.
    rebuttal: The letter speaks of missing oil and says nothing of sleep.
    read: The letter, sentence 3
    refs: ["001:L3"]
""",
    "items/A/A-01.yaml": f"""{MODELINE}../../schema.json#/$defs/single_choice
id: A-01
type: single_choice
sources: [src1]
skill: CO
difficulty: 1
bloom: understand
solo: unistructural
seconds: 30
stem: What does the keeper ask the council for?
options:
  - id: a
    text: Oil and a helper
    credit: 1
    feedback: >-
      Sentence s3 names both wishes: oil for the lamp, and another hand to work beside the keeper
      through the night.
  - id: b
    text: A stronger lamp with more glass
    misconception: keeper-was-lazy
    feedback: >-
      The lamp is called great in s1, and nothing is said against it. Look at s3, where the keeper
      says what is missing.
explanation: The last sentence holds the request.
refs: ["001:L2-3", E01]
""",
    "items/A/A-02.yaml": f"""{MODELINE}../../schema.json#/$defs/hot_text
id: A-02
type: hot_text
sources: [src1]
skill: CO
difficulty: 1
bloom: understand
solo: unistructural
seconds: 30
stem: Which words say how often the lamp failed?
targets:
  - id: s1.r
    text: twice in one week
    credit: 1
    feedback: >-
      These words count the failures and give the time in which they happened, which is just what
      the question asks for.
  - id: s2
    feedback: >-
      This sentence tells what followed from the failure for two ships. How often the lamp failed
      stands one sentence earlier.
explanation: The first sentence counts.
refs: ["001:L2", "2.4"]
""",
    "items/A/A-03.yaml": f"""{MODELINE}../../schema.json#/$defs/matching
id: A-03
type: matching
sources: [src1]
skill: CO
difficulty: 1
bloom: understand
solo: multistructural
seconds: 40
stem: Match each thing to what the letter says of it.
rows:
  - id: lamp
    text: The lamp
    answer: out
    misconception: keeper-was-lazy
    feedback: >-
      The first sentence says that the lamp went out, and says it of two nights in the same week.
  - id: ships
    text: The ships
    answer: missed
    feedback: >-
      The second sentence says that two ships missed the entry, and that it was dark when they did.
choices:
  - {{id: out, text: went out}}
  - {{id: missed, text: missed the entry}}
  - id: sank
    text: sank
    feedback: >-
      The letter does not speak of sinking. Two ships missed the entry, and what became of them
      afterwards is left open.
explanation: Keep to what is said.
refs: ["001:L2"]
""",
    "items/A/A-04.yaml": f"""{MODELINE}../../schema.json#/$defs/extended_response
id: A-04
type: extended_response
sources: [src1]
skill: CO
difficulty: 3
bloom: evaluate
solo: relational
seconds: 600
max_mark: 4
stem: How useful is the letter for a history of the harbour?
words: {{lowest: 60, highest: 120}}
levels:
  - {{level: 1, lowest: 1, highest: 2, label: Retells, descriptor: Says what the letter says.}}
  - {{level: 2, lowest: 3, highest: 4, label: Weighs, descriptor: Weighs value and limit.}}
within_level: Lower end if support is thin.
indicative:
  value: [the keeper was there]
samples:
  - {{level: 1, text: The letter says the lamp went out.}}
  - {{level: 2, text: The letter is near to events but it has a wish to press.}}
checklist: [I pointed to the text, I named a limit]
explanation: Use depends on the question.
refs: ["001:L2"]
""",
    "quizzes/Q1.yaml": f"""{MODELINE}../schema.json#/$defs/quiz
id: Q1
title: The letter
purpose: Reading one letter closely.
mode: self
minutes: 10
entries:
  - {{claim: A-01, evidence: A-02}}
  - A-03
  - {{item: A-04, max_mark: 4}}
""",
    "glossary.yaml": f"""{MODELINE}schema.json#/$defs/glossary
glossary:
  - {{id: keeper, term: Keeper, kind: word, meaning: Somebody who looks after a lamp.}}
""",
    "timeline.yaml": f"""{MODELINE}schema.json#/$defs/timeline
timeline:
  - id: letter
    date: 1850-03
    date_text: March 1850
    event: The keeper writes to the council.
    status: firm
    refs: ["001:L2"]
""",
    "retired.yaml": f"""{MODELINE}schema.json#/$defs/retired
retired:
  - {{id: A-99, reason: it asked about two things at once}}
""",
}

DOCUMENT_TEXT = """The lamp and the council
On most nights of that spring our lamp burned low because the oil was thin.
The council heard the keeper and gave him barrels and a boy to help."""

DOCUMENT = Document(
    id="001",
    title="The lamp and the council",
    author="Not named",
    date="1851",
    kind="Article",
    standpoint="The council's own account",
    licence="Ours",
    sha256="0" * 64,
    lines=3,
    exempt=("The lamp and the council",),
    sections=(Section(lines="L1-3", title="All", summary="The council tells its side."),),
)

NOTES = {ident: Note(id=ident, text="The letter is dated.") for ident in ("E01", "2.4")}

SEEDS = Seeds({"001": DOCUMENT}, notes=NOTES)


@dataclass
class SmallBank:
    """The files of a bank, to be changed and then read."""

    folder: Path
    files: dict[str, str] = field(default_factory=lambda: dict(FILES))

    def replace(self, path: str, old: str, new: str) -> None:
        """Change one place of one file."""
        assert self.files[path].count(old) == 1, f"{old!r} must stand once in {path}"
        self.files[path] = self.files[path].replace(old, new)

    def load(self) -> Loaded:
        """Write the files and load them."""
        for name, text in self.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load(self.folder)

    def problems(self, seeds: Seeds = SEEDS) -> list[Problem]:
        """Write, load and lint, and return all problems."""
        loaded = self.load()
        return sorted([*loaded.problems, *lint(loaded, seeds)])

    def line_of(self, path: str, text: str) -> int:
        """Return the number of the only line that contains a text."""
        lines = self.files[path].split("\n")
        found = [number for number, line in enumerate(lines, start=1) if text in line]
        assert len(found) == 1, f"{text!r} must stand in one line of {path}"
        return found[0]


def all_fingerprints() -> bytes:
    """Return the fingerprints of the document's text."""
    return fingerprints([DOCUMENT_TEXT], SEEDS.exempt)
