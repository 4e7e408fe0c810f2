"""Which day words mean that name no full date, reckoned from the date of the document.

A day, month or quarter without its year is the next one from that date on. Working days are those from Monday to
Friday; public holidays are not known, nor is the lunar calendar.
"""

from __future__ import annotations

from datetime import date, timedelta

from .moments import Moment, last_day
from .pieces import number
from .times import Relative, Time

_SATURDAY = 5


def due_of(time: Time, issued: date | None) -> date | None:
    """Return the last day that a deadline leaves in a document of that date; None where the words do not say.

    >>> from .times import find_times
    >>> for words in ("trong vòng 15 ngày làm việc kể từ ngày ký", "trước ngày 15/8", "trước 15/01 năm sau"):
    ...     print(due_of(next(find_times(words, 0, len(words))), date(2025, 9, 1)))
    2025-09-22
    2026-08-15
    2026-01-15
    """
    if time.due:
        return date.fromisoformat(time.due)
    if issued is None:
        return None
    if time.relative:
        return _after(issued, time.relative) if time.relative.from_issue else None
    if time.moment is None or time.moment.lunar or time.moment.year is not None:
        return None
    return _in_some_year(time.moment, issued, before=time.before)


def _in_some_year(moment: Moment, issued: date, *, before: bool) -> date | None:
    off = moment.year_off
    for year in (issued.year, issued.year + 1) if off is None else (issued.year + off,):
        try:
            day = moment.due(year, before=before)
        except ValueError:  # no such day in that year
            continue
        if off is not None or day >= issued:
            return day
    return None


def _after(day: date, relative: Relative) -> date:
    count = number(relative.count)
    if relative.unit == "tháng":
        year, month = divmod(day.month - 1 + count, 12)
        last = last_day(day.year + year, month + 1)
        return last.replace(day=min(day.day, last.day))
    if relative.unit == "ngày làm việc":
        while count:
            day += timedelta(days=1)
            count -= day.weekday() < _SATURDAY
        return day
    return day + timedelta(days=count * 7 if relative.unit == "tuần" else count)
