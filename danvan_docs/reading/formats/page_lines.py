"""The letters of a page put together to lines by where they stand; the order in the file plays no part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .assembly import superscript

#: Shares of the letter size: a gap that is a blank, since not every blank is written; a gutter between columns; how
#: far a raised mark stands above its line.
_BLANK = 0.18
GUTTER = 2.2
_RAISED = (0.12, 0.75)
_SMALLER = 0.85
#: Letters of one line differ in height by no more than so many points.
_LEVEL = 1.6
#: A label or bullet stands apart from its words, by a tab.
_LABEL = re.compile(r"(?:[-+•·▪*]|\(?(?:[IVXivx]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]+)$")
LABEL_GUTTER = 7.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter or blank and its place in points, downwards from the top; `base` is the line that it stands on."""

    text: str
    left: float
    right: float
    base: float
    size: float


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


def is_label(text: str) -> bool:
    """Tell whether the part of a line is a label or bullet, which stands apart from its words.

    >>> is_label("2.1."), is_label("Số:")
    (True, False)
    """
    return _LABEL.fullmatch(text) is not None


def page_rows(glyphs: Sequence[Glyph]) -> list[list[PageLine]]:
    """Return the rows of a page from top to bottom, each as its parts from left to right."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: each.base):
        if levels and glyph.base - levels[-1][0].base <= _LEVEL:
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    rows = (_parts(sorted(level, key=lambda each: each.left)) for level in _with_marks(levels))
    return [row for row in rows if row]


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
    return glyph.text.isdigit() and any(
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
    return [_line(part) for part in parts if any(glyph.text != " " for glyph in part)]


def _same_part(before: list[Glyph], glyph: Glyph) -> bool:
    letters = [each for each in before if each.text != " "]
    if not letters or glyph.text == " ":
        return True
    gap = glyph.left - letters[-1].right
    size = max(letters[-1].size, glyph.size)
    if gap <= GUTTER * size:
        return True
    return gap <= LABEL_GUTTER * size and is_label("".join(each.text for each in letters))


def _line(glyphs: list[Glyph]) -> PageLine:
    letters = [glyph for glyph in glyphs if glyph.text != " "]
    sizes = sorted(glyph.size for glyph in letters)
    size = sizes[len(sizes) // 2]
    text, before = "", letters[0]
    for glyph in glyphs:
        if glyph.text == " ":
            text = text.rstrip(" ") + " "
            continue
        apart = glyph.left - before.right > _BLANK * max(before.size, glyph.size)
        text += f" {glyph.text}" if apart and not text.endswith(" ") else glyph.text
        before = glyph
    base = max(glyph.base for glyph in letters)
    right = max(glyph.right for glyph in letters)
    return PageLine(text.strip(" "), letters[0].left, right, base - size, base, size)
