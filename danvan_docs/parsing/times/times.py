"""By when, and how often: deadlines as ISO dates or years, frequencies as written.

A month or quarter ends on its last day, so that `trong quý II/2026` is `2026-06-30`. A frequency that names a day
(`trước ngày 15/12 hằng năm`) sets no deadline.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ...grammar import compiled, table
from .dates import day_at

#: The last month of each quarter.
QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_LOOK_BACK = 16  # characters before a time that may change what it means


@dataclass(frozen=True, slots=True)
class Time:
    """A deadline (`iso`) or a frequency (`text` as written) and where it stands.

    `due` is the last day that a deadline leaves: of a year its last one, after `trước` the day before a period.
    """

    start: int
    end: int
    text: str
    iso: str | None = None
    vague: bool = False
    due: str | None = None

    @property
    def is_deadline(self) -> bool:
        """Tell a deadline from a frequency."""
        return self.iso is not None


@dataclass(frozen=True, slots=True)
class _Patterns:
    maybe: re.Pattern[str]
    times: re.Pattern[str]
    of_thing: re.Pattern[str]
    period: re.Pattern[str]
    before: re.Pattern[str]
    past: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = table("times")
    often = rf"(?P<precise>{rules['frequency']['precise']})|(?P<vague>{rules['frequency']['vague']})"
    slash = r"(?P<slash>/ ?(?:năm|quý|tháng|tuần|nhiệm kỳ)(?!\w))"
    when = rules["deadline"]
    due = rf"(?P<day>{when['day']})|(?P<month>{when['month']})|(?P<quarter>{when['quarter']})"
    due = rf"{when['cue']}(?:{due})|(?P<year>{when['year']})"
    any_of = rf"(?<!\w)(?={rules['look']['begins']})(?:{often}|{due})|{slash}"
    return _Patterns(
        compiled(rules["look"]["maybe"]),
        compiled(any_of),
        compiled(rules["frequency"]["of_thing"]),
        compiled(f"{when['period']}|{when['heading_year']}"),
        compiled(when["before"]),
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
            if not patterns.of_thing.search(text, max(start, match.start() - _LOOK_BACK), match.start()):
                yield Time(match.start(), match.end(), match[0], vague=bool(match["vague"]))
            continue
        iso, due, stop = _days(text, match)
        if iso and not patterns.past.search(text, max(start, match.start() - _LOOK_BACK), match.start()):
            position = stop
            # `Thời gian hoàn thành: Quý I/2026`: the label is none of the words.
            begin = match.start() + len(match[0].rpartition(":")[0].rstrip())
            begin += len(text[begin:stop]) - len(text[begin:stop].lstrip(": "))
            yield Time(begin, stop, text[begin:stop], iso, due=due)


@cache
def _alone() -> re.Pattern[str]:
    when = table("times")["deadline"]
    due = rf"(?P<day>{when['day']})|(?P<month>{when['month']})|(?P<quarter>{when['quarter']})"
    return compiled(rf"(?: ?{when['cue']})?(?:{due}|(?P<year> ?(?:[Nn]ăm )?(?P<y>20\d\d)(?P<y2>)(?P<y3>)$))")


def time_alone(text: str, start: int, end: int) -> Time | None:
    """Return the deadline that is all of `text[start:end]`, as in a table's cell; no word need say that it is one.

    >>> time_alone("Quý I/2026", 0, 10).iso, time_alone("Năm 2026", 0, 8).iso, time_alone("2 cuộc", 0, 6)
    ('2026-03-31', '2026', None)
    """
    # In running text a blank stands before a day, a month or a quarter.
    match = _alone().match(" " + text[start:end].rstrip(" .;"))
    if not match:
        return None
    iso, due, _ = _days(match.string, match)
    return Time(start, end, text[start:end], iso, due=due) if iso else None


def _days(text: str, match: re.Match[str]) -> tuple[str | None, str | None, int]:
    """Return the deadline as ISO date or year, the last day that it leaves, and where its words end."""
    if match["day"]:
        day = day_at(text, match.end())
        return (day.iso, day.iso, day.end) if day else (None, None, match.end())
    year = match["my"] or match["qy"] or match["y"] or match["y2"] or match["y3"]
    months = _months(match)
    if not 1 <= months[0] <= months[1] <= 12:
        return None, None, match.end()
    last = last_day(int(year), months[1])
    before = _patterns().before.search(match[0])
    due = date(int(year), months[0], 1) - timedelta(days=1) if before else last
    by_month = match["month"] or match["quarter"]
    return last.isoformat() if by_month else year, due.isoformat(), match.end()


def _months(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and the last month of the period."""
    if match["month"]:
        return int(match["m"]), int(match["m"])
    return (QUARTERS[match["q"]] - 2, QUARTERS[match["q"]]) if match["quarter"] else (1, 12)


def last_day(year: int, month: int) -> date:
    """Return the last day of a month.

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, monthrange(year, month)[1])


def period_end(text: str) -> str | None:
    """Return the year that a heading names, of a period its last one.

    >>> period_end("MỤC TIÊU GIAI ĐOẠN 2023 - 2025"), period_end("Chỉ tiêu năm 2026")
    ('2025', '2026')
    """
    match = _patterns().period.search(text)
    return match["to"] or match["year"] if match else None


def frequency_of(times: list[Time]) -> Time | None:
    """Return the more precise frequency."""
    often = [time for time in times if not time.is_deadline]
    return next((time for time in often if not time.vague), often[0] if often else None)
