"""Word files: the text that a reader of the final version sees.

Automatic numbers are spelled out, insertions are accepted, deletions and hidden text left out, tables are rows, notes
stand after the paragraph that calls them, text boxes after the one that holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from ...errors import DanvanError, ReadError
from ...grammar import compiled, table
from ..source import Source
from . import read_document
from .assembly import PAGE_START, Assembly, Piece
from .document import Document
from .docx_numbering import Numbering
from .docx_package import INSIDE, Package
from .docx_tables import Grid, blocks, frames_text, holds_tables, is_ruled, unwrapped
from .docx_text import Wording
from .tables import Cell, add_table
from .xml import Element, attribute, child, descendants, tag, value, whole

_CONTENTS = re.compile(r"(?:toc|contents|mục lục) ?\d", re.I)
#: A letterhead stands in so many paragraphs at the beginning, a file in so many others at the most.
_OPENING, _DEEPEST = 12, 3
_MET = {
    "deletions": "{} tracked deletions; insertions are accepted",
    "hidden": "{} stretches of hidden text",
    "struck": "{} stretches of struck-out text",
    "placeholders": "{} fields that nobody has filled in",
    "signs": "{} signs of a symbol font that are not known",
    "pictures": "{} pictures; words in them are not read",
}


def read(document: Document) -> Source:
    """Return the text of a Word file with its pages, paragraphs and table cells."""
    package = Package.of(document)
    body = package.body()
    soft = any(True for _ in descendants(body, "lastRenderedPageBreak"))
    assembly = Assembly(document, "docx", paged=soft or _forced_pages_are_all(package, body))
    reader = _Reader(assembly, Wording.of(package, soft_pages=soft), package.numbering(), package)
    head = _letterhead(package, body)
    if head:
        reader.blocks(package.part(head))
        assembly.gap()
    reader.blocks(body)
    reader.endnotes()
    _say_what_is_left_out(package, assembly, reader.wording, read=head)
    try:
        return assembly.source(properties=package.properties())
    except ReadError:
        pictures = reader.wording.met["pictures"]
        if not pictures:
            raise
        reason = f"holds no text, only pictures ({pictures}); they need OCR: save the file as PDF"
        raise document.error(reason) from None


def _forced_pages_are_all(package: Package, body: Element) -> bool:
    """Tell whether forced breaks part all the pages that the program counted."""
    forced = sum(attribute(each, "type") == "page" for each in descendants(body, "br"))
    return package.counted_pages() == forced + 1


def _letterhead(package: Package, body: Element) -> str:
    """Return the name of the header of the first page where the letterhead stands there and not in the text."""
    name = package.first_head(body)
    root = package.part(name) if name else None
    if root is None:
        return ""
    words = compiled(table("files")["layout_table"]["words"])
    opening = list(islice(descendants(body, "p"), _OPENING))
    return name if _lines_like(words, descendants(root, "p")) > 1 > _lines_like(words, opening) else ""


def _lines_like(words: re.Pattern[str], paragraphs: Iterable[Element]) -> int:
    texts = ("".join(each.text or "" for each in descendants(one, "t")).strip() for one in paragraphs)
    return sum(bool(words.match(text)) for text in texts)


def _say_what_is_left_out(package: Package, assembly: Assembly, wording: Wording, *, read: str) -> None:
    for kind, message in _MET.items():
        if wording.met[kind]:
            assembly.notice("left_out", message.format(wording.met[kind]))
    for encoding in wording.encodings:
        assembly.converted(encoding)
    for head in package.running_heads(aside=read):
        assembly.notice("left_out", f"page header or footer “{head[:60]}”")
    if package.comments():
        assembly.notice("left_out", f"{package.comments()} comments")
    if package.has_macros():
        assembly.notice("left_out", "macros; they are never run")
    if not assembly.paged:
        assembly.notice("guessed", "page numbers are unknown: the file does not say where its pages begin")


@dataclass(slots=True)
class _Reader:
    """Walks through a document once, in reading order."""

    assembly: Assembly
    wording: Wording
    _numbering: Numbering
    _package: Package
    _before: Element | None = None
    _endnotes: list[tuple[str, str]] = field(default_factory=list)

    def blocks(self, parent: Element) -> None:
        """Add the paragraphs and tables of an element, each with its notes and text boxes after it."""
        for element in blocks(parent):
            if tag(element) == "tbl":
                self._table(element)
                self._before = None
            elif tag(element) == "altChunk":
                self._chunk(element)
                self._before = None
            else:
                self._paragraph(element)
            self._take_notes()
            boxes, self.wording.boxes = self.wording.boxes, []
            for box in boxes:
                self._before = None
                self.assembly.gap()
                self.blocks(box)
                self.assembly.gap()

    def _chunk(self, element: Element) -> None:
        """Add the text of an embedded file, or say that it is left out."""
        chunk = self._package.embedded(element)
        reason = "it is not there"
        if chunk is not None:
            if chunk.name.count(INSIDE) <= _DEEPEST:
                try:
                    source = read_document(chunk)
                except DanvanError as error:
                    reason = str(error).removeprefix(f"{chunk.name}: ")
                else:
                    for line in source.text.split("\n"):
                        self.assembly.paragraph(line)
                    for notice in source.notices:
                        self.assembly.notice(notice.kind, notice.message)
                    return
            else:
                reason = "too many files in files"
        self.assembly.notice("left_out", f"an embedded file: {reason}")

    def endnotes(self) -> None:
        """Add the endnotes."""
        for mark, text in self._endnotes:
            self.assembly.note(mark, text)

    def _paragraph(self, paragraph: Element) -> None:
        text = self._labelled(paragraph)
        if text is None:
            return
        if self.wording.styles.gap(self._before, paragraph):
            self.assembly.gap()
        self._before = paragraph
        self.assembly.paragraph(text)

    def _labelled(self, paragraph: Element, *, empty: bool = False) -> str | None:
        """Return the text of a paragraph with its automatic label; None where it does not show.

        An `empty` paragraph counts too: its label stands alone in a cell, and is not told elsewhere.
        """
        if _CONTENTS.fullmatch(self.wording.styles.name(paragraph)):
            self.assembly.notice("left_out", "table of contents")
            return None
        text = self.wording.text(paragraph)
        if text is None:
            return text
        label = self._numbering.label(*self.wording.styles.numbering(paragraph))
        words = text.lstrip(PAGE_START)
        if not words and not empty:
            return text
        return PAGE_START * (len(text) - len(words)) + label + words

    def _take_notes(self) -> None:
        calls, self.wording.calls = self.wording.calls, []
        for kind, mark, note in calls:
            text = " ".join(filter(None, (self._labelled(each) for each in descendants(note, "p"))))
            if kind == "endnote":
                self._endnotes.append((mark, text))
            else:
                self.assembly.note(mark, text)
        self.wording.calls = []  # a note that calls notes would never end

    def _table(self, element: Element) -> None:
        """Add a table; what it frames as one cell, over its whole width, reads as text of its own."""
        grid, ruled = Grid.of(element), is_ruled(element, self.wording.styles)
        rows: list[list[Cell]] = []
        lays_out = not ruled and holds_tables(element)
        for row in (each for each in unwrapped(element, "tr") if child(each, "trPr", "del") is None):
            cells = list(unwrapped(row, "tc"))
            if lays_out or (len(cells) == 1 and frames_text(cells[0])):
                self._rows(rows, ruled=ruled)
                rows = []
                for cell in cells:
                    self.blocks(cell)
                    self.assembly.gap()
            else:
                rows.append(self._row(row, cells, grid))
        self._rows(rows, ruled=ruled)

    def _rows(self, rows: list[list[Cell]], *, ruled: bool) -> None:
        if rows:
            add_table(self.assembly, rows, ruled=ruled)

    def _row(self, row: Element, cells: list[Element], grid: Grid) -> list[Cell]:
        place = whole(value(row, "trPr", "gridBefore"))
        found: list[Cell] = []
        for cell in cells:
            merge = child(cell, "tcPr", "vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart"
            column = max(grid.column(place), found[-1].column + 1 if found else 1)
            lines = [] if goes_on else [Piece(line) for line in self._cell_lines(cell)]
            found.append(Cell(column, lines, goes_on=goes_on, parted=True))
            place += max(whole(value(cell, "tcPr", "gridSpan"), 1), 1)
        return found

    def _cell_lines(self, cell: Element) -> Iterator[str]:
        for element in blocks(cell):
            if tag(element) == "tbl":
                for inner in unwrapped(element, "tr"):
                    for each in unwrapped(inner, "tc"):
                        yield from self._cell_lines(each)
            elif tag(element) == "p":
                text = (self._labelled(element, empty=True) or "").strip(" \t\n")
                yield from (line for line in text.split("\n") if line.strip())
