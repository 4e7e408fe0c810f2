"""Pictures of pages: photographs and scans, also of several pages in one TIFF file."""

from __future__ import annotations

from ..source import Source
from .assembly import Assembly
from .document import Document
from .pages import add_pages
from .recognition import recognise_pages, say_how_sure


def read(document: Document) -> Source:
    """Return the words recognised in a picture, with their boxes and confidences."""
    assembly = Assembly(document, "picture", paged=True)
    pages = recognise_pages(document, document.data)
    say_how_sure(assembly, pages)
    add_pages(assembly, pages)
    return assembly.source()
