"""Cells of CSV files that a spreadsheet shows and does not carry out."""

from __future__ import annotations

from typing import TypeVar

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
T = TypeVar("T")


def inert(value: T) -> T | str:
    """Return a cell; a text that a spreadsheet would read as a formula begins with an apostrophe then.

    >>> inert("=1+1"), inert("- báo cáo"), inert(-5), inert("Sở Nội vụ")
    ("'=1+1", "'- báo cáo", -5, 'Sở Nội vụ')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_ACTIVE) else value
