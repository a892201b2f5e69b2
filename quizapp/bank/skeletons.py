"""A first text for a new item of each type: whole and valid, with words to be written over."""

from collections.abc import Sequence

_SOLO = dict.fromkeys(("extended_response", "ranking", "contested"), "relational")
_BLOOM = dict.fromkeys(("extended_response", "ranking", "contested"), "evaluate")
_SECONDS = {"extended_response": 600, "ranking": 240, "contested": 120}

_BODIES = {
    "single_choice": """\
stem: What do you ask?
options:
  - id: a
    text: The right answer
    credit: 1
    feedback: Say why this is right.
  - id: b
    text: A tempting mistake
    feedback: Say where to look again.
  - id: c
    text: Another mistake
    feedback: Say what speaks against it.
""",
    "best_answer": """\
stem: Which answer is the best one?
options:
  - id: a
    text: The best answer
    credit: 1
    feedback: Say what makes it the best.
  - id: b
    text: A partly right answer
    credit: 0.5
    feedback: Say what is right in it and what is missing.
  - id: c
    text: A wrong answer
    feedback: Say what speaks against it.
""",
    "multiple_response": """\
pick: 2
stem: Which two are right?
options:
  - id: a
    text: A right answer
    credit: 1
    feedback: Say why this is right.
  - id: b
    text: Another right answer
    credit: 1
    feedback: Say why this is right too.
  - id: c
    text: A wrong answer
    feedback: Say where to look again.
  - id: d
    text: Another wrong answer
    feedback: Say what speaks against it.
""",
    "ordering": """\
stem: In what order did these happen, earliest first?
elements:
  - id: a
    text: What came first
    feedback: Say how one can tell.
  - id: b
    text: What came next
    feedback: Say what it follows from.
  - id: c
    text: What came last
    feedback: Say what it needs before it.
order: [a, b, c]
""",
    "matching": """\
stem: What belongs to what?
rows:
  - id: r1
    text: The first row
    answer: m1
    feedback: Say why these two belong together.
  - id: r2
    text: The second row
    answer: m2
    feedback: Say why these two belong together.
choices:
  - {id: m1, text: The match of the first row}
  - {id: m2, text: The match of the second row}
  - id: m3
    text: A match that is left over
    feedback: Say why it tempts, and what settles it.
""",
    "categorise": """\
stem: Which group does each belong to?
categories:
  - {id: k1, text: The first group}
  - {id: k2, text: The second group}
elements:
  - id: e1
    text: One of the first group
    answer: k1
    feedback: Say how one can tell.
  - id: e2
    text: One of the second group
    answer: k2
    feedback: Say how one can tell.
  - id: e3
    text: Another of the second group
    answer: k2
    feedback: Say how one can tell.
""",
    "gap_fill": """\
stem: Complete the text.
text: "First comes {{g1}}, and later {{g2}}."
gaps:
  - id: g1
    options:
      - id: a
        text: the right words
        credit: 1
        feedback: Say why this fits.
      - id: b
        text: the wrong words
        feedback: Say why this does not fit.
  - id: g2
    accept: [the typed word]
    feedback:
      right: Say why this fits.
      wrong: Say where to look again.
""",
    "hot_text": """\
stem: Which sentence says it?
targets:
  - id: s1
    credit: 1
    feedback: Say what this sentence shows.
  - id: s2
    feedback: Say what this sentence is about, and where to look.
""",
    "grid": """\
stem: What is true of each statement?
columns:
  - {id: c1, text: The first judgement}
  - {id: c2, text: The second judgement}
rows:
  - id: r1
    text: The first statement
    answer: c1
    feedback: Say how one can tell.
  - id: r2
    text: The second statement
    answer: c2
    feedback: Say how one can tell.
  - id: r3
    text: The third statement
    answer: c1
    feedback: Say how one can tell.
""",
    "ranking": """\
stem: Which of these helps most? Rank them, and give your reason.
criteria: Say what makes one of them more useful than another.
elements:
  - id: a
    text: The most useful
    feedback: Say what it offers.
  - id: b
    text: The next
    feedback: Say what it offers, and what is missing.
  - id: c
    text: The least useful
    feedback: Say what is missing.
order: [a, b, c]
reason:
  prompt: My first choice helps most because ...
  checklist:
    - names a detail that supports the choice
""",
    "contested": """\
stem: Accounts differ here. Whose position convinces you most?
positions:
  - id: a
    who: The first historian
    text: Say in one sentence what he or she holds.
    evidence:
      - Say what supports it, and where it stands.
  - id: b
    who: The second historian
    text: Say in one sentence what he or she holds.
    evidence:
      - Say what supports it, and where it stands.
reason:
  prompt: This convinces me most because ...
  checklist:
    - names a detail that supports the position
""",
    "numeric": """\
stem: How many are there?
answer: 10
lowest: 10
highest: 10
unit: years
feedback:
  right: Say how the number is found.
  wrong: Say where to look, and how to reckon.
""",
    "short_answer": """\
stem: Which word is it?
accept:
  - the word
feedback:
  right: Say why this is right.
  wrong: Say where to look again.
""",
    "extended_response": """\
max_mark: 4
stem: How far do you agree?
words: {lowest: 100, highest: 200}
levels:
  - level: 1
    lowest: 1
    highest: 2
    label: Describes
    descriptor: Say what work at this level does.
  - level: 2
    lowest: 3
    highest: 4
    label: Explains
    descriptor: Say what work at this level does better.
within_level: Say when to give the higher mark of a level.
indicative:
  for: [a point on one side]
  against: [a point on the other side]
samples:
  - level: 1
    text: A piece of writing at the first level.
  - level: 2
    text: A piece of writing at the second level.
checklist:
  - I gave a reason
  - I named a limit
""",
}


def skeleton(type_name: str, ident: str, *, skill: str, sources: Sequence[str] = ()) -> str:
    """Return the text of a new item's file, its modeline first.

    Items that select in a text need a source: without one it is called ``src1``.
    """
    named = list(sources) or (["src1"] if type_name == "hot_text" else [])
    return (
        f"# yaml-language-server: $schema=../../schema.json#/$defs/{type_name}\n"
        f"id: {ident}\n"
        f"type: {type_name}\n"
        + (f"sources: [{', '.join(named)}]\n" if named else "")
        + f"skill: {skill}\n"
        "difficulty: 2\n"
        f"bloom: {_BLOOM.get(type_name, 'understand')}\n"
        f"solo: {_SOLO.get(type_name, 'unistructural')}\n"
        f"seconds: {_SECONDS.get(type_name, 60)}\n"
        + _BODIES[type_name]
        + 'explanation: Say what to take away from this.\nrefs: ["001:L1"]\n'
    )


def skeleton_body(type_name: str) -> str:
    """Return only the part of a skeleton that is the type's own, from its question on."""
    return _BODIES[type_name]
