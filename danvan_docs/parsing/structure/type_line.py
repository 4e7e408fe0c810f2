"""The line that names a document's type: alone, or with issuer and title (`KẾT LUẬN CỦA BỘ CHÍNH TRỊ về …`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ...grammar import compiled, table
from ...knowledge import KEPT, Knowledge
from ...reading.folding import plain
from ..instruments.types import type_words

#: What may stand around it: rules, emphasis, stains of a scan.
_FRAME = " ._-:*"
#: A line that names only the type, and perhaps its issuer, is no longer than this.
_LONGEST_ALONE = 120


@dataclass(frozen=True, slots=True)
class TypeLine:
    """The type, and where the issuer and the title stand, if they do."""

    type: str
    issuer: tuple[int, int] | None = None
    title: tuple[int, int] | None = None


@cache
def _with_issuer() -> re.Pattern[str]:
    return compiled(table("page")["patterns"]["type_line"])


@lru_cache(maxsize=KEPT)
def _unspaced(known: Knowledge) -> dict[str, str]:
    """Type names as a scan may give them, without blanks (`QUYẾTĐỊNH`)."""
    return {key.replace(" ", ""): name for key, name in type_words(known).names.items()}


def type_line(text: str, start: int, end: int, known: Knowledge) -> TypeLine | None:
    """Read the paragraph `text[start:end]` as the line of the type; None where it is not.

    A web page may lose the line breaks between type, issuer and title.

    >>> text = "KẾT LUẬNCỦA BỘ CHÍNH TRỊ, BAN BÍ THƯvề sắp xếp tổ chức bộ máy"
    >>> line = type_line(text, 0, len(text), Knowledge.of())
    >>> line.type, text[slice(*line.issuer)], text[slice(*line.title)]
    ('KẾT LUẬN', 'BỘ CHÍNH TRỊ, BAN BÍ THƯ', 'về sắp xếp tổ chức bộ máy')
    >>> type_line("._ QUYẾTĐỊNH _", 0, 14, Knowledge.of())
    TypeLine(type='QUYẾT ĐỊNH', issuer=None, title=None)
    """
    while start < end and text[start] in _FRAME:
        start += 1
    words = text[start:end].rstrip(_FRAME)
    if not words[:3].isupper():
        return None
    names = type_words(known).names
    flat = plain(words)
    if len(words) <= _LONGEST_ALONE:
        if flat in names:
            return TypeLine(words)
        if name := _unspaced(known).get(flat.replace(" ", "")):
            return TypeLine(name.upper())
    match = _with_issuer().fullmatch(text, start, start + len(words))
    if not match or plain(match["type"]) not in names:
        return None
    return TypeLine(match["type"], match.span("issuer"), match.span("title") if match["title"] else None)
