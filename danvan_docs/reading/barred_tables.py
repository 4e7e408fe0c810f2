"""Tables whose cells stand between bars, a row a line: as Markdown, as drawings, as readers of files write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .lines import Line, line_type
from .table_heads import cell_pattern, names_tasks, read_head
from .tables import Row, RowMarker

_BAR = re.compile(r"\|")
#: What parts the rows of a table that is drawn.
_RULE = re.compile(r"[\s|:+=-]+")
#: Lines with several tabs each, right behind each other.
_TABBED = re.compile(r"^(?:[^\t\n]*\t[^\t\n]*\t[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
#: Where a cell goes on in a new line.
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
#: A bar behind more blanks opens no line.
_LONGEST_INDENT = 8


@dataclass(slots=True)
class BarredTables:
    """Finds the tables of `text` whose rows are lines with bars; `marker` holds those found so far.

    The rows of a block are looked at together when its first line is asked for, so that each is read once.
    """

    text: str
    marker: RowMarker = field(default_factory=RowMarker)
    _lines: dict[int, list[Line]] = field(default_factory=dict)
    _end: int = 0

    def read(self, raw: str, offset: int) -> list[Line] | None:
        """Return the cells of the line at `offset`, each a line of its own; None where it belongs to no table.

        Of a line that was cut in pieces, the first gives all its cells.
        """
        if offset >= self._end and "|" in raw:
            starts, rows, end = self._block(offset)
            goes_on = not self.text[self._end : offset].strip()
            lines = self.marker.mark(rows, goes_on=goes_on)
            self._lines = dict(zip(starts, lines, strict=True)) if lines else {}
            self._end = end
        if offset >= self._end or not self._lines:
            return None
        return self._lines.get(offset, [])

    def _block(self, offset: int) -> tuple[list[int], list[Row], int]:
        """Return where the lines with bars from `offset` on begin, their cells, and where they end."""
        framed = self.text[offset : offset + _LONGEST_INDENT].lstrip().startswith("|")
        starts: list[int] = []
        rows: list[Row] = []
        for start, end in self._spans(offset):
            raw = self.text[start:end]
            starts.append(start)
            rows.append([] if is_rule(raw) else barred_cells(raw, start, framed=framed))
            offset = end
        return starts, rows, offset

    def _spans(self, offset: int) -> Iterator[tuple[int, int]]:
        """Yield the lines from `offset` on that have bars; a rule, or one title between them, may lack its bars."""
        while offset < len(self.text):
            end = self.text.find("\n", offset) + 1 or len(self.text)
            raw = self.text[offset:end]
            if "|" not in raw and not (is_rule(raw) or self._is_title(raw, end)):
                return
            yield offset, end
            offset = end

    def _is_title(self, raw: str, end: int) -> bool:
        """Tell a line without bars that stands right between rows and is labelled as a group of them."""
        following = self.text[end : self.text.find("\n", end) + 1 or len(self.text)]
        label = raw.strip().partition(" ")[0]
        return "|" in following and bool(label) and bool(cell_pattern("group").fullmatch(label))


def barred_cells(raw: str, offset: int, *, framed: bool) -> list[list[Line]]:
    """Return the lines of each cell of a line with bars. A `framed` one has bars at its ends as well.

    >>> def words(row):
    ...     return [[line.text for line in cell] for cell in row]
    >>> words(barred_cells("| 1 | Xây dựng kế hoạch | | Sở Nội vụ<br>Sở Y tế |", 0, framed=True))
    [['1'], ['Xây dựng kế hoạch'], [], ['Sở Nội vụ', 'Sở Y tế']]
    >>> words(barred_cells(" | Chủ trì | Phối hợp | ", 0, framed=False))
    [[], ['Chủ trì'], ['Phối hợp'], []]
    """
    ends = [match.start() for match in _BAR.finditer(raw)]
    start = ends.pop(0) + 1 if framed and raw.lstrip().startswith("|") else 0
    if not (framed and raw.rstrip().endswith("|")):
        ends.append(len(raw))
    begins = [start, *(end + 1 for end in ends[:-1])] if ends else []
    return [_cell_lines(raw, begin, end, offset) for begin, end in zip(begins, ends, strict=True)]


def _cell_lines(raw: str, begin: int, end: int, offset: int) -> list[Line]:
    breaks = list(_BREAK.finditer(raw, begin, end)) if "<" in raw else []
    firsts, lasts = [begin, *(each.end() for each in breaks)], [*(each.start() for each in breaks), end]
    lines = (line_type(raw[a:b], offset + a) for a, b in zip(firsts, lasts, strict=True))
    return [line for line in lines if line]


def is_rule(raw: str) -> bool:
    """Tell whether a line only parts the rows of a table (`|---|---|`, `+---+---+`).

    >>> is_rule("|---|:--:|"), is_rule("+----+====+"), is_rule("| | |"), is_rule("-----")
    (True, True, False, False)
    """
    drawn = raw.strip()
    return drawn[:1] + drawn[-1:] in ("||", "++", "|-", "-|", ":-", "-:", "--") and bool(
        _RULE.fullmatch(drawn) and ("|" in drawn or "+" in drawn) and ("-" in drawn or "=" in drawn)
    )


def bars_for_tabs(text: str) -> str:
    """Return a text whose tables with tabs between cells have bars there; nothing else moves or changes.

    >>> bars_for_tabs("TT\\tNhiệm vụ\\tChủ trì\\n1\\tRà soát\\tSở Nội vụ\\nNơi nhận:\\tTM. UBND")
    'TT|Nhiệm vụ|Chủ trì\\n1|Rà soát|Sở Nội vụ\\nNơi nhận:\\tTM. UBND'
    """
    return _TABBED.sub(_with_bars, text) if text.count("\t") > 1 else text


def _with_bars(block: re.Match[str]) -> str:
    """Put bars into a block of lines with tabs, if its first one is the head of a table of tasks."""
    head = read_head([block[0].split("\n", 1)[0].split("\t")])
    return (
        block[0].replace("\t", "|") if head and names_tasks(head.kinds) and "|" not in block[0] else block[0]
    )
