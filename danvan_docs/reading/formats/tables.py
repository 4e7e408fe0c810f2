"""Tables as lines: a row a line, or, where a table only sets the page, a cell after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table
from .assembly import Assembly, Piece

#: A date that a narrow cell breaks: `30/6/20 26`.
_DATE = re.compile(r"(?:\d{1,2}/)?\d{1,2}/\d{4}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its column from 1, and its lines; a merged cell stands once, where it begins."""

    column: int
    lines: Sequence[Piece]


def add_table(assembly: Assembly, rows: Sequence[Sequence[Cell]]) -> None:
    """Add a table in reading order.

    Letterhead and signature stand in tables without rules, a body in each column: they read column by column.
    """
    if _sets_the_page(rows):
        for column in sorted({cell.column for row in rows for cell in row}):
            assembly.gap()
            for cell in (cell for row in rows for cell in row if cell.column == column):
                for piece in cell.lines:
                    assembly.line(piece)
    else:
        assembly.table()
        for row in rows:
            assembly.row([(cell.column, _one_line(cell)) for cell in row])
    assembly.gap()


@cache
def _rules() -> tuple[int, int, int]:
    rules = table("files")["layout_table"]
    return rules["rows"], rules["columns"], rules["lines"]


def _sets_the_page(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell a table that only puts things side by side from one that holds rows of data."""
    most_rows, most_columns, many_lines = _rules()
    cells = [cell for row in rows for cell in row]
    columns = max((cell.column for cell in cells), default=1)
    if columns == 1:
        return True
    if len(rows) > most_rows or columns > most_columns:
        return False
    words = compiled(table("files")["layout_table"]["words"])
    return any(words.match(piece.text.strip()) for cell in cells for piece in cell.lines) or (
        len(rows) == 1 and any(len(cell.lines) >= many_lines for cell in cells)
    )


def _one_line(cell: Cell) -> Piece:
    if not cell.lines:
        return Piece("")
    first = cell.lines[0]
    text, words = "", []
    for piece in cell.lines:
        text += " " if text and not _DATE.fullmatch(text + piece.text) else ""
        words += [(len(text) + start, len(text) + end, sure) for start, end, sure in piece.words]
        text += piece.text.replace("\n", " ")
    boxes = [piece.box for piece in cell.lines if piece.box]
    box = (
        (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        if boxes
        else None
    )
    return Piece(text, first.page, box, words)
