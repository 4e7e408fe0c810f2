"""One line of the page: its words, and how it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..grammar import compiled, table

_PIECE = re.compile(r"[^ *]+(?: [^ *]+)*")
#: Markup that a saved page left in the text; blanked out like emphasis marks, so that offsets stay.
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>")
#: A cheap look at the first letters, before every label pattern is tried.
_CAN_BE_LABEL = re.compile(r"[\dIVXA-H(]|[a-zđ][)./]|P[Hh]|C[Hh]|M[ụỤ]|Đ[iI]")
_LONGEST_PAGE_MARK = 20
#: Labels that a wrapped sentence can show at the start of a line by chance (`khoản ⏎ 2.`).
_DOUBTFUL = frozenset({"arabic", "decimal", "paren", "article", "division"})


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a line stands in a table: row 0 is the header; `column` is None where cells stand one under another."""

    table: int
    row: int
    column: int | None


@dataclass(slots=True)
class Line:
    """One line; `pieces` are its stretches without emphasis marks and doubled blanks, with their origins.

    `doubtful` says that the label may be a chance of line wrapping; `rule` that the line only parts others.
    """

    text: str
    pieces: list[tuple[str, int]]
    style: str = ""
    label: str = ""
    value: str = ""
    body: int = 0
    page: int | None = None
    rule: bool = False
    caps: bool = False
    worded: bool = True
    doubtful: bool = False
    gap: bool = False
    titled: bool = False
    cell: Cell | None = None


@cache
def _patterns() -> tuple[
    dict[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]
]:
    rules = table("layout")
    return (
        {style: compiled(pattern) for style, pattern in rules["labels"].items()},
        compiled(rules["bullets"]["pattern"]),
        compiled(rules["furniture"]["blank"]),
        compiled(rules["furniture"]["page"]),
        compiled(rules["symbol"]["line"]),
    )


def _blank_out(tag: re.Match[str]) -> str:
    return "*" * len(tag[0])


def line_type(raw: str, offset: int) -> Line | None:
    """Return the line `raw`, which starts at `offset` of its text; None if it holds nothing at all.

    >>> line = line_type("  2.1. Mục tiêu chung", 100)
    >>> line.style, line.label, line.text[line.body:], line.pieces[0][1]
    ('decimal', '2.1', 'Mục tiêu chung', 102)
    """
    stripped = raw.strip()
    if "<" in stripped:
        stripped = _TAG.sub(_blank_out, stripped)
    if not stripped:
        return None
    start = offset + len(raw) - len(raw.lstrip())
    _, bullet_pattern, rule_pattern, page_pattern, symbol_pattern = _patterns()
    wordy = stripped[0].isalnum()
    if not wordy and rule_pattern.fullmatch(stripped):
        return Line(stripped, [(stripped, start)], style="furniture", rule=True)
    bullet = None if wordy else bullet_pattern.match(stripped)
    starred = bullet is not None and bullet["mark"] is None
    skip = bullet.end() if bullet and starred else 0
    if "*" in stripped or "  " in stripped:
        pieces = [(m[0], start + m.start()) for m in _PIECE.finditer(stripped, skip)]
        pieces = _glue(pieces, stripped, start)
    else:
        pieces = [(stripped, start)]
    if not pieces:
        return None
    text = "".join(piece for piece, _ in pieces)
    upper = text.isupper()
    caps = upper and not symbol_pattern.fullmatch(text)
    line = Line(text, pieces, caps=caps, worded=upper or text.upper() != text)
    page = page_pattern.fullmatch(text) if len(text) <= _LONGEST_PAGE_MARK else None
    if page:
        line.page = int(page["number"])
        return line
    _begin(line, starred)
    return line


def _begin(line: Line, starred: bool) -> None:
    """Set on a line the label or bullet that it begins with; emphasis marks before the words make a bullet too."""
    text = line.text
    labels, bullet_pattern = _patterns()[:2]
    labelled = _CAN_BE_LABEL.match(text) and next(
        ((style, match) for style, pattern in labels.items() if (match := pattern.match(text))), None
    )
    if labelled:
        line.style, match = labelled
        line.label, line.value = match["label"], match["value"] or ""
        line.body = match.end() + (text[match.end() : match.end() + 1] == " ")
        line.doubtful = line.style in _DOUBTFUL
    elif starred:
        line.style = "bullet"
    elif not text[0].isalnum() and (bullet := bullet_pattern.match(text)):
        line.style, line.body = "bullet", bullet.end()
        line.doubtful = not text[bullet.end() : bullet.end() + 1].isupper()


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
