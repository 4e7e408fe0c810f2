"""Comparisons as rows of two columns, ready for a terminal or a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..authority.days import day_text
from ..comparing.reasons import Label, aspect_label, verdict_label
from ..comparing.results import (
    Change,
    Comparison,
    Diff,
    Difference,
    Document,
    DutyPair,
    Part,
    Passage,
    TargetPair,
    Words,
)  # fmt: skip
from ..comparing.words import word_difference

_ABOVE, _BELOW = "Văn bản cấp trên", "Văn bản cấp dưới"
_OLD, _NEW = "Bản cũ", "Bản mới"
_PARTS: dict[Part, str] = {"task": "Nhiệm vụ", "target": "Số liệu, chỉ tiêu", "citation": "Văn bản viện dẫn"}


class Cell(NamedTuple):
    """One side of a row: the quote in runs of words, and where it stands."""

    words: Sequence[Words]
    place: str


class Row(NamedTuple):
    """Two passages, or one alone, with the verdict and why."""

    label: Label
    left: Cell | None
    right: Cell | None
    reason: str


class Sheet(NamedTuple):
    """The rows of one part."""

    title: str
    rows: Sequence[Row]
    summary: str


class SideBySide(NamedTuple):
    """A whole comparison: what each side is called, which documents they are, and its sheets.

    `versions` is True for two versions of one document: words of one side alone were taken out or put in.
    """

    title: str
    versions: bool
    heads: tuple[str, str]
    documents: tuple[str, str]
    sheets: Sequence[Sheet]


def side_by_side(comparison: Comparison | Diff) -> SideBySide:
    """Return an upper document beside a lower one, or an old version beside a new one."""
    return _diff(comparison) if isinstance(comparison, Diff) else _comparison(comparison)


def _comparison(comparison: Comparison) -> SideBySide:
    sheets = [
        _sheet("Nhiệm vụ", map(_pair_row, comparison.tasks)),
        _sheet("Chỉ tiêu", map(_pair_row, comparison.targets)),
    ]
    names = document_name(comparison.central), document_name(comparison.provincial)
    return SideBySide("Đối chiếu với văn bản cấp trên", False, (_ABOVE, _BELOW), names, sheets)


def _diff(diff: Diff) -> SideBySide:
    same: dict[Part, int] = {
        "task": diff.unchanged.tasks, "target": diff.unchanged.targets, "citation": diff.unchanged.citations,
    }  # fmt: skip
    sheets = [
        _sheet(
            title,
            (_difference_row(each) for each in diff.differences if each.part == part),
            f"Không đổi: {same[part]}",
        )
        for part, title in _PARTS.items()
    ]
    names = document_name(diff.old), document_name(diff.new)
    return SideBySide("So sánh hai bản", True, (_OLD, _NEW), names, sheets)


def document_name(document: Document) -> str:
    """Return how a document is called: type, number and date, else its file.

    >>> document_name(Document(source="kh.txt", type="KẾ HOẠCH", symbol="15/KH-UBND", date="2026-01-14"))
    'Kế hoạch số 15/KH-UBND ngày 14/01/2026'
    """
    parts = (
        (document.type or "").capitalize(),
        f"số {document.symbol}" if document.symbol else "",
        f"ngày {day_text(document.date)}" if document.date else "",
    )
    return " ".join(filter(None, parts)) or document.source


def _sheet(title: str, rows: Iterable[Row], *more: str) -> Sheet:
    rows = list(rows)
    counts = Counter(row.label.label for row in rows)
    summary = " · ".join([*(f"{label}: {count}" for label, count in counts.items()), *more])
    return Sheet(title, rows, summary)


def _pair_row(pair: DutyPair | TargetPair) -> Row:
    left, right = _cells(pair.central, pair.provincial)
    likeness = f" (giống {pair.likeness:.0%})" if left and right and pair.likeness < 1 else ""
    return Row(verdict_label(pair.verdict), left, right, pair.reason + likeness)


def _difference_row(difference: Difference) -> Row:
    left, right = _cells(difference.old, difference.new, words=difference.words)
    changes = [_change(each) for each in difference.changes if each.aspect != "wording"]
    if difference.words:
        changes.insert(0, "Sửa câu chữ.")
    return Row(verdict_label(difference.kind), left, right, " ".join(changes))


def _change(change: Change) -> str:
    old, new = (
        day_text(value) if change.aspect in ("deadline", "date") else value or "không"
        for value in (change.old, change.new)
    )
    return f"Đổi {aspect_label(change.aspect)}: {old or 'không'} → {new or 'không'}."


def _cells(
    left: Passage | None, right: Passage | None, *, words: Sequence[Words] = ()
) -> tuple[Cell | None, Cell | None]:
    """Return both sides, with what the other has not marked where they share enough for it to help."""
    if left is None or right is None:
        return _cell(left) if left else None, _cell(right) if right else None
    runs = words or word_difference(left.quote, right.quote)
    shared = sum(len(run.text) for run in runs if run.kind == "same")
    if 2 * shared < min(len(left.quote), len(right.quote)):
        return _cell(left), _cell(right)
    return (
        _cell(left, [run for run in runs if run.kind != "added"]),
        _cell(right, [run for run in runs if run.kind != "removed"]),
    )


def _cell(passage: Passage, words: Sequence[Words] = ()) -> Cell:
    section = f"Mục {passage.section}, " if passage.section else ""
    whole = [Words(kind="same", text=" ".join(passage.quote.split()))]
    return Cell(words or whole, f"{section}vị trí {passage.start}–{passage.end}")
