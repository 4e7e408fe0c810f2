"""Comparisons as one HTML page: for the screen and for A4 paper, with nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from ..comparing.results import Words
from .columns import printable
from .side_by_side import Cell, Row, Sheet, SideBySide

_KEYS = {
    True: "Từ chỉ có ở một bản: <del>gạch ngang</del> là bỏ, <ins>gạch chân</ins> là thêm.",
    False: "Từ chỉ có ở một bên được <mark>gạch chân</mark>.",
}
_TAGS = {True: {"removed": "del", "added": "ins"}, False: {"removed": "mark", "added": "mark"}}


def comparison_html(comparison: SideBySide) -> str:
    """Return the page of a comparison; all words of the documents are escaped.

    >>> page = comparison_html(SideBySide("So sánh", True, ("Bản cũ", "Bản mới"), ("a < b", "c"), []))
    >>> "a &lt; b" in page, "http" in page.replace("http-equiv", "")
    (True, False)
    """
    documents = zip(comparison.heads, comparison.documents, strict=True)
    return _page().substitute(
        title=_escaped(comparison.title),
        documents="".join(f"<dt>{_escaped(head)}</dt><dd>{_escaped(name)}</dd>" for head, name in documents),
        key=_KEYS[comparison.versions],
        sheets="\n".join(_sheet(sheet, comparison) for sheet in comparison.sheets),
    )


@cache
def _page() -> Template:
    return Template(files(__package__).joinpath("comparison.html").read_text(encoding="utf-8"))


def _sheet(sheet: Sheet, whole: SideBySide) -> str:
    rows = "\n".join(_row(row, whole) for row in sheet.rows)
    summary = _escaped(sheet.summary or "Không có.")
    return (
        f'<section>\n<h2>{_escaped(sheet.title)}</h2>\n<p class="summary">{summary}</p>\n{rows}\n</section>'
    )


def _row(row: Row, whole: SideBySide) -> str:
    label = row.label
    verdict = f'<span class="verdict">{_escaped(label.sign)} {_escaped(label.label)}</span>'
    left, right = (
        _side(cell, head, _TAGS[whole.versions])
        for cell, head in zip((row.left, row.right), whole.heads, strict=True)
    )
    return (
        f'<article class="row {label.tone}"><header>{verdict}{_escaped(row.reason)}</header>'
        f'<div class="sides">{left}{right}</div></article>'
    )


def _side(cell: Cell | None, head: str, tags: Mapping[str, str]) -> str:
    if cell is None:
        said = '<p class="nothing">Không có</p>'
    else:
        words = "".join(_words(run, tags.get(run.kind)) for run in cell.words)
        said = f"<blockquote>{words}</blockquote><footer>{_escaped(cell.place)}</footer>"
    return f'<div class="side"><h3>{_escaped(head)}</h3>{said}</div>'


def _words(run: Words, tag: str | None) -> str:
    words = run.text.lstrip()
    blank = run.text[: len(run.text) - len(words)]
    return f"{blank}<{tag}>{_escaped(words)}</{tag}>" if tag else _escaped(run.text)


def _escaped(text: str) -> str:
    return escape(printable(text))
