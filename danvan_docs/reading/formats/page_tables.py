"""Tables of a page: the letters in each cell of a grid, and one table where a page end cuts it in two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..lines import line_type
from .assembly import PAGE_START
from .page_grids import Bounds, Grid, GridCell
from .page_lines import Glyph, PageLine, page_rows
from .tables import Cell

#: How far, in points, the columns of the second half of a table may stand from those of the first.
_ALIGNED = 6.0
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]{1,6}[.)]?|[A-ZĐa-zđ][.)]?")
_Filled = dict[tuple[int, int], list[Glyph]]
_ENDED = re.compile(r"[.;:!?]['”\")]*$")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its place, its rows, and where its columns end.

    A cell is its column, from 1, and its lines; None for those of a cell that goes on from the row above.
    """

    top: float
    bottom: float
    rows: Sequence[Sequence[tuple[int, Sequence[PageLine] | None]]]
    edges: Sequence[float] = ()


def cut_tables(grids: Iterable[Grid], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """Return the tables that grids of rules make with the letters inside, and the letters outside of them."""
    tables, rest = [], list(glyphs)
    for grid in grids:
        inside = [each for each in rest if _within(each, grid.bounds)]
        filled = {
            (cell.row, cell.column): [each for each in inside if _within(each, cell.bounds)]
            for row in grid.rows for cell in row
        }  # fmt: skip
        if sum(any(each.text != " " for each in letters) for letters in filled.values()) < 2:
            continue
        rest = [each for each in rest if not _within(each, grid.bounds)]
        rows = [_cells(grid, number, filled) for number in range(len(grid.rows))]
        tables.append(Table(grid.top, grid.bottom, [row for row in rows if row], grid.edges))
    return tables, rest


def _cells(grid: Grid, number: int, filled: _Filled) -> list[tuple[int, Sequence[PageLine] | None]]:
    """Return the cells of a row."""
    cells: list[tuple[int, Sequence[PageLine] | None]] = []
    for cell in sorted(_through(grid, number), key=lambda cell: cell.column):
        letters = filled[cell.row, cell.column]
        lines = [line for parts in page_rows(letters) for line in parts] if cell.row == number else None
        cells.append((cell.column + 1, lines))
    return cells


def _through(grid: Grid, number: int) -> list[GridCell]:
    """Return the cells that begin in a row or go on in it."""
    return [cell for row in grid.rows[: number + 1] for cell in row if cell.row + cell.rows > number]


def _within(glyph: Glyph, bounds: Bounds) -> bool:
    left, top, right, bottom = bounds
    across, down = (glyph.left + glyph.right) / 2, glyph.base - glyph.size / 3
    return left <= across <= right and top <= down <= bottom


def goes_on(edges: Sequence[float], following: Sequence[float]) -> bool:
    """Tell whether the table that begins a page has the columns of the one that ends the page before."""
    return len(edges) == len(following) > 2 and all(
        abs(first - second) <= _ALIGNED for first, second in zip(edges, following, strict=True)
    )


def joined(rows: Sequence[Sequence[Cell]], more: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]] | None:
    """Return the rows of a table and of its other half on the next page: no head again, a broken row whole.

    The page begins (`PAGE_START`) where its first words stand; None where the other half holds only the head.
    """
    same = 0
    while same < min(len(rows), len(more)) and _words(rows[same]) == _words(more[same]):
        same += 1
    new = list(more[same:])
    if not any(cell.lines for row in new for cell in row):
        return None
    new[0] = _on_new_page(new[0])
    if not _is_rest(rows[-1], new[0]):
        merged = {cell.column for cell in rows[-1] if cell.goes_on}
        new[0] = [replace(cell, goes_on=cell.column in merged and not cell.lines) for cell in new[0]]
        return [*rows, *new]
    above, below = ({cell.column: cell.lines for cell in row} for row in (rows[-1], new[0]))
    whole = [Cell(each, [*above.get(each, []), *below.get(each, [])]) for each in sorted({*above, *below})]
    return [*rows[:-1], whole, *new[1:]]


def _on_new_page(row: Sequence[Cell]) -> list[Cell]:
    cells = list(row)
    index = next((index for index, cell in enumerate(cells) if cell.lines), 0)
    if cells[index].lines:
        first, *rest = cells[index].lines
        cells[index] = replace(cells[index], lines=[replace(first, text=PAGE_START + first.text), *rest])
    return cells


def _is_rest(row: Sequence[Cell], following: Sequence[Cell]) -> bool:
    """Tell whether a row only goes on with the one above it: it has no number of its own, and its words go on.

    A row in a merged group has no number either, but its cells begin anew: with a capital or a label.
    """
    above, below = ({cell.column: _text(cell) for cell in each if cell.lines} for each in (row, following))
    if not set(below) <= set(above):
        return False
    first = min(above)
    if first in below and (_NUMBER.fullmatch(below[first]) or not _carries_on(above[first], below[first])):
        return False
    return any(_carries_on(above[column], text) for column, text in below.items())


def _carries_on(before: str, text: str) -> bool:
    """Tell whether words go on with those before a page end."""
    line = line_type(text, 0)
    if line is not None and line.style:
        return False
    return text[0].islower() or not (_ENDED.search(before) or text[0].isupper())


def _text(cell: Cell) -> str:
    return " ".join(piece.text for piece in cell.lines).replace(PAGE_START, "")


def _words(row: Sequence[Cell]) -> list[str]:
    return [_text(cell).replace(" ", "").casefold() for cell in row]
