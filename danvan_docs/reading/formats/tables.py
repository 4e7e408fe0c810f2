"""Tables as lines: a row a line, or, where a table only sets the page, a cell after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table
from ..table_heads import column_kind, names_tasks
from .assembly import Assembly, Piece

#: A date that a narrow cell breaks: `30/6/20 26`.
_DATE = re.compile(r"(?:\d{1,2}/)?\d{1,2}/\d{4}")


#: A paragraph of a cell that is no longer may be one of a list of names.
_LONGEST_NAME = 80
#: Stands in each further row of a cell that is merged over several rows.
SAME_AS_ABOVE = "〃"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the column, from 1, in which it begins, and its lines; `goes_on` where it is merged with the one above.

    `parted` says that each line is a paragraph of its own, so that one that begins anew (`Sở Nội vụ` / `Sở Tài chính`)
    is parted from the one before.
    """

    column: int
    lines: Sequence[Piece] = ()
    goes_on: bool = False
    parted: bool = False


def add_table(assembly: Assembly, rows: Sequence[Sequence[Cell]], *, ruled: bool = True) -> None:
    """Add a table in reading order: a row a line, with as many cells as the table has columns.

    Letterhead and signature stand in tables without rules, a body in each column: they read column by column.
    `ruled` is false where the file says that no rule is drawn.
    """
    if _sets_the_page(rows, ruled=ruled):
        for column in sorted({cell.column for row in rows for cell in row}):
            assembly.gap()
            for cell in (cell for row in rows for cell in row if cell.column == column):
                for piece in cell.lines:
                    assembly.line(piece)
    else:
        assembly.table()
        columns = sorted({cell.column for row in rows for cell in row})
        held: dict[int, str] = {}
        for row in rows:
            pieces = {cell.column: _one_line(cell) for cell in row if not cell.goes_on}
            above = {cell.column: held.get(cell.column, "") for cell in row if cell.goes_on}
            held = {column: piece.text for column, piece in pieces.items()} | above
            if any(piece.text.strip() for piece in pieces.values()):
                same = {
                    column: Piece(SAME_AS_ABOVE if words.strip() else "") for column, words in above.items()
                }
                found = pieces | same
                assembly.row([(column, found.get(column, Piece(""))) for column in columns])
    assembly.gap()


@cache
def _rules() -> tuple[int, int, int]:
    rules = table("files")["layout_table"]
    return rules["rows"], rules["columns"], rules["lines"]


def _sets_the_page(rows: Sequence[Sequence[Cell]], *, ruled: bool) -> bool:
    """Tell a table that only puts things side by side from one that holds rows of data."""
    most_rows, most_columns, many_lines = _rules()
    cells = [cell for row in rows for cell in row]
    columns = len({cell.column for cell in cells})
    if columns < 2:
        return True
    if any(names_tasks([column_kind(_one_line(cell).text) for cell in row]) for row in rows[:most_rows]):
        return False
    if not ruled and columns == 2:
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
        text += _joint(text, piece.text, parted=cell.parted)
        words += [(len(text) + start, len(text) + end, sure) for start, end, sure in piece.words]
        text += piece.text.replace("\n", " ")
    boxes = [piece.box for piece in cell.lines if piece.box and piece.page == first.page]
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


def _joint(before: str, line: str, *, parted: bool) -> str:
    """Return what stands between two lines of a cell."""
    if not before or _DATE.fullmatch(before + line):
        return ""
    anew = line[:1].isupper() and before[-1:].isalnum() and len(line) <= _LONGEST_NAME
    return "; " if parted and anew and not (before.isupper() and line.isupper()) else " "
