"""When a duty is due: once, by a deadline, or again and again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ...authority.days import first_day
from .moments import BARE, moment_at
from .reckoning import due_of
from .recurrences import next_due, recurrence
from .times import Time, find_times, frequency_of, timed


@dataclass(frozen=True, slots=True)
class Schedule:
    """The deadline and the frequency of a duty; `day` names the day of a frequency: `trước ngày 25` of each month."""

    deadline: Time | None = None
    frequency: Time | None = None
    day: Time | None = None

    def completed_by(self, above: Schedule) -> Schedule:
        """Return this schedule; what it leaves open is taken from another one."""
        own = self.frequency is not None
        return replace(
            self,
            deadline=self.deadline or above.deadline,
            frequency=self.frequency or above.frequency,
            day=self.day if own else self.day or above.day,
        )

    @property
    def words(self) -> Time | None:
        """The words that say by when: of the deadline, else of the day on which the duty recurs."""
        return self.deadline or self.day

    def seen_from(self, issued: str | None) -> Schedule:
        """Return the schedule in a document of that date: a stretch that is over then is what it tells of, no deadline.

        >>> text = "đánh giá kết quả trong năm 2024"
        >>> schedule_of(text, 0, len(text)).seen_from("2025-08-15").deadline.iso
        """
        deadline, since = self.deadline, first_day(issued)
        if deadline is None or since is None or not deadline.within or not deadline.due:
            return self
        if deadline.due >= since.isoformat():
            return self
        return replace(self, deadline=replace(deadline, iso=None, due=None, moment=None))

    def due(self, issued: str | None) -> date | None:
        """Return the last day that the deadline leaves in a document of that date, where it is known."""
        return due_of(self.deadline, first_day(issued)) if self.deadline else None

    def next_due(self, issued: str | None) -> date | None:
        """Return the first day from the date of the document on by which the duty is due, where it is known."""
        since = first_day(issued)
        return next_due(self.due(issued), self.recurrence, since) if since else self.due(issued)

    @property
    def recurrence(self) -> str | None:
        """The frequency as rules of RFC 5545, one a line; None where none fits."""
        if self.frequency is None:
            return None
        return recurrence(self.frequency.text, self.day.text if self.day else "")


def schedule_of(text: str, start: int, end: int, subject: int = 0) -> Schedule:
    """Return the schedule that `text[start:end]` sets; a deadline behind `subject`, the body that acts, goes first.

    A day without a year belongs to the frequency beside it; without one it is a deadline.

    >>> text = "Hằng năm, trước ngày 15/12, báo cáo kết quả."
    >>> schedule = schedule_of(text, 0, len(text))
    >>> schedule.deadline, schedule.recurrence
    (None, 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15')
    """
    found = find_times(text, start, end)
    times = [time for time in found if not (time.pledged or time.text.startswith("/"))]
    frequency = frequency_of(times)
    # What has several steps is done with the last of them; a day before the body that acts only dates the occasion.
    deadline = max(
        (time for time in times if time.is_deadline),
        key=lambda time: (not time.weak, time.start >= subject, time.due or "", len(time.iso or "")),
        default=None,
    )
    loose = [time for time in times if not time.is_deadline and not time.is_frequency]
    if frequency and loose:
        first, last = _balanced(text, start, end, loose[0].start, loose[-1].end)
        day = loose[0] if len(loose) == 1 else Time(first, last, text[first:last])
        return Schedule(deadline, frequency, day)
    if loose and (deadline is None or deadline.weak):
        # Words that mean a day go before those that only say when.
        deadline = max(loose, key=lambda time: bool(time.moment or time.relative))
    return Schedule(deadline, frequency)


def _balanced(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Return a stretch with the brackets that it only closes or opens: `(trước 20/6), hằng năm (trước 20/12)`."""
    opened, closed = text.find("(", first, last), text.find(")", first, last)
    if closed >= 0 and (opened < 0 or closed < opened):
        first = max(text.rfind("(", start, first), start)
    if text.count("(", first, last) > text.count(")", first, last):
        last = text.find(")", last, end) + 1 or last
    return first, last


def schedule_alone(text: str, start: int, end: int, *, kept: bool = False) -> Schedule:
    """Return the schedule that is all of `text[start:end]`, as in the cell of a table.

    With `kept`, words that name no time are kept as those of a deadline: `Theo tiến độ chung`.

    >>> schedule_alone("Tháng 6/2026", 0, 12).deadline.iso, schedule_alone("Hằng năm", 0, 8).recurrence
    ('2026-06-30', 'FREQ=YEARLY')
    """
    found = schedule_of(text, start, end)
    if found != Schedule():
        return found
    moment = moment_at(text, start, end, BARE)
    if moment and not text[moment.end : end].strip(" .;"):
        return Schedule(timed(text, moment, start=start))
    stop = start + len(text[start:end].rstrip(" .;"))
    return Schedule(Time(start, stop, text[start:stop])) if kept and stop > start else Schedule()
