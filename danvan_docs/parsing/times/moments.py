"""Moments: what the words of a day, a month, a quarter, a half-year or a year name, with or without its year.

`17h00 thứ Hai, ngày 22/9/2025`, `ngày 10, 11/12/2025`, `quý I, quý II năm 2026`, `6 tháng đầu năm 2026`,
`từ ngày 15/10 đến 15/11/2025`: of a list and of a span the last one counts, for what has several steps is done with
the last of them. A year that a list or span says once holds for all of it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from ...grammar import table
from .dates import full_year, month_number
from .pieces import expanded, number

_MONTHS_OF_A_YEAR = 12
_LONGEST_MONTH = 31
_A_LEAP_YEAR = 2000
#: The last month of each quarter.
QUARTER_ENDS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of days, and where its words stand.

    `first` and `last` are its months, `day` its day where it is one. `year` is None where the words leave it open;
    `year_off` then says how far it lies behind the year of the document (`năm sau`: 1), None where they do not say
    that either. `closed` says that the words mean the end or another part of it (`cuối năm`), so that `trước` leaves
    all of it; `span` that they lead from one moment to another. A `lunar` day and one that no calendar has (`31/11`)
    have words alone.
    """

    start: int
    end: int
    first: int = 1
    last: int = _MONTHS_OF_A_YEAR
    day: int | None = None
    year: int | None = None
    year_off: int | None = None
    closed: bool = False
    lunar: bool = False
    span: bool = False

    @property
    def whole_year(self) -> bool:
        """Tell whether the words name no more than a year."""
        return self.day is None and (self.first, self.last) == (1, _MONTHS_OF_A_YEAR)

    @property
    def exists(self) -> bool:
        """Tell whether there is such a day, in some year where none is named."""
        try:
            self.last_day(self.year or _A_LEAP_YEAR)
        except ValueError:
            return False
        return 1 <= self.first <= self.last

    @property
    def iso(self) -> str | None:
        """The last day, of a year its number; None where the words or the calendar leave that open."""
        if self.year is None or self.lunar or not self.exists:
            return None
        return str(self.year) if self.whole_year else self.last_day(self.year).isoformat()

    def last_day(self, year: int) -> date:
        """Return the last day in that year. Raises ValueError where that year has no such day."""
        return date(year, self.last, self.day) if self.day is not None else last_day(year, self.last)

    def due(self, year: int, *, before: bool) -> date:
        """Return the last day that is left in that year; `before` a period that is the day before it begins.

        Raises ValueError where that year has no such day.
        """
        if before and self.day is None and not self.closed:
            return date(year, self.first, 1) - timedelta(days=1)
        return self.last_day(year)


def last_day(year: int, month: int) -> date:
    """Return the last day of a month. Raises ValueError for a month that there is not.

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    if not 1 <= month <= _MONTHS_OF_A_YEAR:
        raise ValueError(f"no month: {month}")
    return date(year, month, monthrange(year, month)[1])


_KINDS = ("day", "day_in_words", "short_day", "month", "quarter", "half", "year", "relative_year")
#: What only stands for a moment where the words before it call for one: `trước 15/12`, `đến 2030`.
BARE = ("bare_day", "bare_year")


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]
    joins: re.Pattern[str]
    spans: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = table("times")["moment"]
    return _Patterns(
        lead=expanded(rules["lead"]),
        kinds={kind: expanded(rules[kind]) for kind in (*_KINDS, *BARE)},
        joins=expanded(rules["joins"]),
        spans=expanded(rules["spans"]),
    )


def moment_at(text: str, position: int, limit: int, bare: tuple[str, ...] = ()) -> Moment | None:
    """Return the moment that begins right at `position`, behind a blank, a clock and a weekday as there may be.

    `bare` names what is a moment too: a day of figures alone, the figures of a year (see `BARE`).

    >>> for text in ("17h00 thứ Hai, ngày 22/9/2025", "quý I, quý II năm 2026", "tháng 12/2025 đến quý I/2026"):
    ...     moment_at(text, 0, len(text)).iso
    '2025-09-22'
    '2026-06-30'
    '2026-03-31'
    """
    patterns = _patterns()
    found = _one_at(text, position, limit, bare)
    while found is not None:
        span = patterns.spans.match(text, found.end, limit)
        link = span or patterns.joins.match(text, found.end, limit)
        after = _one_at(text, link.end(), limit, BARE) if link else None
        if after is None or not (span or _same_kind(found, after)):
            break
        found = _spanned(found, after) if span else _listed(found, after)
    return found


def _same_kind(one: Moment, other: Moment) -> bool:
    return (one.day is None, one.last - one.first) == (other.day is None, other.last - other.first)


def _spanned(one: Moment, other: Moment) -> Moment:
    """Return the end of a span over the place of all of it; an end without a year is the next one behind its start."""
    if one.year is not None and other.year is None and other.year_off is None:
        other = replace(other, year=one.year + (_in_year(other) < _in_year(one)))
    return replace(other, start=one.start, first=min(one.first, other.last), span=True)


def _listed(one: Moment, other: Moment) -> Moment:
    """Return the last moment of a list over the place of all of it; a year said once holds for all."""
    if one.year is None and other.year is not None:
        one = replace(one, year=other.year - (_in_year(one) > _in_year(other)))
    elif one.year is not None and other.year is None:
        other = replace(other, year=one.year)
    last = max(one, other, key=lambda moment: (moment.year or 0, *_in_year(moment)))
    return replace(last, start=one.start, end=other.end)


def _in_year(moment: Moment) -> tuple[int, int]:
    return moment.last, moment.day or _LONGEST_MONTH


def _one_at(text: str, position: int, limit: int, bare: tuple[str, ...]) -> Moment | None:
    patterns = _patterns()
    lead = patterns.lead.match(text, position, limit)
    begin = lead.end() if lead else position
    for kind in (*_KINDS, *bare):
        if match := patterns.kinds[kind].match(text, begin, limit):
            return _moment(kind, match, position + text.startswith(" ", position))
    return None


def _moment(kind: str, match: re.Match[str], start: int) -> Moment:
    said = match.groupdict()
    first, last = _months(kind, said)
    off = 0 if said.get("this") else 1 if said.get("next") else None
    return Moment(
        start=start,
        end=match.end(),
        first=first,
        last=last,
        day=int(said["d"]) if said.get("d") else None,
        year=full_year(said["y"]) if said.get("y") else None,
        year_off=off,
        closed=bool(said.get("part")),
        lunar=bool(said.get("lunar") or said.get("lunar_month")),
        span=bool(said.get("list")),
    )


def _months(kind: str, said: dict[str, str]) -> tuple[int, int]:
    """Return the first and the last month."""
    if said.get("m"):
        month = month_number(said["m"])
        return month, month
    if said.get("q"):
        last = QUARTER_ENDS[said["q"]]
        return last - 2, last
    if kind == "half":
        count = number(said["n"]) if said["n"] else _MONTHS_OF_A_YEAR // 2
        opens = said["which"] == "đầu"
        return (1, count) if opens else (_MONTHS_OF_A_YEAR + 1 - count, _MONTHS_OF_A_YEAR)
    return 1, _MONTHS_OF_A_YEAR
