"""The rows of a query as a table for people at a terminal."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

from rich.table import Table

from .tables import Head, plain_table

if TYPE_CHECKING:
    from ..corpus.selection import Selection

_LONGEST = 240  # characters of a cell; JSON and CSV cut nothing


def query_table(found: Selection) -> Table:
    """Return the rows of a query; numbers to the right, long texts cut."""
    columns = list(zip(*found.rows, strict=True)) or [()] * len(found.columns)
    heads = [_head(name, cells) for name, cells in zip(found.columns, columns, strict=True)]
    rows = ([_cell(value) for value in row] for row in found.rows)
    return plain_table(f"Rows: {len(found.rows)}", heads, rows)


def _head(name: str, cells: tuple[Any, ...]) -> Head:
    """A column has room by the longest of its texts; one of numbers or short words needs none."""
    known = [cell for cell in cells if cell is not None]
    if known and all(isinstance(cell, int | float) for cell in known):
        return Head(name, justify="right")
    longest = max((len(str(cell)) for cell in known), default=0)
    return Head(name) if longest <= 24 else Head(name, room=1 if longest <= 80 else 2)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.12g}" if isinstance(value, float) else shorten(str(value), _LONGEST, placeholder=" …")
