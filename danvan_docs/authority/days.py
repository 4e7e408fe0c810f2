"""ISO dates of known precision: `2013-06-03`, `2013-06` and `2013` are compared as far as both go."""

from __future__ import annotations

from datetime import date


def iso(day: date | str | None) -> str | None:
    """Return the day as an ISO string.

    >>> iso(date(2013, 6, 3)), iso("2013"), iso(None)
    ('2013-06-03', '2013', None)
    """
    return day.isoformat() if isinstance(day, date) else day


def same(one: str, other: str) -> bool:
    """Tell whether two dates agree as far as both are known.

    >>> same("2008-07-25", "2008-07"), same("2008-07-25", "2008-08")
    (True, False)
    """
    known = min(len(one), len(other))
    return one[:known] == other[:known]


def not_after(one: str, other: str) -> bool:
    """Tell whether `one` can be `other` or earlier.

    >>> not_after("2025", "2025-06-30"), not_after("2025-07-01", "2025-06")
    (True, False)
    """
    known = min(len(one), len(other))
    return one[:known] <= other[:known]


def within(day: str, first: str | None, last: str | None) -> bool:
    """Tell whether `day` lies between `first` and `last`, both included; None is open.

    >>> within("2025-07-01", None, "2025-06-30"), within("2024", "2007", None)
    (False, True)
    """
    return (first is None or not_after(first, day)) and (last is None or not_after(day, last))


def day_text(iso: str | None) -> str:
    """Return an ISO date as Vietnamese offices write it; a year stays a year.

    >>> day_text("2025-12-31"), day_text("2025"), day_text(None)
    ('31/12/2025', '2025', '')
    """
    return "/".join(reversed((iso or "").split("-")))


def first_day(iso: str | None) -> date | None:
    """Return the first day that an ISO date of any precision can mean, None where it is none.

    >>> first_day("2025-12"), first_day("2025"), first_day(None)
    (datetime.date(2025, 12, 1), datetime.date(2025, 1, 1), None)
    """
    try:
        return date.fromisoformat(f"{iso}-01-01"[:10]) if iso else None
    except ValueError:
        return None
