"""By when, and how often: deadlines as ISO dates or years, frequencies as written.

A month or quarter ends on its last day, so that `trong quý II/2026` is `2026-06-30`. A frequency that names a day
(`trước ngày 15/12 hằng năm`) sets no deadline.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..grammar import compiled, table
from .dates import day_at

_QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True, slots=True)
class Time:
    """A deadline (`iso`) or a frequency (`text` as written) and where it stands."""

    start: int
    end: int
    text: str
    iso: str | None = None
    vague: bool = False

    @property
    def is_deadline(self) -> bool:
        """Tell a deadline from a frequency."""
        return self.iso is not None


@dataclass(frozen=True, slots=True)
class _Patterns:
    maybe: re.Pattern[str]
    times: re.Pattern[str]
    period: re.Pattern[str]
    past: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = table("times")
    often = rf"(?P<precise>{rules['frequency']['precise']})|(?P<vague>{rules['frequency']['vague']})"
    slash = r"(?P<slash>/ ?(?:năm|quý|tháng|tuần|nhiệm kỳ)(?!\w))"
    when = rules["deadline"]
    due = rf"(?P<day>{when['day']})|(?P<month>{when['month']})|(?P<quarter>{when['quarter']})"
    due = rf"{when['cue']}(?:{due})|(?P<year>{when['year']})"
    any_of = rf"(?<!\w)(?=[{rules['look']['first_letters']}])(?:{often}|{due})|{slash}"
    return _Patterns(
        compiled(rules["look"]["maybe"]),
        compiled(any_of),
        compiled(f"{when['period']}|{when['heading_year']}"),
        compiled(when["past"]),
    )


def find_times(text: str, start: int, end: int) -> Iterator[Time]:
    """Yield the deadlines and frequencies of `text[start:end]`, in order.

    >>> text = "Hằng năm, trước ngày 15/12/2025 và trong quý II/2026"
    >>> [(t.text, t.iso) for t in find_times(text, 0, len(text))]
    [('Hằng năm', None), ('trước ngày 15/12/2025', '2025-12-15'), ('trong quý II/2026', '2026-06-30')]
    """
    patterns = _patterns()
    if not patterns.maybe.search(text, start, end):
        return
    position = start
    while match := patterns.times.search(text, position, end):
        position = match.end()
        if match["precise"] or match["vague"] or match["slash"]:
            yield Time(match.start(), match.end(), match[0], vague=bool(match["vague"]))
            continue
        iso, stop = _iso(text, match)
        if iso and not patterns.past.search(text, max(start, match.start() - 12), match.start()):
            position = stop
            yield Time(match.start(), stop, text[match.start() : stop], iso)


def _iso(text: str, match: re.Match[str]) -> tuple[str | None, int]:
    if match["day"]:
        day = day_at(text, match.end())
        return (day.iso, day.end) if day else (None, match.end())
    if match["month"]:
        return _last_day(match["my"], int(match["m"])), match.end()
    if match["quarter"]:
        return _last_day(match["qy"], _QUARTERS[match["q"]]), match.end()
    return match["y"] or match["y2"] or match["y3"], match.end()


def _last_day(year: str, month: int) -> str | None:
    if not 1 <= month <= 12:
        return None
    return f"{year}-{month:02}-{monthrange(int(year), month)[1]}"


def period_end(text: str) -> str | None:
    """Return the year that a heading names, of a period its last one.

    >>> period_end("MỤC TIÊU GIAI ĐOẠN 2023 - 2025"), period_end("Chỉ tiêu năm 2026")
    ('2025', '2026')
    """
    match = _patterns().period.search(text)
    return match["to"] or match["year"] if match else None


def frequency_of(times: list[Time]) -> str | None:
    """Return the more precise frequency, as written."""
    often = [time for time in times if not time.is_deadline]
    return next((t.text for t in often if not t.vague), often[0].text if often else None)
