"""Times that stand apart from the duty: on a line below it, in a sentence behind it, in the heading above."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

from ...grammar import compiled, table
from ...reading import Reading
from ..structure.outline import Outline
from ..structure.sentences import sentences
from .schedule import Schedule, schedule_alone, schedule_of
from .sentence_times import closes


class Scheduled(Protocol):
    """What has a place and is due at some time."""

    start: int
    end: int
    schedule: Schedule


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(table("times")["own_line"][name])


def complete_schedules(reading: Reading, outline: Outline, duties: Sequence[Scheduled]) -> None:
    """Give duties that say no time themselves the time that stands apart for them.

    A later sentence of the duty may say it. A line that says nothing but when holds for the items above it, back to
    the heading or to the line before that did the same; for bullets only where no item stands there. A time in the
    nearest heading holds for all below it.

    >>> from danvan_docs import parse
    >>> plan = "KẾ HOẠCH\\n\\n1. Sở Y tế kiểm tra chợ.\\n\\n* Thời gian thực hiện: Quý I/2026.\\n\\n2. Sở Y tế báo cáo."
    >>> [task.deadline for task in parse(plan).tasks]
    ['2026-03-31', None]
    """
    by_paragraph: dict[int, list[Scheduled]] = defaultdict(list)
    alone = Counter((duty.start, duty.end) for duty in duties)
    for duty in duties:
        by_paragraph[reading.paragraph_at(duty.start)].append(duty)
        if alone[duty.start, duty.end] == 1:  # what its clause leaves open, a later sentence of it may say
            whole = schedule_of(reading.text, duty.start, duty.end)
            duty.schedule = duty.schedule.completed_by(whole)
    above: list[int] = []
    closed = False
    for index in outline.body:
        schedule = _own_line(reading, index)
        if outline.is_heading(index) or (closed and schedule is None):
            above = []
        closed = schedule is not None
        if schedule is None:
            above.append(index)
            _complete_in_paragraph(reading, index, by_paragraph.get(index, ()))
            continue
        held = [each for each in above if each in by_paragraph]
        least = min((outline.depth(reading, each) for each in held), default=0)
        for each in held:
            if outline.depth(reading, each) == least:
                _complete(by_paragraph[each], schedule)
    for index, found in by_paragraph.items():
        _share_closing(reading.text, found)
        if outline.kinds[index] != "cell":
            _complete(found, _heading_schedule(reading, outline, index))


def _complete(duties: Iterable[Scheduled], schedule: Schedule) -> None:
    for duty in duties:
        if duty.schedule.deadline is None and duty.schedule.frequency is None:
            duty.schedule = duty.schedule.completed_by(schedule)


def _share_closing(text: str, duties: Sequence[Scheduled]) -> None:
    """Give the duties of one sentence the day that closes it: `A thẩm định, B tổng hợp, hoàn thành trước ngày …`."""
    for duty in duties:
        deadline = duty.schedule.deadline
        if deadline and closes(deadline) and text.endswith(", ", 0, deadline.start):
            _complete(
                (each for each in duties if (each.start, each.end) == (duty.start, duty.end)), duty.schedule
            )


def _own_line(reading: Reading, index: int) -> Schedule | None:
    """Return the schedule of a line that says nothing but when, None for any other line."""
    paragraph = reading.paragraphs[index]
    return _said_alone(reading.text, paragraph.body, paragraph.end)


def _said_alone(text: str, start: int, end: int) -> Schedule | None:
    label = _pattern("label").match(text, start, end)
    if label is None:
        return None
    found = schedule_of(text, start, end)
    return found if found != Schedule() else schedule_alone(text, label.end(), end, kept=True)


def _complete_in_paragraph(reading: Reading, index: int, duties: Iterable[Scheduled]) -> None:
    """Give duties the time of a sentence behind them: `Sở Y tế kiểm tra. Thời gian hoàn thành trước …`."""
    paragraph = reading.paragraphs[index]
    for start, schedule in _timed_sentences(reading.text, paragraph.body, paragraph.end) if duties else ():
        _complete((duty for duty in duties if duty.end <= start), schedule)


def _timed_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, Schedule]]:
    if _pattern("label").search(text, start, end):
        for first, last in sentences(text, start, end):
            if schedule := _said_alone(text, first, last):
                yield first, schedule


def _heading_schedule(reading: Reading, outline: Outline, index: int) -> Schedule:
    """Return the schedule that the nearest heading above a paragraph sets."""
    heading = next(
        (each for each in outline.above(index) if each.is_heading and each.paragraph != index), None
    )
    if heading is None or not _pattern("heading").match(reading.text, heading.title_start, heading.title_end):
        return Schedule()
    return schedule_of(reading.text, heading.title_start, heading.title_end)
