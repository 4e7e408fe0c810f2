"""The order of a checklist, and the headings that part it; duties that name no body stand apart at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Literal

from ..authority.days import day_text
from ..reading.folding import plain
from .checklist_row import ChecklistRow
from .columns import UNASSIGNED_TITLE, section_text, with_successors

Sort = Literal["text", "body", "deadline"]
Group = Literal["body", "deadline", "section"]
_LAST = "9999"  # behind every date
_RECURRING, _OPEN = "Định kỳ", "Không nêu thời hạn"


def ordered(
    rows: Iterable[ChecklistRow], sort: Sort = "text", group: Group | None = None
) -> list[ChecklistRow]:
    """Return `rows`, which come in the order of the text, sorted, parted by headings and numbered anew."""
    keys = [_KEYS[group]] if group else []
    keys.append(_KEYS[sort])
    found = sorted(rows, key=lambda row: (not row.by_role, *(key(row) for key in keys)))
    return [
        row.model_copy(update={"number": number, "group": _heading(row, group)})
        for number, row in enumerate(found, start=1)
    ]


def bands(rows: Sequence[ChecklistRow]) -> Iterator[tuple[str, list[ChecklistRow]]]:
    """Yield the rows that stand under one heading, with it; the heading is '' where there is none."""
    for heading, members in groupby(rows, key=lambda row: row.group):
        yield heading, list(members)


def _by_body(row: ChecklistRow) -> str:
    return plain("; ".join(row.lead))


def _by_deadline(row: ChecklistRow) -> tuple[str, str]:
    """By the day that is due next; then what recurs on no known day, then what has no time."""
    return row.next_due or row.due or row.deadline or _LAST, "" if row.frequency else _LAST


def _by_place(row: ChecklistRow) -> int:
    return 0  # sorting is stable: rows come in the order of the text


_KEYS: dict[str, Callable[[ChecklistRow], Any]] = {
    "text": _by_place, "body": _by_body, "deadline": _by_deadline, "section": _by_place,
}  # fmt: skip


def _heading(row: ChecklistRow, group: Group | None) -> str:
    if not row.by_role:
        return UNASSIGNED_TITLE
    if group == "body":
        return "; ".join(with_successors(row, body) for body in row.lead)
    if group == "section":
        return section_text(row)
    if group == "deadline":
        day = day_text(row.due or row.deadline)
        return day or (_RECURRING if row.frequency else _OPEN)
    return ""
