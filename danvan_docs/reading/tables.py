"""Tables of tasks as plain text keeps them: cells between bars, or one under another with a number before each row.

A table is known by the words above its columns (`grammar/tables.toml`); anything else that looks like one stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ..grammar import compiled, table
from .lines import Cell, Line, line_type

#: The words above the columns of a stacked table take no more lines than this, those of one column no more than that.
_LONGEST_HEADER, _LINES_A_COLUMN = 24, 4
#: What stands above the numbers of the rows takes no more characters than this (`Số thứ tự`).
_LONGEST_NUMBER = 12
_BAR = re.compile(r"\|")
_RULE = re.compile(r"[\s|:+=-]+")


@dataclass(slots=True)
class BarredTables:
    """Finds tables whose rows are lines with bars, line by line; `tables` are those found so far."""

    tables: list[Table] = field(default_factory=list)
    _row: int | None = None

    def read(self, raw: str, offset: int) -> list[Line] | None:
        """Return the cells of the line `raw`, each a line of its own; None where it belongs to no table."""
        if "|" not in raw:
            self._row = None if raw.strip() else self._row
            return None
        if self._row is not None and is_rule(raw):
            return []
        cells = barred_cells(raw, offset)
        columns = header_of(cells) if cells and self._row is None else None
        if columns:
            self.tables.append(Table(columns))
            self._row = 0
        elif not cells or self._row is None:
            self._row = None
            return None
        else:
            self._row += 1
        kinds = self.tables[-1].columns
        for column, line in cells:
            line.cell = Cell(len(self.tables) - 1, self._row, column)
            if self._row and column < len(kinds) and kinds[column] == "number":
                line.style, line.label, line.body = "row", line.text, len(line.text)
            else:
                line.style, line.label, line.value, line.body = "", "", "", 0
        return [line for _, line in cells]


@dataclass(slots=True)
class Table:
    """A table: the kind of each column ('' if unknown), and for each row its paragraphs with their columns."""

    columns: list[str]
    rows: list[list[tuple[int, int | None]]] = field(default_factory=list)

    def add(self, cell: Cell, paragraph: int) -> None:
        """Add a paragraph to its row; the header is row 0."""
        while len(self.rows) <= cell.row:
            self.rows.append([])
        self.rows[cell.row].append((paragraph, cell.column))


@cache
def _columns() -> dict[str, re.Pattern[str]]:
    return {kind: compiled(pattern, re.IGNORECASE) for kind, pattern in table("tables")["columns"].items()}


def column_kind(words: str) -> str:
    """Return the kind of a column by the words above it, '' if they are not known.

    >>> column_kind("Cơ quan chủ trì"), column_kind("Thời hạn hoàn thành"), column_kind("Tỉnh")
    ('lead', 'when', '')
    """
    words = words.strip(" *:.")
    return next((kind for kind, pattern in _columns().items() if pattern.fullmatch(words)), "")


def barred_cells(raw: str, offset: int) -> list[tuple[int, Line]]:
    """Return the cells of a line with bars, each with its column; none if fewer than two bars stand in it.

    >>> [(column, line.text) for column, line in barred_cells("| 1 | Xây dựng kế hoạch | | Sở Nội vụ |", 0)]
    [(0, '1'), (1, 'Xây dựng kế hoạch'), (3, 'Sở Nội vụ')]
    """
    if raw.count("|") < 2:
        return []
    stripped = raw.strip()
    start = raw.index(stripped[0]) if stripped else 0
    ends = [match.start() for match in _BAR.finditer(raw, start + stripped.startswith("|"))]
    if not stripped.endswith("|"):
        ends.append(len(raw))
    cells, begin = [], start + stripped.startswith("|")
    for column, end in enumerate(ends):
        line = line_type(raw[begin:end], offset + begin)
        if line:
            cells.append((column, line))
        begin = end + 1
    return cells


def is_rule(raw: str) -> bool:
    """Tell whether a line only parts the rows of a table (`|---|---|`)."""
    return "|" in raw and bool(_RULE.fullmatch(raw))


def header_of(cells: list[tuple[int, Line]]) -> list[str] | None:
    """Return the kinds of the columns if the cells are the header of a table of tasks."""
    kinds = {column: column_kind(line.text) for column, line in cells}
    if "task" not in kinds.values() or sum(map(bool, kinds.values())) < 2:
        return None
    return [kinds.get(column, "") for column in range(max(kinds) + 1)]


def mark_stacked(lines: list[Line], first_table: int) -> list[Table]:
    """Find the tables whose cells stand one under another, and mark their lines; return them, rows still empty."""
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        header = _stacked_header(lines, index)
        if header is None:
            index += 1
            continue
        columns, row_at = header
        number = first_table + len(tables)
        tables.append(Table(columns))
        for line in lines[index:row_at]:
            line.cell = Cell(number, 0, None)
        index = _mark_rows(lines, row_at, number)
    return tables


def _stacked_header(lines: list[Line], index: int) -> tuple[list[str], int] | None:
    """Return the kinds of the columns that a header names line by line, and where the first row begins."""
    line = lines[index]
    if line.cell or len(line.text) > _LONGEST_NUMBER or not _columns()["number"].fullmatch(line.text):
        return None
    last = min(index + _LONGEST_HEADER, len(lines))
    first_row = next((at for at in range(index + 1, last) if _row_number(lines[at]) == 1), None)
    if first_row is None:
        return None
    end = next((at for at in range(index + 1, first_row) if lines[at].style), first_row)
    kinds, at = [], index
    while at < end:
        joined = (
            (n, " ".join(line.text for line in lines[at : at + n])) for n in range(_LINES_A_COLUMN, 0, -1)
        )
        count, kind = next(((n, kind) for n, words in joined if (kind := column_kind(words))), (1, ""))
        kinds.append(kind)
        at += count
    return (kinds, end) if "task" in kinds and len(kinds) > 2 else None


def _row_number(line: Line) -> int | None:
    """Return the number that is a whole line, as it stands before each row."""
    figures = line.text.rstrip(".")
    return int(figures) if figures.isdigit() and len(figures) <= 3 else None


def _mark_rows(lines: list[Line], start: int, number: int) -> int:
    """Mark the rows from `start`; return the line after the table.

    Where the cells of the first row stand without blank lines between them, a blank line ends the table.
    """
    row = printed = 0
    in_title = True  # of a group of rows, after which the numbers may begin anew
    dense = not any(line.gap for line in lines[start : start + 3])
    for index in range(start, len(lines)):
        line = lines[index]
        if _row_number(line) == printed + 1 or (in_title and _row_number(line) == 1):
            row, printed, in_title = row + 1, _row_number(line) or 0, False
            line.style, line.label, line.page = "row", line.text, None
        elif (dense and line.gap and row) or line.style in ("appendix", "part", "chapter"):
            return index
        elif line.style in ("roman", "upper"):
            in_title = True
        if not in_title:
            line.cell = Cell(number, row, None)
    return len(lines)
