"""Deadlines that give no full date: `trước ngày 15/10`, `hết nhiệm kỳ`, `chậm nhất 30 ngày kể từ ngày ban hành`.

Their words set no `deadline`; the day that they mean is reckoned from the date of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ...grammar import compiled, table
from .times import QUARTERS, Time, last_day

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class _Patterns:
    maybe: re.Pattern[str]
    loose: re.Pattern[str]
    issue: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules, cue = table("times")["loose"], table("times")["deadline"]["cue"]
    dated = "|".join(rules[name] for name in ("day", "month", "quarter"))
    named = "|".join(f"(?P<{name}>{rules[name]})" for name in ("relative", "this_year"))
    other = "|".join(rules[name] for name in ("each", "term", "weekday"))
    any_of = f"{named}|{other}|{cue}(?:{dated})"
    return _Patterns(
        compiled(rules["maybe"]),
        compiled(rf"(?<!\w)(?={rules['begins']})(?:{any_of})"),
        compiled(rules["issue"]),
    )


def find_loose(text: str, start: int, end: int) -> Iterator[Time]:
    """Yield the deadlines in `text[start:end]` that give no full date, in order.

    >>> text = "Chậm nhất 30 ngày kể từ ngày ký, báo cáo; hoàn thành trong quý IV."
    >>> [time.text for time in find_loose(text, 0, len(text))]
    ['Chậm nhất 30 ngày kể từ ngày ký', 'hoàn thành trong quý IV']
    """
    patterns = _patterns()
    if not patterns.maybe.search(text, start, end):
        return
    for match in patterns.loose.finditer(text, start, end):
        yield Time(match.start(), match.end(), match[0])


def loose_due(words: str, issued: date | None) -> date | None:
    """Return the last day that such words leave in a document of that date; None where they do not say.

    A day, month or quarter is the next one from that date on. Working days are those from Monday to Friday; public
    holidays are not known.

    >>> loose_due("trong vòng 15 ngày làm việc kể từ ngày ký", date(2025, 9, 1))
    datetime.date(2025, 9, 22)
    >>> loose_due("trước ngày 15/10", date(2025, 11, 1)), loose_due("hết nhiệm kỳ 2025 - 2030", None)
    (datetime.date(2026, 10, 15), datetime.date(2030, 12, 31))
    """
    match = _patterns().loose.match(words)
    if not match:
        return None
    if match["to"]:
        return date(int(match["to"]), 12, 31)
    if issued is None:
        return None
    if match["relative"]:
        from_issue = match["since"] and _patterns().issue.match(match["since"])
        return _after(issued, match["count"], match["unit"]) if from_issue else None
    return _next(match, issued)


def _after(day: date, count: str, unit: str) -> date:
    number = int(count) if count.isdigit() else int(table("times")["numbers"][count])
    if unit == "tháng":
        year, month = divmod(day.month - 1 + number, 12)
        last = last_day(day.year + year, month + 1)
        return last.replace(day=min(day.day, last.day))
    if unit == "ngày làm việc":
        while number:
            day += timedelta(days=1)
            number -= day.weekday() < _SATURDAY
        return day
    return day + timedelta(days=number * 7 if unit == "tuần" else number)


def _next(match: re.Match[str], issued: date) -> date | None:
    """Return the next end of that day, month, quarter or year."""
    for year in (issued.year, issued.year + 1):
        if (day := _in_year(match, year)) and day >= issued:
            return day
    return None


def _in_year(match: re.Match[str], year: int) -> date | None:
    try:
        if match["d"]:
            return date(year, int(match["dm"]), int(match["d"]))
        if match["m"]:
            return last_day(year, int(match["m"]))
    except ValueError:  # no such day
        return None
    if match["q"]:
        return last_day(year, QUARTERS[match["q"]])
    return date(year, 12, 31) if match["this_year"] else None
