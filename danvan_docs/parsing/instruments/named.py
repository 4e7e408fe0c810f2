"""Instruments identified without a number: laws by name, congress and plenum resolutions, regulations, programmes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...grammar import compiled, table, words
from ..times.dates import day_after
from .mentions import Mention

_LONGEST_NAME = 140
_LONGEST_LEAD = 12
_YEAR = re.compile(r" (?:năm )?(?:19|20)\d\d(?!\d| ?[-/])")
_COMMA = re.compile(r" ?, ")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    patterns = table("named")["patterns"]
    return {name: compiled(pattern.replace("{known}", _known_law())) for name, pattern in patterns.items()}


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = table("named")["rules"]
    end = rf"(?= {words(rules['stop'])}(?!\w)| (?:19|20)\d\d|[;.:()“”\"\n?!/]|$)"
    return compiled(end), compiled(rules["title_of_number"]), compiled(rules["promulgated"])


@cache
def _goes_on() -> re.Pattern[str]:
    return compiled(rf"{words(table('named')['rules']['comma_goes_on'])}(?![{{a}}])")


@cache
def _known_law() -> str:
    """The names of `grammar/laws.toml` as one pattern, whatever their capitals and the blanks at their commas."""
    names = words([name for group in table("laws").values() for name in group])
    return rf"(?i:{names.replace(',', ' ?,')})(?!\w)"


def find_named(text: str, citations: list[Mention], own_title: str = "") -> list[Mention]:
    """Return the named instruments of a reading text, in order; `own_title` is the document's own and never counts.

    >>> [m.name for m in find_named("theo Hiến pháp, Luật Phòng, chống tham nhũng và Nghị quyết Đại hội XIII", [])]
    ['Hiến pháp', 'Luật Phòng, chống tham nhũng', 'Nghị quyết Đại hội XIII']
    """
    starts = {m.start for m in citations}
    found: dict[int, Mention] = {}
    finders = (
        _promulgated(text, citations),
        _simple(text),
        _laws(text, starts),
        _programmes(text),
        _measures(text, citations),
    )
    for finder in finders:
        for mention in finder:
            if mention.start not in starts and mention.start not in found and not _is_own(mention, own_title):
                found[mention.start] = mention
    return sorted(found.values(), key=lambda m: m.start)


def _mention(text: str, start: int, end: int, type_name: str) -> Mention:
    name = text[start:end].rstrip(" ,").removesuffix(" và")
    return Mention(start, start + len(name), type=type_name, name=name, tail=start + len(name))


def _is_own(mention: Mention, own_title: str) -> bool:
    return bool(own_title) and own_title.casefold() in mention.name.casefold()


def _simple(text: str) -> Iterator[Mention]:
    """Constitution, statutes, congresses, plenums, regulations that say whose they are."""
    for kind in ("constitution", "statutes", "congress", "plenum", "regulation"):
        for match in _patterns()[kind].finditer(text):
            end = match.end()
            if kind == "regulation":
                name_end = _rules()[0].search(
                    text, match.start() + 12 + text[match.start() : end].find(" của "), end
                )
                end = name_end.start() if name_end else end
            yield _mention(
                text, match.start(), end, "Nghị quyết" if match["type"].startswith("NQ") else match["type"]
            )


def _laws(text: str, citation_starts: set[int]) -> Iterator[Mention]:
    """Laws, codes and ordinances: `Luật` and a name that begins with a capital, with date or year."""
    for match in _patterns()["law"].finditer(text):
        if match.start() in citation_starts or _is_field_of_study(text, match):
            continue
        yield _law(text, match)


def _is_field_of_study(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LONGEST_LEAD) : match.start()]
    return before.endswith(tuple(f"{word} " for word in table("named")["rules"]["not_law_after"]))


def _law(text: str, match: re.Match[str]) -> Mention:
    mention = _mention(text, match.start(), _law_name_end(text, match), match["type"])
    year = _YEAR.match(text, mention.end)
    if year:
        mention.end = mention.tail = year.end()
        mention.name = text[mention.start : mention.end]
    elif day := day_after(text, mention.end):
        mention.date, mention.date_start, mention.date_end, mention.tail = (
            day.iso,
            day.start,
            day.end,
            day.end,
        )
    return mention


@cache
def _known() -> re.Pattern[str]:
    return re.compile(_known_law())


def _law_name_end(text: str, match: re.Match[str]) -> int:
    """A known name ends where it ends; another at punctuation or before a function word."""
    if _known().fullmatch(match["name"]):
        return match.end()
    stop = _rules()[0].search(text, match.end(), match.start() + _LONGEST_NAME)
    end = stop.start() if stop else match.end()
    for comma in _COMMA.finditer(text, match.start("name"), end):
        if not _goes_on().match(text, comma.end()):
            return comma.start()
    return end


def _programmes(text: str) -> Iterator[Mention]:
    """Programmes and strategies with their period; after `ban hành`, `phê duyệt` it is the title of a number."""
    for match in _patterns()["programme"].finditer(text):
        before = text[max(0, match.start() - 20) : match.start()].rstrip(' “"')
        if not _rules()[1].search(before):
            yield _mention(text, match.start(), match.end(), match["type"])


def _measures(text: str, citations: list[Mention]) -> Iterator[Mention]:
    """`Kế hoạch của UBND tỉnh triển khai thi hành Luật …`, up to the end of what it carries out."""
    for match in _patterns()["measure"].finditer(text):
        before = text[max(0, match.start() - 20) : match.start()].rstrip()
        if _rules()[1].search(before):
            continue
        inner = next((c for c in citations if c.start == match.end()), None)
        if inner is None and (law := _patterns()["law"].match(text, match.end())):
            inner = _law(text, law)
        if inner:
            yield _mention(text, match.start(), inner.end, match["type"])


def _promulgated(text: str, citations: list[Mention]) -> Iterator[Mention]:
    """The Quy chế, Quy định or Hướng dẫn that a numbered instrument promulgates."""
    for citation in citations:
        lead = text[citation.tail : citation.tail + 2]
        match = _rules()[2].match(text, citation.tail + (lead[:1] in ", )") + (lead == ", "))
        if match:
            yield _mention(text, match.start("name"), match.end("name"), match["type"])
