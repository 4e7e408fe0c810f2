"""Instruments identified without a number: laws by name, congress and plenum resolutions, regulations, programmes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...grammar import compiled, table
from .laws import find_laws, name_end
from .mentions import Mention, named_mention
from .programmes import find_programmes

#: How far before a number the name of what it promulgates may begin.
_FARTHEST_NAME = 220


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(table("named")["patterns"][name])


@cache
def _promulgating() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = table("named")["rules"]
    return compiled(rules["promulgated"]), compiled(rules["promulgated_by"])


def find_named(text: str, citations: list[Mention], own_title: str = "", own_type: str = "") -> list[Mention]:
    """Return the named instruments of a reading text, in order; the document, by its title and type, never counts.

    >>> [m.name for m in find_named("theo Hiến pháp, Luật Phòng, chống tham nhũng và Nghị quyết Đại hội XIII", [])]
    ['Hiến pháp', 'Luật Phòng, chống tham nhũng', 'Nghị quyết Đại hội XIII']
    """
    starts = {m.start for m in citations}
    found: dict[int, Mention] = {}
    finders = (
        _promulgated(text, citations),
        _simple(text),
        find_laws(text),
        find_programmes(text, citations, own_title, own_type),
    )
    for finder in finders:
        for mention in finder:
            if mention.start not in starts and mention.start not in found and not _is_own(mention, own_title):
                found[mention.start] = mention
    return sorted(found.values(), key=lambda m: (m.start, -m.end))


def _is_own(mention: Mention, own_title: str) -> bool:
    return bool(own_title) and own_title.casefold() in mention.name.casefold()


def _simple(text: str) -> Iterator[Mention]:
    """Constitution, statutes, congresses, plenums, regulations that say whose they are."""
    for kind in ("constitution", "statutes", "congress", "plenum", "regulation"):
        for match in _pattern(kind).finditer(text):
            end = match.end()
            if kind == "regulation":
                of = text.find(" của ", match.start(), end)
                stop = name_end().search(text, of + len(" của ") + 7, end)
                end = stop.start() if stop else end
            type_name = "Nghị quyết" if match["type"].startswith("NQ") else match["type"]
            yield named_mention(text, match.start(), end, type_name)


def _promulgated(text: str, citations: list[Mention]) -> Iterator[Mention]:
    """The Quy chế, Quy định or Hướng dẫn that a numbered instrument promulgates, before or behind it."""
    after, before = _promulgating()
    for citation in citations:
        lead = text[citation.tail : citation.tail + 2]
        match = after.match(text, citation.tail + (lead[:1] in ", )") + (lead == ", "))
        if match is None:
            window_start = max(0, citation.start - _FARTHEST_NAME)
            window_start = max(window_start, text.rfind("\n", window_start, citation.start) + 1)
            match = before.search(text, window_start, citation.start)
        if match:
            yield named_mention(text, match.start("name"), match.end("name"), match["type"])
