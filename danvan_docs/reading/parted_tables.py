"""Tables of portal pages: each cell on lines of its own, a bar alone on its line before the first and behind each.

A row ends where the next one's bar stands right behind its last; so do two empty cells. How many cells the head has,
and the numbers of the rows, tell which is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .barred_tables import barred_cells
from .lines import Line
from .table_heads import cell_pattern, column_kind
from .tables import RowMarker

#: A cell has no more lines than this.
_LONGEST_CELL = 60


def mark_parted(lines: list[Line], marker: RowMarker) -> None:
    """Find such tables, mark the lines of their cells and take out the bars."""
    index = 0
    while index + 2 < len(lines):
        head = lines[index + 1]
        if lines[index].text != "|" or head.cell or column_kind(head.text) != "number":
            index += 1
            continue
        block = _Block(lines, index)
        block.read()
        marked = marker.mark(block.rows)
        cells = [line for row in marked or () for line in row] or lines[index : block.end]
        lines[index : block.end] = cells
        index += len(cells)


@dataclass(slots=True)
class _Block:
    """Reads the rows from the bar at `start` on, up to the line `end`."""

    lines: list[Line]
    start: int
    end: int = 0
    rows: list[list[list[Line]]] = field(default_factory=list)
    _tokens: list[tuple[Line | None, int]] = field(default_factory=list)
    _width: int = 0

    def read(self) -> None:
        """Read all rows."""
        self._cut()
        row: list[list[Line]] | None = None
        cell: list[Line] = []
        for place, (line, at) in enumerate(self._tokens):
            if row is None:
                if line is not None:
                    break
                row, cell = [], []
            elif line is not None:
                cell.append(line)
                if len(cell) > _LONGEST_CELL:
                    break
            else:
                row.append(cell)
                cell = []
                if self._ends_row(row, place):
                    self.rows.append(row)
                    self.end, row = at + 1, None
        if row and len(row) > 1 and len(cell) <= 1:  # the last row of a page that is cut off
            self.rows.append([*row, cell])
            self.end = self._tokens[-1][1] + 1
        self.end = max(self.end, self.start + 1)

    def _cut(self) -> None:
        """Cut the lines at their bars: None for a bar, else a line of a cell."""
        empty = 0
        for at in range(self.start, len(self.lines)):
            line = self.lines[at]
            empty = 0 if "|" in line.text else empty + 1
            if empty > _LONGEST_CELL:
                return
            if "|" not in line.text:
                self._tokens.append((line, at))
                continue
            parts = barred_cells(line.text, line.pieces[0][1], framed=False)
            for number, part in enumerate(parts):
                if number:
                    self._tokens.append((None, at))
                self._tokens += [(each, at) for each in part]

    def _ends_row(self, row: list[list[Line]], place: int) -> bool:
        """Tell whether the bar at `place` ends a row, which then has these cells."""
        following = self._tokens[place + 1 : place + 4]
        bar_next = not following or following[0][0] is None
        if not self.rows:
            self._width = len(row)
            return bar_next
        if len(self.rows) == 1 and bar_next and 1 < len(row) < self._width and _are_heads(row):
            self._width += len(row) - 1
            return True
        if len(row) >= self._width:
            return True
        return (
            bar_next
            and len(row) > 1
            and len(following) == 3
            and self._opens(following[1][0], following[2][0])
        )

    def _opens(self, number: Line | None, after: Line | None) -> bool:
        """Tell the number cell of a further row."""
        if number is None or after is not None:
            return False
        return any(cell_pattern(name).fullmatch(number.text) for name in ("number", "group"))


def _are_heads(row: list[list[Line]]) -> bool:
    return all(column_kind(" ".join(line.text for line in cell)) for cell in row)
