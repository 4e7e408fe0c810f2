"""Programmes, strategies, schemes and master plans by name, and plans of a body that carry out an instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...grammar import compiled, table, words
from .laws import law_at
from .mentions import Mention, named_mention

#: What makes a name a title stands so close before it.
_LEAD = 20


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = table("programmes")
    parts = {
        "{kinds}": words(rules["kinds"]),
        "{capital_kinds}": words(rules["capital_kinds"]),
        "{breaks}": words(rules["breaks"]),
        "{period}": rules["period"],
        "{stop}": words(table("named")["rules"]["stop"]),
    }
    patterns = {}
    for name, pattern in rules["patterns"].items():
        for part, written in parts.items():
            pattern = pattern.replace(part, written)
        patterns[name] = compiled(pattern)
    return patterns


@cache
def _title() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = table("programmes")
    return compiled(rules["title_of_number"]), compiled(rules["title_about"])


def find_programmes(text: str, citations: list[Mention], own_title: str, own_type: str) -> Iterator[Mention]:
    """Yield the programmes that a reading text names; title and type are those of the document itself, which is
    none of them.

    >>> text = "Thực hiện Chiến lược phát triển thanh niên giai đoạn 2021 - 2030 và Chương trình Quản lý vùng bờ."
    >>> [m.name for m in find_programmes(text, [], "", "")]
    ['Chiến lược phát triển thanh niên giai đoạn 2021 - 2030', 'Chương trình Quản lý vùng bờ']
    """
    found: dict[int, Mention] = {}
    for name in ("programme", "titled"):
        for match in _patterns()[name].finditer(text):
            if match.start() not in found and not _is_title(text, match):
                found[match.start()] = named_mention(text, match.start(), match.end(), match["type"])
    for measure in _measures(text, citations, own_title, own_type):
        found[measure.start] = measure
    yield from found.values()


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Tell whether the name is the title of a numbered instrument, or of one that is yet to be made."""
    before = text[max(0, match.start() - _LEAD) : match.start()].rstrip()
    title, about = _title()
    if title.search(before):
        return True
    return bool(about.search(before)) and match["type"] not in table("programmes")["stands_by_itself"]


def _measures(text: str, citations: list[Mention], own_title: str, own_type: str) -> Iterator[Mention]:
    """`Kế hoạch của UBND tỉnh triển khai thi hành Luật …`, up to the end of what it carries out."""
    starts = {citation.start: citation for citation in citations}
    for match in _patterns()["measure"].finditer(text):
        inner = starts.get(match.end()) or law_at(text, match.end())
        if inner is None or _is_title(text, match):
            continue
        if inner.symbol and inner.symbol in own_title and match["type"].casefold() == own_type.casefold():
            continue
        end = max(inner.end, inner.tail)
        about = _patterns()["programme"].match(text, end + len(" về "))
        if about and text.startswith(" về ", end):
            end = about.end()
        yield named_mention(text, match.start(), end if about else inner.end, match["type"])
