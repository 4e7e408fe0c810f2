"""Excel files: the sheets that show, row by row, as tables; what stands above the head of a table is text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from zipfile import ZipFile

from ..source import Source
from ..table_heads import column_kind, names_tasks
from .assembly import Assembly, Piece
from .document import Document
from .tables import Cell, add_table
from .xml import Element, attribute, child, descendants, is_on, parse_xml, tag, whole
from .zips import member_bytes, open_zip

_WORKBOOK = "xl/workbook.xml"
#: Formats of numbers that show a date; others do so by their letters.
_DATES = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 50, 57})
_PERCENTS = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
#: So many cells of a row make it one of a table where no head is known.
_FEWEST_CELLS = 3
#: Sheets have more rows and columns than anybody fills.
_MOST_ROWS, _MOST_COLUMNS = 100_000, 500


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets share."""

    document: Document
    archive: ZipFile
    strings: list[str]
    formats: list[str]
    since: date


@dataclass(slots=True)
class _Sheet:
    """The rows of a sheet that show, each with its cells by column from 1, and where merged cells reach."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    below: set[tuple[int, int]] = field(default_factory=set)
    hidden: int = 0


def read(document: Document) -> Source:
    """Return the text of an Excel file, sheet by sheet."""
    archive = open_zip(document)
    root = parse_xml(document, member_bytes(document, archive, _WORKBOOK) or b"<none/>", _WORKBOOK)
    book = _Book(document, archive, _strings(document, archive), _formats(document, archive), _since(root))
    assembly = Assembly(document, "xlsx")
    targets = _targets(document, archive)
    for sheet in descendants(root, "sheet"):
        name = attribute(sheet, "name") or ""
        if attribute(sheet, "state") in ("hidden", "veryHidden"):
            assembly.notice("left_out", f"hidden sheet “{name}”")
            continue
        part = targets.get(attribute(sheet, "id") or "", "")
        _add(assembly, _sheet(book, part))
    return assembly.source()


def _targets(document: Document, archive: ZipFile) -> dict[str, str]:
    part = "xl/_rels/workbook.xml.rels"
    data = member_bytes(document, archive, part)
    root = parse_xml(document, data, part) if data else ()
    found = {}
    for each in root:
        target = attribute(each, "Target") or ""
        path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
        found[attribute(each, "Id") or ""] = posixpath.normpath(path)
    return found


def _strings(document: Document, archive: ZipFile) -> list[str]:
    part = "xl/sharedStrings.xml"
    data = member_bytes(document, archive, part)
    root = parse_xml(document, data, part) if data else ()
    return [_words(each) for each in root if tag(each) == "si"]


def _words(element: Element) -> str:
    """Return the words of a string; hints for its pronunciation are none, struck-out ones neither."""
    if child(element, "r") is None:
        return "".join(each.text or "" for each in element if tag(each) == "t")
    runs = (run for run in element if tag(run) == "r" and not is_on(child(run, "rPr"), "strike"))
    return "".join(each.text or "" for run in runs for each in run if tag(each) == "t")


def _formats(document: Document, archive: ZipFile) -> list[str]:
    """Return for each style of cells how it shows a number: 'date', 'percent' or ''."""
    part = "xl/styles.xml"
    data = member_bytes(document, archive, part)
    if not data:
        return []
    root = parse_xml(document, data, part)
    own = {
        whole(attribute(each, "numFmtId")): attribute(each, "formatCode") or ""
        for each in descendants(root, "numFmt")
    }
    styles = child(root, "cellXfs")
    return [_shows(whole(attribute(each, "numFmtId")), own) for each in (() if styles is None else styles)]


def _shows(number: int, own: dict[int, str]) -> str:
    code = _QUOTED.sub("", own.get(number, "")).casefold()
    if number in _DATES or ("y" in code or ("d" in code and "m" in code)):
        return "date"
    return "percent" if number in _PERCENTS or "%" in code else ""


def _since(root: Element) -> date:
    """Return the day that numbers of dates count from; 1900 is a leap year in Excel alone."""
    properties = child(root, "workbookPr")
    return date(1904, 1, 1) if attribute(properties, "date1904") in ("1", "true") else date(1899, 12, 30)


def _sheet(book: _Book, part: str) -> _Sheet:
    data = member_bytes(book.document, book.archive, part)
    found = _Sheet()
    if not data:
        return found
    root = parse_xml(book.document, data, part)
    number = 0
    for row in descendants(root, "row"):
        number = whole(attribute(row, "r"), number + 1)
        if number > _MOST_ROWS:
            break
        if attribute(row, "hidden") in ("1", "true"):
            found.hidden += 1
            continue
        cells = dict(_cells(book, row))
        if any(text.strip() for text in cells.values()):
            found.rows[number] = cells
    for merge in descendants(root, "mergeCell"):
        found.below |= set(_merged(attribute(merge, "ref") or "", found.rows))
    return found


def _cells(book: _Book, row: Element) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row:
        place = _PLACE.fullmatch(attribute(cell, "r") or "")
        column = _column(place[1]) if place else column + 1
        if tag(cell) == "c" and column <= _MOST_COLUMNS and (text := _text(book, cell)):
            yield column, text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _text(book: _Book, cell: Element) -> str:
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return "" if inline is None else _words(inline)
    shown = child(cell, "v")
    text = "" if shown is None else shown.text or ""
    if kind == "s":
        at = whole(text, -1)
        return book.strings[at] if 0 <= at < len(book.strings) else ""
    if kind != "n":
        return "" if kind == "e" else text
    style = whole(attribute(cell, "s"), -1)
    return _number(text, book.formats[style] if 0 <= style < len(book.formats) else "", book.since)


def _number(text: str, shows: str, since: date) -> str:
    """Return a number as the sheet shows it.

    >>> _number("45930", "date", date(1899, 12, 30)), _number("0.95", "percent", date.min), _number("3.0", "", date.min)
    ('30/9/2025', '95%', '3')
    """
    try:
        value = float(text)
        if shows == "date" and 1 <= value < 2_000_000:
            day = since + timedelta(days=int(value))
            return f"{day.day}/{day.month}/{day.year}"
    except (ValueError, OverflowError):
        return text
    if shows == "percent":
        return f"{round(value * 100, 6):g}".replace(".", ",") + "%"
    return f"{int(value)}" if value == int(value) and abs(value) < 1e15 else text


def _merged(reference: str, rows: dict[int, dict[int, str]]) -> Iterator[tuple[int, int]]:
    """Yield row and column of each cell that is merged with the one above it."""
    ends = [_PLACE.fullmatch(part) for part in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return
    column, first, last = _column(ends[0][1]), int(ends[0][2]), int(ends[1][2])
    yield from ((row, column) for row in rows if first < row <= last)


def _add(assembly: Assembly, sheet: _Sheet) -> None:
    """Add the rows of a sheet: a table from its head on, text above it."""
    if sheet.hidden:
        assembly.notice("left_out", f"{sheet.hidden} hidden rows")
    numbers = sorted(sheet.rows)
    head = _head(sheet, numbers)
    for number in numbers[:head]:
        assembly.gap()
        for _, text in sorted(sheet.rows[number].items()):
            for line in text.split("\n"):
                assembly.paragraph(line)
    rows = []
    for number in numbers[head:]:
        cells = [
            Cell(column, [Piece(line) for line in text.split("\n") if line.strip()], parted=True)
            for column, text in sheet.rows[number].items()
        ]
        cells += [Cell(column, goes_on=True) for row, column in sheet.below if row == number]
        rows.append(sorted(cells, key=lambda cell: cell.column))
    if rows:
        add_table(assembly, rows)


def _head(sheet: _Sheet, numbers: list[int]) -> int:
    """Return which row the table begins with: the head of one of tasks, else the first with several cells."""
    for place, number in enumerate(numbers):
        if names_tasks([column_kind(text) for text in sheet.rows[number].values()]):
            return place
    full = (place for place, number in enumerate(numbers) if len(sheet.rows[number]) >= _FEWEST_CELLS)
    return next(full, len(numbers))
