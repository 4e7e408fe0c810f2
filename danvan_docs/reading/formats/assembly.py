"""From paragraphs, table rows and notes to one text, with the place of each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..encodings import by_paragraphs
from ..source import Box, Notice, NoticeKind, Place, Properties, ScannedWord, Source
from .document import Document

#: Stands in the text of a paragraph where a page begins; it is no part of the result.
PAGE_START = "\f"
CELL_BREAK = " | "
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(digits: str) -> str:
    """Return the digits of a note mark as they stand in the line above.

    >>> superscript("12")
    '¹²'
    """
    return digits.translate(_SUPERSCRIPTS)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, line or cell; `words` are recognised words as (start, end, confidence) in it."""

    text: str
    page: int | None = None
    box: Box | None = None
    words: Sequence[tuple[int, int, float]] = ()


@dataclass(slots=True)
class _Line:
    pieces: Sequence[Piece]
    joint: str = "\n"
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    columns: Sequence[int] = ()


@dataclass(slots=True)
class Assembly:
    """Collects what a reader finds, in reading order, and makes the `Source` of it."""

    document: Document
    format: str
    paged: bool = False
    notices: list[Notice] = field(default_factory=list)
    _lines: list[_Line] = field(default_factory=list)
    _feeds: str = ""
    _gap: bool = False
    _paragraphs: int = 0
    _tables: int = 0
    _rows: int = 0
    _notes: int = 0

    def notice(self, kind: NoticeKind, message: str) -> None:
        """Add something that the user must know; the same is said once."""
        notice = Notice(kind=kind, message=message)
        if notice not in self.notices:
            self.notices.append(notice)

    def page_break(self) -> None:
        """Let the next page begin here."""
        self._feeds += PAGE_START

    def gap(self) -> None:
        """Let an empty line stand before what comes next."""
        self._gap = True

    def paragraph(self, text: str) -> None:
        """Add a paragraph; `\\n` in it is a line break, `\\f` the start of a page."""
        if not text.strip():
            self._feeds += PAGE_START * text.count(PAGE_START)
            self.gap()
            return
        self._paragraphs += 1
        self._add(_Line([Piece(text.strip(" \t\n"))], paragraph=self._paragraphs))

    def line(self, piece: Piece, joint: str = "\n") -> None:
        """Add a line of a page; `joint` stands between it and what is there, unless there is a gap."""
        self._add(_Line([piece], joint))

    def table(self) -> None:
        """Let the next rows belong to a new table."""
        self._tables += 1
        self._rows = 0
        self.gap()

    def row(self, cells: Iterable[tuple[int, Piece]]) -> None:
        """Add a row of a table as one line: each cell with its column, from 1."""
        self._rows += 1
        columns, pieces = zip(*cells, strict=True) if (cells := list(cells)) else ((), ())
        if any(piece.text.strip() for piece in pieces):
            self._add(_Line(pieces, table=self._tables, row=self._rows, columns=columns))

    def note(self, mark: str, text: str, *, page: int | None = None, box: Box | None = None) -> None:
        """Add a note as a paragraph of its own that begins with its mark."""
        self._notes += 1
        self.gap()
        self._add(_Line([Piece(f"{mark} {' '.join(text.split())}", page, box)]))
        self.gap()

    def _add(self, line: _Line) -> None:
        if self._feeds:
            first = line.pieces[0]
            shifted = [(start + len(self._feeds), end + len(self._feeds), c) for start, end, c in first.words]
            moved = Piece(self._feeds + first.text, first.page, first.box, shifted)
            line.pieces = [moved, *line.pieces[1:]]
            self._feeds = ""
        if self._gap:
            line.joint, self._gap = "\n\n", False
        self._lines.append(line)

    def source(self, *, encoding: str | None = None, properties: Properties | None = None) -> Source:
        """Return what was collected; raise ReadError where that is no text at all."""
        self._modernise()
        text = _Text()
        for line in self._lines:
            text.add(line)
        text.pages += [text.length] * len(self._feeds)
        whole = "".join(text.parts)
        if not whole.strip():
            raise self.document.error("holds no text")
        return Source(
            name=self.document.name, format=self.format, encoding=encoding, text=whole,
            pages=[0, *text.pages] if self.paged else [],
            places=text.places if self.paged else [p.model_copy(update={"page": None}) for p in text.places],
            words=text.words, properties=properties or Properties(),
            tables=self._tables, notes=self._notes, notices=self.notices,
        )  # fmt: skip

    def _modernise(self) -> None:
        """Convert the letters of fonts of the nineties, where their words prove it, and compose all letters."""
        pieces = [piece for line in self._lines for piece in line.pieces]
        texts, names = by_paragraphs([piece.text for piece in pieces])
        for name in names:
            self.converted(name)
        new, hyphen = (
            iter(texts),
            "-" if self.format == "pdf" else "",
        )  # a PDF has no hyphens that do not show
        for line in self._lines:
            line.pieces = [_renewed(piece, next(new), hyphen) for piece in line.pieces]

    def converted(self, encoding: str) -> None:
        """Add the notice that words were in an encoding of the nineties."""
        self.notice("converted", f"converted from {encoding} to Unicode")


def _renewed(piece: Piece, text: str, hyphen: str) -> Piece:
    """Return a piece with a converted text, its letters composed, `hyphen` for the hyphens that only break words."""
    if piece.words:
        return piece
    text = unicodedata.normalize("NFC", text).replace("\xad", hyphen)
    return piece if text == piece.text else Piece(text, piece.page, piece.box)


@dataclass(slots=True)
class _Text:
    """The text that grows line by line, and the offsets that are counted on the way."""

    parts: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    words: list[ScannedWord] = field(default_factory=list)
    length: int = 0

    def add(self, line: _Line) -> None:
        if self.parts:
            self._write(line.joint)
        for number, piece in enumerate(line.pieces):
            if number:
                self._write(CELL_BREAK)
            column = line.columns[number] if line.columns else None
            self._add_piece(piece, line, column)

    def _add_piece(self, piece: Piece, line: _Line, column: int | None) -> None:
        start = self.length
        for number, stretch in enumerate(piece.text.split(PAGE_START)):
            if number:
                self.pages.append(self.length)
            self._write(stretch)
        feeds = len(piece.text) - len(piece.text.lstrip(PAGE_START))
        page = piece.page or len(self.pages) + 1 - (piece.text.count(PAGE_START) - feeds)
        if self.length > start:
            self.places.append(
                Place(
                    start=start, end=self.length, page=page, paragraph=line.paragraph, table=line.table,
                    row=line.row, cell=column, box=piece.box,
                )
            )  # fmt: skip
        shift = start - feeds
        self.words += [
            ScannedWord(start=shift + first, end=shift + last, confidence=confidence)
            for first, last, confidence in piece.words
        ]

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
