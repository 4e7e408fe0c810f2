"""Ruled tables of a PDF page: the letters in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .page_lines import Glyph, page_rows
from .pages import Table

#: Fewer rules make no table: a letterhead has one or two.
FEWEST_RULES = 6
_Bounds = tuple[float, float, float, float]


def cut_tables(found: Iterable[Any], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """Return the tables that pdfplumber found, with their letters, and the letters outside of them."""
    tables, rest = [], list(glyphs)
    for table in found:
        if len(table.rows) < 2 or max(len(row.cells) for row in table.rows) < 2:
            continue
        left, top, right, bottom = table.bbox
        inside = [each for each in rest if _within(each, (left, top, right, bottom))]
        rest = [each for each in rest if not _within(each, (left, top, right, bottom))]
        rows = []
        for row in table.rows:
            cells = []
            for column, bounds in enumerate(row.cells, start=1):
                if bounds is not None:
                    letters = [each for each in inside if _within(each, bounds)]
                    cells.append((column, [line for parts in page_rows(letters) for line in parts]))
            rows.append(cells)
        tables.append(Table(top, bottom, rows))
    return tables, rest


def _within(glyph: Glyph, bounds: _Bounds) -> bool:
    left, top, right, bottom = bounds
    across, down = (glyph.left + glyph.right) / 2, glyph.base - glyph.size / 3
    return left <= across <= right and top <= down <= bottom
