"""Words that point into an instrument (`điểm a khoản 2 Điều 5 …`) or back to one (`Nghị quyết này`, `Đề án trên`).

`này` after the document's own type means the document itself; `nêu trên`, `đó` and defined short names (`sau đây gọi
tắt là …`) mean the last instrument that fits, and nothing where none does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ...grammar import compiled, table, words
from ...knowledge import KEPT, Knowledge
from ...models import ReferenceKind
from ...reading.folding import plain
from .mentions import Mention
from .types import type_words

_WINDOW = 140
#: How far before `này` its type words begin, and how many mentions back an antecedent is looked for.
_TYPES, _REACH = 60, 30


@dataclass(frozen=True, slots=True)
class BackReference:
    """Words that stand for an instrument; `antecedents` are the mentions meant, none for the document itself."""

    start: int
    end: int
    kind: ReferenceKind
    type: str | None
    antecedents: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Grammar:
    back: re.Pattern[str]
    types: re.Pattern[str]
    definition: re.Pattern[str]
    last_syllables: tuple[str, ...]
    this: frozenset[str]
    reach: int


@cache
def _pinpoint() -> re.Pattern[str]:
    point = table("references")["pinpoint"]
    unit = rf"{point['unit']} {point['value']}{point['more']}"
    return compiled(rf"(?<![{{a}}{{A}}]){unit}(?:{point['join']}{unit}){{0,5}}{point['end']}")


@lru_cache(maxsize=KEPT)
def _grammar(known: Knowledge) -> _Grammar:
    rules = table("references")
    back = rules["back"]
    names = [*type_words(known).names.values(), back["general"]]
    how = rf"(?P<how>{words(back['above'] + back['this'])})(?! {words(back['not_before'])}|[{{a}}])"
    return _Grammar(
        compiled(rf" {how}"),
        compiled(rf"(?P<all>{back['all']} )?(?P<type>{words(names)}(?:, {words(names)})*) $"),
        compiled(rules["short"]["definition"]),
        tuple({name.split()[-1] for name in names}),
        frozenset(back["this"]),
        rules["short"]["reach"],
    )


def find_pinpoint(text: str, mention: Mention) -> tuple[int, int] | None:
    """Return the place of the words right before a mention that point into it.

    >>> text = "theo điểm a, khoản 16, Điều 1 Luật số 83/2025/QH15"
    >>> start, end = find_pinpoint(text, Mention(30, 50))
    >>> text[start:end]
    'điểm a, khoản 16, Điều 1'
    """
    window_start = max(0, mention.start - _WINDOW)
    window_start = max(window_start, text.rfind("\n", window_start, mention.start) + 1)
    match = _pinpoint().search(text, window_start, mention.start)
    if not match or match.end() != mention.start:
        return None
    words_ = re.sub(r"(?: của| tại|,)? ?$", "", match[0])
    return match.start(), match.start() + len(words_)


def find_references(
    text: str, mentions: list[Mention], own_type: str | None, known: Knowledge
) -> list[BackReference]:
    """Return the back references of a reading text, in order; `own_type` is the type of the document itself.

    >>> from danvan_docs.parsing.instruments.citations import find_mentions
    >>> text = "Kết luận số 43-KL/TW được quán triệt. Các cấp ủy thực hiện Kết luận trên; Chỉ thị này đến chi bộ."
    >>> known = Knowledge.of()
    >>> found = find_references(text, find_mentions(text, known), "CHỈ THỊ", known)
    >>> [(r.kind, [m.symbol for m in r.antecedents]) for r in found]
    [('back', ['43-KL/TW']), ('self', [])]
    """
    found = [*_back(text, mentions, own_type, known), *_short_names(text, mentions, known)]
    starts = {mention.start for mention in mentions}
    return sorted((r for r in found if r.start not in starts), key=lambda reference: reference.start)


def _back(
    text: str, mentions: list[Mention], own_type: str | None, known: Knowledge
) -> Iterator[BackReference]:
    starts = [mention.start for mention in mentions]
    own = plain(own_type or "")
    grammar = _grammar(known)
    for match in grammar.back.finditer(text):
        # The last syllable of a type word is told at once; the whole name is read backward from it.
        if not text.endswith(grammar.last_syllables, 0, match.start()):
            continue
        named = grammar.types.search(text, max(0, match.start() - _TYPES), match.start("how"))
        if named is None:
            continue
        begin, how = named.start(), match["how"]
        before = mentions[max(0, bisect_left(starts, begin) - _REACH) : bisect_left(starts, begin)]
        types = [type_words(known).names.get(plain(name)) for name in named["type"].split(", ")]
        meant = [mention for mention in before if types == [None] or mention.type in types]
        if how in grammar.this and (types == [None] or plain(types[0] or "") == own or not meant):
            yield BackReference(begin, match.end(), "self", types[0], ())
        elif named["all"]:
            yield BackReference(begin, match.end(), "back", types[0], _last_list(text, meant))
        else:
            yield BackReference(begin, match.end(), "back", types[0], tuple(meant[-1:]))


def _last_list(text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
    """`các văn bản nêu trên` are those of the last paragraph that names any."""
    if not mentions:
        return ()
    last = mentions[-1].start
    paragraph = text.rfind("\n", mentions[0].start, last) + 1
    return tuple(mention for mention in mentions if mention.start >= paragraph)


def _short_names(text: str, mentions: list[Mention], known: Knowledge) -> Iterator[BackReference]:
    """Yield the later uses of names that the text defines for the instrument right before the definition."""
    types = type_words(known).names
    starts = [mention.start for mention in mentions]
    defined: dict[str, tuple[int, Mention]] = {}
    for match in _grammar(known).definition.finditer(text):
        index = bisect_left(starts, match.start()) - 1
        first_words = {plain(" ".join(match["name"].split()[:count])) for count in (1, 2, 3, 4)}
        if index < 0 or not first_words & types.keys():
            continue
        meant = mentions[index]
        if (
            match.start() - meant.tail <= _grammar(known).reach
            and "\n" not in text[meant.tail : match.start()]
        ):
            defined.setdefault(match["name"], (match.end(), meant))
    if not defined:
        return
    for use in re.finditer(rf"{words(list(defined))}(?!\w|[-/])", text):
        since, meant = defined[use[0]]
        if use.start() > since:
            yield BackReference(use.start(), use.end(), "short_name", meant.type, (meant,))
