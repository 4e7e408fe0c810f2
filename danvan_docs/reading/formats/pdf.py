"""PDF: the text layer in reading order, line by line with its place; pages that are pictures go to OCR.

Page numbers and running heads are left out, notes at the foot of a page are put where a paragraph ends, ruled tables
become rows. Joining hard-wrapped lines is left to the layout, which does it for every kind of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_double
from io import BytesIO
from math import hypot
from typing import Any

from ...errors import MissingReader
from ..source import Properties, Source
from .assembly import Assembly
from .document import Document
from .page_lines import Glyph, page_rows
from .page_order import reading_order
from .page_tables import FEWEST_RULES, cut_tables
from .pages import Page, add_pages
from .recognition import recognise_pages, say_how_sure
from .scan_cleaning import MAX_POINTS

#: The longest directives have some hundred pages; a file with more than this is refused before any is read.
MAX_PAGES = 2000
#: Recognition takes seconds a page.
MAX_SCANNED = 300
#: A page with fewer letters is a picture, if it holds one.
_FEWEST_LETTERS = 16
#: pdfium writes a hyphen at the end of a line so; in a symbol it must stay.
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\xad": "-"}
_LEAST_DPI, _MOST_DPI = 150, 300
_POINTS = 72  # to the inch


def read(document: Document) -> Source:
    """Return the text of a PDF with its pages and the box of each line."""
    pdfium = document.module("pypdfium2")
    with _opened(document, pdfium) as pdf:
        if len(pdf) > MAX_PAGES:
            raise document.error(f"{len(pdf)} pages; at most {MAX_PAGES} are read")
        reader = _Reader(document, pdfium, Assembly(document, "pdf", paged=True))
        pages = [reader.page(pdf, index) for index in range(len(pdf))]
        say_how_sure(reader.assembly, pages)
        if reader.missing and not any(page.lines() or page.tables for page in pages):
            raise reader.missing
        add_pages(reader.assembly, pages)
        return reader.assembly.source(properties=_properties(pdf.get_metadata_dict()))


@contextmanager
def _opened(document: Document, pdfium: Any) -> Iterator[Any]:
    try:
        pdf = pdfium.PdfDocument(document.data)
    except pdfium.PdfiumError as error:
        locked = "assword" in str(error)
        raise document.error("protected by a password" if locked else "damaged or cut off") from None
    try:
        yield pdf
    finally:
        pdf.close()


class _Reader:
    """Reads the pages of one file."""

    def __init__(self, document: Document, pdfium: Any, assembly: Assembly) -> None:
        self.assembly = assembly
        self.missing: MissingReader | None = None
        self._document = document
        self._pdfium = pdfium
        self._ruled: Any = None
        self._recognised = 0

    def page(self, pdf: Any, index: int) -> Page:
        """Return one page: from its text layer, or from its picture where it has no text."""
        try:
            page = pdf[index]
            width, height = page.get_size()
            glyphs = list(self._glyphs(page, height))
        except self._pdfium.PdfiumError:
            self.assembly.notice("unreadable", f"page {index + 1} is damaged")
            return Page(1.0, 1.0)
        found = Page(width, height)
        pictures, rules = self._drawn(page)
        if pictures and sum(glyph.text != " " for glyph in glyphs) < _FEWEST_LETTERS:
            return self._scanned(page, pictures, index + 1)
        if rules >= FEWEST_RULES:
            found.tables, glyphs = cut_tables(self._tables(index), glyphs)
        found.groups = reading_order(page_rows(glyphs), width)
        page.close()
        return found

    def _drawn(self, page: Any) -> tuple[list[Any], int]:
        """Return the pictures on a page, and how many other things are drawn."""
        raw, objects = self._pdfium.raw, list(page.get_objects(max_depth=2))
        pictures = [each for each in objects if each.type == raw.FPDF_PAGEOBJ_IMAGE]
        return pictures, sum(each.type == raw.FPDF_PAGEOBJ_PATH for each in objects)

    def _glyphs(self, page: Any, height: float) -> Iterator[Glyph]:
        raw, text = self._pdfium.raw, page.get_textpage()
        across, up, matrix = c_double(), c_double(), raw.FS_MATRIX()
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            letter = _HYPHENS.get(letter, letter)
            if letter < " " or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            letter = " " if letter.isspace() else letter
            left, _, right, _ = text.get_charbox(index, loose=True)
            raw.FPDFText_GetCharOrigin(text, index, byref(across), byref(up))
            raw.FPDFText_GetMatrix(text, index, byref(matrix))
            size = raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
            yield Glyph(letter, left, right, height - up.value, size)

    def _tables(self, index: int) -> list[Any]:
        """Return the ruled tables of a page; pdfplumber opens the file when the first rules are met."""
        if self._ruled is None:
            self._ruled = self._document.module("pdfplumber").open(BytesIO(self._document.data))
        page = self._ruled.pages[index]
        found = list(page.find_tables())
        page.close()
        return found

    def _scanned(self, page: Any, pictures: list[Any], number: int) -> Page:
        self._recognised += 1
        if self._recognised > MAX_SCANNED:
            raise self._document.error(f"more than {MAX_SCANNED} scanned pages")
        dpi = _resolution(page.get_size(), max(picture.get_px_size()[0] for picture in pictures))
        image = page.render(scale=dpi / _POINTS, rev_byteorder=True)
        try:
            (recognised,) = recognise_pages(self._document, _as_pixmap(image), dpi=dpi)
        except MissingReader as error:  # the other pages may have text
            self.missing = error
            self.assembly.notice("left_out", f"page {number} is a picture; {error.needed} would read it")
            return Page(1.0, 1.0)
        return recognised


def _resolution(size: tuple[float, float], points: int) -> int:
    """Return the resolution at which a page is rendered: that of its picture, within what is of use."""
    width, height = size
    dpi = min(max(round(points * _POINTS / width), _LEAST_DPI), _MOST_DPI)
    return min(dpi, int(_POINTS * (MAX_POINTS / (width * height)) ** 0.5))


def _as_pixmap(image: Any) -> bytes:
    """Return a rendered page in the plainest format that Tesseract reads."""
    width = 3 * image.width
    data = bytes(image.buffer)
    rows = (data[start : start + width] for start in range(0, image.stride * image.height, image.stride))
    return f"P6 {image.width} {image.height} 255\n".encode() + b"".join(rows)


def _properties(found: dict[str, str]) -> Properties:
    return Properties(
        title=found.get("Title") or None,
        subject=found.get("Subject") or None,
        author=found.get("Author") or None,
        created=_day(found.get("CreationDate", "")),
        modified=_day(found.get("ModDate", "")),
    )


def _day(written: str) -> str | None:
    digits = written.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else None
