"""Lines to paragraphs that read on.

A paragraph may be broken over hard-wrapped lines and over a page break; a footnote may stand in the middle of a
sentence; a web page adds lines of its own. Here each line is recognised by how it starts and joined to the line
before where the sentence goes on. The result is one text with a paragraph a line, notes last, and a map back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from ..grammar import compiled, table
from .folding import fold
from .lines import Cell, Line, line_type
from .offsets import OffsetMap
from .tables import BarredTables, Table, mark_stacked

_NOTE = re.compile(r"([¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\d{1,2}\])(?: ?(?=\S)|$)")
#: A line ends with its break, or where a lost one glued a heading to a sentence (`như sau:1. Cơ bản …`).
_LINE_END = compiled(r"[\n.:;](?:(?<=\n)|(?=[\dIVX])(?<=[{a})”].)(?=(?:\d{1,2}|[IVX]{1,4})[.-] ?[{A}]))")
#: A span that a page break or a note widens so much is given as it reads.
_FAR = 2
#: What tells how a line ends stands within so many characters.
_TAIL = 16
#: A file whose long lines are no longer than this was wrapped by hand or by a PDF.
_WRAPPED_WIDTH = 135


@dataclass(slots=True)
class Paragraph:
    """One paragraph of the reading text, `[start, end)`, and how its first line begins.

    `style` is the kind of label (`roman`, `arabic`, … or `bullet`, `note`, `furniture`, ''), `label` the label as
    printed, `value` what is counted in it, `body` where the words after label or bullet begin, `place` where it stands
    in the folded source.
    """

    start: int
    end: int
    style: str
    label: str
    value: str
    body: int
    gap: bool
    place: tuple[int, int]
    cell: Cell | None = None


@dataclass(slots=True)
class Reading:
    """The text as it reads: folded letters, one blank between words, a paragraph a line.

    `source_span` gives the place in the source of a span of `text`.
    """

    source: str
    text: str
    paragraphs: list[Paragraph]
    tables: list[Table]
    _layout: OffsetMap
    _folding: OffsetMap | None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the source text of `text[start:end]`."""
        start, end = self._layout.span(start, end)
        if self._folding:
            return self._folding.span(start, end)
        return start, end

    def place_of(self, paragraph: Paragraph) -> tuple[int, int]:
        """Return the place in the source text of a whole paragraph, as `source_span` does, but at once."""
        return self._folding.span(*paragraph.place) if self._folding else paragraph.place

    def paragraph_at(self, position: int) -> int:
        """Return the index of the paragraph that holds a position of `text`."""
        return bisect_right(self.paragraphs, position, key=lambda paragraph: paragraph.start) - 1

    def words(self, start: int, end: int) -> str:
        """Return the words of `text[start:end]` as the source spells them, squeezed, without emphasis marks."""
        return self.quoted(start, end)[2]

    def quoted(self, start: int, end: int) -> tuple[int, int, str]:
        """Return the place in the source of `text[start:end]`, and its words (see `words`)."""
        first, last = self.source_span(start, end)
        as_read, source = self.text[start:end], self.source[first:last]
        if len(source) > _FAR * len(as_read):
            return first, last, as_read
        if source == as_read and "\n" not in as_read:  # most words are spelt as they read
            return first, last, as_read.strip()
        return first, last, " ".join(unicodedata.normalize("NFC", source).replace("*", "").split())


@dataclass(frozen=True, slots=True)
class _Joining:
    """The patterns that tell whether a line goes on in the next."""

    open_end: re.Pattern[str]
    open_word: re.Pattern[str]
    before_number: re.Pattern[str]
    number_awaited: re.Pattern[str]
    symbol_rest: re.Pattern[str]
    symbol_open: re.Pattern[str]
    symbol_code: re.Pattern[str]
    carries_on: re.Pattern[str]
    symbol_start: re.Pattern[str]
    closed_end: re.Pattern[str]
    signature: re.Pattern[str]
    fresh: re.Pattern[str]
    type_line: re.Pattern[str]


@cache
def _joining() -> _Joining:
    return _Joining(**{name: compiled(pattern) for name, pattern in table("layout")["joining"].items()})


@cache
def _furniture() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = table("layout")["furniture"]
    return compiled(rules["head"]), compiled(rules["tail"])


def read_layout(source: str) -> Reading:
    """Return `source` as paragraphs that read on.

    >>> reading = read_layout("1. Tiếp tục quán triệt các chỉ thị\\n\\ncủa Đảng.\\n- Giao Ban Dân vận")
    >>> reading.text.split("\\n")
    ['1. Tiếp tục quán triệt các chỉ thị của Đảng.', '- Giao Ban Dân vận']
    >>> reading.source_span(35, 43)
    (36, 44)
    """
    folded, folding = fold(source)
    lines, tables = _lines(folded)
    tables += mark_stacked(lines, len(tables))
    _mark(lines)
    groups = _group(lines)
    notes = [group for group in groups if group[0].style == "note"]
    return _compose(source, [g for g in groups if g[0].style != "note"] + notes, tables, folding)


def _lines(folded: str) -> tuple[list[Line], list[Table]]:
    """Cut the text into its lines that hold something, each with its label, and rows with bars into their cells."""
    lines: list[Line] = []
    barred = BarredTables()
    may_be_barred = "|" in folded
    start, gap = 0, True
    for end in [*[match.end() for match in _LINE_END.finditer(folded)], len(folded)]:
        raw = folded[start:end]
        cells = barred.read(raw, start) if may_be_barred else None
        if cells is not None:
            lines += cells
            gap = not cells or raw[-1] != "\n"
        elif raw != "\n" and (line := line_type(raw, start)):
            line.gap = gap
            lines.append(line)
            gap = raw[-1] != "\n"
        else:
            gap = True
        start = end
    return lines, barred.tables


def _mark(lines: list[Line]) -> None:
    """Mark page numbers, doubled lines and the lists of other articles; and where the letterhead is over."""
    head, tail = _furniture()
    type_line = _joining().type_line
    page, previous, in_tail, titled = 0, "", False, False
    for index, line in enumerate(lines):
        if line.cell:
            continue
        in_tail = in_tail or bool(tail.fullmatch(line.text))
        if line.page is not None and line.page in (page + 1, page + 2):
            page = line.page
            line.style = "furniture"
        elif (
            in_tail
            or (len(line.text) > 20 and line.text == previous)
            or (index < 5 and head.fullmatch(line.text))
        ):
            line.style = "furniture"
        titled = titled or bool(line.style) or bool(type_line.fullmatch(line.text))
        line.titled = titled
        previous = line.text


def _group(lines: list[Line]) -> list[list[Line]]:
    """Join lines into paragraphs; notes do not interrupt the sentence that they stand in."""
    width = _wrap_width(lines)
    spaced = sum(line.gap for line in lines) > 0.12 * len(lines)
    groups: list[list[Line]] = []
    note: list[Line] | None = None
    current: list[Line] | None = None
    for line in lines:
        if line.style == "furniture":
            groups.append([line])
            if line.page is None:
                current = None
            continue
        match = None if line.style or line.text[0].isalpha() else _NOTE.match(line.text)
        if match:
            line.style, line.label, line.value, line.body = "note", match[1], match[1], match.end()
            note = [line]
            groups.append(note)
            continue
        if (
            note
            and not (line.gap or line.style)
            and (note[-1].text[-1] == ";" or _goes_on(note[-1], line, width, spaced))
        ):
            note.append(line)
            continue
        note = None
        if current and _goes_on(current[-1], line, width, spaced):
            current.append(line)
        else:
            current = [line]
            groups.append(current)
    return groups


def _wrap_width(lines: list[Line]) -> int:
    """Return the width at which the file was wrapped, 0 if its lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 40)
    if len(lengths) < 8 or lengths[int(0.97 * (len(lengths) - 1))] > _WRAPPED_WIDTH:
        return 0
    return lengths[int(0.95 * (len(lengths) - 1))]


def _goes_on(before: Line, line: Line, width: int, spaced: bool) -> bool:
    """Tell whether `line` carries on the sentence or heading of `before`."""
    rules, text, last = _joining(), line.text, before.text[-1]
    if before.cell != line.cell or "row" in (before.style, line.style):
        return False
    if last.isdigit() and rules.symbol_rest.match(text):
        return True
    punctuated = not last.isalnum()
    if punctuated and rules.symbol_code.match(text) and _ends(before, rules.symbol_open):
        return True
    closed = punctuated and _ends(before, rules.closed_end)
    full = 0 < 0.8 * width < len(before.text)
    if line.style:
        # A wrapped sentence can begin its next line with what looks like a bullet or a number.
        return line.doubtful and not (line.gap or closed) and (full or _ends(before, rules.before_number))
    if not line.cell and (closed or before.caps) and (line.gap or (last in ".!?" and not before.caps)):
        return False
    small = bool(rules.carries_on.match(text))
    if not small and (line.rule or rules.signature.match(text) or rules.fresh.match(text)):
        return False
    if before.rule or rules.signature.match(before.text) or rules.type_line.fullmatch(before.text):
        return False
    if before.caps != line.caps and (before.caps or " " in text) and before.worded and line.worded:
        return False
    if small and not (line.cell or line.gap):
        return last not in ".!?"
    is_open = _ends(before, rules.open_end)
    if not is_open and text[0].isdigit():
        is_open = _ends(before, rules.number_awaited) or bool(rules.symbol_start.match(text))
    if line.cell:
        return small or is_open or (full and not closed)
    if line.gap:
        return small or (is_open and (text[0].isdigit() or _ends(before, rules.open_word)))
    if is_open or not line.worded:
        return last not in ".!?"
    if before.caps:
        return before.titled
    return not closed and width > 0 and (spaced or len(before.text) > 0.8 * width)


def _ends(line: Line, pattern: re.Pattern[str]) -> bool:
    """Tell whether a line ends as `pattern` says; only its last characters are looked at."""
    return bool(pattern.search(line.text, max(0, len(line.text) - _TAIL)))


def _compose(
    source: str, groups: list[list[Line]], tables: list[Table], folding: OffsetMap | None
) -> Reading:
    """Write the paragraphs one a line, with the map from each character to the folded text."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    layout, position = OffsetMap(), 0
    for group in groups:
        first, start = group[0], position
        for line in group:
            if parts:
                layout.pad()
                parts.append("\n" if line is first else " ")
                position += 1
                if line is first:
                    start = position
            for piece, origin in line.pieces:
                size = len(piece)
                layout.add(size, origin=origin, source_length=size)
                parts.append(piece)
                position += size
        paragraphs.append(
            Paragraph(
                start,
                position,
                first.style,
                first.label,
                first.value,
                start + first.body,
                first.gap,
                (first.pieces[0][1], group[-1].end),
                first.cell,
            )
        )
        if first.cell:
            tables[first.cell.table].add(first.cell, len(paragraphs) - 1)
    return Reading(source, "".join(parts), paragraphs, tables, layout, folding)
