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
from itertools import pairwise

from ..grammar import compiled, table
from .barred_tables import BarredTables, bars_for_tabs
from .folding import fold
from .joining import Wrapping, goes_on, is_type_line
from .lines import Cell, Line, line_type, unlabel
from .markup import BLANKED, blank_out, without_joints
from .numbering import OpenLists
from .offsets import OffsetMap
from .parted_tables import mark_parted
from .stacked_tables import mark_stacked
from .tables import Table

_NOTE = re.compile(r"([¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\d{1,2}\])(?: ?(?=\S)|$)")
#: A span that a page break or a note widens so much is given as it reads.
_FAR = 2
#: An entry of a list of contents takes no more lines than this.
_LONGEST_ENTRY = 2


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
        plain = blank_out(source).replace(BLANKED, "").replace("*", "")
        return first, last, " ".join(unicodedata.normalize("NFC", plain).split())


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of what is no part of the text, and of a label over two lines."""

    head: re.Pattern[str]
    tail: re.Pattern[str]
    leaders: re.Pattern[str]
    contents: re.Pattern[str]
    page_named: re.Pattern[str]
    word: re.Pattern[str]
    number: re.Pattern[str]
    line_end: re.Pattern[str]


@cache
def _rules() -> _Rules:
    furniture, labels = table("layout")["furniture"], table("layout")["label_marks"]
    return _Rules(
        *(compiled(furniture[name]) for name in ("head", "tail", "leaders", "contents", "page_named")),
        *(compiled(labels[name]) for name in ("word", "number", "line_end")),
    )


def read_layout(source: str) -> Reading:
    """Return `source` as paragraphs that read on.

    >>> reading = read_layout("1. Tiếp tục quán triệt các chỉ thị\\n\\ncủa Đảng.\\n- Giao Ban Dân vận")
    >>> reading.text.split("\\n")
    ['1. Tiếp tục quán triệt các chỉ thị của Đảng.', '- Giao Ban Dân vận']
    >>> reading.source_span(35, 43)
    (36, 44)
    """
    folded, folding = fold(bars_for_tabs(source))
    lines, tables = _lines(without_joints(folded))
    tables += mark_stacked(lines, len(tables))
    _mark(lines)
    _mark_contents(lines)
    _settle_weak_labels(lines)
    groups = _group(lines)
    notes = [group for group in groups if group[0].style == "note"]
    return _compose(source, [g for g in groups if g[0].style != "note"] + notes, tables, folding)


def _lines(folded: str) -> tuple[list[Line], list[Table]]:
    """Cut the text into its lines that hold something, each with its label, and rows with bars into their cells."""
    lines: list[Line] = []
    barred = BarredTables(folded)
    may_be_barred = "|" in folded
    start, gap = 0, True
    for end in [*[match.end() for match in _rules().line_end.finditer(folded)], len(folded)]:
        raw = folded[start:end]
        cells = barred.read(raw, start) if may_be_barred else None
        if cells is not None:
            lines += cells
            gap = not cells or raw[-1] != "\n"
        elif raw != "\n" and (line := line_type(raw, start)):
            line.gap = gap
            if not gap and lines and (whole := _with_its_number(lines[-1], line, folded)):
                lines[-1] = whole
            else:
                lines.append(line)
            gap = raw[-1] != "\n"
        else:
            gap = True
        start = end
    mark_parted(lines, barred.marker)
    return lines, barred.marker.tables


def _with_its_number(word: Line, line: Line, folded: str) -> Line | None:
    """Return the line that `Chương` and the `II` below it are together; None where they are no such label."""
    rules = _rules()
    if word.style or word.cell or not rules.word.fullmatch(word.text) or not rules.number.match(line.text):
        return None
    start = word.pieces[0][1]
    whole = line_type(folded[start : line.end].replace("\n", " "), start)
    if whole is None or not whole.label:
        return None
    whole.gap = word.gap
    return whole


def _mark(lines: list[Line]) -> None:
    """Mark page numbers, doubled lines and the lists of other articles; and where the letterhead is over."""
    rules = _rules()
    page, previous, in_tail, titled = 0, "", False, False
    for index, line in enumerate(lines):
        if line.cell:
            continue
        in_tail = in_tail or bool(rules.tail.fullmatch(line.text))
        if line.page is not None and line.page in (page + 1, page + 2):
            page = line.page
            line.style = "furniture"
        elif (
            in_tail
            or (len(line.text) > 20 and line.text == previous)
            or (index < 5 and rules.head.fullmatch(line.text))
        ):
            line.style = "furniture"
        titled = titled or bool(line.style) or is_type_line(line)
        line.titled = titled
        previous = line.text


def _mark_contents(lines: list[Line]) -> None:
    """Mark the lines of a table of contents: those with leaders, and below its heading those that end in a page."""
    rules = _rules()
    entry: list[Line] | None = (
        None  # the lines since the last one that names a page; None outside of contents
    )
    for line in lines:
        if not line.cell and line.text[-1].isdigit() and rules.leaders.search(line.text):
            for each in [*(entry or ()), line]:
                _drop(each)
            entry = []
        elif rules.contents.fullmatch(line.text):
            entry = []
        elif entry is not None:
            entry.append(line)
            if rules.page_named.search(line.text) and line.page is None:
                for each in entry:
                    _drop(each)
                entry = []
            elif len(entry) >= _LONGEST_ENTRY:
                entry = None


def _drop(line: Line) -> None:
    unlabel(line)
    line.style = "furniture"


def _settle_weak_labels(lines: list[Line]) -> None:
    """Keep a weak label only in a list of them that counts on from its first; take it from all other lines."""
    for line, below in pairwise(lines):
        if line.weak and line.bare and not below.worded:
            unlabel(line)
    weak = [line for line in lines if line.weak]
    last: dict[str, Line] = {}
    for index, line in enumerate(weak):
        after = next((each for each in weak[index + 1 : index + 3] if each.style == line.style), None)
        begins = line.number.is_first and after is not None and after.number.follows(line.number)
        before = last.get(line.style)
        if begins or (before is not None and line.number.follows(before.number)):
            last[line.style] = line
        else:
            unlabel(line)


def _group(lines: list[Line]) -> list[list[Line]]:
    """Join lines into paragraphs; notes do not interrupt the sentence that they stand in."""
    wrapping, lists = Wrapping.of(lines), OpenLists()
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
            and (note[-1].text[-1] == ";" or goes_on(note, line, wrapping, lists))
        ):
            note.append(line)
            continue
        note = None
        if current and goes_on(current, line, wrapping, lists):
            line.emphasised = current[-1].emphasised ^ line.emphasis
            current.append(line)
        else:
            current = [line]
            groups.append(current)
            if line.label:
                lists.take(line.style, line.number)
    return groups


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
                start + first.body + (first.bare and len(group) > 1),
                first.gap,
                (first.pieces[0][1], group[-1].end),
                first.cell,
            )
        )
        if first.cell:
            tables[first.cell.table].add(first.cell, len(paragraphs) - 1)
    return Reading(source, "".join(parts), paragraphs, tables, layout, folding)
