"""Frequencies as recurrence rules of RFC 5545: `6 tháng/lần` is `FREQ=MONTHLY;INTERVAL=6`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from ...grammar import table
from .moments import last_day
from .pieces import expanded, number

_MONTHS_OF_A_YEAR = 12
_SUNDAY = 6
#: A cycle that names no day ends on its last one, a week on its last working day.
_LAST_DAYS = {
    "YEARLY": {"BYMONTH": "12", "BYMONTHDAY": "-1"}, "MONTHLY": {"BYMONTHDAY": "-1"}, "WEEKLY": {"BYDAY": "FR"},
}  # fmt: skip
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


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
    return expanded(f"(?i:{_rules()[name]})")


def recurrence(words: str, day: str = "") -> str | None:
    """Return the values of RRULEs for the words of a frequency, one a line; None where none fits.

    `day` is what names the day, where other words do that. Two days of a year take two rules where no one rule can
    say them.

    >>> recurrence("trước ngày 15/12 hằng năm"), recurrence("02 lần/năm")
    ('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15', 'FREQ=MONTHLY;INTERVAL=6')
    >>> recurrence("hằng tháng", "trước ngày 25"), recurrence("định kỳ")
    ('FREQ=MONTHLY;BYMONTHDAY=25', None)
    >>> print(recurrence("hằng năm", "trước ngày 10/6 và 15/12"))
    FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10
    FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15
    """
    cycle = _cycle(words)
    if cycle is None and words.lower() == _rules()["unsaid"] and _pattern("day_month").search(day):
        cycle = _Cycle("MONTHLY", _MONTHS_OF_A_YEAR)  # `định kỳ … trước ngày 15/12`: each year
    if cycle is None:
        return None
    if cycle.unit == "WEEKLY":
        return cycle.rule + _weekdays(f"{day} {words}")
    return _dated(f"{day} {words}", cycle) if cycle.unit == "MONTHLY" else cycle.rule


def with_days(rule: str) -> dict[str, str]:
    """Return the parts of one rule, a cycle that names no day with its last one.

    >>> with_days("FREQ=MONTHLY;INTERVAL=3")
    {'FREQ': 'MONTHLY', 'INTERVAL': '3', 'BYMONTHDAY': '-1'}
    """
    parts = dict(part.split("=") for part in rule.split(";"))
    return parts | {
        name: value for name, value in _LAST_DAYS.get(parts["FREQ"], {}).items() if name not in parts
    }


def next_due(due: date | None, rules: str | None, since: date) -> date | None:
    """Return the first day from `since` on by which a duty is due, once or by its rules; None where there is none.

    >>> next_due(date(2025, 6, 30), "FREQ=MONTHLY;BYMONTHDAY=25", date(2025, 8, 15))
    datetime.date(2025, 8, 25)
    """
    again = next_day(rules, since) if rules else None
    return min((day for day in (due, again) if day and day >= since), default=None)


def next_day(rules: str, since: date) -> date | None:
    """Return the first day from `since` on that the rules of `recurrence` name; None where the text does not tell.

    Cycles of months are counted from the turn of the year; where one of several years begins, no rule says.

    >>> next_day("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", date(2025, 8, 15))
    datetime.date(2025, 12, 15)
    """
    days = (_next_of_rule(with_days(rule), since) for rule in rules.splitlines())
    return min((day for day in days if day), default=None)


def _next_of_rule(parts: dict[str, str], since: date) -> date | None:
    if parts["FREQ"] == "DAILY":
        return since
    if parts["FREQ"] == "WEEKLY":
        week = (since + timedelta(days=ahead) for ahead in range(_SUNDAY + 1))
        return next(day for day in week if _WEEK[day.weekday()] in parts["BYDAY"].split(","))
    interval = int(parts.get("INTERVAL", 1))
    if parts["FREQ"] == "YEARLY":
        months = [int(month) for month in parts["BYMONTH"].split(",")] if interval == 1 else []
    else:
        months = (
            list(range(interval, _MONTHS_OF_A_YEAR + 1, interval))
            if _MONTHS_OF_A_YEAR % interval == 0
            else []
        )
    return _next_in_months(months, int(parts["BYMONTHDAY"]), since)


def _next_in_months(months: list[int], day: int, since: date) -> date | None:
    """Return the next such day of one of the months; four years hold a 29 February."""
    for year in range(since.year, since.year + 5):
        for month in months:
            last = last_day(year, month)
            if day <= last.day and (found := last if day < 0 else last.replace(day=day)) >= since:
                return found
    return None


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
    times = number(occasions["times"])
    return _Cycle(cycle.unit, cycle.length // times) if times and cycle.length % times == 0 else None


def _cycle_of(unit: str, length: int, every: str | None) -> _Cycle | None:
    if every and every.lower() == _rules()["half"]:
        return _Cycle(unit, length // 2) if length % 2 == 0 else None
    count = number(every) if every else 1
    return _Cycle(unit, length * count) if count else None


def _weekdays(words: str) -> str:
    codes = [_rules()["weekdays"][match[0].lower()] for match in _pattern("weekday").finditer(words)]
    return f";BYDAY={','.join(dict.fromkeys(codes))}" if codes else ""


def _dated(words: str, cycle: _Cycle) -> str:
    """Return the rules of a cycle of months with the days and months that the words name, where rules can say them."""
    by_day: dict[int, set[int]] = defaultdict(set)
    for match in _pattern("day_month").finditer(words):
        by_day[int(match["day"])].add(int(match["month"]))
    if by_day:
        months = set[int]().union(*by_day.values())
        fits = max(months) <= _MONTHS_OF_A_YEAR and _yearly(cycle, len(months))
        return (
            "\n".join(_yearly_rule(months, day) for day, months in _by_month(by_day)) if fits else cycle.rule
        )
    days = {-1 if match["last"] else int(match["day"]) for match in _pattern("day").finditer(words)}
    months = {int(match["month"]) for match in _pattern("month").finditer(words)}
    if days and not months:
        named = [place for place in _rules()["months_of_quarters"] if place in words.lower()]
        months = set(_rules()["months_of_quarters"][named[0]]) if named else set()
    day = days.pop() if len(days) == 1 else None
    if days or not all(1 <= month <= _MONTHS_OF_A_YEAR for month in months):
        return cycle.rule
    if months and _yearly(cycle, len(months)):
        return _yearly_rule(months, day)
    return f"{cycle.rule};BYMONTHDAY={day}" if day and not months and cycle.length == 1 else cycle.rule


def _yearly(cycle: _Cycle, months: int) -> bool:
    """Tell whether so many months are those of the cycle in each year."""
    return _MONTHS_OF_A_YEAR in (cycle.length, cycle.length * months)


def _by_month(by_day: dict[int, set[int]]) -> list[tuple[int, set[int]]]:
    return sorted(by_day.items(), key=lambda item: (min(item[1]), item[0]))


def _yearly_rule(months: set[int], day: int | None) -> str:
    by_day = f";BYMONTHDAY={day}" if day else ""
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(months)))}{by_day}"
