"""Pages of lines put together to one text: what pictures and PDF files have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..source import Box
from .assembly import Assembly, Piece
from .page_lines import PageLine, turned
from .page_parts import Note, note_text, running_heads, split_notes
from .page_tables import Table, goes_on, joined
from .tables import Cell, add_table

#: A distance between lines so much larger than the usual one is a gap.
_GAP = 1.22
#: A line broken inside a symbol: `16/CT-`.
_BROKEN_SYMBOL = re.compile(r"[^\W_][-/]$")
_SYMBOL_PART = re.compile(r"[A-ZĐƯ0-9]")
#: How the words of a directive end; signature and recipients come after it.
_END = "./."


@dataclass(slots=True)
class Page:
    """One page as it is read: its size in points, groups of lines in reading order, tables.

    `turns` are the quarters of a turn, clockwise, from the page as it is shown to that.
    """

    width: float
    height: float
    groups: list[list[PageLine]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    turns: int = 0

    def lines(self) -> list[PageLine]:
        """Return all lines outside of tables."""
        return [line for group in self.groups for line in group]

    def every_line(self) -> list[PageLine]:
        """Return all lines, those in tables too."""
        cells = (lines for each in self.tables for row in each.rows for _, lines in row)
        return [*self.lines(), *(line for lines in cells for line in lines or ())]

    def text(self) -> str:
        """Return the words of a page, for judging them."""
        return "\n".join(line.text for line in self.every_line())

    def box(self, lines: Sequence[PageLine]) -> Box:
        """Return the place of lines as shares of the page as it is shown."""
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        top, bottom = min(line.top for line in lines), max(line.base for line in lines)
        corners = [(left / self.width, top / self.height), (right / self.width, bottom / self.height)]
        shown = [turned(*corner, 1.0, 1.0, -self.turns) for corner in corners]
        (first, third), (second, fourth) = (
            sorted(round(min(max(share, 0.0), 1.0), 4) for share in shares)
            for shares in zip(*shown, strict=True)
        )
        return first, second, third, fourth


def add_pages(assembly: Assembly, pages: Sequence[Page]) -> None:
    """Add the text of all pages, without running heads and page numbers, notes where a paragraph ends."""
    everything = [page.lines() for page in pages]
    heads = running_heads(everything)
    numbers = {line.text for lines in everything for line in lines if id(line) in heads}
    words = sorted({text for text in numbers if any(map(str.isalpha, text))})
    for text in words[:3]:
        assembly.notice("left_out", f"page header or footer “{text[:60]}”")
    writer = _Writer(assembly, _usual_size(everything), _usual_pitch(everything))
    for number, page in enumerate(pages, start=1):
        page.groups = [[line for line in group if id(line) not in heads] for group in page.groups]
        writer.page(page, number)
    writer.notes()


def _usual_size(pages: Sequence[Sequence[PageLine]]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _usual_pitch(pages: Sequence[Sequence[PageLine]]) -> float:
    pitches = Counter(
        round(after.base - before.base)
        for lines in pages
        for before, after in pairwise(lines)
        if 0 < after.base - before.base < 4 * before.size
    )
    return pitches.most_common(1)[0][0] if pitches else 0.0


@dataclass(slots=True)
class _Writer:
    """Adds page after page; notes wait until a paragraph ends, so that they split no sentence."""

    assembly: Assembly
    size: float
    pitch: float
    _before: PageLine | None = None
    _open: list[Sequence[Cell]] = field(default_factory=list)
    _edges: Sequence[float] = ()
    _waiting: list[tuple[Note, Page, int]] = field(default_factory=list)

    def page(self, page: Page, number: int) -> None:
        """Add the lines and tables of a page."""
        tables = sorted(page.tables, key=lambda table: table.top)
        if tables and self._goes_on(tables[0], page, number):
            tables.pop(0)
        elif number > 1:
            self._close_table()
            self.assembly.page_break()
        for index, group in enumerate(page.groups):
            last = index == len(page.groups) - 1
            lines, notes = split_notes(group, self.size) if last else (group, [])
            if index:
                self._apart()
            for place, line in enumerate(lines):
                while tables and tables[0].top < line.base:
                    self._table(tables.pop(0), page, number)
                self._line(line, page, first=place == 0)
            self._waiting += [(note, page, number) for note in notes]
        for table in tables:
            self._table(table, page, number)

    def notes(self) -> None:
        """Add the notes that wait."""
        self._close_table()
        for note, page, number in self._waiting:
            self.assembly.note(note.mark, note_text(note), page=number, box=page.box(note.lines))
        self._waiting = []

    def _apart(self) -> None:
        self._close_table()
        self.assembly.gap()
        self._before = None

    def _line(self, line: PageLine, page: Page, *, first: bool) -> None:
        self._close_table()
        joint = self._joint(line, first=first)
        if joint == "\n\n":
            self.notes()
            self.assembly.gap()
        self.assembly.line(Piece(line.text, box=page.box([line]), words=line.words), joint)
        self._before = line

    def _joint(self, line: PageLine, *, first: bool) -> str:
        """Return what stands between a line and the one before: nothing, a line break or a gap.

        Which lines go on in the next is left to the layout, which does it for every kind of text.
        """
        before = self._before
        if before is None:
            return "\n"
        far = line.base - before.base > _GAP * max(self.pitch, line.size) or line.base < before.top
        if (far and not first) or before.text.endswith(_END):
            return "\n\n"
        return "" if _BROKEN_SYMBOL.search(before.text) and _SYMBOL_PART.match(line.text) else "\n"

    def _table(self, table: Table, page: Page, number: int) -> None:
        """Begin a table; it stays open, since the next page may go on with it."""
        self._close_table()
        self._before = None
        self._open, self._edges = self._rows(table, page, number), table.edges

    def _goes_on(self, table: Table, page: Page, number: int) -> bool:
        """Add the rows of a table to the open one where it goes on with that; tell whether it does."""
        if not self._open or not goes_on(self._edges, table.edges):
            return False
        if any(line.base < table.top for line in page.lines()):
            return False
        rows = joined(self._open, self._rows(table, page, number))
        self._open = rows or self._open
        return rows is not None

    def _close_table(self) -> None:
        if self._open:
            add_table(self.assembly, self._open)
            self._open = []

    def _rows(self, table: Table, page: Page, number: int) -> list[Sequence[Cell]]:
        return [
            [
                Cell(
                    column,
                    [Piece(each.text, number, page.box([each]), each.words) for each in lines or ()],
                    goes_on=lines is None,
                )
                for column, lines in row
            ]
            for row in table.rows
        ]
