"""Pieces that the patterns of `grammar/times.toml` name in braces, and numbers in words."""

from __future__ import annotations

import re
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


def number(word: str) -> int:
    """Return a number in figures or in words.

    >>> number("06"), number("sáu")
    (6, 6)
    """
    return int(word) if word.isdigit() else int(table("times")["numbers"][word.lower()])
