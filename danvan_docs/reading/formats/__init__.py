"""The readers: one for each kind of file, chosen by what the bytes are.

A reader is a function `read(document) -> Source` in a module of this folder; nothing of it loads before such a file
is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from ...errors import ReadError
from ..names import shown
from ..opening import opened
from ..source import Source
from .document import Document
from .recognise import HEAD, recognise


class Reader(Protocol):
    """What every reader is."""

    def __call__(self, document: Document) -> Source:
        """Return the text of a file with its places; raise ReadError with the reason where that cannot be."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how it is called, the module that reads it, what that needs."""

    title: str
    module: str
    suffixes: tuple[str, ...]
    modules: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    slow: bool = False  # its pages take time of their own


_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
FORMATS = {
    "text": Format("Plain text, Markdown", "plain", (".txt", ".md")),
    "docx": Format("Word", "docx", (".docx", ".docm", ".dotx"), ("lxml",)),
    "xlsx": Format("Excel", "xlsx", (".xlsx", ".xlsm"), ("lxml",)),
    "html": Format("Web page", "html", (".html", ".htm", ".xhtml"), ("selectolax",)),
    "pdf": Format("PDF", "pdf", (".pdf",), ("pypdfium2",), slow=True),
    "doc": Format("Word 97-2003", "office", (".doc", ".dot"), ("lxml",), ("soffice",), slow=True),
    "rtf": Format("Rich text", "office", (".rtf",), ("lxml",), ("soffice",), slow=True),
    "odt": Format("OpenDocument text", "office", (".odt",), ("lxml",), ("soffice",), slow=True),
    "picture": Format("Picture, scan", "picture", _PICTURES, ("PIL",), ("tesseract",), slow=True),
    "mail": Format("E-mail", "mail", (".eml", ".mht", ".mhtml")),
}  # fmt: skip
SUFFIXES = tuple(suffix for each in FORMATS.values() for suffix in each.suffixes)


def read_document(document: Document) -> Source:
    """Return what the right reader makes of a file; raise ReadError where there is none, or it cannot."""
    kind = recognise(document)
    if kind not in FORMATS:
        from .archive import why_no_document

        raise document.error(why_no_document(document))
    module = import_module(f"{__name__}.{FORMATS[kind].module}")
    return cast(Reader, module.read)(document)


def looks_known(path: Path) -> bool:
    """Tell whether the first bytes of a file give away a format of its own; plain text has none."""
    try:
        with opened(path) as file:
            return recognise(Document(shown(path), file.read(HEAD) or b"")) != "text"
    except ReadError:
        return False


__all__ = ["FORMATS", "SUFFIXES", "Document", "Format", "Reader", "looks_known", "read_document", "recognise"]
