"""A table as plain text keeps it: which paragraphs are cells of which row, and what the words above its columns are.

Rows and cells are told apart here; what a row says is read later. A block that has neither head nor numbers (a
letterhead, a signature, links of a site) is no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .lines import Cell, Line, unlabel
from .table_heads import Head, cell_pattern, names_tasks, numbers_columns, read_head

#: So many rows must count on for a block without a head to be a table.
_FEWEST_NUMBERED = 2
#: A cell that is wrapped at the width of the file has lines longer than this.
_SHORTEST_WRAPPED = 45
#: A head is looked for behind so many rows of a title, and takes no more rows than these.
_LONGEST_TITLE, _LOOK = 3, 6

#: A row: the lines of each of its cells, none for an empty one. A rule between rows is a row without cells.
Row = Sequence[Sequence[Line]]


@dataclass(slots=True)
class Table:
    """A table: words and kind of each column ('' if unknown), and for each row its paragraphs with their columns.

    Row 0 is the head with all its rows, empty where there is none. A column is None where cells stand one under
    another.
    """

    words: list[str]
    columns: list[str]
    rows: list[list[tuple[int, int | None]]] = field(default_factory=list)

    def add(self, cell: Cell, paragraph: int) -> None:
        """Add a paragraph to its row."""
        while len(self.rows) <= cell.row:
            self.rows.append([])
        self.rows[cell.row].append((paragraph, cell.column))


@dataclass(slots=True)
class RowMarker:
    """Tells the tables of a block of rows apart and marks the lines of their cells; `tables` are those found so far."""

    tables: list[Table] = field(default_factory=list)
    #: The rows so far of the last table, by which one goes on behind a blank line.
    _number: int = 0

    def mark(self, rows: Sequence[Row], *, goes_on: bool = False) -> list[list[Line]] | None:
        """Return the lines of each row, marked as cells; None for a block that is no table.

        `goes_on` says that nothing stands between the block and the last table.
        """
        index = _first_row(rows)
        goes_on = goes_on and index is None and self._continues(rows)
        if index is None and not goes_on:
            return None
        index = index or 0
        headed = goes_on
        lines = [_lines_of(row) for row in rows]
        while index < len(rows):
            head = read_head([_words(row) for row in rows[index : index + _LOOK] if row])
            if head and rows[index] and (not headed or self._is_new_head(head)):
                if not headed or head.words != self.tables[-1].words:
                    self._begin(Table(head.words, head.kinds))
                index, headed = self._take_head(rows, index, head.rows), True
                continue
            if not headed:
                self._begin(Table([], []))
                headed = True
                if numbers_columns(_words(rows[index])):
                    index = self._take_head(rows, index, 1)
                    continue
            self._number += bool(rows[index])
            self._take(rows[index], self._number)
            index += 1
        return lines

    def _begin(self, found: Table) -> None:
        self.tables.append(found)
        self._number = 0

    def _is_new_head(self, head: Head) -> bool:
        """Tell a head in the midst of rows: the same again, or one of a further table."""
        return head.words == self.tables[-1].words or head.kinds[0] == "number"

    def _continues(self, rows: Sequence[Row]) -> bool:
        """Tell whether rows behind a blank line are more of the last table."""
        wide = len(self.tables[-1].columns) if self.tables else 0
        return wide > 2 and all(len(row) == wide for row in rows if row)

    def _take_head(self, rows: Sequence[Row], index: int, count: int) -> int:
        """Mark the rows of a head, rules between them aside; return the row after it."""
        while count:
            self._take(rows[index], 0)
            count -= bool(rows[index])
            index += 1
        return index

    def _take(self, row: Row, number: int) -> None:
        kinds = self.tables[-1].columns
        for column, lines in enumerate(row):
            numbered = column == 0 or (column < len(kinds) and kinds[column] == "number")
            for line in lines:
                line.cell = Cell(len(self.tables) - 1, number, column)
                if number and numbered and cell_pattern("number").fullmatch(line.text):
                    line.style, line.label, line.body = "row", line.text, len(line.text)
                else:
                    unlabel(line)


def _lines_of(row: Row) -> list[Line]:
    return [line for lines in row for line in lines]


def _words(row: Row) -> list[str]:
    return [" ".join(line.text for line in lines) for lines in row]


def _first_row(rows: Sequence[Row]) -> int | None:
    """Return where a table begins: with its head, behind a title as there may be, or with rows that count."""
    for index, row in enumerate(rows[:_LONGEST_TITLE]):
        head = read_head([_words(each) for each in rows[index : index + _LOOK] if each]) if row else None
        if head and (names_tasks(head.kinds) or (index == 0 and _counts(rows[index + head.rows :]))):
            return index
    return 0 if _counts(rows) else None


def _counts(rows: Sequence[Row]) -> bool:
    """Tell whether the first cells of rows count on from one, group by group."""
    found = 0
    for row in rows:
        first = _words(row[:1])[0].rstrip(".)") if len(row) > 2 else ""
        found += first.isdecimal() and len(first) < 4 and int(first) in (1, found + 1)
    return found >= _FEWEST_NUMBERED


def goes_on_in_cell(before: Line, line: Line, width: int, *, is_open: bool) -> bool:
    """Tell whether a line of a stacked table carries on the cell of the one before, whose words are open or not.

    Lines are wrapped at the width of the file where a cell is long; a name may be cut in any column.
    """
    if cell_pattern("time").fullmatch(line.text):
        return bool(cell_pattern("awaits_time").search(before.text))
    if cell_pattern("awaits_number").search(before.text):
        return line.text[0].isdigit()
    if is_open or cell_pattern("open").search(before.text):
        return True
    fitted = len(before.text) + 1 + len(line.text.partition(" ")[0])
    return before.text[-1] not in ".;:!?" and len(before.text) > _SHORTEST_WRAPPED and 0 < width < fitted
