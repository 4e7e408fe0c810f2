"""The columns of a checklist as an office reads them; every format takes its columns from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import get_args

from ..authority.days import day_text
from ..models import Directive, Role
from .checklist_row import ChecklistRow
from .wording import ROLES

DEFAULT_TITLE = "DANH MỤC NHIỆM VỤ"
UNASSIGNED_TITLE = "Nhiệm vụ chưa nêu cơ quan thực hiện"
#: Where a duty names no body, the office has to assign one.
UNASSIGNED = "(Chưa nêu cơ quan)"
# Control characters, such as the form feeds of a scan.
_NOT_PRINTABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")


@dataclass(frozen=True)
class Column:
    """A heading, what stands below it, and how wide: in characters on a sheet, in mm on A4 landscape paper.

    A column of 0 mm is not printed: it is evidence, for the screen.
    """

    heading: str
    value: Callable[[ChecklistRow], str | int | date]
    width: int
    paper_mm: int = 0
    centred: bool = False

    def text(self, row: ChecklistRow) -> str:
        """Return the cell of `row` as text, a day as Vietnamese offices write it: `31/12/2025`."""
        value = self.value(row)
        if isinstance(value, date):
            return value.strftime("%d/%m/%Y")
        return printable(str(value))


def printable(text: str) -> str:
    """Return `text` without the characters that Word and Excel cannot hold and a terminal would obey.

    >>> printable("trang 1\\x0ctrang 2")
    'trang 1 trang 2'
    """
    return _NOT_PRINTABLE.sub(" ", text)


def checklist_title(directive: Directive, *, for_body: str | None = None) -> str:
    """Return what stands above a checklist: whose duties it lists, and from which document."""
    header = directive.header
    parts = (
        ("", (header.type or "").capitalize()),
        ("số ", header.symbol),
        ("ngày ", day_text(header.date)),
        ("của ", header.issuer),
    )
    document = " ".join(word + value for word, value in parts if value)
    lines = (DEFAULT_TITLE, for_body, f"(theo {document})" if document else None)
    return "\n".join(printable(line) for line in lines if line)


def roles_text(row: ChecklistRow, roles: Collection[Role] = get_args(Role)) -> str:
    """Return the bodies of a duty in these roles, each role on a line of its own."""
    shown = ((ROLES[role], bodies) for role, bodies in row.by_role.items() if role in roles)
    return "\n".join(
        f"{role}: {'; '.join(with_successors(row, body) for body in bodies)}" for role, bodies in shown
    )


def with_successors(row: ChecklistRow, body: str) -> str:
    """Return the name of a body of the row; behind one that no longer exists, those that came after it."""
    *between, today = row.succession.get(body) or [[]]
    after = "".join(f"sau là {', '.join(stage)}; " for stage in between) + f"nay: {', '.join(today)}"
    return f"{body} ({after})" if today else body


def section_text(row: ChecklistRow) -> str:
    """Return path and title of the section that holds the duty."""
    return " - ".join(part for part in (row.section, row.section_title) if part)


def deadline_text(row: ChecklistRow) -> str:
    """Return the words of the deadline where they say other than a day: `trong quý II/2026`."""
    words, day = row.deadline_text or "", row.due or row.deadline or ""
    said = [int(number) for number in re.findall(r"\d+", words)][-3:]
    return "" if said and said == [int(number) for number in reversed(day.split("-")) if number] else words


def time_as_written(row: ChecklistRow) -> str:
    """Return the words of the deadline, where they say other than a day, and the frequency; what both hold, once."""
    words, often = deadline_text(row), row.frequency or ""
    if words in often or often in words:
        return max(words, often, key=len)
    return f"{words}\n{often}"


def day_due(row: ChecklistRow) -> str | None:
    """Return the day that a row stands for: of a duty that only recurs the next one, else the last day it leaves."""
    return row.due or row.deadline or row.next_due


def _lead(row: ChecklistRow) -> str:
    return _bodies(row, row.lead) if row.by_role else UNASSIGNED


def _bodies(row: ChecklistRow, bodies: list[str]) -> str:
    return _lines([with_successors(row, body) for body in bodies])


def _others(row: ChecklistRow) -> str:
    return roles_text(row, ("directed", "report_to", "advise"))


def _deadline(row: ChecklistRow) -> str | date:
    try:
        return date.fromisoformat(day_due(row) or "")
    except ValueError:  # a year alone, or nothing
        return day_text(row.deadline)


def _lines(values: list[str]) -> str:
    return ";\n".join(values)


COLUMNS = (
    Column("STT", lambda row: row.number, 5, 10, centred=True),
    Column("Mục", section_text, 18, 22),
    Column("Nội dung nhiệm vụ", lambda row: row.what, 42, 56),
    Column("Sản phẩm", lambda row: row.product or "", 18, 25),
    Column("Cơ quan chủ trì", _lead, 22, 32),
    Column("Cơ quan phối hợp", lambda row: _bodies(row, row.coordinate), 19, 27),
    Column("Cơ quan liên quan khác", _others, 18, 25),
    Column("Thời hạn", _deadline, 12, 21, centred=True),
    Column("Định kỳ, thời hạn nguyên văn", time_as_written, 15, 20, centred=True),
    Column("Căn cứ", lambda row: _lines(row.basis), 15, 21),
    Column("Trạng thái", lambda row: row.status, 13, 18, centred=True),
    # The evidence stands last, so that a printed page can leave it out.
    Column("Trích dẫn", lambda row: row.quote, 72),
    Column("Vị trí", lambda row: f"{row.start}-{row.end}", 14, centred=True),
)
PRINTED_COLUMNS = tuple(column for column in COLUMNS if column.paper_mm)
