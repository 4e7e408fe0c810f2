"""The text of one Word paragraph as the reader of the final version sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..encodings import Run, by_fonts
from .assembly import PAGE_START, superscript
from .docx_package import Package
from .docx_signs import as_signs, is_symbolic, sign_of
from .docx_styles import Styles
from .xml import Element, attribute, child, descendants, is_on, tag, value, whole

_TRANSPARENT = frozenset(
    {"ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo",
     "oMath", "oMathPara", "ruby", "rubyBase"}
)  # fmt: skip
_LEFT_OUT = frozenset({"del", "moveFrom"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_SIGNS = {
    "tab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\xad",
    "lastRenderedPageBreak": PAGE_START,
}


@dataclass(slots=True)
class Wording:
    """Turns paragraphs into text, and keeps what it met on the way.

    `calls` are the notes called since they were last taken, with their marks; `boxes` the text boxes; `encodings`
    those of the nineties that were converted by the names of their fonts.
    """

    styles: Styles
    notes: dict[str, dict[str, Element]]
    soft_pages: bool
    calls: list[tuple[str, str, Element]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    encodings: dict[str, None] = field(default_factory=dict)
    _carried: str = ""

    @classmethod
    def of(cls, package: Package, *, soft_pages: bool) -> Wording:
        """Return the wording of a package; `soft_pages` says that Word left a mark at the start of every page."""
        notes = {kind: package.notes(kind) for kind in ("footnote", "endnote")}
        return cls(package.styles(), notes, soft_pages)

    def text(self, paragraph: Element) -> str | None:
        """Return the text of a paragraph, `\\f` where a page begins; None where the paragraph does not show."""
        properties = child(paragraph, "pPr")
        text, converted = by_fonts(self._runs(paragraph, paragraph))
        self.encodings.update(dict.fromkeys(converted))
        mark = child(properties, "rPr")
        if child(mark, "del") is not None:  # a deleted paragraph mark: the next paragraph goes on in this one
            self._carried += text
            return None
        if is_on(mark, "vanish") and not text.strip():
            return None
        if attribute(child(properties, "framePr"), "dropCap") in ("drop", "margin"):
            self._carried += text.strip()  # the large first letter of the next paragraph
            return None
        text, self._carried = self._carried + text, ""
        if is_on(properties, "pageBreakBefore") and not self.soft_pages:
            text = PAGE_START + text
        return text

    def _runs(self, parent: Element, paragraph: Element) -> Iterator[Run]:
        for element in parent:
            name = tag(element)
            if name in _LEFT_OUT:
                self.met["deletions"] += 1
            elif name == "r" and any(tag(each) == "t" for each in element) and "math" in element.tag:
                yield Run("".join(each.text or "" for each in descendants(element, "t")))
            elif name == "r":
                font = self.styles.font(element, paragraph)
                capitals = bool(self.styles.run_property(element, paragraph, "caps"))
                yield from (Run(text, font, capitals) for text in self._run(element, paragraph))
            elif name == "AlternateContent":
                yield from self._runs(_alternative(element), paragraph)
            elif name == "sdt" and is_on(child(element, "sdtPr"), "showingPlcHdr"):
                self.met["placeholders"] += 1
            elif name in _TRANSPARENT:
                yield from self._runs(element, paragraph)
            elif name in _DRAWN:
                self._drawing(element)

    def _run(self, run: Element, paragraph: Element) -> Iterator[str]:
        if self.styles.run_property(run, paragraph, "vanish"):
            self.met["hidden"] += any(tag(each) == "t" for each in run)
            return
        if any(self.styles.run_property(run, paragraph, name) for name in ("strike", "dstrike")):
            self.met["struck"] += any((each.text or "").strip() for each in run if tag(each) == "t")
            return
        raised = value(run, "rPr", "vertAlign") == "superscript"
        for element in run:
            name = tag(element)
            if name == "t":
                text = element.text or ""
                text = superscript(text) if raised and text.strip().isdecimal() else text
                text = as_signs(text, run) if is_symbolic(text) else text
                yield text
            elif name == "br":
                yield self._break(attribute(element, "type"))
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                shown = sign_of(element)
                self.met["signs"] += shown is None
                yield shown or ""
            elif name == "fldChar":
                yield _chosen(element)
            elif name in ("footnoteReference", "endnoteReference"):
                yield self._call(name.removesuffix("Reference"), attribute(element, "id") or "")
            elif name == "AlternateContent":
                yield from (inner.text for inner in self._runs(_alternative(element), paragraph))
            elif name in _DRAWN:
                self._drawing(element)

    def _break(self, kind: str | None) -> str:
        if kind == "page":
            return "" if self.soft_pages else PAGE_START
        return "" if kind == "column" else "\n"

    def _call(self, kind: str, note: str) -> str:
        """Return the mark of a note and remember that its text is due; endnotes count on after the footnotes."""
        if note not in self.notes[kind]:
            return ""
        self.met[kind] += 1
        before = len(self.notes["footnote"]) if kind == "endnote" else 0
        mark = superscript(str(before + self.met[kind]))
        self.calls.append((kind, mark, self.notes[kind][note]))
        return mark

    def _drawing(self, element: Element) -> None:
        boxes = list(_outermost(element, "txbxContent"))
        self.boxes += boxes
        self.met["pictures"] += not boxes


def _outermost(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name below an element, of those inside others none; of two forms of a thing one."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if tag(each) == name:
            yield each
        else:
            waiting += reversed(_alternative(each) if tag(each) == "AlternateContent" else each)


def _alternative(element: Element) -> Element:
    """Return one of the forms in which the same thing is given for newer and older programs."""
    choice = child(element, "Choice")
    return next(iter(element), element) if choice is None else choice


def _chosen(field_mark: Element) -> str:
    """Return the entry that is chosen in a drop-down of an old form, '' for any other field."""
    choices = child(field_mark, "ffData", "ddList")
    if choices is None:
        return ""
    entries = [attribute(each, "val") or "" for each in choices if tag(each) == "listEntry"]
    chosen = whole(value(choices, "result") or value(choices, "default"))
    return entries[chosen] if 0 <= chosen < len(entries) else ""
