"""Moments in words, in the school's time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import g


def now() -> datetime:
    """Return the server's time; the only clock there is."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """Return the time zone of the school whose request this is."""
    found: ZoneInfo | None = g.get("zone")
    return found or ZoneInfo("UTC")


def local(moment: datetime) -> datetime:
    """Return the moment in the school's time zone."""
    return moment.astimezone(zone())


def clock(moment: datetime) -> str:
    """Return the time of day: 10:42."""
    return f"{local(moment):%H:%M}"


def day(moment: datetime) -> str:
    """Return the day: Monday 23 November."""
    there = local(moment)
    return f"{there:%A} {there.day} {there:%B}"


def day_and_clock(moment: datetime) -> str:
    """Return day and time: Mon 23 Nov 2026, 10:42."""
    there = local(moment)
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M}"


def from_local(naive: datetime) -> datetime:
    """Return the moment that a clock on the school's wall shows."""
    return naive.replace(tzinfo=zone()).astimezone(UTC)
