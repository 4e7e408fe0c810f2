"""Comparisons as tables for a terminal: what differs stands between signs, `[-bỏ-]` and `{+thêm+}`."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ..comparing.results import Comparison, Diff, Words
from .side_by_side import Cell, side_by_side
from .tables import Head, plain_table

_SIGNS = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}
#: A longer run of words that both sides have is cut in the middle to so many words at each end.
_ENDS = 8


def comparison_view(comparison: Comparison | Diff) -> Iterator[RenderableType]:
    """Yield a table for each part that has rows, and a line for those without."""
    shown = side_by_side(comparison)
    left, right = shown.heads
    yield "\n".join([shown.title, *map(": ".join, zip(shown.heads, shown.documents, strict=True))])
    heads = Head("Kết quả", most=14), Head(left, room=4), Head(right, room=4), Head("Nhận xét", room=3)
    for sheet in shown.sheets:
        rows = (
            (f"{row.label.sign} {row.label.label}", _text(row.left), _text(row.right), row.reason)
            for row in sheet.rows
        )
        title = f"{sheet.title} ({sheet.summary})" if sheet.summary else sheet.title
        yield plain_table(title, heads, rows) if sheet.rows else title


def _text(cell: Cell | None) -> str:
    if cell is None:
        return "—"
    return f"{''.join(map(_run, cell.words)).strip()}\n({cell.place})"


def _run(run: Words) -> str:
    words = run.text.split()
    if run.kind == "same" and len(words) > 2 * _ENDS + 1:
        return " ".join(["", *words[:_ENDS], "…", *words[-_ENDS:]])
    blank = " " if run.text.startswith(" ") else ""
    before, after = _SIGNS[run.kind]
    return f"{blank}{before}{' '.join(words)}{after}"
