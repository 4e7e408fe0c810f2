"""Web pages: the text in reading order, without the furniture of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from ..encodings import decode
from ..source import Properties, Source
from .assembly import Assembly, Piece, superscript
from .document import Document
from .html_parts import LEFT_OUT, Node, error_told, without_furniture
from .numerals import written
from .tables import Cell, add_table

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl",
     "dt", "dd", "blockquote", "pre", "figure", "figcaption", "address", "center", "hr", "body", "details", "summary",
     "fieldset", "tr", "td", "th", "tbody", "thead", "tfoot", "caption"}
)  # fmt: skip
_SPACED = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "hr", "article", "section"}
)
_LIST_FORMS = {"1": "decimal", "A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_RUNS_OF_BLANKS = re.compile(r" {2,}")
#: Elements nested deeper than this are no page that people wrote.
_MAX_DEPTH = 200
_MAX_SPAN = 1000


def read(document: Document, declared: str | None = None) -> Source:
    """Return the text of a web page; `declared` is the encoding that came with it, if any."""
    parser = document.module("selectolax.lexbor").LexborHTMLParser
    named = _CHARSET.search(document.data[:4096])
    declared = declared or (named[1].decode() if named else None)
    decoded = decode(document.data, document.name, declared)
    page = parser(decoded.text)
    assembly = Assembly(document, "html", notices=list(decoded.notices))
    title = page.css_first("title")
    for kind, count in without_furniture(page).items():
        assembly.notice("left_out", LEFT_OUT[kind].format(count))
    if page.body is not None:
        _Reader(assembly, assembly).read(page.body)
    name = title.text(strip=True) if title else ""
    if error := error_told(page):
        assembly.notice("unreadable", f"an error page that holds no directive: “{error}”")
    return assembly.source(encoding=decoded.encoding, properties=Properties(title=name or None))


class _Sink(Protocol):
    """Where the lines of a page go: the document, or a cell of a table."""

    def paragraph(self, text: str) -> None: ...

    def gap(self) -> None: ...


@dataclass(slots=True)
class _CellLines:
    """The lines of one cell."""

    lines: list[str] = field(default_factory=list)

    def paragraph(self, text: str) -> None:
        self.lines += [line for line in text.split("\n") if line.strip()]

    def gap(self) -> None:
        """Gaps in a cell mean nothing."""


@dataclass(slots=True)
class _Reader:
    """Walks through a page once; words of a line are collected until a block begins or ends."""

    assembly: Assembly
    sink: _Sink
    _words: list[str] = field(default_factory=list)
    _label: str = ""
    _preformatted: bool = False

    def read(self, parent: Node, depth: int = 0) -> None:
        """Add what is in an element."""
        self._children(parent, depth)
        self._flush()

    def _children(self, parent: Node, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise self.assembly.document.error(f"elements are nested deeper than {_MAX_DEPTH}")
        for node in parent.iter(include_text=True):
            self._node(node, depth + 1)

    def _node(self, node: Node, depth: int) -> None:
        name = node.tag
        if name == "-text":
            text = node.text(deep=False)
            self._words.append(text if self._preformatted else _BLANKS.sub(" ", text))
        elif name == "br":
            self._words.append("\n")
        elif name == "sup":
            text = node.text(strip=True)
            self._words.append(superscript(text)) if text.isdecimal() else self._children(node, depth)
        elif name == "table":
            self._flush()
            self._table(node, depth)
        elif name in ("ul", "ol"):
            self._list(node, depth)
        elif name in _BLOCKS:
            self._block(node, depth)
        else:
            self._children(node, depth)

    def _block(self, node: Node, depth: int) -> None:
        self._flush()
        spaced = node.tag in _SPACED
        before, self._preformatted = self._preformatted, self._preformatted or node.tag == "pre"
        if spaced:
            self.sink.gap()
        self._children(node, depth)
        self._flush()
        if spaced:
            self.sink.gap()
        self._preformatted = before

    def _list(self, node: Node, depth: int) -> None:
        self._flush()
        number = _whole(node.attributes.get("start"), 1)
        form = _LIST_FORMS.get(node.attributes.get("type") or "1", "decimal")
        for item in node.iter(include_text=True):
            if item.tag != "li":
                self._node(item, depth + 1)
                continue
            number = _whole(item.attributes.get("value"), number)
            self._flush()
            self._label = f"{written(number, form)}. " if node.tag == "ol" else "- "
            self._children(item, depth + 1)
            self._flush()
            self._label = ""
            number += 1

    def _table(self, node: Node, depth: int) -> None:
        """Add the rows; a table that holds tables, or that stands in a cell, only sets the page."""
        if isinstance(self.sink, _CellLines) or node.css_first("table table") or len(node.css("table")) > 1:
            self._children(node, depth)
            self._flush()
            return
        rows = []
        held: dict[
            int, tuple[int, int]
        ] = {}  # column -> rows that its cell still reaches into, and its width
        for row in node.css("tr"):
            column, from_above = 1, sorted(held.items(), reverse=True)
            cells = [Cell(first, goes_on=True) for first, _ in from_above]
            held = {first: (left - 1, width) for first, (left, width) in held.items() if left > 1}
            for cell in (each for each in row.iter() if each.tag in ("td", "th")):
                while from_above and from_above[-1][0] <= column:
                    first, (_, width) = from_above.pop()
                    column = max(column, first + width)
                sink = _CellLines()
                _Reader(self.assembly, sink).read(cell, depth)
                cells.append(Cell(column, [Piece(line) for line in sink.lines], parted=True))
                width = min(_whole(cell.attributes.get("colspan"), 1) or 1, _MAX_SPAN)
                height = min(_whole(cell.attributes.get("rowspan"), 1), _MAX_SPAN)
                if height > 1:
                    held[column] = height - 1, width
                column += width
            rows.append(sorted(cells, key=lambda each: each.column))
        add_table(self.assembly, rows)

    def _flush(self) -> None:
        text = "".join(self._words)
        self._words = []
        if not self._preformatted:
            text = "\n".join(_RUNS_OF_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip("\n")
        if text.strip():
            label, self._label = self._label, ""
            self.sink.paragraph(label + text)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
