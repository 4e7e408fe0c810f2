"""How a table of a Word file is drawn: where its columns stand, whether rules part its cells, what it only frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .docx_styles import Styles
from .xml import Element, attribute, child, descendants, tag, value, whole

#: Columns are so wide at least, in twentieths of a point: lines of rows drawn apart by hand hardly ever meet exactly.
_NARROWEST = 120
#: A cell of so many paragraphs over the whole width frames a text.
_FEWEST_PARAGRAPHS = 3
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table by the places at which Word lets cells begin."""

    numbers: list[int]

    @classmethod
    def of(cls, table: Element) -> Grid:
        """Return the columns of a table."""
        grid = child(table, "tblGrid")
        widths = [] if grid is None else [whole(attribute(each, "w"), _NARROWEST) for each in grid]
        numbers = [1]
        for width in widths:
            numbers.append(numbers[-1] + (width >= _NARROWEST or width <= 0))
        return cls(numbers)

    def column(self, place: int) -> int:
        """Return the column, from 1, of a cell that begins at a place."""
        last = len(self.numbers) - 1
        return self.numbers[place] if place <= last else self.numbers[last] + place - last


def is_ruled(table: Element, styles: Styles) -> bool:
    """Tell whether rules are drawn in a table, by itself, by its style or by a cell."""
    properties = child(table, "tblPr")
    drawn = [child(properties, "tblBorders")]
    drawn += [child(style, "tblPr", "tblBorders") for style in styles.chain(value(properties, "tblStyle"))]
    drawn += [child(cell, "tcPr", "tcBorders") for cell in descendants(table, "tc")]
    return any(_shows(borders) for borders in drawn)


def _shows(borders: Element | None) -> bool:
    return any(value(borders, side) not in (None, "nil", "none") for side in _SIDES)


def frames_text(cell: Element) -> bool:
    """Tell whether a cell that is a whole row holds a text of its own rather than the title of a group of rows."""
    paragraphs = [each for each in blocks(cell) if any(text.text for text in descendants(each, "t"))]
    return len(paragraphs) >= _FEWEST_PARAGRAPHS or any(tag(each) == "tbl" for each in paragraphs)


def holds_tables(table: Element) -> bool:
    """Tell whether a cell of a table holds a table with columns."""
    return any(
        tag(each) == "tbl" and any(len(list(unwrapped(row, "tc"))) > 1 for row in unwrapped(each, "tr"))
        for row in unwrapped(table, "tr")
        for cell in unwrapped(row, "tc")
        for each in blocks(cell)
    )


def blocks(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs, tables and embedded files right below an element, out of their wrappings."""
    for element in parent:
        if tag(element) in ("p", "tbl", "altChunk"):
            yield element
        elif tag(element) in _WRAPPERS:
            yield from blocks(element)


def unwrapped(parent: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name, out of their wrappings."""
    for element in parent:
        if tag(element) == name:
            yield element
        elif tag(element) in _WRAPPERS:
            yield from unwrapped(element, name)
