"""The parts of a Word file: styles, lists, notes, and what they say of the file."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from zipfile import ZipFile

from ..source import Properties
from .document import Document
from .docx_numbering import Numbering
from .docx_styles import Styles
from .xml import Element, attribute, child, descendants, is_on, parse_xml, tag, value, whole
from .zips import member_bytes, open_zip

_LETTER = re.compile(r"[^\W\d_]")
_PAGE_MARK = re.compile(r"(?:trang|page)?\W*\d*\W*", re.I)


#: Stands between the name of a file and that of one embedded in it.
INSIDE = "!/"


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    kind: str
    target: str


def _inside(folder: str, target: str) -> str:
    """Return the name of a part as the zip file has it."""
    path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path) if path else ""


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file as its parts."""

    document: Document
    archive: ZipFile

    @classmethod
    def of(cls, document: Document) -> Package:
        """Open a Word file; raise ReadError where it is damaged or not to be trusted."""
        return cls(document, open_zip(document))

    def part(self, name: str) -> Element | None:
        """Return the root of a part, None where the file has none of that name."""
        data = member_bytes(self.document, self.archive, name)
        return parse_xml(self.document, data, name) if data else None

    def body(self) -> Element:
        """Return the element that holds the text."""
        root = self.part(self._main())
        if root is None:
            raise self.document.error(f"damaged or cut off (no {self._main()})")
        body = child(root, "body")
        return root if body is None else body

    def _main(self) -> str:
        """Return the name of the part that the package says is the document."""
        named = (each.target for each in self._relations("") if each.kind == "officeDocument")
        return next((name for name in named if name in self.archive.namelist()), "word/document.xml")

    def _relations(self, part: str) -> list[_Relation]:
        """Return what a part points at; the package itself is the part ''."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [
            _Relation(
                attribute(each, "Id") or "",
                (attribute(each, "Type") or "").rpartition("/")[2],
                _inside(folder, attribute(each, "Target") or ""),
            )
            for each in (() if root is None else root)
            if tag(each) == "Relationship" and attribute(each, "TargetMode") != "External"
        ]

    def _related(self, kind: str) -> Element | None:
        """Return the root of the part of a kind that the document points at."""
        named = (each.target for each in self._relations(self._main()) if each.kind == kind)
        return self.part(next(named, f"word/{kind}.xml"))

    def target(self, element: Element) -> str:
        """Return the name of the part that an element points at, '' for none."""
        named = attribute(element, "id")
        return next((each.target for each in self._relations(self._main()) if each.id == named), "")

    def embedded(self, element: Element) -> Document | None:
        """Return the file that an element embeds, None where it is not there."""
        name = self.target(element)
        data = member_bytes(self.document, self.archive, name) if name else b""
        return Document(f"{self.document.name}{INSIDE}{name}", data) if data else None

    def first_head(self, body: Element) -> str:
        """Return the name of the part that stands above the first page, '' for none."""
        section = next(descendants(body, "sectPr"), None)
        heads = () if section is None else [each for each in section if tag(each) == "headerReference"]
        wanted = "first" if section is not None and is_on(section, "titlePg") else "default"
        return next((self.target(each) for each in heads if attribute(each, "type") == wanted), "")

    def styles(self) -> Styles:
        """Return the styles."""
        return Styles.of(self._related("styles"))

    def numbering(self) -> Numbering:
        """Return the lists."""
        styles = self._related("styles")
        found = [] if styles is None else list(descendants(styles, "style"))
        lists = {
            attribute(each, "styleId") or "": value(each, "pPr", "numPr", "numId") or "" for each in found
        }
        return Numbering.of(self._related("numbering"), lists)

    def notes(self, kind: str) -> dict[str, Element]:
        """Return the notes of a kind (`footnote`, `endnote`) by id, without the rules that part them off."""
        root = self._related(f"{kind}s")
        found = [] if root is None else descendants(root, kind)
        return {
            attribute(note, "id") or "": note for note in found if attribute(note, "type") in (None, "normal")
        }

    def counted_pages(self) -> int | None:
        """Return the number of pages that the program counted when it saved."""
        pages = child(self.part("docProps/app.xml"), "Pages")
        return None if pages is None else whole(pages.text) or None

    def running_heads(self, *, aside: str = "") -> list[str]:
        """Return the words that stand above or below every page, page numbers and the part `aside` left out."""
        found = []
        for name in sorted(self.archive.namelist()):
            if name == aside or not re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
                continue
            root = self.part(name)
            text = " ".join("".join(each.text or "" for each in descendants(root, "t")).split())
            if _LETTER.search(text) and not _PAGE_MARK.fullmatch(text) and text not in found:
                found.append(text)
        return found

    def comments(self) -> int:
        """Return the number of comments."""
        root = self._related("comments")
        return 0 if root is None else sum(1 for _ in descendants(root, "comment"))

    def has_macros(self) -> bool:
        """Tell whether the file carries a program."""
        return "word/vbaProject.bin" in self.archive.namelist()

    def properties(self) -> Properties:
        """Return what the file says of itself."""
        core = self.part("docProps/core.xml")
        texts = {} if core is None else {
            str(each.tag).rpartition("}")[2]: (each.text or "").strip() or None for each in core
        }  # fmt: skip
        created, modified = texts.get("created"), texts.get("modified")
        return Properties(
            title=texts.get("title"),
            subject=texts.get("subject"),
            author=texts.get("creator"),
            created=created and created[:10],
            modified=modified and modified[:10],
        )
