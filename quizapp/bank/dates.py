"""Dates of sources and events, put into words."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(date: str) -> str:
    """Return an EDTF date or interval in words: 15 October 1923, about 1928, 1922 to 1923."""
    return " to ".join(_one(each) for each in date.split("/"))


def _one(date: str) -> str:
    year, *rest = date.rstrip("~?").split("-")
    words = [str(int(day)) for day in rest[1:]] + [_MONTHS[int(month) - 1] for month in rest[:1]]
    doubt = {"~": "about ", "?": "perhaps "}.get(date[-1], "")
    return doubt + " ".join([*words, year])
