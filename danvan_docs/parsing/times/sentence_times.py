"""Which time of a sentence a number takes: the one of its own clause, else the last one that reaches it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

from .times import Time, sure_times

# A comma before `hoàn thành trước …` ends no clause: that day is the day of all that stands before it.
_CLAUSE_END = re.compile(r"[;.]|,(?! (?:hoàn thành|xong|chậm nhất|muộn nhất|thời (?:gian|hạn)))")
_CLOSES = re.compile("hoàn thành|xong|chậm nhất|muộn nhất")
#: A time within so many characters of the beginning of a sentence stands at its head.
_HEAD = 14


def closes(time: Time) -> bool:
    """Tell whether a time holds for all that stands before it in its sentence: `…, hoàn thành trước ngày 30/6`."""
    return _CLOSES.match(time.text) is not None


class SentenceTimes:
    """The times of `text[start:end]`, looked up in steps that do not grow with the sentence."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._times = [time for time in sure_times(text, start, end) if not time.text.startswith("/")]
        self._starts = [time.start for time in self._times]
        self._ends = [time.end for time in self._times]
        self._clause_ends = [match.start() for match in _CLAUSE_END.finditer(text, start, end)] + [end]
        self._semicolons = [place for place in self._clause_ends[:-1] if text[place] == ";"]
        self._deadlines = _latest(self._times, lambda time: time.is_deadline)
        self._head_deadlines = _latest(
            self._times, lambda time: time.is_deadline and time.start < start + _HEAD
        )
        self._frequencies = _latest(self._times, lambda time: not time.is_deadline)
        self._head_frequencies = _latest(
            self._times, lambda time: not time.is_deadline and time.start < start + _HEAD
        )

    def of(self, start: int, end: int) -> Time | None:
        """Return the time right behind the number `start:end` in its clause, else the last one that reaches it.

        A time reaches over a semicolon only from the head of the sentence; a vague frequency gives way to a deadline.
        """
        before = bisect_right(self._ends, start)
        semicolon = bisect_left(self._semicolons, start)
        first = bisect_right(self._ends, self._semicolons[semicolon - 1]) if semicolon else 0
        deadline, frequency = self._deadlines[before], self._frequencies[before]
        if deadline < first:
            deadline = self._head_deadlines[before]
        if frequency < first:
            frequency = self._head_frequencies[before]
        index = self._behind(end)
        if index < 0:
            index = max(deadline, frequency)
        if index < 0:
            index = self._closing(end)
        if index < 0:
            return None
        return self._times[deadline if self._times[index].vague and deadline >= 0 else index]

    def _closing(self, end: int) -> int:
        """Return the deadline that closes all that stands before it: `… 19 thôn, bản …, hoàn thành trong tháng 12`."""
        index = bisect_left(self._starts, end)
        semicolon = bisect_left(self._semicolons, end)
        limit = self._semicolons[semicolon] if semicolon < len(self._semicolons) else self._clause_ends[-1]
        near = index < len(self._starts) and self._starts[index] < limit
        return index if near and self._times[index].is_deadline and closes(self._times[index]) else -1

    def _behind(self, end: int) -> int:
        clause_end = self._clause_ends[min(bisect_left(self._clause_ends, end), len(self._clause_ends) - 1)]
        index = bisect_left(self._starts, end)
        return index if index < len(self._starts) and self._starts[index] < clause_end else -1


def _latest(times: Iterable[Time], kind: Callable[[Time], bool]) -> list[int]:
    """For each number of times, return the index of the last one of that kind among so many, -1 without one."""
    found = [-1]
    for index, time in enumerate(times):
        found.append(index if kind(time) else found[-1])
    return found
