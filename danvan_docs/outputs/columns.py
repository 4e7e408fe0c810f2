"""The columns of a checklist as an office reads them; every format takes its columns from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import get_args

from ..models import Directive, Role
from .checklist import ChecklistRow

DEFAULT_TITLE = "DANH MỤC NHIỆM VỤ"
UNASSIGNED_TITLE = "Nhiệm vụ chưa nêu cơ quan thực hiện"
#: Where a duty names no body, the office has to assign one.
UNASSIGNED = "(Chưa nêu cơ quan)"
_ROLES: dict[Role, str] = {
    "lead": "Chủ trì",
    "coordinate": "Phối hợp",
    "directed": "Chỉ đạo",
    "report_to": "Báo cáo",
    "advise": "Tham mưu cho",
}
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


def day_text(iso: str | None) -> str:
    """Return an ISO date as Vietnamese offices write it; a year stays a year.

    >>> day_text("2025-12-31"), day_text("2025"), day_text(None)
    ('31/12/2025', '2025', '')
    """
    return "/".join(reversed((iso or "").split("-")))


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
    return "\n".join(line for line in lines if line)


def roles_text(row: ChecklistRow, roles: Collection[Role] = get_args(Role)) -> str:
    """Return the bodies of a duty in these roles, each role on a line of its own."""
    shown = ((_ROLES[role], bodies) for role, bodies in row.by_role.items() if role in roles)
    return "\n".join(f"{role}: {'; '.join(bodies)}" for role, bodies in shown)


def _section(row: ChecklistRow) -> str:
    return " - ".join(part for part in (row.section, row.section_title) if part)


def _lead(row: ChecklistRow) -> str:
    return _lines(row.lead) if row.by_role else UNASSIGNED


def _others(row: ChecklistRow) -> str:
    return roles_text(row, ("directed", "report_to", "advise"))


def _deadline(row: ChecklistRow) -> str | date:
    try:
        return date.fromisoformat(row.deadline or "")
    except ValueError:  # a year alone, or nothing
        return day_text(row.deadline)


def _lines(values: list[str]) -> str:
    return ";\n".join(values)


COLUMNS = (
    Column("STT", lambda row: row.number, 5, 11, centred=True),
    Column("Mục", _section, 26, 26),
    Column("Nội dung nhiệm vụ", lambda row: row.what, 72, 68),
    Column("Cơ quan chủ trì", _lead, 22, 28),
    Column("Cơ quan phối hợp", lambda row: _lines(row.coordinate), 22, 28),
    Column("Cơ quan liên quan khác", _others, 22, 28),
    Column("Thời hạn", _deadline, 12, 22, centred=True),
    Column("Định kỳ", lambda row: row.frequency or "", 12, 20, centred=True),
    Column("Căn cứ", lambda row: _lines(row.basis), 18, 26),
    Column("Trạng thái", lambda row: row.status, 16, 20, centred=True),
    # The evidence stands last, so that a printed page can leave it out.
    Column("Trích dẫn", lambda row: row.quote, 72),
    Column("Vị trí", lambda row: f"{row.start}-{row.end}", 14, centred=True),
)
PRINTED_COLUMNS = tuple(column for column in COLUMNS if column.paper_mm)
