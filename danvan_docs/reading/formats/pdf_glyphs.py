"""The letters of a PDF page as its text layer gives them, each with its place on the page as it is read.

The frame is the page turned so that most of its words run from left to right: `/Rotate` and tables that are drawn
sideways make no difference to what comes after.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_float, c_int, c_void_p, cast, create_string_buffer
from dataclasses import dataclass, replace
from functools import cache
from math import atan2, hypot, pi
from typing import Any, NamedTuple

from ...grammar import table
from .page_lines import Glyph, PageLine, page_rows, turned

#: What is drawn but cannot be told.
LOST = "\ufffd"
#: pdfium writes a hyphen at the end of a line so; in a symbol it must stay.
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
_BLANKS = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_PRIVATE = range(0xF000, 0xF100)  # where fonts without Unicode put their keys
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
#: In letter sizes: how near to the first a letter stands that is painted a second time to look bold; how far from its
#: letter a mark may be.
_TWICE, _OFF = 0.12, 0.35
_WIDEST = 3.0  # letter sizes that a letter takes
#: Letters that lean by more than this, in quarters of a turn, are a watermark.
_SLANTED = 0.12
#: Accents that have room of their own in a font, as the marks that they are above a letter.
_ACCENTS = {
    "`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303", "˘": "\u0306",
    "ˋ": "\u0300", "ˊ": "\u0301",
}  # fmt: skip


class Frame(NamedTuple):
    """How points of a PDF page become points of the page as it is read: downwards, turned clockwise by quarters."""

    left: float
    top: float
    across: float
    down: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height as read."""
        return (self.down, self.across) if self.turns % 2 else (self.across, self.down)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page stands."""
        return turned(x - self.left, self.top - y, self.across, self.down, self.turns)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of a box."""
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)


@dataclass(frozen=True, slots=True)
class PageText:
    """The letters of a page; words that run another way than most stand among them as one letter each.

    `slanted` are the words of a watermark, which are not among them.
    """

    frame: Frame
    glyphs: list[Glyph]
    slanted: str = ""


class _Raw(NamedTuple):
    """A letter as the file has it, in the points of the PDF page; `turn` is its angle in quarters of a turn."""

    text: str
    ink: tuple[float, float, float, float]
    origin: tuple[float, float]
    width: float
    turn: float
    size: float
    font: str


def page_text(pdfium: Any, page: Any) -> PageText:
    """Return the letters of a page of pypdfium2."""
    found: dict[int, list[_Raw]] = {}
    slanted = ""
    for each in _raw_glyphs(pdfium.raw, page.get_textpage()):
        if abs(each.turn - round(each.turn)) > _SLANTED:
            slanted += each.text
        else:
            found.setdefault(round(each.turn) % 4, []).append(each)
    left, bottom, right, top = page.get_bbox()
    most = max(found, key=lambda turns: len(found[turns]), default=page.get_rotation() // 90)
    frame = Frame(left, top, right - left, top - bottom, most)
    glyphs = _upright(found.pop(most, []), frame)
    for turns, letters in found.items():
        aside = frame._replace(turns=turns)
        rows = page_rows(_upright(letters, aside))
        glyphs += [_standing(line, (most - turns) % 4, aside) for row in rows for line in row]
    return PageText(frame, glyphs, " ".join(slanted.split()))


def _upright(letters: Sequence[_Raw], frame: Frame) -> list[Glyph]:
    """Return the letters of a frame in which they stand upright, marks put on them, each once."""
    upright: list[Glyph] = []
    marks: list[tuple[Glyph, int]] = []
    for each in letters:
        left, base = frame.point(*each.origin)
        if unicodedata.combining(each.text) or each.text in _ACCENTS:
            left, _, right, _ = frame.box(*each.ink)
            marks.append((Glyph(each.text, left, right, base, each.size, each.font), len(upright)))
        else:
            upright.append(Glyph(each.text, left, left + each.width, base, each.size, each.font))
    _put_marks(upright, marks)
    return _once(upright)


def _standing(line: PageLine, turns: int, frame: Frame) -> Glyph:
    """Return a line of another frame as one letter of the page that is turned by so many quarters more."""
    width, height = frame.size
    corners = [(line.left, line.top), (line.right, line.base)]
    placed = [turned(*corner, width, height, turns) for corner in corners]
    left, right = sorted(x for x, _ in placed)
    middle = sum(y for _, y in placed) / 2
    return Glyph(line.text, left, right, middle + line.size / 3, line.size)


def _raw_glyphs(raw: Any, text: Any) -> Iterator[_Raw]:
    """Yield what the text layer holds, in the order of the file."""
    across, up, matrix = c_double(), c_double(), raw.FS_MATRIX()
    fonts = _Fonts(raw, text)
    half = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _HIGH:  # a letter beyond the first plane comes as two halves
            half = code
        if code in _HIGH or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, byref(across), byref(up))
        raw.FPDFText_GetMatrix(text, index, byref(matrix))
        size = raw.FPDFText_GetFontSize(text, index)
        name, width = fonts.name_and_width(index, code)
        ink = text.get_charbox(index)
        unknown = raw.FPDFText_HasUnicodeMapError(text, index) == 1
        drawn = ink[2] - ink[0] > 0.1 and ink[3] - ink[1] > 0.1
        along = hypot(matrix.a, matrix.b)
        yield _Raw(
            _letter(code, half, name, unknown=unknown, drawn=drawn), ink, (across.value, up.value),
            width * size * along if width else _room(text, index, along >= abs(2 * matrix.b)),
            atan2(matrix.b, matrix.a) * 2 / pi, size * hypot(matrix.c, matrix.d), name,
        )  # fmt: skip
        half = 0


def _room(text: Any, index: int, level: bool) -> float:
    """Return the width of a letter whose font does not tell it."""
    left, bottom, right, top = text.get_charbox(index, loose=True)
    return float(right - left if level else top - bottom)


class _Fonts:
    """The fonts of a page: their names, and how much room each letter takes, in letter sizes."""

    def __init__(self, raw: Any, text: Any) -> None:
        self._raw, self._text = raw, text
        self._names: dict[int | None, str] = {}
        self._widths: dict[tuple[int | None, int], float] = {}

    def name_and_width(self, index: int, code: int) -> tuple[str, float]:
        """Return the font of a letter and its width; 0 where the font does not tell."""
        raw = self._raw
        font = raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(self._text, index))
        key = cast(font, c_void_p).value
        if key not in self._names:
            name, flags = create_string_buffer(128), c_int()
            raw.FPDFText_GetFontInfo(self._text, index, name, 128, byref(flags))
            self._names[key] = name.value.decode("utf-8", "replace")
        if (key, code) not in self._widths:
            width = c_float()
            known = raw.FPDFFont_GetGlyphWidth(font, code, 1.0, byref(width))
            self._widths[key, code] = width.value if known and 0 <= width.value <= _WIDEST else 0.0
        return self._names[key], self._widths[key, code]


def _letter(code: int, half: int, font: str, *, unknown: bool, drawn: bool) -> str:
    """Return the letter of a code of pdfium: a blank for what shows nothing, `LOST` for what cannot be told."""
    if code in _LOW:
        return chr(0x10000 + ((half - 0xD800) << 10) + code - 0xDC00) if half else LOST
    if code in _PRIVATE:
        return _sign(code - _PRIVATE.start, font)
    letter = chr(code) if unknown else _HYPHENS.get(code, chr(code))
    if letter < " " or 0xE000 <= code < 0xF900 or letter == LOST:
        return LOST if drawn else " "
    return " " if letter.isspace() or letter in _BLANKS else letter


@cache
def _signs() -> tuple[dict[int, str], dict[str, dict[int, str]]]:
    rules = table("files")["signs"]
    fonts = {name: {int(key, 16): sign for key, sign in signs.items()} for name, signs in rules.items()}
    return fonts["any"], fonts


def _sign(key: int, font: str) -> str:
    """Return what a key of a font without Unicode stands for: a sign, or the letter of the key itself."""
    common, fonts = _signs()
    signs = next((each for name, each in fonts.items() if name in font.lower()), None)
    if signs is None:
        return chr(key) if key > 0x20 else " "
    return signs.get(key) or common.get(key) or "•"


def _put_marks(letters: list[Glyph], marks: Sequence[tuple[Glyph, int]]) -> None:
    """Put each mark on the letter that it stands over; `marks` say after how many letters the file has them.

    A combining mark follows its letter in the file, others are told by their place. One that fits no letter stays.
    """
    lost = []
    for mark, after in marks:
        near = [*range(after - 1, max(after - 4, -1), -1), *range(after, min(after + 3, len(letters)))]
        combining = unicodedata.combining(mark.text)
        middle = (mark.left + mark.right) / 2
        for index in near:
            letter = letters[index]
            slack = _OFF * letter.size if combining else 0.0
            beside = letter.left - slack <= middle <= letter.right + slack
            if not beside or abs(letter.base - mark.base) > _OFF * letter.size:
                continue
            sign = mark.text if combining else _ACCENTS[mark.text]
            whole = unicodedata.normalize("NFC", letter.text + sign)
            if len(whole) <= len(letter.text) or combining:
                letters[index] = replace(letter, text=whole)
                break
        else:
            lost.append((after, mark))
    for after, mark in reversed(lost):
        letters.insert(after, mark)


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the letters without those that are painted again at almost the same place, to look bold."""
    found: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        step = max(glyph.size, 1.0)
        row, column = round(glyph.base / step), round(glyph.left / step)
        around = [(glyph.text, row + down, column + side) for down in (-1, 0, 1) for side in (-1, 0, 1)]
        if glyph.text != " " and any(_is_twice(glyph, each) for key in around for each in seen.get(key, ())):
            continue
        seen.setdefault((glyph.text, row, column), []).append(glyph)
        found.append(glyph)
    return found


def _is_twice(glyph: Glyph, other: Glyph) -> bool:
    near = _TWICE * glyph.size
    return abs(glyph.left - other.left) < near and abs(glyph.base - other.base) < near
