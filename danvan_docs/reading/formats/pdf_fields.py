"""What stands in fields on a PDF page: number and day that an office system fills in, and the stamp of the signer.

Fields are part of the page that a reader sees; the stamp of an electronic signature is none of the document's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ctypes import byref
from dataclasses import replace
from functools import cache
from typing import Any

from ...grammar import compiled, table
from .page_lines import Glyph, PageLine, page_levels, page_line
from .pdf_glyphs import PageText, page_text

#: How far, in letter sizes, words of a field may stand above or below the line that they fill in.
_OFF_LINE = 0.7
_SLACK = 3.0  # points by which they may stand out over the field
_FILLED = frozenset(" .…_")
_Box = tuple[float, float, float, float]


def with_fields(pdfium: Any, pdf: Any, index: int) -> tuple[Any, PageText, list[str]]:
    """Return a page of pypdfium2 with its fields made part of it, its letters, and the stamps that were left out."""
    raw, page = pdfium.raw, pdf[index]
    text = page_text(pdfium, page)
    places = _fields(raw, page)
    if not places or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page, text, []
    page.close()
    page = pdf[index]
    known = {_key(glyph) for glyph in text.glyphs}
    added = [glyph for glyph in page_text(pdfium, page).glyphs if _key(glyph) not in known]
    glyphs, stamps = list(text.glyphs), []
    for place in places:
        inside, added = _split(added, text.frame.box(*place))
        levels = [level for level in page_levels(inside) if any(glyph.text != " " for glyph in level)]
        stamp = next((words for level in levels if _is_stamp(words := page_line(level).text)), None)
        if stamp is not None:
            stamps.append(stamp)
            continue
        for level in levels:
            glyphs = _filled_in(glyphs, level)
    return page, replace(text, glyphs=[*glyphs, *added]), stamps


def _fields(raw: Any, page: Any) -> list[_Box]:
    """Take everything but fields and words typed on the page off it; return where those are."""
    places, rectangle = [], raw.FS_RECTF()
    for number in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFAnnot_GetRect(annotation, byref(rectangle))
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            places.append((rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
        else:
            raw.FPDFPage_RemoveAnnot(page, number)
    return places


def _split(glyphs: Sequence[Glyph], box: _Box) -> tuple[list[Glyph], list[Glyph]]:
    """Return the letters in a box and those outside of it."""
    left, top, right, bottom = box
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        across, down = (glyph.left + glyph.right) / 2, glyph.base - glyph.size / 3
        within = left - _SLACK <= across <= right + _SLACK and top - _SLACK <= down <= bottom + _SLACK
        (inside if within else outside).append(glyph)
    return inside, outside


def _key(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.text, round(glyph.left * 2), round(glyph.base * 2)


def _filled_in(glyphs: list[Glyph], field: Sequence[Glyph]) -> list[Glyph]:
    """Put the letters of a field on the line that they fill in, in place of its blanks and dots there."""
    letters = [glyph for glyph in field if glyph.text != " "]
    left, right = letters[0].left, letters[-1].right
    size, base = letters[0].size, letters[0].base
    heights = [
        glyph.base for glyph in glyphs
        if abs(glyph.base - base) <= _OFF_LINE * max(size, glyph.size) and glyph.text not in _FILLED
    ]  # fmt: skip
    line = min(heights, key=lambda height: abs(height - base), default=base)
    kept = [
        glyph for glyph in glyphs
        if glyph.text not in _FILLED or abs(glyph.base - line) > 1
        or not left < (glyph.left + glyph.right) / 2 < right
    ]  # fmt: skip
    return [*kept, *(replace(glyph, base=line) for glyph in field)]


def _is_stamp(words: str) -> bool:
    begins, ends, _ = _patterns()
    return begins.fullmatch(words) is not None or ends.fullmatch(words) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], int]:
    rules = table("files")["signature_stamp"]
    return compiled(rules["begins"]), compiled(rules["ends"]), rules["lines"]


def without_stamps(rows: Sequence[Sequence[PageLine]]) -> tuple[list[list[PageLine]], list[str]]:
    """Return the rows of a page without the stamps of electronic signatures that are painted on it, and their words."""
    begins, ends, most = _patterns()
    lines = [line for row in rows for line in row]
    stamped: set[int] = set()
    stamps: list[str] = []
    for first in lines:
        if not begins.fullmatch(first.text):
            continue
        below = [
            line for line in lines
            if line.base >= first.base and abs(line.left - first.left) < 3 * first.size and line.size < 1.2 * first.size
        ][:most]  # fmt: skip
        last = next((index for index, line in enumerate(below) if ends.fullmatch(line.text)), 0)
        stamped.update(id(line) for line in below[: last + 1])
        stamps.append(first.text)
    kept = [[line for line in row if id(line) not in stamped] for row in rows]
    return [row for row in kept if row], stamps
