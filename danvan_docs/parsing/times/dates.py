"""Dates as directives write them: `03/6/2013`, `30/9/25`, `22.12.2024`, `25 tháng 5 năm 2000`, `mồng 3 tháng sáu …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ...grammar import compiled, table, words

_THIS_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Day:
    """A full date and where it stands, the word `ngày` aside."""

    iso: str
    start: int
    end: int


@cache
def _day() -> re.Pattern[str]:
    rules = table("citations")["dates"]
    in_words = rules["words"].replace("{month}", words(rules["months"]))
    return compiled(f"{rules['figures']}|{in_words}")


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
    iso = _iso(match) if match else None
    return Day(iso, match.start(), match.end()) if match and iso else None


def day_after(text: str, position: int) -> Day | None:
    """Return the date that follows `position`, after a comma, a bracket and `ngày` as there may be.

    >>> day_after("số 25-NQ/TW, ngày 03/6/2013 của", 11).iso
    '2013-06-03'
    """
    lead = _lead().match(text, position)
    return day_at(text, lead.end() if lead else position)


# Where a date may begin: no number runs on into it.
_BEGINS = re.compile(r"(?<![\d/.,-])\d{1,2}(?= ?[/.-] ?\d{1,2} ?[/.-] ?\d\d| ?th| ?ng)", re.IGNORECASE)


def impossible_days(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of dates that are written in full but that no calendar has.

    >>> text = "trước ngày 31/11/2025, theo Chỉ thị ngày 26/13/2022 và ngày 30/6/2025"
    >>> [text[start:end] for start, end in impossible_days(text)]
    ['31/11/2025', '26/13/2022']
    >>> list(impossible_days("Nghị quyết số 66.4/2025/NQ-CP"))
    []
    """
    for place in _BEGINS.finditer(text):
        match = _day().match(text, place.start())
        if match and _iso(match) is None and not _is_number(match):
            yield match.span()


def _is_number(match: re.Match[str]) -> bool:
    """Tell whether figures are no date but the number of an instrument: `66.4/2025/NQ-CP`."""
    signs = {sign for sign in match[0] if sign in "/.-"}
    return len(signs) > 1 or match.string.startswith(("/", "-"), match.end())


def month_number(word: str) -> int:
    """Return the number of a month in figures or in words, without `tháng`.

    >>> month_number("06"), month_number("mười hai")
    (6, 12)
    """
    return int(word) if word.isdigit() else int(table("citations")["dates"]["months"][word.lower()])


def full_year(figures: str) -> int:
    """Return the year that two or four figures write, two of them as one of this century.

    >>> full_year("25"), full_year("1998")
    (2025, 1998)
    """
    return int(figures) if len(figures) > len("25") else _THIS_CENTURY + int(figures)


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = match.group("y", "m", "d") if match["y"] else match.group("wy", "wm", "wd")
    try:
        return date(full_year(year), month_number(month), int(day)).isoformat()
    except ValueError:
        return None
