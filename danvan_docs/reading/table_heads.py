"""The head of a table: what the words above each column say that it holds, over one row or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..grammar import compiled, table

#: The words above a column take no more characters than this.
_LONGEST = 120
#: A head has no more rows than this, numbers of columns included.
_MOST_ROWS = 4
#: Patterns in which capital and small letters differ.
_CASED = ("group", "open", "after")
#: Kinds that make a table one of tasks, once it says what is to be done.
TELLING = frozenset({"lead", "coordinate", "when", "product", "report_to", "monitor"})


@dataclass(frozen=True, slots=True)
class Head:
    """How many rows it takes; for each column the words above it, and the kind that they tell ('' if unknown)."""

    rows: int
    words: list[str]
    kinds: list[str]


@cache
def _columns() -> dict[str, re.Pattern[str]]:
    rules = table("tables")
    before = rules["before"]["words"]
    return {
        kind: compiled(f"{before}(?:{pattern})", re.IGNORECASE) for kind, pattern in rules["columns"].items()
    }


@cache
def cell_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of `[cells]` or `[roles]` of `grammar/tables.toml`."""
    rules = table("tables")
    return compiled((rules["cells"] | rules["roles"])[name], 0 if name in _CASED else re.IGNORECASE)


def column_kind(words: str) -> str:
    """Return the kind of a column by the words above it, '' if they are not known.

    >>> column_kind("Cơ quan chủ trì"), column_kind("Sở, ngành phối hợp"), column_kind("Thời hạn xong")
    ('lead', 'coordinate', 'when')
    >>> column_kind("Đơn vị tính"), column_kind("Kết quả (dự kiến)"), column_kind("Bản đồ")
    ('other', 'product', '')
    """
    words = " ".join(words.strip(" *:.-").split())
    if not words or len(words) > _LONGEST:
        return ""
    kind = next((kind for kind, pattern in _columns().items() if pattern.match(words)), "")
    if kind != "doer":
        return kind
    leads, helps = cell_pattern("lead").search(words), cell_pattern("coordinate").search(words)
    return "coordinate" if helps and not leads else "lead"


def is_ditto(words: str) -> bool:
    """Tell a sign that repeats the cell above (`-nt-`, `//`, `Như trên`)."""
    return bool(words) and bool(cell_pattern("ditto").fullmatch(words.strip()))


def read_head(rows: Sequence[Sequence[str]]) -> Head | None:
    """Return the head that the first rows of a table are, None if they are none.

    A row below that only splits columns (`Chủ trì | Phối hợp` under `Cơ quan thực hiện`) belongs to it, and so do
    the numbers of the columns.

    >>> head = read_head([["TT", "Nhiệm vụ", "Thực hiện", "Hạn"], ["", "", "Chủ trì", "Phối hợp", ""], ["(1)", "(2)"]])
    >>> head.rows, head.kinds
    (3, ['number', 'task', 'lead', 'coordinate', 'when'])
    """
    if not rows or not _may_be_head(rows[0]):
        return None
    words, kinds = list(rows[0]), [column_kind(cell) for cell in rows[0]]
    count = 1
    while count < min(len(rows), _MOST_ROWS):
        if numbers_columns(rows[count]):
            return Head(count + 1, words, kinds)
        split = _split(words, kinds, rows[count])
        if split is None:
            break
        words, kinds = split
        count += 1
    return Head(count, words, kinds)


def names_tasks(kinds: Sequence[str]) -> bool:
    """Tell whether the kinds of the columns are those of a table of tasks."""
    return "task" in kinds and any(kind in TELLING for kind in kinds)


def numbers_columns(row: Sequence[str]) -> bool:
    """Tell a row that only numbers the columns: `(1) (2) (3)`, `A B 1 2`.

    >>> numbers_columns(["", "(1)", "(2)"]), numbers_columns(["1", "2", "3=1+2"]), numbers_columns(["1", "", "2"])
    (True, True, False)
    """
    cells = [cell.strip() for cell in row if cell.strip()]
    number = cell_pattern("column_number")
    if len(cells) < 2 or not all(number.fullmatch(cell) for cell in cells):
        return False
    figures = [int(match[0]) for cell in cells if (match := re.search(r"\d+", cell))]
    rising = all(b - a == 1 for a, b in pairwise(figures))
    return rising and len(figures) > 1 and (len(cells) > 2 or cells[0][0] in "([")


def _may_be_head(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) < 2 or any(len(cell) > _LONGEST for cell in cells) or is_ditto(cells[0]):
        return False
    return not cell_pattern("number").fullmatch(cells[0]) and not numbers_columns(row)


def _split(words: list[str], kinds: list[str], row: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return words and kinds once a further row of the head has split columns; None if the row is no such one."""
    below = ["" if is_ditto(cell) else cell.strip() for cell in row]
    named = [cell for cell in below if cell]
    if not named or not all(len(cell) <= _LONGEST for cell in named):
        return None
    first = next(column for column, cell in enumerate(below) if cell)
    if len(row) < len(words):
        return _split_by_kind(words, kinds, named)
    for column, cell in enumerate(below):
        same = column < len(words) and cell == words[column]
        if cell and not same and column < len(kinds) and kinds[column] in ("number", "task"):
            return None
    spread = len(row) - len(words)
    if spread:
        if first >= len(words):
            return None
        words = [*words[: first + 1], *[""] * spread, *words[first + 1 :]]
        kinds = [*kinds[: first + 1], *[""] * spread, *kinds[first + 1 :]]
    spanned = [column for column in range(1, len(words)) if not words[column].strip() and below[column]]
    known = [column_kind(cell) or _is_time(cell) for cell in named]
    if not spanned and not all(known):
        return None
    if not any(known) and not spanned:
        return None
    made_words, made_kinds, parent = [], [], 0
    for column, (head, cell) in enumerate(zip(words, below, strict=True)):
        parent = column if head.strip() else parent
        if not cell or cell == head:
            made_words.append(head)
            made_kinds.append(kinds[column])
        else:
            made_words.append(f"{words[parent]} {cell}".strip())
            made_kinds.append(column_kind(cell) or kinds[parent])
    return made_words, made_kinds


def _split_by_kind(
    words: list[str], kinds: list[str], named: list[str]
) -> tuple[list[str], list[str]] | None:
    """Split the column that the names below it are of, where the row holds nothing but these names."""
    below = [column_kind(cell) for cell in named]
    if len(named) < 2:
        return None
    wanted = "when" if all(map(_is_time, named)) or set(below) == {"when"} else "lead"
    if wanted == "lead" and not all(kind in TELLING for kind in below):
        return None
    parent = next((column for column, kind in enumerate(kinds) if kind == wanted), None)
    if parent is None:
        return None
    made = [f"{words[parent]} {cell}" for cell in named]
    kept = [kind or wanted for kind in below]
    return [*words[:parent], *made, *words[parent + 1 :]], [*kinds[:parent], *kept, *kinds[parent + 1 :]]


def _is_time(words: str) -> str:
    return "when" if cell_pattern("period").fullmatch(words) else ""
