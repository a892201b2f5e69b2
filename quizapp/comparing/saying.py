"""What the report of a round says in sentences; pure."""

from collections.abc import Sequence

from quizapp.comparing.finding import AIM, ENOUGH, Finding
from quizapp.comparing.papers import Paper
from quizapp.web.rendering import listed

MOST_NAMED = 6
"""How many scripts a sentence names before it only counts them."""


def headline(finding: Finding) -> str:
    """Return the sentence that the report opens with."""
    scripts = len(finding.table.present)
    if scripts < 2:
        return "There are not two scripts to compare."
    if not finding.decided:
        return f"{scripts} scripts are ready to be compared."
    if not finding.has_scale:
        return (
            f"{counted(finding.decided, 'comparison')} of {scripts} scripts so far: "
            "too few for a scale."
        )
    return f"{_order(finding)} {_reading(finding.reliability)}"


def _order(finding: Finding) -> str:
    best, weakest = finding.placed[0].paper.name, finding.placed[-1].paper.name
    return f"{best} was judged best, {_lower_first(weakest)} weakest."


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _reading(reliability: float | None) -> str:
    if reliability is None:
        return "All scripts came out alike."
    if reliability >= AIM:
        return "The order is dependable."
    if reliability >= 0.6:
        return "The order is right on the whole, neighbours may still change places."
    return "The order could still be chance."


def reliability_in_words(finding: Finding) -> str:
    """Return what the reliability means, and what would raise it."""
    found = finding.reliability
    if found is None:
        return "The scripts cannot be told apart, so there is no reliability to speak of."
    if found <= 0:
        return (
            "The scripts differ by no more than chance alone would make them differ. "
            "Compare more, or ask whether they differ at all."
        )
    share = f"About {round(found * 100)} % of what sets the scripts apart is agreement"
    share += " between decisions, the rest is chance."
    if finding.more_needed:
        more = counted(finding.more_needed, "more comparison")
        return f"{share} Probably {more} would bring it to {round(AIM * 100)} %."
    return f"{share} {round(AIM * 100)} % is usually asked for, so this can be used."


def why_no_scale(finding: Finding) -> list[str]:
    """Return what is missing before there is a scale, each as a sentence."""
    said = []
    if finding.too_few:
        are = "was" if len(finding.too_few) == 1 else "were"
        said.append(
            f"{named(finding.too_few)} {are} compared fewer than {ENOUGH} times. A scale drawn"
            " from so little would mostly show who happened to meet whom."
        )
    if not finding.linked and finding.decided:
        small = [paper for island in finding.islands[1:] for paper in island]
        have = "has" if len(small) == 1 else "have"
        said.append(
            f"{named(small)} {have} never been compared with the rest, not even by way of a third"
            " script. What was never tied together cannot lie on one scale: the next pairs see to"
            " that."
        )
    return said


def named(papers: Sequence[Paper]) -> str:
    """Return scripts by name, or only their number where there are many."""
    names = [paper.name for paper in papers]
    return listed(names) if len(names) <= MOST_NAMED else f"{len(names)} scripts"


def counted(number: int, thing: str) -> str:
    """Return a number of things: ``1 comparison``, ``12 comparisons``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
