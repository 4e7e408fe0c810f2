"""The counts of the authority registry as a table for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from ..authority.counts import Count
from .tables import Head, plain_table


def counts_table(rows: Sequence[Count]) -> Table:
    """Return how many rows each file has, and how sure they are."""
    heads = (
        Head("Rows of", room=2),
        *(Head(name, justify="right") for name in ("Rows", "High", "Medium", "Low")),
    )
    cells = ((row.rows_of, *map(str, (row.rows, row.high, row.medium, row.low))) for row in rows)
    return plain_table("Authority registry", heads, cells)
