"""The parts of a Word file: styles, lists, notes, and what they say of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zipfile import ZipFile

from ..source import Properties
from .document import Document
from .docx_numbering import Numbering
from .docx_styles import Styles
from .xml import Element, attribute, child, descendants, parse_xml, value, whole
from .zips import member_bytes, open_zip

_LETTER = re.compile(r"[^\W\d_]")
_PAGE_MARK = re.compile(r"(?:trang|page)?\W*\d*\W*", re.I)


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
        root = self.part("word/document.xml")
        if root is None:
            raise self.document.error("damaged or cut off (no word/document.xml)")
        body = child(root, "body")
        return root if body is None else body

    def styles(self) -> Styles:
        """Return the styles."""
        return Styles.of(self.part("word/styles.xml"))

    def numbering(self) -> Numbering:
        """Return the lists."""
        styles = self.part("word/styles.xml")
        found = [] if styles is None else list(descendants(styles, "style"))
        lists = {
            attribute(each, "styleId") or "": value(each, "pPr", "numPr", "numId") or "" for each in found
        }
        return Numbering.of(self.part("word/numbering.xml"), lists)

    def notes(self, kind: str) -> dict[str, Element]:
        """Return the notes of a kind (`footnote`, `endnote`) by id, without the rules that part them off."""
        root = self.part(f"word/{kind}s.xml")
        found = [] if root is None else descendants(root, kind)
        return {
            attribute(note, "id") or "": note for note in found if attribute(note, "type") in (None, "normal")
        }

    def counted_pages(self) -> int | None:
        """Return the number of pages that the program counted when it saved."""
        pages = child(self.part("docProps/app.xml"), "Pages")
        return None if pages is None else whole(pages.text, 0) or None

    def running_heads(self) -> list[str]:
        """Return the words that stand above or below every page, page numbers aside."""
        found = []
        for name in sorted(self.archive.namelist()):
            if not re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
                continue
            root = self.part(name)
            text = " ".join("".join(each.text or "" for each in descendants(root, "t")).split())
            if _LETTER.search(text) and not _PAGE_MARK.fullmatch(text) and text not in found:
                found.append(text)
        return found

    def comments(self) -> int:
        """Return the number of comments."""
        root = self.part("word/comments.xml")
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
