"""A checklist as a file: XLSX, DOCX and ICS for the office, CSV, Markdown and JSON for everything else."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from ..inert import inert
from .checklist_order import bands
from .checklist_row import ChecklistRow
from .columns import COLUMNS, PRINTED_COLUMNS

Rows = Sequence[ChecklistRow]


def checklist_json(rows: Rows) -> str:
    """Return `rows` as a JSON list.

    >>> checklist_json([])
    '[]'
    """
    return json.dumps([row.model_dump() for row in rows], ensure_ascii=False, indent=2)


def _write_json(rows: Rows, path: Path, title: str) -> None:
    path.write_text(checklist_json(rows) + "\n", encoding="utf-8")


def _write_csv(rows: Rows, path: Path, title: str) -> None:
    # The mark at the start makes Excel read UTF-8; a title line would not be a table any more.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.heading for column in COLUMNS)
        writer.writerows([inert(column.text(row)) for column in COLUMNS] for row in rows)


def _write_markdown(rows: Rows, path: Path, title: str) -> None:
    parts = [f"# {_markdown(title)}"]
    for heading, members in bands(rows):
        parts += [f"## {_markdown(heading)}"] if heading else []
        parts.append(_markdown_table(members))
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _markdown_table(rows: Rows) -> str:
    lines = [
        [column.heading for column in PRINTED_COLUMNS],
        [":-:" if column.centred else "---" for column in PRINTED_COLUMNS],
        *([_markdown(column.text(row)) for column in PRINTED_COLUMNS] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _markdown(value: str) -> str:
    for sign in "\\|*_`<[":
        value = value.replace(sign, f"\\{sign}")
    return "<br>".join(value.splitlines())


def _write_xlsx(rows: Rows, path: Path, title: str) -> None:
    from .checklist_xlsx import write_xlsx

    write_xlsx(rows, path, title)


def _write_docx(rows: Rows, path: Path, title: str) -> None:
    from .checklist_docx import write_docx

    write_docx(rows, path, title)


def write_calendar(rows: Rows, path: Path, title: str, previous: Path | None = None) -> None:
    """Write `rows` as an iCalendar file; what `previous`, an older one, says otherwise is marked as changed."""
    from .checklist_ics import write_ics

    write_ics(rows, path, title, previous)


#: By suffix: each writes rows to a path, with a title above the table where the format has a place for it.
WRITERS: dict[str, Callable[[Rows, Path, str], None]] = {
    ".csv": _write_csv,
    ".docx": _write_docx,
    ".ics": write_calendar,
    ".json": _write_json,
    ".md": _write_markdown,
    ".xlsx": _write_xlsx,
}
