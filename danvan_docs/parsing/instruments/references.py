"""Words that point back to an instrument (`Nghị quyết này`, `Đề án trên`).

`này` after the document's own type means the document itself; `nêu trên`, `đó` and defined short names (`sau đây gọi
tắt là …`) mean the last instrument that fits, and nothing where none does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...grammar import compiled, table, words
from ...knowledge import KEPT, Knowledge
from ...models import ReferenceKind
from ...reading.folding import plain
from .mentions import Mention
from .types import type_words

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
    firm: frozenset[str]
    count: dict[str, int]
    reach: int


@lru_cache(maxsize=KEPT)
def _grammar(known: Knowledge) -> _Grammar:
    rules = table("references")
    back = rules["back"]
    names = [*type_words(known).names.values(), back["general"]]
    small = rf"(?i:{words(names)})"
    how = rf"(?P<how>{words(back['above'] + back['this'])})(?! {words(back['not_before'])}|[{{a}}])"
    syllables = {name.split()[-1] for name in names}
    return _Grammar(
        compiled(rf" {how}"),
        compiled(rf"(?<![{{a}}{{A}}])(?P<all>{back['all']} )?(?P<type>{small}(?:, {small})*) $"),
        compiled(rules["short"]["definition"]),
        tuple(syllables | {syllable.lower() for syllable in syllables}),
        frozenset(back["this"]),
        frozenset(back["firm"]),
        back["count"],
        rules["short"]["reach"],
    )


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
        if named["type"][0].islower() and not (named["all"] or how in grammar.firm):
            continue
        before = mentions[max(0, bisect_left(starts, begin) - _REACH) : bisect_left(starts, begin)]
        types = [type_words(known).names.get(plain(name)) for name in named["type"].split(", ")]
        meant = _outside_brackets(text, [m for m in before if types == [None] or m.type in types])
        if how in grammar.this and (types == [None] or plain(types[0] or "") == own or not meant):
            yield BackReference(begin, match.end(), "self", types[0], ())
            continue
        if named["all"]:
            count = grammar.count.get(named["all"].split()[-1].lower(), 0)
            meant = _last_list(text, meant)[-count:]
        else:
            meant = meant[-1:]
        if meant or named["type"][0].isupper():
            found = tuple(_in_full(mention, before) for mention in meant)
            yield BackReference(begin, match.end(), "back", types[0], found)


def _outside_brackets(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out what only explains another in brackets (`Chỉ thị A (thực hiện Chỉ thị B) … Chỉ thị nói trên`)."""
    kept: list[Mention] = []
    for mention in mentions:
        opened = text.rfind("(", kept[-1].end, mention.start) if kept else -1
        if opened < 0 or re.search(r"[)\n]", text[opened : mention.start]):
            kept.append(mention)
    return kept


def _in_full(mention: Mention, before: list[Mention]) -> Mention:
    """Return the mention that a bare number is short for (`Nghị quyết 25` after `Nghị quyết số 25-NQ/TW`)."""
    if mention.codes or not mention.symbol:
        return mention
    number = re.compile(rf"0*{re.escape(mention.symbol.lstrip('0'))}(?!\d)")
    same = (m for m in reversed(before) if m.codes and m.type == mention.type and number.match(m.symbol))
    return next(same, mention)


def _last_list(text: str, mentions: list[Mention]) -> list[Mention]:
    """`các văn bản nêu trên` are those of the last paragraph that names any."""
    if not mentions:
        return []
    last = mentions[-1].start
    paragraph = text.rfind("\n", mentions[0].start, last) + 1
    return [mention for mention in mentions if mention.start >= paragraph]


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
