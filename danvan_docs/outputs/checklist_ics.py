"""The checklist as a calendar: a to-do for each duty, with the day it is due or the rule by which it recurs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from textwrap import shorten
from typing import Any

from ..errors import MissingExtra
from .checklist_row import ChecklistRow
from .columns import deadline_text, printable, roles_text, section_text

_SUMMARY = 120  # characters
_UNDATED = date(1970, 1, 1)
#: A cycle that names no day ends on its last one, a week on its last working day.
_LAST_DAYS = {
    "YEARLY": {"BYMONTH": "12", "BYMONTHDAY": "-1"}, "MONTHLY": {"BYMONTHDAY": "-1"}, "WEEKLY": {"BYDAY": "FR"},
}  # fmt: skip


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
    """Yield when the duty is due, once and again and again; an empty entry where it has no time."""
    once = {"due": date.fromisoformat(row.due)} if row.due else {}
    issued = _issued(row)
    # A rule needs a first day; a document without a date gives none.
    again = _recurring(row.recurrence, issued) if row.recurrence and issued else {}
    yield from filter(None, (once, again))
    if not once and not again:
        yield {}


def _recurring(rule: str, issued: date) -> dict[str, Any]:
    """Return the first day from the date of the document on, and the rule with that day in it."""
    from dateutil.rrule import rrulestr
    from icalendar import vRecur

    parts = dict(part.split("=") for part in rule.split(";"))
    parts = parts | {k: v for k, v in _LAST_DAYS.get(parts["FREQ"], {}).items() if k not in parts}
    full = ";".join(f"{name}={value}" for name, value in parts.items())
    # Cycles of months are counted from the turn of the year.
    december = datetime(issued.year - 1, 12, 1)
    first = rrulestr(full, dtstart=december).after(datetime.combine(issued, time()), inc=True)
    return {"dtstart": first.date(), "due": first.date(), "rrule": vRecur.from_ical(full)} if first else {}


def _issued(row: ChecklistRow) -> date | None:
    return date.fromisoformat(row.issued) if row.issued else None
