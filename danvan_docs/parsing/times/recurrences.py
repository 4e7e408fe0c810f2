"""Frequencies as recurrence rules of RFC 5545: `6 tháng/lần` is `FREQ=MONTHLY;INTERVAL=6`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...grammar import compiled, table

_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class _Cycle:
    """Every so many days, weeks or months."""

    unit: str
    length: int

    @property
    def days(self) -> int:
        return self.length * {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30}[self.unit]

    @property
    def rule(self) -> str:
        """The cycle as a rule, twelve months as a year."""
        unit, length = self.unit, self.length
        if unit == "MONTHLY" and length % _MONTHS_OF_A_YEAR == 0:
            unit, length = "YEARLY", length // _MONTHS_OF_A_YEAR
        return f"FREQ={unit}" + (f";INTERVAL={length}" if length > 1 else "")


@cache
def _rules() -> dict[str, Any]:
    return dict(table("times")["recurrence"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(_rules()[name], re.IGNORECASE)


def recurrence(words: str, day: str = "") -> str | None:
    """Return the value of an RRULE for the words of a frequency; None where none fits.

    `day` is what names the day, where other words do that.

    >>> recurrence("trước ngày 15/12 hằng năm"), recurrence("02 lần/năm")
    ('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15', 'FREQ=MONTHLY;INTERVAL=6')
    >>> recurrence("hằng tháng", "trước ngày 25"), recurrence("định kỳ")
    ('FREQ=MONTHLY;BYMONTHDAY=25', None)
    """
    cycle = _cycle(words)
    if cycle is None:
        return None
    if cycle.unit == "WEEKLY":
        return cycle.rule + _weekday(day)
    return _dated(f"{day} {words}", cycle) if cycle.unit == "MONTHLY" else cycle.rule


def _cycle(words: str) -> _Cycle | None:
    """Return the shortest cycle that the words name, divided by how often it happens in each."""
    cycles = []
    for match in _pattern("cycle").finditer(words):
        unit, length = _rules()["units"][match["unit"].lower()]
        cycles.append(_cycle_of(unit, length, match["every"]))
    if not cycles or None in cycles:
        return None
    cycle = min((each for each in cycles if each), key=lambda each: each.days)
    occasions = _pattern("occasions").search(words)
    if not occasions:
        return cycle
    times = _number(occasions["times"])
    return _Cycle(cycle.unit, cycle.length // times) if times and cycle.length % times == 0 else None


def _cycle_of(unit: str, length: int, every: str | None) -> _Cycle | None:
    if every and every.lower() == _rules()["half"]:
        return _Cycle(unit, length // 2) if length % 2 == 0 else None
    return _Cycle(unit, length * int(every or 1)) if int(every or 1) else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(table("times")["numbers"][word.lower()])


def _weekday(words: str) -> str:
    match = _pattern("weekday").search(words)
    return f";BYDAY={_rules()['weekdays'][match[0].lower()]}" if match else ""


def _dated(words: str, cycle: _Cycle) -> str:
    """Return the rule of a cycle of months with the day and months that the words name, where one rule can say it."""
    days = {int(match["day"]) for match in _pattern("day_month").finditer(words)}
    months = {int(match["month"]) for match in _pattern("day_month").finditer(words)}
    if not months:
        days = {int(match["day"]) for match in _pattern("day").finditer(words)}
        months = {int(match["month"]) for match in _pattern("month").finditer(words)}
    if not months and days:
        named = [place for place in _rules()["months_of_quarters"] if place in words.lower()]
        months = set(_rules()["months_of_quarters"][named[0]]) if named else set()
    by_day = f";BYMONTHDAY={days.pop()}" if len(days) == 1 else ""
    if days or not all(1 <= month <= _MONTHS_OF_A_YEAR for month in months):
        return cycle.rule
    if months and _MONTHS_OF_A_YEAR in (cycle.length, cycle.length * len(months)):
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(months)))}{by_day}"
    return cycle.rule if months else cycle.rule + (by_day if cycle.length == 1 else "")
