"""Which quantity another is part of: `trên 50% khu dân cư tiêu biểu, trong đó có trên 30% kiểu mẫu`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table
from .measures import Measure

#: The whole stands so many numbers before its first part, at most.
_REACH = 3
#: The last number of the sentence before.
BEFORE = -1


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure and the place of what it counts."""

    measure: Measure
    subject: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    part: re.Pattern[str]
    end: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(**{name: compiled(pattern) for name, pattern in table("quantities")["parts"].items()})


def find_wholes(text: str, start: int, counted: Sequence[Counted]) -> list[int | None]:
    """Return for each number of the sentence that begins at `start` the index of the one that it is part of.

    `BEFORE` stands for the last number of the sentence before.

    >>> from danvan_docs.parsing.quantities.measures import find_measures
    >>> text = "Có 120 mô hình, trong đó 30 mô hình cấp tỉnh, 20 mô hình cấp huyện; 15 tập thể"
    >>> find_wholes(text, 0, [Counted(measure, None) for measure in find_measures(text, 0, len(text))])
    [None, 0, 0, None]
    """
    patterns = _patterns()
    wholes: list[int | None] = []
    whole: int | None = None
    in_list = False
    for index, each in enumerate(counted):
        place, end = counted[index - 1].measure.end if index else start, each.measure.start
        part = patterns.part.search(text, place, end)
        if part:
            whole, in_list = _whole(text, counted, index), part["list"] is not None
        elif (not in_list and text.find(";", place, end) >= 0) or patterns.end.search(text, place, end):
            whole = None
        wholes.append(whole)
    return wholes


def _whole(text: str, counted: Sequence[Counted], index: int) -> int:
    """Return which number before `index` is the whole: the nearest of the same noun, else the nearest."""
    noun = _noun(text, counted[index])
    near = range(index - 1, max(index - 1 - _REACH, -1), -1)
    return next((i for i in near if noun and _noun(text, counted[i]) == noun), index - 1)


def _noun(text: str, counted: Counted) -> str:
    start, end = counted.subject or (0, 0)
    return text[start:end].partition(" ")[0].lower()
