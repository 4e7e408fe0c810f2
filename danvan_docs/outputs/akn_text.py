"""The text of a document in Akoma Ntoso: sections, paragraphs, and what is marked inside them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from ..authority import Registry
from ..grammar import table
from ..linking.locality import Locality
from ..models import Actor, Citation, Directive, NamedInstrument, Section
from ..parsing.times.dates import day_after
from .akn_names import cited_name, slug
from .entities import apart
from .graph_files import printable_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_AFTER_LABEL = re.compile(r"[\s.):/\-–—]*")


class Mark(NamedTuple):
    """An element around `text[start:end]`."""

    start: int
    end: int
    element: str
    attributes: dict[str, str]


class Piece(NamedTuple):
    """A stretch of one paragraph; `section` is the index of the innermost one that holds it, None outside."""

    start: int
    end: int
    kind: str
    section: int | None


def add(parent: Element, tag: str, /, **attributes: str) -> Element:
    """Add an element at the end of another."""
    from lxml import etree

    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def pieces(directive: Directive) -> list[Piece]:
    """Return the paragraphs of a document in the order of the text; the furniture is left out.

    A paragraph is cut where a section starts inside it, and where the foot of a page comes between.
    """
    sections, found = directive.sections, list[Piece]()
    starts = [section.start for section in sections]
    blocks = sorted(directive.blocks, key=lambda block: (block.start, -block.end))
    for index, block in enumerate(blocks):
        after = islice(blocks, index + 1, None)
        between = list(takewhile(lambda each: each.start < block.end, after))  # noqa: B023
        inside = starts[bisect_right(starts, block.start) : bisect_left(starts, block.end)]
        cuts = {
            block.start,
            block.end,
            *inside,
            *(place for each in between for place in (each.start, each.end)),
        }
        for start, end in pairwise(sorted(cuts)):
            if block.kind != "furniture" and not any(each.start <= start < each.end for each in between):
                found.append(Piece(start, end, block.kind, _innermost(sections, starts, start)))
    return sorted(piece for piece in found if directive.text[piece.start : piece.end].strip())


def _innermost(sections: Sequence[Section], starts: Sequence[int], place: int) -> int | None:
    index: int | None = bisect_right(starts, place) - 1
    while index is not None and (index < 0 or sections[index].body_end <= place):
        index = sections[index].parent if index >= 0 else None
    return index


def marks(directive: Directive, locality: Locality, registry: Registry) -> list[Mark]:
    """Return what is marked in a document: instruments, bodies, dates; they do not overlap."""
    cited = _cited(directive, locality, registry)
    return apart([*cited, *_bodies(directive), *_days(directive), *_own_day(directive)])


def organization(name: str) -> str:
    """Return the identifier by which a body is referred to inside the document."""
    return f"org_{slug(name)}"


def body_name(actor: Actor) -> str:
    """Return the name of a body as the authority file or, without it, the text has it."""
    return actor.body or " ".join(actor.text.split())


def _instruments(directive: Directive) -> list[Citation | NamedInstrument]:
    return [*directive.citations, *directive.named]


def _cited(directive: Directive, locality: Locality, registry: Registry) -> Iterator[Mark]:
    for cited in _instruments(directive):
        name = cited_name(cited, locality, registry)
        if name:
            yield Mark(cited.start, cited.end, "ref", {"href": name.uri})
        else:  # there is no identifier without a date
            yield Mark(cited.start, cited.end, "inline", {"name": "citation"})


def _bodies(directive: Directive) -> Iterator[Mark]:
    for task in directive.tasks:
        for actor in task.actors:
            reference = {"refersTo": f"#{organization(body_name(actor))}"}
            yield Mark(actor.start, actor.end, "organization", reference)


def _days(directive: Directive) -> Iterator[Mark]:
    dated = [(each.date, each.date_start, each.date_end) for each in _instruments(directive)]
    due = [(task.deadline, task.deadline_start, task.deadline_end) for task in directive.tasks]
    for day, start, end in (*dated, *due):
        if day and len(day) == len("YYYY-MM-DD") and start is not None and end is not None:
            yield Mark(start, end, "date", {"date": day})


def _own_day(directive: Directive) -> Iterator[Mark]:
    """Yield the date in the letterhead."""
    text = directive.text.replace("\n", " ")
    for block in directive.blocks:
        word = text.find("ngày", block.start, block.end) if block.kind == "letterhead" else -1
        day = day_after(text, word) if word >= 0 else None
        if day and day.iso == directive.header.date:
            yield Mark(day.start, day.end, "docDate", {"date": day.iso})


class Writer:
    """Writes the paragraphs of one document, each into the element of its section."""

    def __init__(self, directive: Directive, locality: Locality, registry: Registry) -> None:
        self._directive = directive
        self._marks = marks(directive, locality, registry)
        self._ends = [mark.end for mark in self._marks]
        self._sections: dict[int, Element] = {}
        self._parents = {section.parent for section in directive.sections}
        self._identifiers: Counter[str] = Counter()

    def paragraph(self, parent: Element, piece: Piece, *, around: str | None = None) -> None:
        """Add a piece as a paragraph; `around` names an element that all of its text is in."""
        place = add(parent, "p", **{"class": piece.kind})
        self._text(add(place, around) if around else place, piece.start, piece.end)

    def body(self, parent: Element, found: Sequence[Piece]) -> None:
        """Add pieces: sections with what belongs to them, and what stands outside of all as paragraphs."""
        for piece in found:
            if piece.section is None:
                self.paragraph(parent, piece)
                continue
            element = self._section(parent, piece.section)
            start = self._headed(element, piece)
            if self._directive.text[start : piece.end].strip():
                self.paragraph(self._container(element, piece.section), piece._replace(start=start))

    def _section(self, body: Element, index: int) -> Element:
        """Return the element of a section, made with its number when it is first asked for."""
        if index not in self._sections:
            section = self._directive.sections[index]
            parent = body if section.parent is None else self._section(body, section.parent)
            kind = _kind(section)
            above = f"{parent.get('eId')}__" if section.parent is not None else ""
            identifier = f"{above}{kind['id']}_{slug(section.label)}"
            self._identifiers[identifier] += 1
            if self._identifiers[identifier] > 1:  # numbers may start again
                identifier += f"-{self._identifiers[identifier]}"
            self._sections[index] = add(parent, kind["element"], eId=identifier)
        return self._sections[index]

    def _headed(self, element: Element, piece: Piece) -> int:
        """Add what the piece has of the number and heading of its section; return where the rest begins."""
        section = self._directive.sections[piece.section or 0]
        start = piece.start
        if start == section.start:
            start = _label_end(self._directive.text, section)
            self._text(add(element, "num"), section.start, start)
        if section.heading and start < section.end:
            end = min(section.end, piece.end)
            if self._directive.text[start:end].strip():
                # A heading that goes on in a further paragraph has a second line.
                name = "heading" if element.find(f"{{{NAMESPACE}}}heading") is None else "subheading"
                self._text(add(element, name), start, end)
            start = end
        return start

    def _container(self, element: Element, index: int) -> Element:
        """Return where the paragraphs of a section go: before or between the sections that it holds."""
        if index not in self._parents:
            content = element.find(f"{{{NAMESPACE}}}content")
            return add(element, "content") if content is None else content
        last = element[-1].tag.rpartition("}")[2] if len(element) else ""
        if last == "hcontainer":
            return element[-1][0]
        if last == "intro":
            return element[-1]
        if last in ("", "num", "heading", "subheading"):
            return add(element, "intro")
        return add(add(element, "hcontainer", name="text"), "content")

    def _text(self, element: Element, start: int, end: int) -> None:
        """Add `text[start:end]`, without the blanks around it, with the marks that stand in it."""
        text = self._directive.text
        end = start + len(text[start:end].rstrip())
        start = end - len(text[start:end].lstrip())
        last: Element | None = None
        for mark in self._marks[bisect_right(self._ends, start) :]:
            low, high = max(mark.start, start), min(mark.end, end)
            if low >= high:
                break
            _append(element, last, text[start:low])
            last = add(element, mark.element, **mark.attributes)
            last.text = printable_xml(text[low:high])
            start = high
        _append(element, last, text[start:end])


def _append(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = printable_xml(text)
    else:
        last.tail = printable_xml(text)


def _kind(section: Section) -> dict[str, str]:
    rules = table("akoma_ntoso")
    word = section.label.split()[0].lower()
    bare: dict[str, str] = rules["bare"]["heading" if section.heading else "item"]
    return dict(rules["words"].get(word, bare))


def _label_end(text: str, section: Section) -> int:
    """Return where the number of a section ends, with the sign and the blanks after it."""
    letters = (re.escape(letter) for letter in section.label if not letter.isspace())
    label = re.compile(r"\s*".join(letters)).match(text, section.start, section.end)
    match = _AFTER_LABEL.match(text, label.end(), section.end) if label else None
    return match.end() if match else section.start
