"""What the form view calls the keys of a bank's files, and what it says about them."""

from typing import NamedTuple


class Label(NamedTuple):
    """The name of a field for people, and a hint that may be empty."""

    name: str
    hint: str = ""


LABELS: dict[str, Label] = {
    "accept": Label("Accepted answers", "One a line. Case, accents and punctuation do not count."),
    "accept_words": Label(
        "Words that are enough",
        "One group a line, words separated by commas. Every word of a group must be there.",
    ),
    "adapted": Label("Adapted from the original wording"),
    "alt": Label("What is to be seen"),
    "answer": Label("Right answer"),
    "answers": Label("Answers of this kind", "One a line."),
    "audience": Label("Written for whom"),
    "authors": Label("Authors", "One a line."),
    "blind": Label("Answered without the key"),
    "bloom": Label("What the task asks for", "A level of Bloom's taxonomy."),
    "caption": Label("Caption"),
    "categories": Label("Categories"),
    "certainty": Label("Ask how sure the student is"),
    "changed": Label("What was changed after review"),
    "checklist": Label("Checklist", "One point a line."),
    "choices": Label("Matches to choose from", "At least one more than there are rows."),
    "circulation": Label("How it was passed on"),
    "columns": Label("Columns"),
    "contested": Label(
        "Disputed among historians", "Yes: no column is right, and the row is not scored."
    ),
    "covered": Label("Not answerable without its source"),
    "creator": Label("Made by"),
    "credit": Label("Share of the mark", "1 is right. Left empty it is 0."),
    "criteria": Label("What counts for the ranking"),
    "cuts": Label("What was left out"),
    "date": Label("Date", "Such as 1923, 1923-10 or 1923-10-15."),
    "descriptor": Label("What work at this level does"),
    "difficulty": Label("Difficulty", "1 is easy, 3 is hard."),
    "document": Label("Document"),
    "elements": Label("Elements"),
    "end": Label("Word at the end of the order", "Left empty it is Latest."),
    "ends": Label("Last words"),
    "evidence": Label("Evidence"),
    "explanation": Label("Explanation", "What everybody reads after answering."),
    "facts": Label("Facts that the key rests on"),
    "faults": Label("Common faults", "One a line."),
    "file": Label("File"),
    "feedback": Label("Feedback"),
    "first": Label("Element that comes first"),
    "fixed_order": Label("Keep the order as written"),
    "follow_up": Label("Question after the number"),
    "form": Label("Kind of text"),
    "gaps": Label("Gaps"),
    "highest": Label("Highest"),
    "id": Label("Id"),
    "images": Label("Pictures"),
    "indicative": Label("What an answer may contain"),
    "kind": Label("Kind"),
    "label": Label("Label"),
    "language": Label("Language"),
    "level": Label("Level"),
    "levels": Label("Levels of the mark scheme"),
    "licence": Label("Licence"),
    "lines": Label("Lines", "Such as L12-15."),
    "lowest": Label("Lowest"),
    "mark": Label("Mark"),
    "max_mark": Label("Marks", "Left empty, the usual number for this type."),
    "misconception": Label("Misconception it reveals"),
    "near_misses": Label("Wrong answers that tell something"),
    "note": Label("Note for students"),
    "open_pairs": Label(
        "Pairs that may stand either way", "One pair a line, the two ids separated by a comma."
    ),
    "options": Label("Options"),
    "order": Label("Right order", "The ids in their order, separated by commas."),
    "order_share": Label("Share of the mark for the order", "At most 0.4."),
    "original": Label("Place in the original"),
    "pairs": Label("Feedback on pairs in the wrong order"),
    "pick": Label("How many to select"),
    "plan": Label("Questions to plan with", "One a line."),
    "positions": Label("Positions", "What different authors hold; none of them is the right one."),
    "prompt": Label("What the student is asked to justify"),
    "provenance": Label("Where it comes from"),
    "reason": Label("Reason"),
    "refs": Label("References", "One a line, such as 001:L12-15."),
    "reviewed": Label("Review by a second person"),
    "right": Label("After a right answer"),
    "role": Label("Role of the maker"),
    "rows": Label("Rows"),
    "samples": Label("Sample answers"),
    "second": Label("Element that comes second"),
    "seconds": Label("Time to answer, in seconds"),
    "sentences": Label("Sentences"),
    "short_title": Label("Short title"),
    "signature_terms": Label("Telling words", "One a line."),
    "skill": Label("Skill"),
    "solo": Label("How much an answer joins up", "A level of the SOLO taxonomy."),
    "source": Label("Source"),
    "sources": Label("Sources"),
    "start": Label("Word at the start of the order", "Left empty it is Earliest."),
    "starts": Label("First words"),
    "status": Label("How far the work on it is"),
    "stem": Label("Question"),
    "targets": Label("What can be selected"),
    "text": Label("Words"),
    "title": Label("Title"),
    "translation": Label("Translation"),
    "twin": Label("Twin question", "Another question on the same point, for asking again."),
    "type": Label("Type"),
    "unit": Label("Unit"),
    "value": Label("Number"),
    "who": Label("Who holds it"),
    "within_level": Label("Choosing within a level"),
    "word_bank": Label("Words explained"),
    "words": Label("Length in words"),
    "wrong": Label("After a wrong answer"),
}

OF_MODELS: dict[str, Label] = {
    "GapFillItem.text": Label("Text with gaps", "A gap is its id in double braces: {{g1}}."),
    "Gap.options": Label("Options to choose from", "Leave them out for a gap that is typed."),
    "Gap.accept": Label("Accepted answers, if the gap is typed", "One a line."),
    "SourceImage.credit": Label("Whose picture it is"),
    "GridRow.answer": Label("Right column", "Leave it empty where the row is disputed."),
    "NumericItem.answer": Label("Right number"),
    "NumericItem.lowest": Label("Lowest number accepted"),
    "NumericItem.highest": Label("Highest number accepted"),
    "AcceptedReason.mark": Label("Marks", "0, or any mark that a person can give."),
    "AcceptedReason.text": Label("The reason", "Case, accents and punctuation do not count."),
    "RankedReason.accept": Label(
        "Reasons that are marked already", "Whoever writes the same words gets the same mark."
    ),
    "Level.lowest": Label("From mark"),
    "Level.highest": Label("To mark"),
    "Level.label": Label("Name of the level"),
    "ContestedItem.max_mark": Label(
        "Marks for the reason", "Left empty, the question asks for an opinion and earns nothing."
    ),
    "Position.text": Label("What is held"),
    "Position.evidence": Label("What supports it", "One point a line."),
    "Target.id": Label("Sentence", "Such as s4, or s4.r for words inside it."),
    "Target.text": Label("Words inside the sentence", "Only with an id such as s4.r."),
    "Words.lowest": Label("At least"),
    "Words.highest": Label("At most"),
}
"""Labels that differ in one model."""

ONE: dict[str, str] = {
    "accept": "Accepted reason",
    "categories": "Category",
    "choices": "Match",
    "columns": "Column",
    "elements": "Element",
    "facts": "Fact",
    "gaps": "Gap",
    "images": "Picture",
    "indicative": "Heading",
    "levels": "Level",
    "near_misses": "Kind of wrong answer",
    "options": "Option",
    "pairs": "Pair",
    "rows": "Row",
    "samples": "Sample",
    "sentences": "Sentence",
    "sources": "Source",
    "targets": "Place to select",
    "word_bank": "Word",
}
"""What one entry of a list is called."""


def label_of(model: str, name: str) -> Label:
    """Return the label of a model's field."""
    own = OF_MODELS.get(f"{model}.{name}")
    return own or LABELS.get(name) or Label(name.replace("_", " ").capitalize())
