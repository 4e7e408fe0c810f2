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
#: Of a name of so many letters one may be damaged; none has more than that.
_LONG_ENOUGH, _LONGEST_NAME = 7, 24
#: A line that names only the type, and perhaps its issuer, is no longer than this.
_LONGEST_ALONE = 120


@dataclass(frozen=True, slots=True)
class TypeLine:
    """The type, and where the issuer and the title stand, if they do."""

    type: str
    issuer: tuple[int, int] | None = None
    title: tuple[int, int] | None = None


@cache
def _tail() -> re.Pattern[str]:
    return compiled(table("page")["patterns"]["type_tail"])


@cache
def _with_issuer() -> re.Pattern[str]:
    return compiled(table("page")["patterns"]["type_line"])


@lru_cache(maxsize=KEPT)
def _unspaced(known: Knowledge) -> dict[str, str]:
    """Type names as a scan may give them, without blanks (`QUYẾTĐỊNH`)."""
    return {key.replace(" ", ""): name for key, name in type_words(known).names.items()}


@lru_cache(maxsize=KEPT)
def _one_letter_less(known: Knowledge) -> dict[str, list[str]]:
    """Return the longer type names, without blanks, by what is left of them when one letter is lost."""
    found: dict[str, list[str]] = {}
    for name in _unspaced(known):
        for at in range(len(name) if len(name) >= _LONG_ENOUGH else 0):
            found.setdefault(name[:at] + name[at + 1 :], []).append(name)
    return found


@cache
def _look_alikes() -> frozenset[frozenset[str]]:
    groups = table("page")["scans"]["look_alikes"]
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group)


def _damaged(flat: str, known: Knowledge) -> str | None:
    """Return the type whose name a scan may have made into `flat`: a letter lost, added or taken for a look-alike."""
    shorter = _one_letter_less(known)
    if flat in shorter:
        return _unspaced(known)[shorter[flat][0]]
    for at in range(len(flat)):
        rest = flat[:at] + flat[at + 1 :]
        if rest in _unspaced(known) and len(rest) >= _LONG_ENOUGH:
            return _unspaced(known)[rest]
        for name in shorter.get(rest, ()):
            same_place = name[:at] + name[at + 1 :] == rest
            if same_place and frozenset((name[at], flat[at])) in _look_alikes():
                return _unspaced(known)[name]
    return None


def type_line(text: str, start: int, end: int, known: Knowledge) -> TypeLine | None:
    """Read the paragraph `text[start:end]` as the line of the type; None where it is not.

    A web page may lose the line breaks between type, issuer and title.

    >>> text = "KẾT LUẬNCỦA BỘ CHÍNH TRỊ, BAN BÍ THƯvề sắp xếp tổ chức bộ máy"
    >>> line = type_line(text, 0, len(text), Knowledge.of())
    >>> line.type, text[slice(*line.issuer)], text[slice(*line.title)]
    ('KẾT LUẬN', 'BỘ CHÍNH TRỊ, BAN BÍ THƯ', 'về sắp xếp tổ chức bộ máy')
    >>> type_line("._ QUYẾTĐỊNH _", 0, 14, Knowledge.of())
    TypeLine(type='QUYẾT ĐỊNH', issuer=None, title=None)
    >>> type_line("KÉ HQẠCH", 0, 8, Knowledge.of()).type, type_line("CÔNG DÂN", 0, 8, Knowledge.of())
    ('KẾ HOẠCH', None)
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
            return TypeLine(words if words.upper() == names[flat].upper() else names[flat].upper())
        tail = _tail().search(words)
        if tail and plain(words[: tail.start()]) in names:
            return TypeLine(words)
        bare = flat.replace(" ", "")
        name = _unspaced(known).get(bare)
        if name is None and len(bare) <= _LONGEST_NAME and words.isupper():
            name = _damaged(bare, known)
        if name:
            return TypeLine(name.upper())
    match = _with_issuer().fullmatch(text, start, start + len(words))
    if not match or plain(match["type"]) not in names:
        return None
    return TypeLine(match["type"], match.span("issuer"), match.span("title") if match["title"] else None)
