"""Times that stand apart from the duty: on a line below it, in a sentence behind it, in the heading above."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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
    by_span: dict[tuple[int, int], list[Scheduled]] = defaultdict(list)
    for duty in duties:
        by_paragraph[reading.paragraph_at(duty.start)].append(duty)
        by_span[duty.start, duty.end].append(duty)
    for (start, end), same in by_span.items():
        if len(same) == 1:  # what its clause leaves open, a later sentence of it may say
            same[0].schedule = same[0].schedule.completed_by(schedule_of(reading.text, start, end))
        else:
            _share_closing(reading.text, same)
    _read_own_lines(reading, outline, by_paragraph)
    for index, found in by_paragraph.items():
        if outline.kinds[index] != "cell":
            _complete(found, _heading_schedule(reading, outline, index))


def _read_own_lines(
    reading: Reading, outline: Outline, by_paragraph: Mapping[int, Sequence[Scheduled]]
) -> None:
    above: list[int] = []
    given: list[Scheduled] = []  # what the line right above has given its time
    for index in outline.body:
        schedule = _own_line(reading, index)
        if outline.is_heading(index) or (given and schedule is None):
            above, given = [], []
        if schedule is None:
            above.append(index)
            _complete_in_paragraph(reading, index, by_paragraph.get(index, ()))
        elif given:  # `Đợt 1: …`, `Đợt 2: …`: the last step counts
            _put_off(given, schedule)
        else:
            held = [each for each in above if each in by_paragraph]
            least = min((outline.depth(reading, each) for each in held), default=0)
            hosts = [each for each in held if outline.depth(reading, each) == least]
            given = _complete((duty for each in hosts for duty in by_paragraph[each]), schedule)
            above = above if given else []


def _put_off(duties: Iterable[Scheduled], schedule: Schedule) -> None:
    """Give duties that a line gave a deadline the later one of the line below it."""
    for duty in duties:
        old, new = duty.schedule.deadline, schedule.deadline
        if old and new and old.due and new.due and old.due < new.due:
            duty.schedule = replace(duty.schedule, deadline=new)


def _complete(duties: Iterable[Scheduled], schedule: Schedule) -> list[Scheduled]:
    """Give duties without a time that schedule; return them."""
    free = [duty for duty in duties if duty.schedule.deadline is None and duty.schedule.frequency is None]
    for duty in free:
        duty.schedule = duty.schedule.completed_by(schedule)
    return free


def _share_closing(text: str, duties: Sequence[Scheduled]) -> None:
    """Give the duties of one sentence the day that closes it: `A thẩm định, B tổng hợp, hoàn thành trước ngày …`."""
    for index in range(len(duties) - 1, 0, -1):
        deadline = duties[index].schedule.deadline
        if deadline and closes(deadline) and text.endswith((", ", " và "), 0, deadline.start):
            _complete(duties[:index], duties[index].schedule)
            return


def _own_line(reading: Reading, index: int) -> Schedule | None:
    """Return the schedule of a line that says nothing but when, None for any other line."""
    paragraph = reading.paragraphs[index]
    return _said_alone(reading.text, paragraph.body, paragraph.end)


def _said_alone(text: str, start: int, end: int) -> Schedule | None:
    label = _pattern("label").match(text, start, end)
    stage = _pattern("stage").match(text, label.end() if label else start, end)
    if stage:
        alone = schedule_alone(text, stage.end(), end)
        words = alone.words
        if words and not text[words.end : end].strip(" .;") and not text[stage.end() : words.start].strip():
            return alone
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
