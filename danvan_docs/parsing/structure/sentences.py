"""Sentences of a paragraph, with exact offsets; abbreviations and numbers do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...grammar import compiled

_END = compiled(r"[.!?…:](?:(?<!:)[”\")]?(?= [“\"(]?[{A}\d])|(?<=:)(?= Một là,))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|TX|Tx|TT|Q|P|H|v|V|vv|ThS|TS|PGS|GS|BS|KS|CN|Mr|St|tr|Đ/c|đ/c|NXB|T\.Ư)|\b[IVX\d]{1,3})\.$"
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences in `text[start:end]`.

    >>> text = "Thực hiện tại TP. Lam Hà. Các cấp ủy kiểm tra."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Thực hiện tại TP. Lam Hà.', 'Các cấp ủy kiểm tra.']
    """
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and _ABBREVIATION.search(
            text, max(start, match.start() - 6), match.start() + 1
        ):
            continue
        yield start, match.end()
        start = match.end() + 1
    if start < end:
        yield start, end
