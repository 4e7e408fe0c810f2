"""Tables as plain text keeps them: cells between bars, or one under another with a number before each row.

Here rows and cells are told apart, and which rows are the head (`table_heads`). What a row says is read later; a
block of bars without head or numbers (a letterhead, a signature, links of a site) stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .lines import Cell, Line, line_type, unlabel
from .table_heads import Head, cell_pattern, column_kind, names_tasks, read_head

#: The words above the columns of a stacked table take no more lines than this.
_LONGEST_HEADER = 30
#: What stands above the numbers of the rows takes no more characters than this (`Số thứ tự`).
_LONGEST_NUMBER = 12
#: So many rows must count on for a block without a head to be a table.
_FEWEST_NUMBERED = 2
#: A bar behind more blanks opens no line.
_LONGEST_INDENT = 8
#: A cell that is wrapped at the width of the file has lines longer than this.
_SHORTEST_WRAPPED = 45
#: A head is looked for behind so many rows of a title, and takes no more rows than these.
_LONGEST_TITLE, _LOOK = 3, 6
_BAR = re.compile(r"\|")
_RULE = re.compile(r"[\s|:+=-]+")
#: Columns of bodies.
_DOERS = ("lead", "coordinate", "report_to", "monitor")


@dataclass(slots=True)
class Table:
    """A table: words and kind of each column ('' if unknown), and for each row its paragraphs with their columns.

    Row 0 is the head with all its rows; `headed` is false where there is none. A column is None where cells stand
    one under another.
    """

    words: list[str]
    columns: list[str]
    headed: bool = True
    rows: list[list[tuple[int, int | None]]] = field(default_factory=list)

    def add(self, cell: Cell, paragraph: int) -> None:
        """Add a paragraph to its row."""
        while len(self.rows) <= cell.row:
            self.rows.append([])
        self.rows[cell.row].append((paragraph, cell.column))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a block, `[start, end)`, and its cells, None for an empty one; a rule between rows has none."""

    start: int
    end: int
    cells: list[Line | None]

    @property
    def words(self) -> list[str]:
        """The words of each cell."""
        return [cell.text if cell else "" for cell in self.cells]


@dataclass(slots=True)
class BarredTables:
    """Finds the tables of `text` whose rows are lines with bars; `tables` are those found so far.

    The rows of a block are looked at together when its first line is asked for, so that each is read once.
    """

    text: str
    tables: list[Table] = field(default_factory=list)
    _lines: dict[int, list[Line]] = field(default_factory=dict)
    _end: int = 0
    #: The rows so far of the last table, by which one goes on behind a blank line.
    _number: int = 0

    def read(self, raw: str, offset: int) -> list[Line] | None:
        """Return the cells of the line at `offset`, each a line of its own; None where it belongs to no table.

        Of a line that was cut in pieces, the first gives all its cells.
        """
        if offset >= self._end and "|" in raw:
            rows = list(self._block(offset))
            goes_on = bool(self.tables) and not self.text[self._end : offset].strip()
            self._lines = {}
            self._end = rows[-1].end
            self._mark(rows, goes_on=goes_on)
        if offset >= self._end or not self._lines:
            return None
        return self._lines.get(offset, [])

    def _block(self, offset: int) -> Iterator[_Row]:
        """Yield the lines with bars from `offset` on; one title between them may lack its bars."""
        framed = self.text[offset : offset + _LONGEST_INDENT].lstrip().startswith("|")
        while offset < len(self.text):
            end = self.text.find("\n", offset) + 1 or len(self.text)
            raw = self.text[offset:end]
            if "|" not in raw and not self._is_title(raw, end):
                return
            yield _Row(offset, end, [] if is_rule(raw) else barred_cells(raw, offset, framed=framed))
            offset = end

    def _is_title(self, raw: str, end: int) -> bool:
        """Tell a line without bars that stands right between rows and is labelled as a group of them."""
        following = self.text[end : self.text.find("\n", end) + 1 or len(self.text)]
        label = raw.strip().partition(" ")[0]
        return "|" in following and bool(label) and bool(cell_pattern("group").fullmatch(label))

    def _mark(self, rows: list[_Row], *, goes_on: bool) -> None:
        """Tell the tables of a block apart and mark the cells of each; a block that is none leaves no lines."""
        index = _first_row(rows)
        if index is None:
            if not goes_on or not self._continues(rows):
                return
            index = 0
        else:
            goes_on = False
        for row in rows[:index]:
            self._lines[row.start] = [cell for cell in row.cells if cell]
        headed = goes_on
        while index < len(rows):
            head = read_head([row.words for row in rows[index : index + _LOOK] if row.cells])
            if head and rows[index].cells and (not headed or self._is_new_head(head)):
                if not headed or head.words != self.tables[-1].words:
                    self._begin(Table(head.words, head.kinds))
                index, headed = self._take_head(rows, index, head.rows), True
                continue
            if not headed:
                self._begin(Table([], [], headed=False))
                headed = True
            self._number += bool(rows[index].cells)
            self._take(rows[index], self._number)
            index += 1

    def _begin(self, found: Table) -> None:
        self.tables.append(found)
        self._number = 0

    def _is_new_head(self, head: Head) -> bool:
        """Tell a head in the midst of rows: the same again, or one of a further table."""
        return head.words == self.tables[-1].words or ("number" in head.kinds and names_tasks(head.kinds))

    def _continues(self, rows: list[_Row]) -> bool:
        """Tell whether rows behind a blank line are more of the last table."""
        wide = len(self.tables[-1].columns)
        return wide > 2 and all(len(row.cells) == wide for row in rows if row.cells)

    def _take_head(self, rows: list[_Row], index: int, count: int) -> int:
        """Mark the rows of a head, rules between them aside; return the row after it."""
        while count:
            self._take(rows[index], 0)
            count -= bool(rows[index].cells)
            index += 1
        return index

    def _take(self, row: _Row, number: int) -> None:
        kinds = self.tables[-1].columns
        for column, line in enumerate(row.cells):
            if line is None:
                continue
            line.cell = Cell(len(self.tables) - 1, number, column)
            numbered = column < len(kinds) and kinds[column] == "number"
            if number and (numbered or column == 0) and cell_pattern("number").fullmatch(line.text):
                line.style, line.label, line.body = "row", line.text, len(line.text)
            else:
                unlabel(line)
        self._lines[row.start] = [cell for cell in row.cells if cell]


def _first_row(rows: list[_Row]) -> int | None:
    """Return where a table begins: with its head, behind a title as there may be, or with rows that count."""
    for index, row in enumerate(rows[:_LONGEST_TITLE]):
        head = (
            read_head([each.words for each in rows[index : index + _LOOK] if each.cells])
            if row.cells
            else None
        )
        if head and (names_tasks(head.kinds) or (index == 0 and _counts(rows[index + head.rows :]))):
            return index
    return 0 if _counts(rows) else None


def _counts(rows: list[_Row]) -> bool:
    """Tell whether the first cells of rows count on from one, group by group."""
    found = 0
    for row in rows:
        first = row.words[0].rstrip(".)") if len(row.cells) > 2 else ""
        found += first.isdecimal() and len(first) < 4 and int(first) in (1, found + 1)
    return found >= _FEWEST_NUMBERED


def barred_cells(raw: str, offset: int, *, framed: bool) -> list[Line | None]:
    """Return the cells of a line with bars; None for one that is empty. A `framed` one has bars at its ends as well.

    >>> [cell and cell.text for cell in barred_cells("| 1 | Xây dựng kế hoạch | | Sở Nội vụ |", 0, framed=True)]
    ['1', 'Xây dựng kế hoạch', None, 'Sở Nội vụ']
    >>> [cell and cell.text for cell in barred_cells(" | Chủ trì | Phối hợp | ", 0, framed=False)]
    [None, 'Chủ trì', 'Phối hợp', None]
    """
    ends = [match.start() for match in _BAR.finditer(raw)]
    start = ends.pop(0) + 1 if framed and raw.lstrip().startswith("|") else 0
    if not (framed and raw.rstrip().endswith("|")):
        ends.append(len(raw))
    begins = [start, *(end + 1 for end in ends[:-1])] if ends else []
    return [line_type(raw[a:b], offset + a) for a, b in zip(begins, ends, strict=True)]


def is_rule(raw: str) -> bool:
    """Tell whether a line only parts the rows of a table (`|---|---|`)."""
    return bool(_RULE.fullmatch(raw)) and "|" in raw and not raw.replace("|", "").isspace()


def mark_stacked(lines: list[Line], first_table: int) -> list[Table]:
    """Find the tables whose cells stand one under another, and mark their lines; return them, rows still empty."""
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        found = _stacked_head(lines, index)
        if found is None:
            index += 1
            continue
        heads, row_at = found
        number = first_table + len(tables)
        tables.append(Table(heads, [column_kind(head) for head in heads]))
        for line in lines[index:row_at]:
            line.cell = Cell(number, 0, None)
        index = _mark_rows(lines, row_at, number)
    return tables


def _stacked_head(lines: list[Line], index: int) -> tuple[list[str], int] | None:
    """Return the words above the columns, which stand line by line, and where the first row begins."""
    line = lines[index]
    if line.cell or len(line.text) > _LONGEST_NUMBER or column_kind(line.text) != "number":
        return None
    last = min(index + _LONGEST_HEADER, len(lines))
    end = next((at for at in range(index + 1, last) if _opens_rows(lines[at])), None)
    if end is None:
        return None
    heads = _sub_heads_in_place(_stacked_heads([each.text for each in lines[index:end]]))
    if len(heads) < 3 or not any(column_kind(head) == "task" for head in heads):
        return None
    return heads, _behind_column_numbers(lines, end)


def _opens_rows(line: Line) -> bool:
    """Tell the first line that is no head any more: the number of a row, of a column or of a group of rows."""
    label = line.text.strip("()[]")
    return bool(line.style) or _row_number(label) is not None or bool(cell_pattern("group").fullmatch(label))


def _stacked_heads(words: list[str]) -> list[str]:
    """Join the lines that are the head of one column.

    >>> _stacked_heads(["TT", "Tên nhiệm vụ/dự", "án", "CƠ QUAN", "CHỦ TRÌ", "Phối hợp"])
    ['TT', 'Tên nhiệm vụ/dự án', 'CƠ QUAN CHỦ TRÌ', 'Phối hợp']
    """
    heads: list[str] = []
    for line in words:
        if heads and _goes_on(heads[-1], line):
            heads[-1] += f" {line}"
        else:
            heads.append(line)
    return heads


def _goes_on(head: str, line: str) -> bool:
    if not line[0].isupper() or head[-1] in ",/-":
        return True
    kind, more = column_kind(head), column_kind(line)
    if head.isupper() and line.isupper() and more in (kind, "") and kind != "number":
        return True
    bare = kind == "lead" and not any(cell_pattern(role).search(head) for role in ("lead", "coordinate"))
    return bare and len(head.split()) < 3 and more in _DOERS


def _sub_heads_in_place(heads: list[str]) -> list[str]:
    """Put `Chủ trì`, `Phối hợp` that end a head of two rows where the column stands that they split.

    >>> _sub_heads_in_place(["TT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời hạn", "Chủ trì", "Phối hợp"])
    ['TT', 'Nhiệm vụ', 'Chủ trì', 'Phối hợp', 'Thời hạn']
    """
    kinds = [column_kind(head) for head in heads]
    first = max((at for at, kind in enumerate(kinds) if kind == "lead"), default=0)
    below = range(first, len(heads))
    parent = next(
        (at for at in range(first) if kinds[at] == "lead" and not cell_pattern("lead").search(heads[at])),
        None,
    )
    if parent is None or len(below) < 2 or not all(kinds[at] in _DOERS for at in below):
        return heads
    return [*heads[:parent], *heads[first:], *heads[parent + 1 : first]]


def _behind_column_numbers(lines: list[Line], start: int) -> int:
    """Return where the rows begin, behind a row of numbers of columns as there may be."""
    end = start
    while end < len(lines) and _row_number(lines[end].text.strip("()[]")) == end - start + 1:
        end += 1
    bracketed = lines[start].text[0] in "(["
    return end if end - start > (1 if bracketed else 2) else start


def _row_number(words: str) -> int | None:
    """Return the number that is a whole line, as it stands before each row."""
    figures = words.rstrip(".")
    return int(figures) if figures.isdecimal() and len(figures) <= 3 else None


def _mark_rows(lines: list[Line], start: int, number: int) -> int:
    """Mark the rows from `start`; return the line after the table.

    Where the cells of the first row stand without blank lines between them, a blank line ends the table.
    """
    row = printed = 0
    in_title = True  # of a group of rows, after which the numbers may begin anew
    dense = not any(line.gap for line in lines[start : start + 3])
    for index in range(start, len(lines)):
        line = lines[index]
        figure = _row_number(line.text)
        part = cell_pattern("number").fullmatch(line.text) and line.text.startswith(f"{printed}.")
        if figure is not None and (figure == printed + 1 or (in_title and figure == 1)):
            row, printed, in_title = row + 1, figure, False
            line.style, line.label, line.page = "row", line.text, None
        elif part and figure is None:
            row += 1
            line.style, line.label, line.page = "row", line.text, None
        elif _ends_table(line, after_blank=dense and bool(row) and not in_title, begun=bool(row)):
            return index
        elif _is_group(line):
            in_title = True
        if not in_title:
            line.cell = Cell(number, row, None)
    return len(lines)


def _is_group(line: Line) -> bool:
    """Tell a line that is the title of a group of rows, or its number alone."""
    return line.style in ("roman", "upper") or bool(cell_pattern("group").fullmatch(line.text))


def _ends_table(line: Line, *, after_blank: bool, begun: bool) -> bool:
    """Tell a line that is no cell any more: of another part, of the signature, or behind a blank line that ends it."""
    if line.style in ("appendix", "part", "chapter"):
        return True
    if begun and (cell_pattern("after").match(line.text) or column_kind(line.text) == "number"):
        return True
    return after_blank and line.gap and not _is_group(line)


def goes_on_in_cell(before: Line, line: Line, width: int, *, is_open: bool) -> bool:
    """Tell whether a line of a stacked table carries on the cell of the one before, whose words are open or not.

    Lines are wrapped at the width of the file where a cell is long; a name may be cut in any column.
    """
    if cell_pattern("time").fullmatch(line.text) and not cell_pattern("awaits_time").search(before.text):
        return False
    if cell_pattern("awaits_number").search(before.text):
        return line.text[0].isdigit()
    if is_open or cell_pattern("open").search(before.text):
        return True
    fitted = len(before.text) + 1 + len(line.text.partition(" ")[0])
    return before.text[-1] not in ".;:!?" and len(before.text) > _SHORTEST_WRAPPED and 0 < width < fitted
