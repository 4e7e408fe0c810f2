"""Pieces that the patterns of `grammar/times.toml` name in braces, and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table, words


@cache
def _pieces() -> dict[str, str]:
    rules = table("times")
    # Read as `tháng năm`, the fifth month would be found in `tháng, năm` and `tháng năm 2025`.
    months = words(month for month in table("citations")["dates"]["months"] if month != "năm")
    number = rf"(?:\d{{1,2}}|{words(rules['numbers'])})"
    return {**rules["pieces"], "month": rf"(?:\d{{1,2}}|(?i:{months})(?!\w)|năm(?= năm))", "number": number}


def expanded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the grammar of times; a piece may name those that stand after it there.

    >>> expanded("{number} tháng").match("sáu tháng").end()
    9
    """
    for name, piece in _pieces().items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return compiled(pattern)


@dataclass(frozen=True, slots=True)
class Scanner:
    """A pattern that is tried only where a cheap look finds how it begins."""

    begins: re.Pattern[str]
    pattern: re.Pattern[str]

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the matches in `text[start:end]`, in order, none over another.

        >>> scanner = Scanner(re.compile("t"), re.compile("trước ngày"))
        >>> [match.start() for match in scanner.finditer("tới trước ngày", 0, 14)]
        [4]
        """
        position = start
        for place in self.begins.finditer(text, start, end):
            if place.start() >= position and (match := self.pattern.match(text, place.start(), end)):
                position = match.end()
                yield match


def number(word: str) -> int:
    """Return a number in figures or in words.

    >>> number("06"), number("sáu")
    (6, 6)
    """
    return int(word) if word.isdigit() else int(table("times")["numbers"][word.lower()])
