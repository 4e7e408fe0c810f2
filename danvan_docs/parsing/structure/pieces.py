"""The printed lines of a letterhead or of a signature, column by column.

A letterhead has two columns, and so has the foot of a page: recipients left, signature right. Files keep them as blanks
or tabs on one line, as cells between bars or as lines one under another. Here each line is cut where its columns part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...reading import Reading

#: Columns are parted by a tab, or by so many blanks.
_GAP = re.compile(r"\t| {3,}")
_PARTED = re.compile(r" ?\|[ |]*| ")
_TAB = 8
#: A line of one column belongs to the right one if it is indented by at least so many characters, and by more than
#: this share of where the right column begins on other lines.
_INDENTED, _SHARE = 16, 0.7
#: What stands further to the right than this is simply far to the right.
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one printed line, `[start, end)` in the reading text, in one column, counted from 0.

    `indent` is its place on the line in characters; `opens` says that its paragraph begins with it.
    """

    start: int
    end: int
    paragraph: int
    column: int
    indent: int
    opens: bool

    def words(self, reading: Reading) -> str:
        """Return the words of the piece as they read."""
        return reading.text[self.start : self.end]


def pieces(reading: Reading, paragraphs: Iterable[int]) -> list[Piece]:
    """Return the pieces of the paragraphs, line after line.

    >>> from danvan_docs.reading import read_layout
    >>> reading = read_layout("Nơi nhận:\\tKT. CHỦ TỊCH\\n- Sở Y tế;\\tPHÓ CHỦ TỊCH")
    >>> [(piece.column, piece.words(reading)) for piece in pieces(reading, range(2))]
    [(0, 'Nơi nhận:'), (1, 'KT. CHỦ TỊCH'), (0, '- Sở Y tế;'), (1, 'PHÓ CHỦ TỊCH')]
    """
    found = [piece for index in paragraphs for piece in _cut(reading, index)]
    right = min((piece.indent for piece in found if piece.column), default=0)
    if not right:
        return found
    limit = max(_INDENTED, int(_SHARE * right))
    return [
        replace(piece, column=1) if not piece.column and piece.indent >= limit else piece for piece in found
    ]


def by_column(found: list[Piece]) -> list[Piece]:
    """Return the pieces of the left column, then those of the columns to its right, one after the other."""
    return sorted(found, key=lambda piece: piece.column)


def _cut(reading: Reading, index: int) -> Iterator[Piece]:
    paragraph = reading.paragraphs[index]
    text, start, end = reading.text, paragraph.start, paragraph.end
    source = reading.source[slice(*reading.place_of(paragraph))]
    column, opens = 0, True
    if "\n" in source or "|" in source or _GAP.search(source):
        for parted in _PARTED.finditer(text, start, end):
            at, after = parted.span()
            kind = "column" if "|" in parted[0] else _parted_by(reading, at, after)
            if not kind:
                continue
            if at > start:
                yield Piece(start, at, index, column, _indent(reading, start), opens)
                column, opens = column + 1, False
            column = 0 if kind == "line" else column
            start = after
    if start < end:
        yield Piece(start, end, index, column, _indent(reading, start), opens)


def _parted_by(reading: Reading, start: int, end: int) -> str:
    """Tell whether the blank `[start, end)` between two words stands for a line break, a gap of columns, or neither."""
    gap = reading.source[reading.source_span(start - 1, start)[1] : reading.source_span(end, end + 1)[0]]
    if "\n" in gap:
        return "line"
    return "column" if _GAP.search(gap) else ""


def _indent(reading: Reading, position: int) -> int:
    """Return how far from the start of its line a place of the reading is, tabs counted out."""
    place = reading.source_span(position, position + 1)[0]
    begin = max(reading.source.rfind("\n", max(0, place - _LONGEST_LINE), place) + 1, place - _LONGEST_LINE)
    return len(reading.source[begin:place].expandtabs(_TAB))
