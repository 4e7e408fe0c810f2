"""The printed lines of a letterhead or of a signature, column by column.

A letterhead has two columns, and so has the foot of a page: recipients left, signature right. Files keep them as blanks
or tabs on one line, as cells between bars or as lines one under another. Here each line is cut where its columns part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...reading import Reading

#: Columns are parted by a tab, or by so many blanks.
_GAP = re.compile(r"\t| {3,}")
_PARTED = re.compile(r" ?\|[ |]*| ")
_TAB = 8
#: A line of one column belongs to the right one if it is indented by at least so many characters, and by more than
#: this share of where the right column begins on other lines.
_INDENTED, _SHARE = 16, 0.7


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one printed line, `[start, end)` in the reading text, in one column (0 or 1).

    `indent` is its place on the line in characters; `first` says that the line begins with it, `opens` that its
    paragraph does.
    """

    start: int
    end: int
    paragraph: int
    column: int
    indent: int
    first: bool
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
    right = min((piece.indent for piece in found if not piece.first), default=0)
    limit = max(_INDENTED, int(_SHARE * right)) if right else 0
    return [
        piece if piece.first and not (right and piece.indent >= limit) else _in_right_column(piece)
        for piece in found
    ]


def by_column(found: list[Piece]) -> list[Piece]:
    """Return the pieces of the left column, then those of the right one."""
    return sorted(found, key=lambda piece: piece.column)


def _in_right_column(piece: Piece) -> Piece:
    return Piece(piece.start, piece.end, piece.paragraph, 1, piece.indent, piece.first, piece.opens)


def _cut(reading: Reading, index: int) -> Iterator[Piece]:
    paragraph = reading.paragraphs[index]
    text, start, end = reading.text, paragraph.start, paragraph.end
    source = reading.source[slice(*reading.place_of(paragraph))]
    first = True
    if "\n" in source or "|" in source or _GAP.search(source):
        for parted in _PARTED.finditer(text, start, end):
            at, after = parted.span()
            kind = "column" if "|" in parted[0] else _parted_by(reading, at, after)
            if not kind:
                continue
            if at > start:
                yield _piece(reading, index, start, at, first)
            start, first = after, kind == "line" or (first and at <= start)
    if start < end:
        yield _piece(reading, index, start, end, first)


def _piece(reading: Reading, index: int, start: int, end: int, first: bool) -> Piece:
    paragraph = reading.paragraphs[index].start
    indent = _indent(reading.source, reading.source_span(start, start + 1)[0])
    return Piece(start, end, index, 0, indent, first, not reading.text[paragraph:start].strip(" |"))


def _parted_by(reading: Reading, start: int, end: int) -> str:
    """Tell whether the blank `[start, end)` between two words stands for a line break, a gap of columns, or neither."""
    gap = reading.source[reading.source_span(start - 1, start)[1] : reading.source_span(end, end + 1)[0]]
    if "\n" in gap:
        return "line"
    return "column" if _GAP.search(gap) else ""


def _indent(source: str, position: int) -> int:
    """Return how far from the start of its line a place of the source is, tabs counted out."""
    line = source[source.rfind("\n", 0, position) + 1 : position]
    return len(line.expandtabs(_TAB))
