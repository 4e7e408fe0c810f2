"""The rows of a table: which stretch of the text fills which column, and which rows are titles of those below.

Where cells stand between bars, each says its column. Where they stand one under another, empty ones leave no trace:
there a row is laid over the columns so that what its cells hold fits best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter

from ...knowledge import Knowledge
from ...reading import Reading
from ...reading.table_heads import cell_pattern, is_ditto
from ...reading.tables import Table
from .cells import Span, is_known, says_nothing
from .columns import fits

#: The title of a group of rows has no more cells than this, its label included.
_TITLE_CELLS = 2
#: What it counts that a cell goes on with the column of the one before, that a list does, that it fits badly;
#: and that a column of a kind stays empty.
_GOES_ON, _LIST_GOES_ON, _LEAST = -0.4, 2.5, -0.3
_LEFT_EMPTY = {"lead": -0.8, "": -0.2}


@dataclass(slots=True)
class Row:
    """A row: its number as printed, and its cells by column, empty ones left out.

    `own` are the columns that the row fills itself; the others are the same as above. `paragraph` is its first one;
    `explicit` says that signs for the same stand in it, so that what is empty is empty.
    """

    paragraph: int
    number: str
    cells: dict[int, Span]
    own: set[int] = field(default_factory=set)
    is_title: bool = False
    explicit: bool = False


def read_rows(reading: Reading, table: Table, kinds: Sequence[str], known: Knowledge) -> list[Row]:
    """Return the rows below the head; a cell that is the same as above, by a sign, holds what that one holds."""
    rows: list[Row] = []
    for paragraphs in table.rows[1:]:
        if not paragraphs:
            continue
        stacked = paragraphs[0][1] is None
        row = (
            _stacked_row(reading, paragraphs, kinds, known)
            if stacked
            else _barred_row(reading, paragraphs, kinds, _last_full(rows))
        )
        if row.cells:
            rows.append(row)
    if rows and rows[0].own and not _is_stacked(table):
        _mark_titles(reading, rows, kinds)
    return rows


def _last_full(rows: list[Row]) -> Row | None:
    """Return the last row that says more than a title does: a sign for the same means that one."""
    return next((row for row in reversed(rows) if len(row.cells) > _TITLE_CELLS), None)


def _is_stacked(table: Table) -> bool:
    return any(column is None for row in table.rows for _, column in row)


def _barred_row(
    reading: Reading, paragraphs: list[tuple[int, int | None]], kinds: Sequence[str], above: Row | None
) -> Row:
    row = Row(paragraphs[0][0], "", {})
    spans: dict[int, Span] = {}
    for index, column in paragraphs:
        paragraph = reading.paragraphs[index]
        assert column is not None
        first, _ = spans.get(column, (paragraph.start, 0))
        spans[column] = (first, paragraph.end)
    for column, span in spans.items():
        words = reading.text[slice(*span)]
        if column < len(kinds) and kinds[column] == "number" and cell_pattern("number").fullmatch(words):
            row.number = words
        elif is_ditto(words):
            row.explicit = True
            if above and column in above.cells:
                row.cells[column] = above.cells[column]
        elif not says_nothing(words):
            row.cells[column] = span
            row.own.add(column)
    return row


def _mark_titles(reading: Reading, rows: list[Row], kinds: Sequence[str]) -> None:
    """Mark the rows that only name a group of those below.

    Such a row says one thing, or the same in each cell; its number is of another order than theirs, or it has none
    among rows that have.
    """
    numbered = sum(bool(row.number) for row in rows) > len(rows) / 2
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        words = {reading.text[slice(*row.cells[column])] for column in row.own}
        label = next((word for word in words if cell_pattern("group").fullmatch(word)), "")
        if len(words - {label}) > 1 or (len(row.own) == 1 and label):
            continue
        if label or len(row.own) > 2 or not row.number:
            row.is_title = bool(label) or len(row.own) > 2 or numbered or _reads_as_title(words)
        elif below is not None and len(row.own) == 1 and row.own == set(row.cells):
            row.is_title = below.number.startswith(row.number.rstrip(".)") + ".")
        if row.is_title and row.own and all(_is_telling(kinds, column) for column in row.own):
            row.is_title = False


def _is_telling(kinds: Sequence[str], column: int) -> bool:
    """Tell a column that says something of the row above where it stands alone: a further doer, time or product."""
    return column < len(kinds) and kinds[column] not in ("", "task", "number", "other", "note")


def _reads_as_title(words: set[str]) -> bool:
    return all(word.isupper() or cell_pattern("group").match(word.partition(" ")[0]) for word in words)


def _stacked_row(
    reading: Reading, paragraphs: list[tuple[int, int | None]], kinds: Sequence[str], known: Knowledge
) -> Row:
    row = Row(paragraphs[0][0], "", {})
    spans: list[Span] = []
    for index, _ in paragraphs:
        paragraph = reading.paragraphs[index]
        if paragraph.style == "row":
            row.number = paragraph.label
        else:
            spans.append((paragraph.start, paragraph.end))
    columns = [column for column, kind in enumerate(kinds) if kind != "number"]
    for column, span in _laid_over(reading.text, spans, columns, kinds, known):
        if says_nothing(reading.text[slice(*span)]) and column not in row.cells:
            continue
        first, _ = row.cells.get(column, span)
        row.cells[column] = (first, span[1])
        row.own.add(column)
    return row


def _is_open(text: str, before: Span, span: Span, known: Knowledge) -> bool:
    """Tell whether a list is not over with the cell before, or a name goes on in this one."""
    return text[before[1] - 1] in ",;" or is_known(text[before[0] : span[1]], known)


def _laid_over(
    text: str, spans: list[Span], columns: list[int], kinds: Sequence[str], known: Knowledge
) -> list[tuple[int, Span]]:
    """Return the column of each cell of a stacked row, from left to right, so that the whole fits best.

    A column may stay empty, and a cell may go on with the column of the one before.
    """
    if not columns or not spans:
        return []
    # What it costs to leave the first columns empty, up to each.
    empty = [0.0, *accumulate(_LEFT_EMPTY.get(kinds[column], _LEFT_EMPTY[""]) for column in columns)]
    # The best score of the cells so far where the last one stands in each of the columns, and the way there.
    best: list[tuple[float, list[int]]] = []
    for place, span in enumerate(spans):
        scores = [fits(text, span, kinds[column], known, first=place == 0) for column in columns]
        goes_on = _LIST_GOES_ON if place and _is_open(text, spans[place - 1], span, known) else _GOES_ON
        following: list[tuple[float, list[int]]] = []
        for at, score in enumerate(scores):
            ways = (
                [(best[at][0] + goes_on + min(max(score, _LEAST), 0), [*best[at][1], at])]
                if best
                else [(score + empty[at], [at])]
            )
            ways += [
                (value + score + empty[at] - empty[before + 1], [*way, at])
                for before, (value, way) in enumerate(best[:at])
            ]
            following.append(max(ways, key=itemgetter(0)))
        best = following
    rest = ((value + empty[-1] - empty[at + 1], way) for at, (value, way) in enumerate(best))
    _, way = max(rest, key=itemgetter(0))
    return [(columns[at], span) for at, span in zip(way, spans, strict=True)]
