"""The checklist as a calendar: a to-do for each duty, with the day it is due or the rule by which it recurs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from textwrap import shorten
from typing import Any

from ..authority.days import first_day
from ..errors import MissingExtra
from ..parsing.times.recurrences import next_day, with_days
from .checklist_row import ChecklistRow
from .columns import deadline_text, printable, roles_text, section_text

_SUMMARY = 120  # characters
_UNDATED = date(1970, 1, 1)


def write_ics(rows: Sequence[ChecklistRow], path: Path, title: str) -> None:
    """Write `rows` as an iCalendar file of to-dos; a duty that has a deadline and also recurs gives two.

    The same rows give the same bytes, and a duty keeps its UID as long as its words stay. Raises MissingExtra where
    icalendar is not installed.
    """
    try:
        import icalendar
    except ImportError:
        raise MissingExtra("icalendar", "export") from None
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//danvan-docs//checklist//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", " ".join(title.split()))
    seen: Counter[str] = Counter()
    for row in rows:
        for when in _times(row):
            todo = icalendar.Todo()
            for name, value in (_what(row) | when).items():
                todo.add(name, value)
            key = "\n".join((row.issued or "", row.section, row.quote, *row.lead, str(when.get("rrule", ""))))
            seen[key] += 1
            todo.add("uid", f"{hashlib.sha256(f'{key}{seen[key]}'.encode()).hexdigest()[:32]}@danvan-docs")
            calendar.add_component(todo)
    path.write_bytes(calendar.to_ical())


def _what(row: ChecklistRow) -> dict[str, Any]:
    """Return what does not hang on the time."""
    lines = (
        ("", roles_text(row)),
        ("Sản phẩm: ", row.product),
        ("Thời hạn: ", deadline_text(row)),
        ("Định kỳ: ", row.frequency),
        ("Căn cứ: ", "; ".join(row.basis)),
        ("Mục: ", section_text(row)),
        ("Trích dẫn: ", f"“{row.quote}”"),
        ("Vị trí: ", f"{row.start}-{row.end}"),
    )
    what: dict[str, Any] = {
        "dtstamp": datetime.combine(_issued(row) or _UNDATED, time(), UTC),
        "summary": shorten(printable(row.what), _SUMMARY, placeholder=" …"),
        "description": printable("\n".join(label + value for label, value in lines if value)),
        "status": "NEEDS-ACTION",
    }
    return what | ({"categories": row.lead} if row.lead else {})


def _times(row: ChecklistRow) -> Iterator[dict[str, Any]]:
    """Yield when the duty is due, once and again and again, by each rule; an empty entry where it has no time."""
    once = {"due": date.fromisoformat(row.due)} if row.due else {}
    issued = _issued(row)
    # A rule needs a first day; a document without a date gives none.
    rules = row.recurrence.splitlines() if row.recurrence and issued else []
    times = [each for each in (once, *(_recurring(rule, issued) for rule in rules if issued)) if each]
    yield from times or [{}]


def _recurring(rule: str, issued: date) -> dict[str, Any]:
    """Return the first day from the date of the document on, and the rule with that day in it."""
    from icalendar import vRecur

    first = next_day(rule, issued)
    full = ";".join(f"{name}={value}" for name, value in with_days(rule).items())
    return {"dtstart": first, "due": first, "rrule": vRecur.from_ical(full)} if first else {}


def _issued(row: ChecklistRow) -> date | None:
    return first_day(row.issued)
