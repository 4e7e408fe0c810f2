"""What a number counts, and of whom: `đoàn viên, hội viên` in `trên 90% đoàn viên, hội viên tham gia`.

The words stand behind the number, from its noun to the verb, or before it, from the indicator (`tỷ lệ hộ nghèo`) to
the verb that links it (`còn`). Where neither is clear, nothing is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table, words
from .measures import Measure

#: A phrase longer than this is no name of what is counted: headed by an indicator, linked to its number, or neither.
_LONGEST, _LONGEST_UNHEADED, _LONGEST_PLAIN = 150, 100, 75
_LONGEST_LINK = 24
# What an indicator is given in; other units are counted or measured themselves.
_UNITS_OF_INDICATORS = ("%", "đồng", "")
_COMMA = re.compile(r", ?")
_BROKEN = re.compile(r"[,\d]")
_BLANK = re.compile(r"[ ,]*")


@dataclass(frozen=True, slots=True)
class _Grammar:
    sort: re.Pattern[str]
    head: re.Pattern[str]
    first_head: re.Pattern[str]
    link: re.Pattern[str]
    opener: re.Pattern[str]
    unclear: re.Pattern[str]
    duty: re.Pattern[str]
    verb: re.Pattern[str]
    joins: re.Pattern[str]
    tail: re.Pattern[str]
    keeps: re.Pattern[str]
    ends: re.Pattern[str]
    nouns: frozenset[str]


@cache
def _grammar() -> _Grammar:
    rules = dict(table("quantities")["subject"])
    lists = {name: compiled(rf"{words(rules.pop(name))}(?![{{a}}{{A}}])") for name in ("keeps", "ends")}
    links = "|".join(f"(?P<{name}>{rules.pop(name)})" for name in ("level", "state", "change", "filler"))
    rules["link"] = f"(?<![{{a}}{{A}}])(?:{links})$"
    patterns = {name: compiled(pattern) for name, pattern in rules.items()}
    return _Grammar(**patterns, **lists, nouns=frozenset(table("quantities")["units"]["nouns"]))


def find_subject(
    text: str, measure: Measure, first: int, limit: int, *, closed: bool = True
) -> tuple[int, int] | None:
    """Return the place of what `measure` counts, None where it is not clear.

    `first` is where the words begin that may name it, with the sentence or behind the measure before; `closed` says
    that the words of that one are over there; `limit` is where the sentence ends.

    >>> from danvan_docs.parsing.quantities.measures import find_measures
    >>> text = "Tỷ lệ hộ nghèo giảm còn dưới 2%; ít nhất 03 mô hình “Dân vận khéo” được công nhận."
    >>> for measure in find_measures(text, 0, len(text)):
    ...     start, end = find_subject(text, measure, 0, len(text))
    ...     print(text[start:end])
    hộ nghèo
    mô hình “Dân vận khéo”
    """
    before = _before(text, measure, first)
    if before and not (closed or before.headed):
        before = None
    if before and (before.sure or measure.rank):
        return before.span
    behind = None if measure.rank else _behind(text, measure, limit)
    return behind or (before.span if before and measure.unit in _UNITS_OF_INDICATORS else None)


def is_link(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` only links what stands before it to a number behind it: ` đạt `."""
    stop, links = _linked(text, start, end)
    return stop == start and "level" in links


@dataclass(frozen=True, slots=True)
class _Indicator:
    """A phrase before a number; `sure` that it is what the number counts, whatever stands behind."""

    span: tuple[int, int]
    sure: bool
    headed: bool


def _before(text: str, measure: Measure, first: int) -> _Indicator | None:
    grammar = _grammar()
    end, links = _linked(text, first, measure.start)
    linked = not links.isdisjoint(("level", "state", "change"))
    rate = measure.unit in _UNITS_OF_INDICATORS or measure.each or measure.op == "fraction"
    if not (linked or rate or measure.rank) and text.find(measure.unit, first, end) < 0:
        return None  # a noun that is counted stands behind
    first = _clause(text, first, end)
    head = grammar.head.search(text, first, end) or grammar.first_head.match(text, first, end)
    first = head.start() if head else first
    sort = grammar.sort.match(text, first, end)
    first = sort.end() if sort else first
    own = sort is not None and text.startswith(measure.unit, first)  # `số lần thanh tra không quá 01 lần`
    headed = head is not None or own
    if grammar.unclear.match(text, first, end) or not 0 < end - first <= _LONGEST:
        return None
    if not headed and (text[end] == "," if linked else not _is_plain(text, measure, first, end)):
        return None  # `, đạt 92%` is said of the number before
    if not headed and links == {"change"} and "," in text[first:end]:
        return None  # a clause of its own before: `sản xuất phát triển khá, 10 tháng tăng 9%`
    sure = (
        own
        or ("level" in links and (headed or end - first <= _LONGEST_UNHEADED))
        or ("state" in links and (measure.noun is None or headed or sort is not None))
        or (headed and (rate or "change" in links))
    )
    return _Indicator((first, end), sure, headed)


def _is_plain(text: str, measure: Measure, first: int, end: int) -> bool:
    """Tell whether words that nothing marks as an indicator are one before a comparator: `đơn vượt cấp dưới 2%`."""
    grammar = _grammar()
    compared = measure.op not in ("=", "fraction") or measure.rank
    acting = grammar.verb.match(text, first, end) or grammar.duty.search(text, first, end)
    return compared and end - first <= _LONGEST_PLAIN and not (acting or _BROKEN.search(text, first, end))


def _clause(text: str, first: int, end: int) -> int:
    """Return where the clause that ends at `end` begins, without the words that open it."""
    grammar = _grammar()
    first = max(first, end - 2 * _LONGEST)
    first = max(first, *(text.rfind(mark, first, end) + 1 for mark in ";:–"))
    bracket = text.rfind("(", first, end)
    if bracket > text.rfind(")", first, end):
        first = bracket + 1
    for comma in _COMMA.finditer(text, first, end):
        if grammar.opener.match(text, comma.end(), end) or grammar.first_head.match(text, comma.end(), end):
            first = comma.end()
    while (blank := _BLANK.match(text, first, end)) and (
        opener := grammar.opener.match(text, blank.end(), end)
    ):
        first = opener.end()
    return blank.end() if blank else first


def _linked(text: str, first: int, end: int) -> tuple[int, set[str | None]]:
    """Return where the words before a number end without those that link them to it, and what kinds of links stood."""
    pattern = _grammar().link
    links: set[str | None] = set()
    while True:
        while end > first and text[end - 1] in " ,":
            end -= 1
        link = pattern.search(text, max(first, end - _LONGEST_LINK), end)
        if link is None:
            return end, links
        links.add(link.lastgroup)
        end = link.start()


def _behind(text: str, measure: Measure, limit: int) -> tuple[int, int] | None:
    grammar = _grammar()
    start = measure.end + 1 if measure.noun is None else measure.noun
    if text[start - 1 : start] != " ":
        return None
    if sort := grammar.sort.match(text, start, limit):
        start = sort.end()
    end = _phrase_end(text, start, min(limit, start + _LONGEST))
    if tail := grammar.tail.search(text, start, end):
        end = tail.start()
    if measure.noun is not None:
        end = max(end, measure.noun + len(measure.unit))
    return (start, end) if end - start > 1 else None


_WORD = compiled(r"“[^”\n]{1,80}”|\"[^\"\n]{1,80}\"|\([{A}][^()\d\n]{0,20}\)|[{a}{A}][\w{A}\-&]*")


def _phrase_end(text: str, start: int, limit: int) -> int:
    """Return where the noun phrase at `start` ends: before a verb, a stop or a comma that opens no list."""
    grammar = _grammar()
    position = end = start
    while word := _WORD.match(text, position, limit):
        kept = grammar.keeps.match(text, position, limit)
        stop = None if kept else grammar.ends.match(text, position, limit)
        if stop and (position > start or stop[0] not in grammar.nouns):
            break
        end = kept.end() if kept else word.end()
        if text[end : end + 1] == " " and not text.startswith((" và ", " hoặc "), end):
            position = end + 1
        elif join := grammar.joins.match(text, end, limit):
            position = join.end()
        else:
            break
    return end
