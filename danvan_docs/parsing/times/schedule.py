"""When a duty is due: once, by a deadline, or again and again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from .loose import find_loose, loose_due
from .recurrences import recurrence
from .times import Time, find_times, frequency_of, time_alone


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

    def due(self, issued: str | None) -> str | None:
        """Return the last day that the deadline leaves in a document of that date, where it is known."""
        if self.deadline is None:
            return None
        if self.deadline.due:
            return self.deadline.due
        day = loose_due(self.deadline.text, date.fromisoformat(issued) if issued else None)
        return day.isoformat() if day else None

    @property
    def recurrence(self) -> str | None:
        """The frequency as an RFC 5545 rule, None where none fits."""
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
    times = [time for time in find_times(text, start, end) if not time.text.startswith("/")]
    frequency = frequency_of(times)
    deadlines = [time for time in times if time.is_deadline]
    # What has several steps is done with the last of them; a day before the body that acts only dates the occasion.
    deadline = max(deadlines, key=lambda time: (time.start >= subject, time.due or ""), default=None)
    if deadline and not frequency:
        return Schedule(deadline)
    loose = list(find_loose(text, start, end))
    if not loose or not frequency:
        return Schedule(deadline or next(iter(loose), None), frequency)
    first, last = loose[0].start, loose[-1].end
    return Schedule(deadline, frequency, Time(first, last, text[first:last]))


def schedule_alone(text: str, start: int, end: int) -> Schedule:
    """Return the schedule that is all of `text[start:end]`, as in the cell of a table.

    >>> schedule_alone("Tháng 6/2026", 0, 12).deadline.iso, schedule_alone("Hằng năm", 0, 8).recurrence
    ('2026-06-30', 'FREQ=YEARLY')
    """
    found = schedule_of(text, start, end)
    return found if found != Schedule() else Schedule(time_alone(text, start, end))
