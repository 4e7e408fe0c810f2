"""Duties in tables: a row is a duty, its columns say who leads, who helps, by when, with what product."""

from __future__ import annotations

from collections import defaultdict

from ...knowledge import Knowledge
from ...models import Role
from ...reading import Reading
from ...reading.tables import Table
from ..structure.outline import Outline
from ..times.schedule import Schedule, schedule_alone, schedule_of
from .assignees import bodies_of
from .bodies import bodies_at
from .duty import Doer, Duty, clauses
from .products import find_product
from .subjects import subject_at

#: Columns that go on with the row above where a row does not say what is to be done, or by whom: merged cells.
_MERGED = ("task", "lead", "coordinate", "when", "report_to")
#: Columns that name bodies, in the order in which they stand where nothing else tells them apart.
_BODIES = ("lead", "coordinate", "report_to")
_OTHERS: dict[str, Role] = {"coordinate": "coordinate", "report_to": "report_to"}
Span = tuple[int, int]


def find_table_duties(reading: Reading, outline: Outline, known: Knowledge) -> list[Duty]:
    """Return the duties of all tables that have a column for who leads; a row with two leads gives two.

    A duty reaches from what is to be done to the last cell that says something of it. A merged cell holds for the
    rows below it.

    >>> from danvan_docs import parse
    >>> table = "STT | Nhiệm vụ | Chủ trì | Thời hạn\\n1 | Rà soát quy chế | Sở Nội vụ | Quý I/2026"
    >>> task = parse("KẾ HOẠCH\\n\\nPhụ lục\\n\\n" + table).tasks[0]
    >>> task.actors[0].text, task.deadline
    ('Sở Nội vụ', '2026-03-31')
    """
    duties: list[Duty] = []
    for table in reading.tables:
        if "lead" not in table.columns:
            continue
        above: dict[str, Span] = {}
        for row in table.rows[1:]:
            cells = _cells(reading, table, row, known)
            if all(column is not None for _, column in row):
                if "task" not in cells or "lead" not in cells:
                    cells = {kind: above[kind] for kind in _MERGED if kind in above} | cells
                above = cells
            if "task" in cells and "lead" in cells:
                duties += _duties(reading, outline.path(row[0][0]), cells, cells["task"], known)
    return duties


def _cells(
    reading: Reading, table: Table, row: list[tuple[int, int | None]], known: Knowledge
) -> dict[str, Span]:
    """Return the cells of a row by the kind of their column."""
    found: dict[str, list[Span]] = defaultdict(list)
    last = ""
    for index, column in row:
        paragraph = reading.paragraphs[index]
        if paragraph.style == "row":
            continue
        span = (paragraph.start, paragraph.end)
        if column is not None:
            last = table.columns[column] if column < len(table.columns) else ""
        else:
            last = _kind_of(reading.text, span, table.columns, found, last, known)
        found[last].append(span)
    return {kind: (spans[0][0], spans[-1][1]) for kind, spans in found.items() if kind not in ("", "number")}


def _kind_of(
    text: str, span: Span, columns: list[str], found: dict[str, list[Span]], last: str, known: Knowledge
) -> str:
    """Tell the column of a cell that stands under another: by what it holds, from left to right."""
    if "task" not in found:
        return "task"
    free = [kind for kind in columns if kind and kind not in found]
    if bodies_at(text, *span, known) and (kinds := [kind for kind in free if kind in _BODIES]):
        return kinds[0]
    if "when" in free and schedule_alone(text, *span) != Schedule():
        return "when"
    if "product" in free and "lead" in found:
        return "product"
    return last


def _duties(reading: Reading, path: str, cells: dict[str, Span], own: Span, known: Knowledge) -> list[Duty]:
    """Return the duties of a row; what its columns leave open is read in the words of the duty itself."""
    text = reading.text
    lead = cells["lead"]
    subject = subject_at(text, *lead, known)
    found = clauses(text, *lead, path, subject, known) if subject and not subject.label else []
    if not found:
        found = [Duty(*lead, _doers(text, lead, "lead", known), Schedule(), path)]
    others = [
        doer
        for kind, role in _OTHERS.items()
        if kind in cells
        for doer in _doers(text, cells[kind], role, known)
    ]
    when = schedule_alone(text, *cells["when"]) if "when" in cells else Schedule()
    end = max(last for _, last in cells.values() if last >= own[0])
    for duty in found:
        duty.start, duty.end = own[0], end
        duty.doers += others
        duty.schedule = when.completed_by(duty.schedule).completed_by(schedule_of(text, *own))
        duty.product = cells.get("product") or duty.product or find_product(text, *own)
    return found


def _doers(text: str, cell: Span, role: Role, known: Knowledge) -> list[Doer]:
    return [Doer(body.start, body.end, role) for body in bodies_of(text, *cell, known)]
