"""The checklist as a calendar: for each duty a to-do and, where it has a day, an event, each with an alarm.

Outlook and Google take only events, Thunderbird shows to-dos as tasks (RFC 5545). An event fills the whole day on
which the duty is due and leaves it free; a to-do lasts the working day, so that it is due after it starts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from ..authority.days import first_day
from ..errors import MissingExtra
from ..parsing.times.recurrences import next_day, with_days
from .checklist_row import ChecklistRow, Status
from .columns import deadline_text, printable, roles_text, section_text

if TYPE_CHECKING:
    from icalendar import Calendar, Component

_SUMMARY = 120  # characters
_UNDATED = date(1970, 1, 1)
_MORNING, _EVENING = time(8), time(17)
_DAY = timedelta(days=1)
#: An alarm rings in the morning, so many days before.
_NOTICE = timedelta(days=3)
_TODO_STATUS: dict[Status, str] = {
    "Chưa thực hiện": "NEEDS-ACTION", "Đang thực hiện": "IN-PROCESS", "Hoàn thành": "COMPLETED",
    "Quá hạn": "NEEDS-ACTION",
}  # fmt: skip


@dataclass(frozen=True)
class _When:
    """A day by which a duty is due, and the rule by which it recurs; which of the row's times it is."""

    name: str
    day: date | None = None
    rule: str | None = None


def write_ics(rows: Sequence[ChecklistRow], path: Path, title: str, previous: Path | None = None) -> None:
    """Write `rows` as an iCalendar file; a duty that has a deadline and also recurs stands there for each.

    The same rows give the same bytes, and a duty keeps its UID as long as its words stay, whatever its day. Where
    `previous` is a calendar that says the same duty otherwise, its SEQUENCE is raised, so that a calendar that holds it
    takes the change. Raises MissingExtra where icalendar is not installed.
    """
    try:
        import icalendar
    except ImportError:
        raise MissingExtra("icalendar", "export") from None
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//danvan-docs//checklist//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(title.split()))
    seen: Counter[str] = Counter()
    for row in rows:
        for when in _times(row):
            key = "\n".join((row.issued or "", row.section, row.quote, *row.lead, when.name))
            seen[key] += 1
            uid = hashlib.sha256(f"{key}{seen[key]}".encode()).hexdigest()[:32]
            what = _what(row)
            calendar.add_component(_todo(row, what, when, uid))
            if when.day:
                calendar.add_component(_event(what, when, when.day, uid))
    _raise_sequences(calendar, _read(previous))
    path.write_bytes(calendar.to_ical())


def _todo(row: ChecklistRow, what: Mapping[str, Any], when: _When, uid: str) -> Component:
    from icalendar import Todo

    todo = _component(Todo(), what, f"{uid}@danvan-docs", when)
    todo.add("status", _TODO_STATUS[row.status])
    if when.day:
        issued = _issued(row)
        # What recurs begins on its first day; what is due once, with the document.
        first = issued if issued and issued < when.day and not when.rule else when.day
        todo.add("dtstart", datetime.combine(first, _MORNING))
        todo.add("due", datetime.combine(when.day, _EVENING))
        todo.add_component(_alarm(what, _EVENING, related="END"))
    return todo


def _event(what: Mapping[str, Any], when: _When, day: date, uid: str) -> Component:
    from icalendar import Event

    event = _component(Event(), what, f"{uid}-event@danvan-docs", when)
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(what, time()))
    return event


def _component(component: Component, what: Mapping[str, Any], uid: str, when: _When) -> Component:
    from icalendar import vRecur

    component.add("uid", uid)
    for name, value in what.items():
        component.add(name, value)
    if when.rule:
        component.add("rrule", vRecur.from_ical(when.rule))
    return component


def _alarm(what: Mapping[str, Any], anchor: time, related: str = "START") -> Component:
    """Return an alarm in the morning some days before; `anchor` is the hour of the start or end that it counts from."""
    from icalendar import Alarm, vDuration

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what["summary"])
    before = _NOTICE + timedelta(hours=anchor.hour - _MORNING.hour)
    alarm.add("trigger", vDuration(-before), parameters={"related": related})
    return alarm


def _read(previous: Path | None) -> dict[str, Component]:
    """Return the duties of the calendar that is there by UID; a file that is none has none."""
    from icalendar import Calendar

    if previous is None or not previous.is_file():
        return {}
    try:
        calendar = Calendar.from_ical(previous.read_bytes())
    except ValueError:
        return {}
    return {str(each.get("uid")): each for each in calendar.subcomponents}


def _raise_sequences(calendar: Calendar, before: Mapping[str, Component]) -> None:
    for component in calendar.subcomponents:
        old = before.get(str(component["uid"]))
        sequence = int(old.get("sequence", 0)) if old else 0
        component.add("sequence", sequence)
        if old and component.to_ical() != old.to_ical():
            del component["sequence"]
            component.add("sequence", sequence + 1)


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
    }
    return what | ({"categories": row.lead} if row.lead else {})


def _times(row: ChecklistRow) -> Iterator[_When]:
    """Yield when the duty is due, once and again and again, by each rule; one without a day where it has no time."""
    issued = _issued(row)
    # A rule needs a first day; a document without a date gives none.
    rules = row.recurrence.splitlines() if row.recurrence and issued else []
    times = [_When("once", date.fromisoformat(row.due))] if row.due else []
    for number, rule in enumerate(rules):
        if issued and (first := next_day(rule, issued)):
            full = ";".join(f"{name}={value}" for name, value in with_days(rule).items())
            times.append(_When(f"again {number}", first, full))
    yield from times or [_When("once")]


def _issued(row: ChecklistRow) -> date | None:
    return first_day(row.issued)
