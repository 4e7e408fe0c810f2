"""A document as one HTML page: its text with what was found marked in it, for the screen and for A4 paper."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from string import Template
from textwrap import shorten
from typing import TYPE_CHECKING

from ..atomic import replacing
from ..authority import Registry
from ..authority import registry as own_registry
from ..authority.days import day_text
from ..comparing.passages import document as document_of
from ..errors import ExportError
from ..models import Directive
from ..notices import in_vietnamese
from .marked_text import escaped, marked_text
from .marks import KINDS, Kind, Mark, marks_of, section_id
from .side_by_side import document_name

if TYPE_CHECKING:
    from ..checking import Finding

_UNTITLED = "Văn bản"


def write_view(
    directive: Directive,
    path: str | Path,
    *,
    findings: Sequence[Finding] | None = None,
    registry: Registry | None = None,
) -> None:
    """Write the page of `view_html` to `path`, which ends in `.html`.

    Raises ExportError for another suffix or a file that cannot be written. No half-written file is left behind.
    """
    path = Path(path)
    if path.suffix.lower() != ".html":
        raise ExportError(f"{path}: unknown format; known: .html")
    page = view_html(directive, findings=findings, registry=registry)
    with replacing(path) as temporary:
        temporary.write_text(page, encoding="utf-8")


def view_html(
    directive: Directive, *, findings: Sequence[Finding] | None = None, registry: Registry | None = None
) -> str:
    """Return a page that shows the text of a document with everything marked that was found in it.

    `findings` are those of `check` unless given; `registry` is the one that the document was read by, by default the
    package's own. The page loads nothing from elsewhere; its text is the text of the
    document, character for character.

    >>> from danvan_docs import parse
    >>> page = view_html(parse("Thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013."))
    >>> '<mark class="citation" id="VB1"' in page, "http" in page.replace("http-equiv", "")
    (True, False)
    """
    if findings is None:
        from ..checking import check

        findings = check(directive, registry=registry)
    marks = marks_of(directive, findings, registry or own_registry())
    template, script = _page()
    return template.substitute(
        title=escaped(document_name(document_of(directive)) or _UNTITLED),
        digest=b64encode(sha256(script.encode()).digest()).decode(),
        script=script,
        header=_header(directive),
        warnings=_warnings(directive.warnings),
        outline=_outline(directive),
        filters=_filters(marks),
        text=marked_text(directive.text, directive.blocks, marks, directive.pages),
        notes="\n".join(_notes(directive, kind, marks) for kind in KINDS),
    )


@cache
def _page() -> tuple[Template, str]:
    """Return the page, and its script: the policy of the page names the digest of the one that may run."""
    page, script = (
        files(__package__).joinpath(name).read_text(encoding="utf-8") for name in ("view.html", "view.js")
    )
    return Template(page), script


def _header(directive: Directive) -> str:
    header = directive.header
    rows = {
        "Tệp": directive.source,
        "Cơ quan ban hành": header.issuer,
        "Ngày ban hành": day_text(header.date),
        "Nơi ban hành": header.place,
        "Trích yếu": header.title,
        "Người ký": ", ".join(filter(None, (header.signer, header.signer_title))),
        "Số trang": str(len(directive.pages) or ""),
    }
    return "".join(f"<dt>{name}</dt><dd>{escaped(value)}</dd>" for name, value in rows.items() if value)


def _warnings(warnings: Sequence[str]) -> str:
    if not warnings:
        return ""
    items = "".join(f"<li>{escaped(in_vietnamese(each))}</li>" for each in warnings)
    return f'<section class="warnings" role="note"><h2>Lưu ý khi đọc tệp</h2><ul>{items}</ul></section>'


def _outline(directive: Directive) -> str:
    headings = [(i, each) for i, each in enumerate(directive.sections) if each.heading]
    lines = (
        f'<li style="--level:{section.level}"><a href="#{section_id(index)}">'
        f"<b>{escaped(section.label)}</b> {escaped(section.title)}</a></li>"
        for index, section in headings or enumerate(directive.sections)
    )
    return "".join(lines) or "<li>Không có đề mục.</li>"


def _filters(marks: Iterable[Mark]) -> str:
    counts = Counter(mark.kind for mark in marks)
    return "".join(
        f'<label class="{kind}"><input type="checkbox" checked value="{kind}"> <mark class="{kind}">{name}</mark> '
        f"<small>{counts[kind]}</small></label>"
        for kind, name in KINDS.items()
        if counts[kind]
    )


def _notes(directive: Directive, kind: Kind, marks: Iterable[Mark]) -> str:
    """Return the list of one kind, with the words of the text and what is known of them."""
    rows = [mark for mark in marks if mark.kind == kind and mark.label == mark.id]
    if not rows:
        return ""
    items = "".join(
        f'<li><a href="#{mark.id}">{mark.id}</a><div><q>{_short(directive.text[mark.start : mark.end])}</q>'
        f"<p>{escaped(mark.note)}</p></div></li>"
        for mark in rows
    )
    return f'<section data-kind="{kind}"><h3>{KINDS[kind]} ({len(rows)})</h3><ol>{items}</ol></section>'


def _short(text: str, longest: int = 160) -> str:
    return escaped(shorten(text, longest, placeholder=" …"))
