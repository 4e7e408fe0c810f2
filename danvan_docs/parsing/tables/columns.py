"""What the columns of a table hold: by the words above them, and by their cells where those say too little."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ...grammar import compiled, table, words
from ...knowledge import Knowledge
from ...reading import Reading
from ...reading.table_heads import cell_pattern, is_ditto
from ...reading.tables import Table
from ..duties.headings import listed_bodies
from ..times.schedule import Schedule, schedule_alone
from .cells import Span, says_nothing, trimmed

#: So many cells of a column are looked at, and so large a share of them has to agree.
_SAMPLE, _SHARE = 40, 0.6
#: A cell with fewer characters on the average says no task; a longer one is no time.
_SHORTEST_TASK, _LONGEST_TIME = 12, 60
#: A cell that begins with a body and is no longer says no more than names.
_LONGEST_NAMES = 100
_FIGURE = re.compile(r"[\d.,/%+ -]+")
_DOERS = ("lead", "coordinate", "report_to", "monitor")


@cache
def _product() -> re.Pattern[str]:
    nouns = table("products")["product"]["nouns"]
    return compiled(
        rf"(?:(?:các|dự thảo|\d{{1,3}}) ){{0,3}}(?:{words([*nouns, 'báo cáo', 'thông báo'])})(?!\w)",
        re.IGNORECASE,
    )


def column_kinds(reading: Reading, found: Table, known: Knowledge) -> list[str]:
    """Return the kind of each column; '' for one that tells nothing of a duty.

    >>> from danvan_docs.reading import read_layout
    >>> rows = "1 | Rà soát quy chế làm việc | Sở Nội vụ | Quý I/2026\\n2 | Tổng kết công tác | Sở Y tế | Quý II/2026"
    >>> reading = read_layout("A | B | C | D\\n" + rows)
    >>> column_kinds(reading, reading.tables[0], Knowledge.of())
    ['number', 'task', 'lead', 'when']
    """
    kinds = list(found.columns)
    cells = _cells(reading, found)
    kinds += [""] * (max(cells, default=-1) + 1 - len(kinds))
    text = reading.text
    for column, spans in cells.items():
        if kinds[column] in _DOERS and _share(spans, lambda span: _names_nobody(text, span, known)) > _SHARE:
            kinds[column] = "other"
    unknown = [column for column in sorted(cells) if not kinds[column]]
    for column in unknown:
        kinds[column] = _by_cells(text, cells[column], kinds, known)
    if "task" not in kinds:
        _find_task(cells, kinds)
    return kinds


def _cells(reading: Reading, found: Table) -> dict[int, list[Span]]:
    """Return the first cells of each column that say something."""
    cells: dict[int, list[Span]] = {}
    for row in found.rows[1 : _SAMPLE + 1]:
        for index, column in row:
            if column is None:
                return {}
            span = (reading.paragraphs[index].start, reading.paragraphs[index].end)
            words_of_cell = reading.text[slice(*span)]
            if not says_nothing(words_of_cell) and not is_ditto(words_of_cell):
                cells.setdefault(column, []).append(span)
    return cells


def _share(spans: list[Span], holds: object) -> float:
    return sum(bool(holds(span)) for span in spans) / len(spans) if spans else 0.0  # type: ignore[operator]


def _by_cells(text: str, spans: list[Span], kinds: Sequence[str], known: Knowledge) -> str:
    """Return the kind of a column by its cells; a kind that another column has already is not given again."""
    if _share(spans, lambda span: cell_pattern("number").fullmatch(text, *span)) > _SHARE:
        return "number" if "number" not in kinds else "other"
    if _share(spans, lambda span: _FIGURE.fullmatch(text, *span) and not is_time(text, span)) > _SHARE:
        return "other"
    if _share(spans, lambda span: is_time(text, span)) > _SHARE:
        return "when" if "when" not in kinds else "other"
    if _share(spans, lambda span: names_bodies(text, span, known)) > _SHARE:
        return next((kind for kind in ("lead", "coordinate") if kind not in kinds), "other")
    if "task" in kinds and _share(spans, lambda span: _product().match(text, *span)) > _SHARE:
        return "product" if "product" not in kinds else "other"
    return ""


def _find_task(cells: dict[int, list[Span]], kinds: list[str]) -> None:
    """Name the column of tasks where nothing above it does: the one with the longest cells."""
    mean = {
        column: sum(end - start for start, end in spans) / len(spans)
        for column, spans in cells.items()
        if kinds[column] in ("", "product")
    }
    longest = max(mean, key=mean.__getitem__, default=None)
    if longest is not None and mean[longest] >= _SHORTEST_TASK:
        kinds[longest] = "task"


def names_bodies(text: str, span: Span, known: Knowledge) -> bool:
    """Tell whether a cell begins with the names of bodies, which are the better part of it."""
    start, end = trimmed(text, span)
    bodies = listed_bodies(text, start, end, known)
    if not bodies:
        return False
    rest = bodies[-1].end
    told = cell_pattern("deed").match(text, rest, end)
    return 2 * (rest - start) >= end - start or (end - start <= _LONGEST_NAMES and not told)


def _sureness(text: str, span: Span, known: Knowledge) -> float:
    """Return how sure it is that a cell names bodies: 1, something above 0 for a name of no known kind, or 0."""
    if not names_bodies(text, span, known):
        return 0.0
    return min(body.certainty for body in listed_bodies(text, *trimmed(text, span), known))


def _names_nobody(text: str, span: Span, known: Knowledge) -> bool:
    """Tell a cell that surely names no body: a number, a unit in small letters, a time."""
    first = text[span[0]]
    return not (first.isupper() or first in "-+•*") and not names_bodies(text, span, known)


def is_time(text: str, span: Span) -> bool:
    """Tell whether a cell holds a time, also one that gives no date."""
    if span[1] - span[0] > _LONGEST_TIME:
        return False
    return bool(cell_pattern("time").fullmatch(text, *span)) or schedule_alone(text, *span) != Schedule()


def fits(text: str, span: Span, kind: str, known: Knowledge, *, first: bool) -> float:
    """Return how well a cell of a stacked table fits a column of a kind; `first` says that it begins its row."""
    if kind == "task":
        return 2.0 if first else -0.5
    if first:
        return -2.0
    if cell_pattern("person").match(text, *span):
        return {"monitor": 1.5, "lead": 1.0, "coordinate": 0.5}.get(kind, -0.5)
    if kind in _DOERS:
        sure = _sureness(text, span, known)
        return 2.0 if sure == 1 else sure or -0.8
    time = is_time(text, span)
    if kind == "when":
        return 2.0 if time else -0.6
    if kind == "product":
        return (
            -1.0 if time or _sureness(text, span, known) == 1 else 0.6 + bool(_product().match(text, *span))
        )
    return -0.5 if time or _sureness(text, span, known) == 1 else 0.3


def in_order(kinds: Sequence[str], kind: str) -> Iterator[int]:
    """Yield the columns of a kind, from left to right."""
    return (column for column, each in enumerate(kinds) if each == kind)
