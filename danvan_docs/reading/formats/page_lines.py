"""The letters of a page put together to lines by where they stand; the order in the file plays no part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ..encodings import Run, by_fonts, font_encoding
from ..syllables import is_syllable, is_word, split_syllables
from .assembly import superscript

#: Shares of the letter size: a gap that is a blank, since not every blank is written; a gutter between columns; how
#: far a raised mark stands above its line.
_BLANK = 0.18
GUTTER = 2.2
#: Letters that are set apart by more than this are spaced out; their gaps are no blanks.
_SPACED = 0.08
#: A line of longer words does not write all its blanks.
_LETTERS_A_WORD = 7
_RAISED = (0.12, 0.75)
_SMALLER = 0.85
#: Letters of one line differ in height by no more than so many points; one that a program takes from another font by no
#: more than this share of its size.
_LEVEL = 1.6
_LEVEL_SHARE = 0.22
#: Room that is left to fill in a number or day: words before it, and the first letter after it.
_LEFT_OPEN = re.compile(r"(?:(?:[Ss]ố|SỐ) ?:?[ .…]*[/\d-]|(?:ngày|tháng)[ .…]*[tn\d]|năm[ .…]*\d)$")
_FILL_GUTTER = 9.0
#: A label or bullet stands apart from its words, by a tab.
_LABEL = re.compile(r"(?:[-+•·▪*]|\(?(?:[IVXivx]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]+)$")
LABEL_GUTTER = 7.0
#: Letters that are no part of a number or symbol; how much room, in letter sizes, tells a blank behind a comma.
_LETTERS = re.compile(r"(?<![\d/@_-])[^\W\d_]+(?![\d/@_-])")
_ROOM = 0.05
_PUNCTUATION = ".,;:!?()[]{}\"'“”‘’…"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter or blank and its place in points, downwards from the top; `base` is the line that it stands on."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str = ""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line, or the part of it in one column; `words` are recognised words as (start, end, confidence)."""

    text: str
    left: float
    right: float
    top: float
    base: float
    size: float
    words: Sequence[tuple[int, int, float]] = ()


def turned(x: float, y: float, width: float, height: float, quarters: int) -> tuple[float, float]:
    """Return where a point of a page of this size stands after so many quarters of a turn, clockwise.

    >>> turned(0, 0, 600, 800, 1)
    (800, 0)
    """
    places = ((x, y), (height - y, x), (width - x, height - y), (y, width - x))
    return places[quarters % 4]


def is_label(text: str) -> bool:
    """Tell whether the part of a line is a label or bullet, which stands apart from its words.

    >>> is_label("2.1."), is_label("Số:")
    (True, False)
    """
    return _LABEL.fullmatch(text) is not None


def page_rows(glyphs: Sequence[Glyph]) -> list[list[PageLine]]:
    """Return the rows of a page from top to bottom, each as its parts from left to right."""
    rows = (_parts(level) for level in page_levels(glyphs))
    return [row for row in rows if row]


def page_levels(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the letters of each line across the page, from top to bottom and from left to right."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: each.base):
        if levels and glyph.base - levels[-1][0].base <= _LEVEL:
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    return [sorted(level, key=lambda each: each.left) for level in _with_marks(_with_strays(levels))]


def _with_strays(levels: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put letters that stand a little off the line whose gaps they fill on that line."""
    for above, below in pairwise(levels):
        few, many = sorted((above, below), key=len)
        if not many or abs(above[0].base - below[0].base) > _LEVEL_SHARE * many[0].size:
            continue
        strays = [glyph for glyph in few if glyph.text != " " and _fills_gap(glyph, many)]
        many += strays
        few[:] = [glyph for glyph in few if glyph not in strays]
    return [level for level in levels if level]


def _fills_gap(glyph: Glyph, line: list[Glyph]) -> bool:
    near = _BLANK * glyph.size
    beside = [each for each in line if abs(each.size - glyph.size) < 0.05 * glyph.size and each.text != " "]
    touches = any(
        abs(each.right - glyph.left) < near or abs(glyph.right - each.left) < near for each in beside
    )
    return touches and not any(
        each.left < glyph.right - near and glyph.left < each.right - near for each in beside
    )


def _with_marks(levels: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put raised digits into the line below that they belong to, as the marks that they are."""
    found: list[list[Glyph]] = []
    raised: list[Glyph] = []
    for number, level in enumerate(levels):
        below = levels[number + 1] if number + 1 < len(levels) else []
        marks = [glyph for glyph in level if below and _is_mark(glyph, below)]
        rest = [glyph for glyph in level if glyph not in marks]
        if rest:
            found.append([*rest, *(replace(mark, text=superscript(mark.text)) for mark in raised)])
            raised = []
        raised += marks
    return found


def _is_mark(glyph: Glyph, below: list[Glyph]) -> bool:
    least, most = _RAISED
    return glyph.text.isdecimal() and any(
        glyph.size <= _SMALLER * each.size
        and least * each.size <= each.base - glyph.base <= most * each.size
        and (abs(glyph.left - each.right) < each.size or abs(each.left - glyph.right) < each.size)
        for each in below
    )


def _parts(row: list[Glyph]) -> list[PageLine]:
    """Cut a row at its gutters."""
    parts: list[list[Glyph]] = []
    for glyph in row:
        before = parts[-1] if parts else []
        if before and _same_part(before, glyph):
            before.append(glyph)
        else:
            parts.append([glyph])
    return [page_line(part) for part in parts if any(glyph.text != " " for glyph in part)]


def _same_part(before: list[Glyph], glyph: Glyph) -> bool:
    letters = [each for each in before if each.text != " "]
    if not letters or glyph.text == " ":
        return True
    gap = glyph.left - letters[-1].right
    size = max(letters[-1].size, glyph.size)
    if gap <= GUTTER * size:
        return True
    words = "".join(each.text for each in before).strip()
    if gap <= LABEL_GUTTER * size and is_label(words):
        return True
    return gap <= _FILL_GUTTER * size and _LEFT_OPEN.search(words[-8:] + glyph.text) is not None


def page_line(glyphs: Sequence[Glyph]) -> PageLine:
    """Return the line of some letters from left to right, of which at least one is no blank."""
    letters = [glyph for glyph in glyphs if glyph.text != " "]
    sizes = sorted(glyph.size for glyph in letters)
    size = sizes[len(sizes) // 2]
    text = " ".join(_spelt(word) for word in _words(glyphs))
    base = max(glyph.base for glyph in letters)
    right = max(glyph.right for glyph in letters)
    return PageLine(text, letters[0].left, right, base - size, base, size)


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the words of a line: parted by blanks that are written, wide gaps, and what is known of syllables."""
    runs: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.text == " ":
            runs.append([])
        else:
            runs[-1].append(glyph)
    runs = [run for run in runs if run]
    gaps = [_gap(*pair) for run in runs for pair in pairwise(run)]
    spacing = median(gaps) if gaps else 0.0
    least = _BLANK + (spacing if spacing > _SPACED else 0.0)
    written = len(gaps) < _LETTERS_A_WORD * len(runs)
    return [word for run in runs for word in _parted(run, least, written=written)]


def _gap(first: Glyph, second: Glyph) -> float:
    """Return the room between two letters in letter sizes."""
    return (second.left - first.right) / max(first.size, second.size, 1.0)


def _parted(run: Sequence[Glyph], least: float, *, written: bool) -> list[list[Glyph]]:
    """Part a run of letters at gaps of at least `least`, and where the vocabulary finds several syllables in one.

    Where blanks are written, a gap inside of a syllable is none.
    """
    words: list[list[Glyph]] = [[run[0]]]
    for first, second in pairwise(run):
        if _gap(first, second) > least:
            words.append([second])
        else:
            words[-1].append(second)
    whole: list[list[Glyph]] = []
    for word in words:
        if whole and _is_torn(_text(whole[-1]), _text(word), written=written):
            whole[-1] += word
        else:
            whole += _syllables(word)
    return whole


def _text(word: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in word)


def _spelt(word: Sequence[Glyph]) -> str:
    """Return the letters of a word, those in a font of the nineties as what they stand for."""
    if any(font_encoding(glyph.font) for glyph in word):
        return by_fonts(Run(glyph.text, glyph.font) for glyph in word)[0]
    return _text(word)


def _is_torn(first: str, second: str, *, written: bool) -> bool:
    """Tell two parts of one syllable that a gap tears: `c ó`, `đ ược`, and `đị a` where blanks are written."""
    first, second = first.lstrip(_PUNCTUATION), second.rstrip(_PUNCTUATION)
    if not (first + second).isalpha() or not is_word(first + second):
        return False
    return written or not (is_syllable(first) and is_syllable(second))


def _syllables(word: list[Glyph]) -> list[list[Glyph]]:
    """Return the words of a run that lost its blanks: between syllables, and after the commas between them.

    Numbers, symbols and words of other languages are not parted.
    """
    text = _text(word)
    if len(word) != len(text) or is_syllable(text):
        return [word]
    gaps = [_gap(*pair) for pair in pairwise(word)]
    starts = []
    for match in _LETTERS.finditer(text):
        first, last = match.span()
        if first and text[first - 1] in ",;" and gaps[first - 1] > _ROOM:
            starts.append(first)
        for syllable in split_syllables(match[0], gaps[first : last - 1])[:-1]:
            first += len(syllable)
            starts.append(first)
    return [word[start:end] for start, end in pairwise([0, *starts, len(word)])]
