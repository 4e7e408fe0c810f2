"""Text files: what is there, decoded; nothing normalised, nothing stripped."""

from __future__ import annotations

from ..encodings import decode
from ..source import Source
from .document import Document

#: A directive of a thousand pages has some 3 MB of text; what is far larger is no directive.
MAX_BYTES = 64 * 1024 * 1024


def read(document: Document) -> Source:
    """Return a text file as it stands, decoded."""
    if len(document.data) > MAX_BYTES:
        size, limit = len(document.data) // 10**6, MAX_BYTES // 10**6
        raise document.error(f"too large to be a directive ({size} MB of text; at most {limit} MB)")
    decoded = decode(document.data, document.name)
    if not decoded.text.strip():
        raise document.error("holds no text")
    return Source(
        name=document.name,
        format="text",
        encoding=decoded.encoding,
        text=decoded.text,
        notices=decoded.notices,
    )
