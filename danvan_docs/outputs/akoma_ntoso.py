"""A document as Akoma Ntoso 3.0, the XML of parliaments and official journals.

Letterhead and title become the preface, the sections the main body, signature and recipients the conclusions;
instruments, bodies and dates are marked where they stand. All text is kept in its order, but for page numbers and
rules, which belong to the sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ..atomic import made, replacing
from ..authority import Registry
from ..authority import registry as own_registry
from ..errors import MissingExtra
from ..linking.locality import locality_of
from ..models import Directive
from ..reading.folding import fold, plain
from .akn_names import UNDATED, WorkName, document_name, slug
from .akn_text import NAMESPACE, Piece, Writer, add, body_name, organization, pieces
from .graph_files import printable_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TOP, _BOTTOM = {"letterhead", "title"}, {"signature", "recipients", "footnote"}
_WRITER = "danvan-docs"
_UNKNOWN = "Cơ quan ban hành không rõ"


def write_akn(directive: Directive, path: str | Path, *, registry: Registry | None = None) -> None:
    """Write a document as Akoma Ntoso. Raises ExportError, or MissingExtra where lxml is not installed."""
    with replacing(path) as temporary:
        temporary.write_bytes(akoma_ntoso(directive, registry=registry))


def write_akn_folder(
    directives: Iterable[Directive], folder: str | Path, *, registry: Registry | None = None
) -> list[Path]:
    """Write documents as Akoma Ntoso into `folder`, each by the name of its file; return the paths.

    A name that comes again is numbered: `plan.xml`, `plan-2.xml`. Raises as `write_akn` does.
    """
    folder = made(folder)
    names: Counter[str] = Counter()
    paths = []
    for directive in directives:
        stem = PurePath(directive.source).stem
        names[stem] += 1
        number = f"-{names[stem]}" if names[stem] > 1 else ""
        paths.append(folder / f"{stem}{number}.xml")
        write_akn(directive, paths[-1], registry=registry)
    return paths


def akoma_ntoso(directive: Directive, *, registry: Registry | None = None) -> bytes:
    """Return a document as Akoma Ntoso 3.0, in UTF-8. Raises MissingExtra where lxml is not installed.

    `registry` is the one that the document was read by, by default the package's own.

    >>> from danvan_docs import parse
    >>> xml = akoma_ntoso(parse("Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013.")).decode()
    >>> '<ref href="/akn/vn/doc/nghi-quyet/2013-06-03/25-nq-tw">Nghị quyết số 25-NQ/TW</ref>' in xml
    True
    """
    try:
        from lxml import etree
    except ImportError:
        raise MissingExtra("lxml", "export") from None
    known = registry or own_registry()
    locality = locality_of(directive, known)
    name = document_name(directive, locality, known)
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    document = add(root, "doc", name=slug(name.type))
    meta = add(document, "meta")
    _identify(meta, name, directive.header.issuer)
    _refer(meta, directive)
    etree.indent(meta, level=2)
    _write_text(document, directive, Writer(directive, locality, known))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _identify(meta: Element, name: WorkName, issuer: str | None) -> None:
    """Add the work, its Vietnamese expression and this XML of it."""
    identification = add(meta, "identification", source=f"#{organization(_WRITER)}")
    expression = f"{name.uri}/vie@{name.date}"
    date = {"date": name.day, "name": "undated" if name.date == UNDATED else "document"}
    for level, uri, this, author in (
        ("FRBRWork", name.uri, f"{name.uri}/!main", issuer or _UNKNOWN),
        ("FRBRExpression", expression, f"{expression}/!main", issuer or _UNKNOWN),
        ("FRBRManifestation", f"{expression}.xml", f"{expression}/!main.xml", _WRITER),
    ):
        element = add(identification, level)
        add(element, "FRBRthis", value=this)
        add(element, "FRBRuri", value=uri)
        add(element, "FRBRdate", **date)
        add(element, "FRBRauthor", href=f"#{organization(author)}")
        if level == "FRBRWork":
            add(element, "FRBRcountry", value="vn")
            add(element, "FRBRsubtype", value=slug(name.type))
            add(element, "FRBRnumber", value=name.number)
        if level == "FRBRExpression":
            add(element, "FRBRlanguage", language="vie")


def _refer(meta: Element, directive: Directive) -> None:
    """Add the bodies that the document comes from and speaks of, each once."""
    references = add(meta, "references", source=f"#{organization(_WRITER)}")
    actors = (body_name(actor) for task in directive.tasks for actor in task.actors)
    known: dict[str, str] = {}
    for body in (_WRITER, directive.header.issuer or _UNKNOWN, *actors):
        known.setdefault(organization(body), body)
    for identifier, body in known.items():
        href = f"/akn/ontology/organization/vn/{slug(body)}"
        add(references, "TLCOrganization", eId=identifier, href=href, showAs=printable_xml(body))


def _write_text(document: Element, directive: Directive, writer: Writer) -> None:
    found = pieces(directive)
    top = list(takewhile(lambda piece: piece.kind in _TOP, found))
    bottom = list(takewhile(lambda piece: piece.kind in _BOTTOM, reversed(found[len(top) :])))[::-1]
    if top:
        preface = add(document, "preface")
        for piece in top:
            writer.paragraph(preface, piece, around=_title_part(directive, piece))
    body = add(document, "mainBody")
    writer.body(body, found[len(top) : len(found) - len(bottom)])
    if not len(body):
        add(body, "p")
    if bottom:
        conclusions = add(document, "conclusions")
        for piece in bottom:
            writer.paragraph(conclusions, piece)


def _title_part(directive: Directive, piece: Piece) -> str | None:
    """Return the element for a paragraph of the title: the type of the document, or what it is about."""
    if piece.kind != "title":
        return None
    words = " ".join(plain(fold(directive.text[piece.start : piece.end])[0]).split())
    return "docType" if words == plain(fold(directive.header.type or "")[0]) else "docTitle"
