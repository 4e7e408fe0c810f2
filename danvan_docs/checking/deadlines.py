"""Deadlines against the date of the document, and against the days on which offices work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..authority.days import day_text
from ..grammar import compiled, table
from .case import Case
from .finding import Finding
from .rules import finding

_WORKING_DAYS = 5
_WEEKEND = ("thứ Bảy", "Chủ nhật")


def past_deadline(case: Case) -> Iterator[Finding]:
    """`hoàn thành trước ngày 30/6/2025` in a document of December 2025."""
    if case.date is None:
        return
    for span, words, due in _deadlines(case, "by"):
        if due.isoformat() < case.date:
            yield finding("deadline-past", span, words=words, day=day_text(case.date))


def idle_deadline(case: Case) -> Iterator[Finding]:
    """A last day on which offices are closed, once: `chậm nhất ngày 21/12/2025`, a Sunday."""
    said = set[date]()
    for span, words, due in _deadlines(case, "last_day"):
        if due.weekday() >= _WORKING_DAYS and due not in said:
            said.add(due)
            yield finding(
                "deadline-weekend", span, words=words, weekday=_WEEKEND[due.weekday() - _WORKING_DAYS]
            )


def _deadlines(case: Case, kind: str) -> Iterator[tuple[tuple[int, int], str, date]]:
    """Yield each deadline whose words are of that kind, with its place, its words and the last day it leaves."""
    pattern, seen = compiled(table("findings")["deadline"][kind]), set[tuple[int, int]]()
    for task in case.directive.tasks:
        if task.deadline is None or task.due is None or task.deadline_text is None:
            continue
        span = task.deadline_start or 0, task.deadline_end or 0
        if span not in seen and pattern.match(task.deadline_text):
            seen.add(span)
            yield span, task.deadline_text, date.fromisoformat(task.due)
