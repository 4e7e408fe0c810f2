"""The text of a document as HTML: its paragraphs as blocks, its marks as elements, not a character more or less.

Marks may lie in one another or cross. One that is cut, by the end of a block or by another mark, goes on in an
element that points back to the first (`data-of`); id, label and note stand on the first alone.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from ..models import Block
from .marks import Mark

_BAR = re.compile(r"(?:[^\S\n]*\|)+[^\S\n]*")
_BETWEEN, _CELL_BAR = "", "bar"
_ROLES = {
    "title": ' role="heading" aria-level="2"', "heading": ' role="heading" aria-level="3"', "cell": ' role="cell"',
}  # fmt: skip
# What a page cannot hold, or would read as another character.
_HELD = str.maketrans({"\r": "&#13;", "\0": "\ufffd", **{chr(c): "\ufffd" for c in range(0xD800, 0xE000)}})


class Stretch(NamedTuple):
    """A part of the text that one block has to itself; `kind` is '' for blank space, `bar` for what parts cells."""

    start: int
    end: int
    kind: str


def marked_text(text: str, blocks: Sequence[Block], marks: Iterable[Mark], pages: Sequence[int] = ()) -> str:
    """Return the HTML of a text; `marks` and `blocks` are in the order of the text, `pages` are where pages start.

    >>> marked_text("Giao Sở A.", [Block(start=0, end=10, kind="body")], [Mark(5, 9, "actor", "a1")])
    '<div class="body">Giao <mark class="actor" id="a1">Sở A</mark>.</div>'
    """
    writer = _Writer(text, marks, pages)
    for table, rows in groupby(_rows(stretches(text, blocks)), key=_is_table):
        if table:
            writer.table(rows)
        else:
            for row in rows:
                writer.stretch(row[0])
    return "".join(writer.out)


def stretches(text: str, blocks: Iterable[Block]) -> Iterator[Stretch]:
    """Yield the parts of the text, in order and without a gap; a block that another interrupts goes on after it."""
    done, open_blocks = 0, list[Block]()
    for block in [*blocks, Block(start=len(text), end=len(text), kind="body")]:
        while open_blocks:
            last = open_blocks[-1]
            yield from _stretch(text, done, min(last.end, block.start), last.kind)
            done = max(done, min(last.end, block.start))
            if last.end > block.start:
                break
            open_blocks.pop()
        yield from _stretch(text, done, block.start, _BETWEEN)
        done = max(done, block.start)
        open_blocks.append(block)


def _stretch(text: str, start: int, end: int, kind: str) -> Iterator[Stretch]:
    if start >= end:
        return
    words = text[start:end]
    if not words.strip():
        kind = _BETWEEN
    elif not kind:
        kind = _CELL_BAR if _BAR.fullmatch(words) else "body"
    yield Stretch(start, end, kind)


def _rows(parts: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Yield each stretch by itself, but the cells of one row of a table together, with what follows the last."""
    row: list[Stretch] = []
    for part in parts:
        new_cell = part.kind == "cell" and row and row[-1].kind != _CELL_BAR
        if row and (row[0].kind != "cell" or new_cell or part.kind not in ("cell", _CELL_BAR, _BETWEEN)):
            yield row
            row = []
        row.append(part)
    if row:
        yield row


def _is_table(row: Sequence[Stretch]) -> bool:
    return row[0].kind == "cell"


class _Writer:
    """Writes stretch after stretch; keeps which marks and pages come next, and which marks are open."""

    def __init__(self, text: str, marks: Iterable[Mark], pages: Sequence[int]) -> None:
        self.out: list[str] = []
        self._text = text
        self._coming = deque(marks)
        self._pages = deque(enumerate(pages, start=1))
        self._open: list[Mark] = []

    def table(self, rows: Iterable[Sequence[Stretch]]) -> None:
        self.out.append('<div class="table" role="table">')
        for row in rows:
            self.out.append('<div class="row" role="row">')
            for part in row:
                self.stretch(part)
            self.out.append("</div>")
        self.out.append("</div>")

    def stretch(self, part: Stretch) -> None:
        words = self._text[part.start : part.end]
        if part.kind == _BETWEEN:
            self.out.append(escaped(words))
        elif part.kind == _CELL_BAR:
            empty = '<div class="cell" role="cell"></div>' * (words.count("|") - 1)
            self.out.append(f'<span class="bar">{words}</span>{empty}')
        else:
            role = _ROLES.get(part.kind, "")
            self.out.append(f'<div class="{part.kind}"{role}>')
            self._words(part.start, part.end)
            self.out.append("</div>")

    def _words(self, start: int, end: int) -> None:
        """Write the text of one block; what is still open at its end goes on in the next."""
        self.out += map(_go_on, self._open)
        at = start
        while True:
            self._end_marks(at)
            if at == end:
                break
            self._begin_marks(at)
            stop = min([end, *(mark.end for mark in self._open), *self._next_starts()])
            self.out.append(escaped(self._text[at:stop]))
            at = stop
        self.out.append("</mark>" * len(self._open))

    def _next_starts(self) -> Iterator[int]:
        if self._coming:
            yield self._coming[0].start
        if self._pages:
            yield self._pages[0][1]

    def _begin_marks(self, at: int) -> None:
        while self._pages and self._pages[0][1] <= at:
            self.out.append(f'<span class="page" data-page="{self._pages.popleft()[0]}"></span>')
        while self._coming and self._coming[0].start <= at:
            mark = self._coming.popleft()
            self.out.append(_begin(mark))
            if mark.end > at:
                self._open.append(mark)
            else:
                self.out.append("</mark>")

    def _end_marks(self, at: int) -> None:
        """Close what ends here; a mark inside that goes on is closed with it and opened again."""
        ended = next((i for i, mark in enumerate(self._open) if mark.end <= at), None)
        if ended is None:
            return
        inside = self._open[ended:]
        going_on = [mark for mark in inside if mark.end > at]
        self._open[ended:] = going_on
        self.out.append("</mark>" * len(inside))
        self.out += map(_go_on, going_on)


def _begin(mark: Mark) -> str:
    values = {
        "class": _class(mark), "id": mark.id, "data-label": mark.label, "title": mark.note,
        "tabindex": "0" if mark.note else "",
    }  # fmt: skip
    said = " ".join(f'{name}="{escaped(value)}"' for name, value in values.items() if value)
    return f"<mark {said}>"


def _go_on(mark: Mark) -> str:
    return f'<mark class="{_class(mark)}" data-of="{mark.id}">'


def _class(mark: Mark) -> str:
    return f"{mark.kind} {mark.tone}".strip()


def escaped(text: str) -> str:
    """Return text as HTML that a browser reads back as the same characters.

    >>> escaped("a < b\\r")
    'a &lt; b&#13;'
    """
    return escape(text).translate(_HELD)
