"""The order in which the lines of a page are read: columns one after the other, all else from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .page_lines import PageLine

#: A gutter is at least so many letters wide; a larger gap between rows, in letter sizes, ends the columns.
_GUTTER = 0.8
_ROW_GAP = 2.6

Row = Sequence[PageLine]
Gutter = tuple[float, float]


def reading_order(rows: Sequence[Row], width: float) -> list[list[PageLine]]:
    """Return the lines of a page of some width in reading order, in groups: a column is one group, all else another.

    Rows with a gutter in common stand in columns: letterhead, signature, a page set in two columns.
    """
    groups: list[list[PageLine]] = [[]]
    index = 0
    while index < len(rows):
        end, gutter = _band(rows, index, width / 2)
        if gutter is None:
            groups[-1] += rows[index]
            index += 1
            continue
        lines = [line for row in rows[index:end] for line in row]
        middle = sum(gutter) / 2
        groups += [
            [line for line in lines if line.left < middle],
            [line for line in lines if line.left >= middle],
            [],
        ]
        index = end
    return [group for group in groups if group]


def _band(rows: Sequence[Row], start: int, middle: float) -> tuple[int, Gutter | None]:
    """Return where the columns that begin with a row end, and the gutter between them; None for no columns."""
    best: tuple[int, Gutter | None] = (start + 1, None)
    for left, right in pairwise(rows[start]):
        gutter, end = (left.right, right.left), start + 1
        while end < len(rows):
            narrowed = None if _centred(rows[end], middle) else _narrowed(gutter, rows[end])
            before = rows[end - 1][0]
            if narrowed is None or rows[end][0].top - before.base > _ROW_GAP * before.size:
                break
            gutter, end = narrowed, end + 1
        if best[1] is None or end > best[0]:
            best = (end, gutter)
    return best


def _centred(row: Row, middle: float) -> bool:
    """Tell a lone line in the middle of the page: a title below the letterhead, never part of a column."""
    first = row[0]
    return len(row) == 1 and abs((first.left + first.right) / 2 - middle) < first.size / 2


def _narrowed(gutter: Gutter, row: Row) -> Gutter | None:
    """Return what a row leaves free of a gutter; None where it runs across."""
    first, last = gutter
    for line in row:
        if line.left < (first + last) / 2:
            first = max(first, line.right)
        else:
            last = min(last, line.left)
    size = max(line.size for line in row)
    return (first, last) if last - first >= _GUTTER * size else None
