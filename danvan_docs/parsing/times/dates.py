"""Dates as directives write them: `03/6/2013`, `19-8-1989`, `22.12.2024`, `25 tháng 5 năm 2000`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from ...grammar import compiled, table


@dataclass(frozen=True, slots=True)
class Day:
    """A full date and where it stands, the word `ngày` aside."""

    iso: str
    start: int
    end: int


@cache
def _day() -> re.Pattern[str]:
    rules = table("citations")["dates"]
    return compiled(f"{rules['figures']}|{rules['words']}")


@cache
def _lead() -> re.Pattern[str]:
    return compiled(table("citations")["dates"]["lead"])


@cache
def _vague() -> re.Pattern[str]:
    return compiled(table("citations")["dates"]["vague"])


def vague_end(text: str, position: int) -> int | None:
    """Return where the month or the year alone that follows `position` ends; None without one.

    >>> vague_end("số 03-CT/TW (5/2011) của", 11)
    20
    """
    match = _vague().match(text, position)
    return match.end() if match else None


def day_at(text: str, position: int) -> Day | None:
    """Return the date that stands right at `position`; None if there is none, or no such day exists.

    >>> day_at("ngày 25 tháng 5 năm 2000", 5).iso, day_at("31/02/2020", 0)
    ('2000-05-25', None)
    """
    match = _day().match(text, position)
    if not match:
        return None
    parts = match.group("y", "m", "d") if match["y"] else match.group("wy", "wm", "wd")
    try:
        iso = date(*map(int, parts)).isoformat()
    except ValueError:
        return None
    return Day(iso, match.start(), match.end())


def day_after(text: str, position: int) -> Day | None:
    """Return the date that follows `position`, after a comma, a bracket and `ngày` as there may be.

    >>> day_after("số 25-NQ/TW, ngày 03/6/2013 của", 11).iso
    '2013-06-03'
    """
    lead = _lead().match(text, position)
    return day_at(text, lead.end() if lead else position)
