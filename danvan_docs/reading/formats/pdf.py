"""PDF: the text layer in reading order, line by line with its place; pages that are pictures go to OCR.

A page whose words are in a picture, or whose text layer is damaged, is read from its picture. Page numbers, running
heads and stamps of signatures are left out, notes at the foot of a page are put where a paragraph ends, ruled tables
become rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ...errors import MissingReader
from ...grammar import table
from ..encodings import font_encoding
from ..legibility import is_legible, legibility
from ..source import Properties, Source
from .assembly import Assembly
from .document import Document
from .page_grids import page_grids
from .page_lines import page_rows
from .page_order import reading_order
from .page_tables import cut_tables
from .pages import Page, add_pages
from .pdf_fields import with_fields, without_stamps
from .pdf_glyphs import LOST, PageText
from .pdf_rules import Rules, page_rules
from .recognition import recognise_pages, say_how_sure
from .scan_cleaning import MAX_POINTS

#: The longest directives have some hundred pages; a file with more than this is refused before any is read.
MAX_PAGES = 2000
#: Recognition takes seconds a page.
MAX_SCANNED = 300
_LEAST_DPI, _MOST_DPI = 150, 300
_POINTS = 72  # to the inch
#: How much better the picture of a page must read than its text layer to be taken instead of it.
_BETTER = 0.1
#: Above and below these shares of a page stand running heads.
_EDGES = (0.12, 0.88)
_NOT_VIETNAMESE = "the letters of the text layer are not Vietnamese, it is damaged or wrongly recognised"


def read(document: Document) -> Source:
    """Return the text of a PDF with its pages and the box of each line."""
    pdfium = document.module("pypdfium2")
    with _opened(document, pdfium) as pdf:
        if len(pdf) > MAX_PAGES:
            raise document.error(f"{len(pdf)} pages; at most {MAX_PAGES} are read")
        reader = _Reader(document, pdfium, Assembly(document, "pdf", paged=True))
        pages = [reader.page(pdf, index) for index in range(len(pdf))]
        reader.say_what_is_damaged()
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
        self._recognised = 0
        self._damaged: dict[str, list[int]] = {}

    def page(self, pdf: Any, index: int) -> Page:
        """Return one page: from its text layer, or from its picture where that has no words or wrong ones."""
        try:
            page, text, stamps = with_fields(self._pdfium, pdf, index)
        except self._pdfium.PdfiumError:
            self.assembly.notice("unreadable", f"page {index + 1} is damaged")
            return Page(1.0, 1.0)
        rules = page_rules(self._pdfium, page, text.frame)
        found, painted = self._laid_out(page, text, rules)
        for words in (*stamps, *painted):
            self.assembly.notice("left_out", f"stamp of an electronic signature “{words[:60]}”")
        if text.slanted:
            self.assembly.notice("left_out", f"words across the page “{text.slanted[:60]}”")
        for encoding in {
            each.font: font_encoding(each.font) for each in text.glyphs if not each.text.isascii()
        }.values():
            if encoding:
                self.assembly.converted(encoding.name)
        pictures = _pictures(self._pdfium.raw, page)
        if _is_picture(found, pictures, rules):
            found = self._scanned(page, pictures, index + 1) or found
        elif damage := _damage(found):
            found = self._mended(page, found, damage, index + 1)
        page.close()
        return found

    def say_what_is_damaged(self) -> None:
        """Add a notice for each kind of damage, with the pages that have it."""
        for damage, numbers in self._damaged.items():
            remedy = "" if self.missing is None else f"; {self.missing.needed} would read it from its picture"
            self.assembly.notice("unreadable", f"{_page_list(numbers)}: {damage}{remedy}")

    def _laid_out(self, page: Any, text: PageText, rules: Rules) -> tuple[Page, list[str]]:
        """Return a page with its tables and its lines in reading order, and the stamps that are painted on it."""
        width, height = text.frame.size
        tables, glyphs = cut_tables(page_grids(rules), text.glyphs)
        rows, stamps = without_stamps(page_rows(glyphs))
        turns = text.frame.turns - page.get_rotation() // 90
        return Page(width, height, reading_order(rows, width), tables, turns), stamps

    def _mended(self, page: Any, found: Page, damage: str, number: int) -> Page:
        """Return what the picture of a page says where that reads better than its damaged text layer."""
        recognised = self._scanned(page, [], number, damaged=True)
        if (
            recognised
            and (legibility(recognised.text()) or 0.0) > (legibility(found.text()) or 0.0) + _BETTER
        ):
            self.assembly.notice("converted", f"page {number}: read from its picture, since {damage}")
            return recognised
        self._damaged.setdefault(damage, []).append(number)
        return found

    def _scanned(self, page: Any, pictures: list[Any], number: int, *, damaged: bool = False) -> Page | None:
        """Return what is recognised in the picture of a page; None where nothing can be."""
        self._recognised += 1
        if self._recognised > MAX_SCANNED:
            raise self._document.error(f"more than {MAX_SCANNED} scanned pages")
        points = max((picture.get_px_size()[0] for picture in pictures), default=0)
        dpi = _resolution(page.get_size(), points or 10**6)
        try:
            self._document.program("tesseract")
            image = page.render(scale=dpi / _POINTS, rev_byteorder=True)
            (recognised,) = recognise_pages(self._document, _as_pixmap(image), dpi=dpi)
        except MissingReader as error:  # the other pages may have text
            self.missing = error
            if not damaged:
                self.assembly.notice("left_out", f"page {number} is a picture; {error.needed} would read it")
            return None
        return recognised


def _pictures(raw: Any, page: Any) -> list[Any]:
    return [each for each in page.get_objects(max_depth=3) if each.type == raw.FPDF_PAGEOBJ_IMAGE]


def _is_picture(page: Page, pictures: list[Any], rules: Rules) -> bool:
    """Tell a page whose words are in a picture: it has no letters, or only some above and below a large picture."""
    limits = table("files")["text_layer"]
    lines = page.every_line()
    letters = sum(not letter.isspace() for line in lines for letter in line.text)
    if letters < limits["letters"]:
        return bool(pictures) or rules.curves >= limits["curves"]
    if letters >= limits["letters_around"] or not pictures:
        return False
    covered = max(_area(picture) for picture in pictures) / (page.width * page.height)
    first, last = (share * page.height for share in _EDGES)
    return covered >= limits["covered"] and all(line.base < first or line.top > last for line in lines)


def _area(picture: Any) -> float:
    left, bottom, right, top = map(float, picture.get_bounds())
    return abs(right - left) * abs(top - bottom)


def _damage(page: Page) -> str:
    """Return what is wrong with the letters of a text layer, '' where they can be read."""
    text = page.text()
    lost, letters = text.count(LOST), sum(not letter.isspace() for letter in text)
    if letters and lost > table("files")["text_layer"]["lost"] * letters:
        return f"damaged font, letters of the text layer are lost (shown as {LOST})"
    return (
        ""
        if is_legible(text)
        else "the letters of the text layer are not Vietnamese, it is damaged or wrongly recognised"
    )


def _page_list(numbers: list[int]) -> str:
    """Return the numbers of pages in words.

    >>> _page_list([1, 2, 3, 7])
    'pages 1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    listed = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"


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
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdecimal() else None
