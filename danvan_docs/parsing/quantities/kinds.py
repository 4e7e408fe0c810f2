"""A goal or a statistic: told by the section, the mood and the tense of a number's own clause.

In a report of how things are, everything is a statistic; a plan, a norm or a duty makes a goal, except where it says
how things stand now (`…; hiện nay còn 04 xã`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Literal

from ...grammar import compiled, table

Kind = Literal["target", "statistic"]


_LONGEST_WORDS = 16


@dataclass(frozen=True, slots=True)
class _Patterns:
    statistic: re.Pattern[str]
    target: re.Pattern[str]
    now: re.Pattern[str]
    goal_in_report: re.Pattern[str]
    year: re.Pattern[str]
    listed: re.Pattern[str]
    described: re.Pattern[str]
    describes: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(**{name: compiled(pattern) for name, pattern in table("quantities")["kinds"].items()})


@dataclass(frozen=True, slots=True)
class _Turn:
    place: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Bracket:
    start: int
    end: int
    kind: Kind


_BRACKET = re.compile(r"\([^()]*\)")


def is_fact(text: str, start: int, end: int, limit: int) -> bool:
    """Tell whether a measure says what something is, whatever the sentence asks.

    Its number counts what is named one by one behind it, or tells which body is meant.

    >>> text = "phối hợp với Ủy ban nhân dân 04 xã: Gia Thuận, Tân Điền, Gò Công"
    >>> is_fact(text, text.index("04"), text.index(":"), len(text))
    True
    >>> text = "đơn vị sự nghiệp hưởng 100% lương"
    >>> is_fact(text, text.index("100"), text.index(" lương"), len(text))
    True
    """
    patterns = _patterns()
    behind = patterns.listed.match(text, end, limit) or patterns.describes.match(text, end, limit)
    return bool(behind or patterns.described.search(text, max(0, start - _LONGEST_WORDS), start))


class SentenceKinds:
    """The kinds of the numbers of one sentence, `text[start:end]`.

    `reported` says that it stands in a report, `year` is that of the document.

    >>> text = "Đến năm 2025, 21/21 xã đạt chuẩn; hiện nay còn 04 xã."
    >>> kinds = SentenceKinds(text, 0, len(text), reported=False, year=2023)
    >>> kinds.of(14), kinds.of(47)
    ('target', 'statistic')
    """

    def __init__(self, text: str, start: int, end: int, *, reported: bool, year: int | None) -> None:
        self._turns: list[_Turn] = []
        self._brackets: list[_Bracket] = []
        now = [] if reported else _now(text, start, end, year)
        if now:
            self._read_turns(text, start, end, now)
            # What stands before all this is told by its own words.
            clause = max(text.rfind(";", start, now[0]), text.rfind("(", start, now[0]))
            end = clause if clause > start else end
        self._rest = _whole(text[start:end], reported, year)

    def of(self, place: int) -> Kind:
        """Return the kind of the number at `place`: as the last words before it say, else as the sentence does."""
        bracket = bisect_right(self._brackets, place, key=attrgetter("start")) - 1
        if bracket >= 0 and place < self._brackets[bracket].end:
            return self._brackets[bracket].kind
        before = bisect_right(self._turns, place, key=attrgetter("place")) - 1
        return self._turns[before].kind if before >= 0 else self._rest

    def _read_turns(self, text: str, start: int, end: int, now: list[int]) -> None:
        """Note where the sentence turns to what is or to what shall be; what a bracket says holds inside it."""
        aims = [match.start() for match in _patterns().target.finditer(text, start, end)]
        turns = sorted(
            [*(_Turn(place, "statistic") for place in now), *(_Turn(place, "target") for place in aims)],
            key=attrgetter("place"),
        )
        done = 0
        for bracket in _BRACKET.finditer(text, start, end):
            first = bisect_right(turns, bracket.start(), key=attrgetter("place"))
            last = bisect_right(turns, bracket.end(), key=attrgetter("place"))
            if first < last:
                self._brackets.append(_Bracket(bracket.start(), bracket.end(), turns[last - 1].kind))
                self._turns += turns[done:first]
                done = last
        self._turns += turns[done:]


def _now(text: str, start: int, end: int, year: int | None) -> list[int]:
    """Return the places of words that say how things stand; those of a year do where it is over."""
    found = _patterns().now.finditer(text, start, end)
    over = year or 0
    return [match.start() for match in found if not match["year"] or int(match["year"]) < over]


def _whole(sentence: str, reported: bool, year: int | None) -> Kind:
    """A report gives statistics, and so does a sentence in the past, unless words for a goal say otherwise."""
    patterns = _patterns()
    if reported:
        aims = patterns.goal_in_report.search(sentence) and not patterns.statistic.search(sentence)
        return "target" if aims else "statistic"
    if patterns.target.search(sentence):
        return "target"
    years = [int(match["year"]) for match in patterns.year.finditer(sentence)]
    over = year is not None and bool(years) and max(years) < year
    return "statistic" if over or patterns.statistic.search(sentence) else "target"
