"""Duties in tables: a row is a duty, its columns say who leads, who helps, by when, with what product."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...knowledge import Knowledge
from ...models import Role
from ...notices import notice
from ...reading import Reading
from ...reading.table_heads import cell_pattern, names_tasks
from ...reading.tables import Table
from ..clauses import Doer, read_clauses
from ..duties.duty import Duty, Handed
from ..duties.headings import read_headings
from ..duties.products import after_label, find_product
from ..structure.outline import Outline
from ..times.schedule import Schedule, schedule_of
from ..times.times import find_times
from .cells import Span, acts, doers_in, names_in, says_roles, table_doers, time_in
from .columns import column_kinds, in_order, is_time, names_bodies
from .rows import Row, read_rows

#: Columns that name bodies, with the role of those.
_ROLES: tuple[tuple[str, Role], ...] = (
    ("lead", "lead"), ("coordinate", "coordinate"), ("report_to", "report_to"),
)  # fmt: skip
#: What a part of a task, or a row without a number, has in common with the row that it belongs to.
_SHARED = ("lead", "coordinate", "report_to", "when")
#: So many paragraphs right above a table may be its title.
_LONGEST_TITLE = 3
_YEAR = re.compile(r"(?:[Nn]ăm|NĂM) (20\d\d)(?! ?[-–])")
_GROUP_LABEL = re.compile(r"\S{1,6}[.)/:-] ?")
_SHOUTED = re.compile(r"\b(?![IVX]+\b)\w+")


@dataclass(slots=True)
class _Above:
    """What holds for the rows below: the bodies of a group's title, the time that title or caption sets."""

    leads: list[Doer] = field(default_factory=list)
    schedule: Schedule = field(default_factory=Schedule)


def find_table_duties(reading: Reading, outline: Outline, known: Knowledge) -> tuple[list[Duty], list[str]]:
    """Return the duties of all tables, and what has to be said of tables that are not understood.

    A duty is the words of its task cell. A cell that is merged, or repeats the one above by a sign, holds what that
    one holds. A row that names nobody is a duty of nobody.

    >>> from danvan_docs import parse
    >>> table = "STT | Nhiệm vụ | Chủ trì | Thời hạn\\n1 | Rà soát quy chế | Sở Nội vụ | Quý I/2026"
    >>> directive = parse("KẾ HOẠCH\\n\\nPhụ lục\\n\\n" + table)
    >>> task = directive.tasks[0]
    >>> directive.quote(task), task.actors[0].text, task.deadline
    ('Rà soát quy chế', 'Sở Nội vụ', '2026-03-31')
    """
    duties: list[Duty] = []
    notices: list[str] = []
    assignees: dict[int, Handed] | None = None
    for table in reading.tables:
        if len(table.rows) < 2 or not table.rows[1]:
            continue
        first = table.rows[1][0][0]
        if outline.is_report(first) or first not in outline.body:
            continue
        kinds = column_kinds(reading, table, known)
        if not names_tasks(kinds):
            if _seems_of_tasks(kinds):
                notices.append(_not_understood(reading, table))
            continue
        if assignees is None:
            assignees = read_headings(reading.text, outline, known)
        duties += _TableReader(reading, outline, table, kinds, known).duties(
            _heading(outline, first, assignees)
        )
    return duties, notices


def _seems_of_tasks(kinds: Sequence[str]) -> bool:
    return "lead" in kinds and kinds.count("other") < 2


def _not_understood(reading: Reading, table: Table) -> str:
    row = next(row for row in table.rows if row)
    words = reading.words(reading.paragraphs[row[0][0]].start, reading.paragraphs[row[-1][0]].end)
    return notice("table-not-understood", words=words[:60], rows=len(table.rows) - 1)


def _heading(outline: Outline, index: int, assignees: dict[int, Handed]) -> list[Doer]:
    """Return the bodies that the nearest heading above a table names as those who act."""
    named = next(
        (assignees[each.paragraph] for each in outline.above(index) if each.paragraph in assignees), None
    )
    return table_doers(named.leads, "lead") if named else []


@dataclass(slots=True)
class _TableReader:
    """Reads the rows of one table, from the first to the last."""

    reading: Reading
    outline: Outline
    table: Table
    kinds: list[str]
    known: Knowledge
    _numbered: dict[str, Row] = field(default_factory=dict)

    def duties(self, leads: list[Doer]) -> list[Duty]:
        """Return the duties of the rows; `leads` are the bodies that the heading above names."""
        rows = read_rows(self.reading, self.table, self.kinds, self.known)
        numbered = any(row.number for row in rows)
        caption = _Above([] if "lead" in self.kinds else leads, self._caption())
        above, before = caption, None
        duties: list[Duty] = []
        for row in rows:
            if row.is_title:
                above = self._title(row, caption)
                self._numbered.clear()
                before = None
                continue
            self._complete(row, before, numbered=numbered)
            duties += self._row(row, above)
            before = row
        return duties

    def _complete(self, row: Row, before: Row | None, *, numbered: bool) -> None:
        """Give a row what it shares with the row that it is a part of, or that it goes on with."""
        parent = self._numbered.get(row.number.rstrip(".)").rpartition(".")[0]) if row.number else None
        if numbered and not row.number:
            parent = before
        if row.number:
            self._numbered[row.number.rstrip(".)")] = row
        task = self._column("task", row)
        whole = task is None
        helped = self._column("lead", row) is None and self._column("coordinate", row) is not None
        if parent is None and (whole or helped):  # nobody helps where nobody leads: the cell is merged
            parent = before
        if parent is None or row.explicit:
            return
        for kind in (*_SHARED, "task") if whole else _SHARED:
            columns = list(in_order(self.kinds, kind))
            if not any(column in row.cells for column in columns):
                row.cells |= {column: parent.cells[column] for column in columns if column in parent.cells}

    def _column(self, kind: str, row: Row) -> int | None:
        """Return the column of a kind that a row fills; of several, the last that it fills itself."""
        filled = [column for column in in_order(self.kinds, kind) if column in row.cells]
        own = [column for column in filled if column in row.own]
        if kind == "task" and len(filled) > 1:
            return self._finest(own or filled)
        return next(iter(own or filled), None)

    def _finest(self, columns: list[int]) -> int:
        """Of several columns of tasks take the one that says most in most rows: the others group or comment."""
        return max(columns, key=lambda column: (_RANK.get(self._noun(column), 1), column))

    def _noun(self, column: int) -> str:
        return self.table.words[column].casefold().split(" ")[0] if column < len(self.table.words) else ""

    def _row(self, row: Row, above: _Above) -> list[Duty]:
        text = self.reading.text
        task, product = self._column("task", row), self._column("product", row)
        if task is None:
            return []
        own = row.cells[task]
        if task not in row.own and product in row.own:
            own = row.cells[product]  # of one task several products: each is a duty of its own
        path = self.outline.path(row.paragraph)
        found = self._clauses(row, path) or [Duty(*own, [], Schedule(), path)]
        doers = self._doers(row, led=bool(found[0].doers))
        if not doers and not found[0].doers:
            doers = above.leads
        when = self._when(row, above)
        made = row.cells[product] if product is not None else None
        for duty in found:
            duty.start, duty.end = own
            duty.rule, duty.score = "row of a table", 0.9
            duty.doers = _once(text, [*duty.doers, *doers])
            duty.schedule = when.completed_by(duty.schedule).completed_by(schedule_of(text, *own))
            duty.schedule = duty.schedule.completed_by(above.schedule)
            duty.product = (
                (after_label(text, *made) if made else None) or duty.product or find_product(text, *own)
            )
        return found

    def _clauses(self, row: Row, path: str) -> list[Duty]:
        """Return a duty for each clause of a cell that says itself what its bodies do."""
        column = self._column("lead", row)
        if column is None:
            return []
        text, cell = self.reading.text, row.cells[column]
        if says_roles(text, cell) or not acts(text, cell, self.known):
            return []
        return [
            Duty(*cell, [*table_doers(clause.leads, "lead"), *clause.others()], Schedule(), path)
            for clause in read_clauses(text, *cell, self.known)
            if clause.leads and clause.rule != "label"
        ]

    def _doers(self, row: Row, *, led: bool) -> list[Doer]:
        """Return the bodies that the columns of a row name; `led` says that who leads is known."""
        found: list[Doer] = []
        for kind, role in _ROLES:
            for column in in_order(self.kinds, kind):
                if column in row.cells and not (led and kind == "lead"):
                    found += doers_in(self.reading.text, row.cells[column], role, self.known)
        return found + self._marked_doers(row)

    def _marked_doers(self, row: Row) -> list[Doer]:
        """Return the bodies above columns in which a row has a mark."""
        heads = self._marked_heads(row)
        return [
            doer
            for head in heads
            if names_bodies(self.reading.text, head, self.known)
            for doer in table_doers(names_in(self.reading.text, *head, self.known), "lead")
        ]

    def _marked_heads(self, row: Row) -> list[Span]:
        """Return the words right above the columns in which a row has a mark."""
        marked = [
            column for column, span in row.cells.items()
            if cell_pattern("mark").fullmatch(self.reading.text, *span)
        ]  # fmt: skip
        above = {
            column: (self.reading.paragraphs[index].start, self.reading.paragraphs[index].end)
            for index, column in self.table.rows[0]
        }
        return [above[column] for column in marked if column in above]

    def _when(self, row: Row, above: _Above) -> Schedule:
        text = self.reading.text
        column = self._column("when", row)
        if column is not None and not cell_pattern("mark").fullmatch(text, *row.cells[column]):
            year = _YEAR.search(self.table.words[column]) if column < len(self.table.words) else None
            return time_in(text, row.cells[column], year[1] if year else "")
        heads = [head for head in self._marked_heads(row) if cell_pattern("period").fullmatch(text, *head)]
        if heads:
            over = _YEAR.search(" ".join(self.table.words))
            return time_in(text, heads[-1], over[1] if over else "")
        return Schedule()

    def _title(self, row: Row, caption: _Above) -> _Above:
        """Return what the title of a group of rows sets: who acts, by when."""
        text = self.reading.text
        start, end = max(
            row.cells.values(), key=lambda cell: cell[1] - cell[0]
        )  # its label stands apart, or not
        label = _GROUP_LABEL.match(text, start, end)
        start = label.end() if label and cell_pattern("group").fullmatch(label[0].strip()) else start
        leads = names_in(text, start, end, self.known) if names_bodies(text, (start, end), self.known) else []
        schedule = time_in(text, (start, end)) if is_time(text, (start, end)) else _dated(text, (start, end))
        return _Above(
            table_doers(leads, "lead") or caption.leads,
            schedule.completed_by(caption.schedule),
        )

    def _caption(self) -> Schedule:
        """Return the deadline that the title above the table sets, or a word above a column, where no column does."""
        if "when" in self.kinds:
            return Schedule()
        text, paragraphs = self.reading.text, self.reading.paragraphs
        head = [(paragraphs[index].start, paragraphs[index].end) for index, _ in self.table.rows[0]]
        first = next(index for row in self.table.rows if row for index, _ in row)
        titles = [
            (paragraphs[index].start, paragraphs[index].end)
            for index in range(max(first - _LONGEST_TITLE, 0), first)
        ]
        for span in [*head, *reversed(titles)]:
            if text[span[0]] != "(" and (found := _dated(text, span)) != Schedule():
                return found
        return Schedule()


#: Of two columns of tasks, that of the finer ones.
_RANK = {
    "nhiệm": 3,
    "công": 3,
    "việc": 3,
    "đầu": 3,
    "hoạt": 2,
    "giải": 2,
    "nội": 2,
    "mục": 0,
    "chỉ": 0,
    "yêu": 0,
}


def _dated(text: str, span: Span) -> Schedule:
    """Return the deadline that a title names with its date, in small letters or capitals."""
    start, end = span
    words = _SHOUTED.sub(lambda match: match[0].lower(), text[start:end]) if text[start:end].isupper() else ""
    source = words or text[start:end]
    time = next((time for time in find_times(source, 0, len(source)) if time.is_deadline), None)
    if time is None:
        return Schedule()
    return Schedule(replace(time, start=start + time.start, end=start + time.end))


def _once(text: str, doers: list[Doer]) -> list[Doer]:
    """Leave out a body that is there already: who leads does not help as well."""
    found: dict[str, Doer] = {}
    for doer in doers:
        found.setdefault(text[doer.start : doer.end].casefold(), doer)
    return list(found.values())
