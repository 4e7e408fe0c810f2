"""Tables whose cells stand one under another, as a copied page leaves them: a number begins each row.

Empty cells leave no trace there: which column a cell is of is told later, by what it holds.
"""

from __future__ import annotations

from .lines import Cell, Line
from .table_heads import cell_pattern, column_kind
from .tables import Table

#: The words above the columns of a stacked table take no more lines than this.
_LONGEST_HEADER = 30
#: What stands above the numbers of the rows takes no more characters than this (`Số thứ tự`).
_LONGEST_NUMBER = 12
#: Columns of bodies.
_DOERS = ("lead", "coordinate", "report_to", "monitor")


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
    return bool(cell_pattern("bare").fullmatch(head)) and more in ("lead", "coordinate")


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
            _label_group(line)
        if not in_title:
            line.cell = Cell(number, row, None)
    return len(lines)


def _is_group(line: Line) -> bool:
    """Tell a line that is the title of a group of rows, or its number alone."""
    return line.style in ("roman", "upper") or bool(cell_pattern("group").fullmatch(line.text))


def _label_group(line: Line) -> None:
    """Let the number of a group that stands alone on its line be a label: the title is on the next one."""
    if not line.style:
        line.label = line.value = line.text.rstrip(".)/:")
        line.style, line.body = ("roman" if set(line.label) <= set("IVX") else "upper"), len(line.text)


def _ends_table(line: Line, *, after_blank: bool, begun: bool) -> bool:
    """Tell a line that is no cell any more: of another part, of the signature, or behind a blank line that ends it."""
    if line.style in ("appendix", "part", "chapter"):
        return True
    if begun and (cell_pattern("after").match(line.text) or column_kind(line.text) == "number"):
        return True
    return after_blank and line.gap and not _is_group(line)
