"""Laws, codes and ordinances by name, and laws that amend others, with what they amend nested in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...grammar import compiled, table, words
from ..times.dates import day_after
from .mentions import Mention, named_mention

_LONGEST_NAME = 140
_LONGEST_LEAD = 12
_YEAR = re.compile(r" (?:năm )?(?:19|20)\d\d(?!\d| ?[-/])")
_COMMA = re.compile(r" ?, ")
_REVISED = re.compile(r" \(sửa đổi\)")
_NUMBERED = re.compile(r" số ?:? ?\d")
#: Between the laws that one law amends.
_NEXT = re.compile(r" ?, (?:và )?| và ")


@cache
def _known_law() -> str:
    """The names of `grammar/laws.toml` as one pattern, whatever their capitals and the blanks at their commas."""
    names = words([name for group in table("laws").values() for name in group])
    return rf"(?i:{names.replace(',', ' ?,')})(?!\w)"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(table("named")["patterns"][name].replace("{known}", _known_law()))


@cache
def _known() -> re.Pattern[str]:
    return compiled(rf"(?:về )?{_known_law()}")


@cache
def name_end() -> re.Pattern[str]:
    """Return the pattern of where a name ends that is not known: at punctuation or before a function word."""
    stop = words(table("named")["rules"]["stop"])
    return compiled(rf"(?= {stop}(?!\w)| (?:19|20)\d\d|[;.:()“”\"\n?!/]|$)")


@cache
def _goes_on() -> re.Pattern[str]:
    return compiled(rf"{words(table('named')['rules']['comma_goes_on'])}(?![{{a}}])")


def find_laws(text: str) -> Iterator[Mention]:
    """Yield the laws of a reading text by name, each with its date; those that amend others first.

    >>> text = "theo Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu ngày 29/11/2024"
    >>> [(m.name, m.date) for m in find_laws(text)][1:]
    [('Luật Giá', None), ('Luật Đấu thầu', None)]
    >>> next(find_laws(text)).date
    '2024-11-29'
    """
    amending = [
        mention for match in _pattern("amending").finditer(text) if (mention := _amending(text, match))
    ]
    yield from amending
    upcoming = iter(amending)
    outer = next(upcoming, None)
    for match in _pattern("law").finditer(text):
        while outer and outer.end < match.end():
            outer = next(upcoming, None)
        if _is_field_of_study(text, match):
            continue
        if outer is None or match.start() < outer.start:
            yield _law(text, match)
        elif _is_one_of_several(text, match, outer):
            yield _law(text, match, nested=True)


def _is_one_of_several(text: str, match: re.Match[str], outer: Mention) -> bool:
    """Tell whether the law that amends names others beside this one; a single one is but part of its name."""
    return len(_pattern("law").findall(text, outer.start, outer.end)) > 1


def law_at(text: str, position: int) -> Mention | None:
    """Return the law that is named right at `position`."""
    match = _pattern("law").match(text, position)
    return _law(text, match) if match else None


def _law(text: str, match: re.Match[str], *, nested: bool = False) -> Mention:
    """Return a law; year and date behind one that another amends are those of the other."""
    mention = named_mention(text, match.start(), _law_end(text, match), match["type"])
    return mention if nested else _dated(text, mention)


def _amending(text: str, match: re.Match[str]) -> Mention | None:
    """Return a law that amends one or several; a list belongs to it where a date or number behind it closes it."""
    if match["laws"].rstrip() not in ("", "các"):
        return _dated(text, named_mention(text, match.start(), match.end(), match["type"]))
    law = _pattern("law").match(text, match.end())
    if law is None:
        return None
    first = last = _law_end(text, law)
    joined = ""
    while (comma := _NEXT.match(text, last)) and (law := _pattern("law").match(text, comma.end())):
        last, joined = _law_end(text, law), comma[0]
    closed = "và" in joined and (match["laws"] or _NUMBERED.match(text, last) or day_after(text, last))
    return _dated(text, named_mention(text, match.start(), last if closed else first, match["type"]))


def _dated(text: str, mention: Mention) -> Mention:
    year = _YEAR.match(text, mention.end)
    if year:
        mention.end = mention.tail = year.end()
        mention.name = text[mention.start : mention.end]
    elif day := day_after(text, mention.end):
        mention.date, mention.date_start, mention.date_end = day.iso, day.start, day.end
        mention.tail = day.end
    return mention


def _law_end(text: str, match: re.Match[str]) -> int:
    """A known name ends where it ends; another at punctuation or before a function word."""
    end = match.end() if _known().fullmatch(match["name"]) else _unknown_end(text, match)
    revised = _REVISED.match(text, end)
    return revised.end() if revised else end


def _unknown_end(text: str, match: re.Match[str]) -> int:
    stop = name_end().search(text, match.end(), match.start() + _LONGEST_NAME)
    end = stop.start() if stop else match.end()
    for comma in _COMMA.finditer(text, match.start("name"), end):
        if not _goes_on().match(text, comma.end()):
            return comma.start()
    return end


def _is_field_of_study(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LONGEST_LEAD) : match.start()]
    return before.endswith(tuple(f"{word} " for word in table("named")["rules"]["not_law_after"]))
