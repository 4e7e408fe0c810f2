"""One line of the page: its words, and how it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from ..grammar import compiled, table
from .markup import BLANKED, blank_out
from .numbering import Number, number_of

_PIECE = re.compile(rf"[^ *{BLANKED}]+(?: [^ *{BLANKED}]+)*")
_EMPHASIS = re.compile(r"(?<!\()\*+(?!\))")
#: The first sign of an emphasis opens one if a word follows it right away.
_OPENING = re.compile(r"[^*]*(?<![^\s(“])\*+(?=[^\s*])")
_LONGEST_PAGE_MARK = 20
#: Letters that stand for the bullets of a font of symbols.
_BULLET_LETTERS = "oØüvq"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a line stands in a table: row 0 is the header; `column` is None where cells stand one under another."""

    table: int
    row: int
    column: int | None


class Line:
    """One line; `pieces` are its stretches without emphasis marks and doubled blanks, with their origins.

    `weak` says that the label is one only where a list of them counts on; `rule` that the line only parts others;
    `emphasis` that an emphasis begins or ends in it, `emphasised` that one is open at its end.
    """

    # Most lines are plain ones, and leave these as they are.
    style: str = ""
    label: str = ""
    value: str = ""
    body: int = 0
    page: int | None = None
    rule: bool = False
    emphasis: bool = False
    emphasised: bool = False
    caps: bool = False
    weak: bool = False
    gap: bool = False
    titled: bool = False
    reach: int = 0
    crowd: int = 0
    cell: Cell | None = None

    def __init__(self, text: str, pieces: list[tuple[str, int]]) -> None:
        self.text = text
        self.pieces = pieces

    @property
    def end(self) -> int:
        """Where the words end in the text that the line is of."""
        last, origin = self.pieces[-1]
        return origin + len(last)

    @property
    def worded(self) -> bool:
        """Tell whether the line holds letters."""
        return self.text.upper() != self.text.lower()

    @property
    def bare(self) -> bool:
        """Tell whether a label stands alone on the line: its words are those of the next."""
        return bool(self.label) and self.body >= len(self.text)

    @cached_property
    def number(self) -> Number:
        """What the label counts."""
        return number_of(self.style, self.value)


@dataclass(frozen=True, slots=True)
class _Patterns:
    label: re.Pattern[str]
    weak: re.Pattern[str]
    bullet: re.Pattern[str]
    rule: re.Pattern[str]
    page: re.Pattern[str]
    symbol: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = table("layout")
    labels = (
        f"(?P<{style}>{pattern.replace('(?P<', f'(?P<{style}_')})"
        for style, pattern in rules["labels"].items()
    )
    return _Patterns(
        compiled("|".join(labels)),
        compiled(rules["label_marks"]["weak"]),
        compiled(rules["bullets"]["pattern"]),
        compiled(rules["furniture"]["blank"]),
        compiled(rules["furniture"]["page"]),
        compiled(rules["symbol"]["line"]),
    )


def line_type(raw: str, offset: int) -> Line | None:
    """Return the line `raw`, which starts at `offset` of its text; None if it holds nothing at all.

    >>> line = line_type("  2.1. Mục tiêu chung", 100)
    >>> line.style, line.label, line.text[line.body:], line.pieces[0][1]
    ('decimal', '2.1', 'Mục tiêu chung', 102)
    >>> line_type("## II. NHIỆM VỤ", 0).label
    'II'
    """
    stripped = raw.strip()
    if not stripped:
        return None
    start = offset if raw[0] == stripped[0] else offset + len(raw) - len(raw.lstrip())
    stripped = blank_out(stripped)
    patterns = _patterns()
    bullet = None
    if not stripped[0].isalnum():
        if patterns.rule.fullmatch(stripped):
            return _rule(stripped, start)
        bullet = patterns.bullet.match(stripped)
    starred = bullet is not None and bullet["mark"] is None
    if "*" in stripped or "  " in stripped or BLANKED in stripped:
        skip = bullet.end() if bullet and starred else 0
        pieces = [(m[0], start + m.start()) for m in _PIECE.finditer(stripped, skip)]
        pieces = _glue(pieces, stripped, start)
        if not pieces:
            return None
        text = "".join(piece for piece, _ in pieces)
    else:
        text, pieces = stripped, [(stripped, start)]
    line = Line(text, pieces)
    if "*" in stripped:
        marks = _EMPHASIS.findall(stripped)[starred:]
        line.emphasis = len(marks) % 2 == 1
        line.emphasised = line.emphasis and bool(_OPENING.match(stripped))
    if text.isupper():
        line.caps = not patterns.symbol.fullmatch(text)
    page = patterns.page.fullmatch(text) if len(text) <= _LONGEST_PAGE_MARK else None
    if page:
        line.page = int(page["number"])
    elif label := patterns.label.match(text):
        _set_label(line, label)
    elif starred:
        line.style = "bullet"
    elif (not text[0].isalnum() or text[0] in _BULLET_LETTERS) and (bullet := patterns.bullet.match(text)):
        line.style, line.body = "bullet", bullet.end()
    elif label := patterns.weak.match(text):
        line.style, line.weak = label.lastgroup or "", True
        line.label = line.value = label[line.style]
        line.body = label.end()
    return line


def _rule(text: str, start: int) -> Line:
    line = Line(text, [(text, start)])
    line.style, line.rule = "furniture", True
    return line


def _set_label(line: Line, match: re.Match[str]) -> None:
    """Set on a line the label that it begins with; the outermost group of the match is the style."""
    style = line.style = match.lastgroup or ""
    line.label, line.value = match[f"{style}_label"], match[f"{style}_value"] or ""
    line.body = match.end() + (line.text[match.end() : match.end() + 1] == " ")


def unlabel(line: Line) -> None:
    """Take from a line the label that it only seemed to have."""
    line.style, line.label, line.value, line.body, line.weak = "", "", "", 0, False


def _glue(pieces: list[tuple[str, int]], stripped: str, start: int) -> list[tuple[str, int]]:
    """Put one blank back between pieces that a blank parted, none where only emphasis marks did."""
    glued: list[tuple[str, int]] = []
    for piece, origin in pieces:
        if glued:
            end = glued[-1][1] + len(glued[-1][0])
            if " " in stripped[end - start : origin - start]:
                blank = stripped.index(" ", end - start) + start
                glued.append((" ", blank))
        glued.append((piece, origin))
    return glued
