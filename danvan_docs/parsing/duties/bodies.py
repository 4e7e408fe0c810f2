"""Bodies in running text: where a name begins, how far it goes, how a list of them is cut.

A list is cut where each part can stand alone (`các huyện ủy, thành ủy` is two); coordinated modifiers stay together
(`đảng ủy các xã, phường, thị trấn` is one), as does `các sở, ban, ngành`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...grammar import compiled, table, words
from ...knowledge import KEPT, Knowledge

_CONJUNCTION = re.compile(r"(?: và|,|;|, và| cùng| hoặc|/|,? (?:nhất|đặc biệt|trước hết) là) ")
#: A word; an office of several fields may be written as its initials (`Ủy ban KH,CN&MT`).
_TOKEN = re.compile(r" (?:- )?((?:[A-ZĐ]{1,4},)+[A-ZĐ&]{2,}(?!\w)|[^\s,;.:()“”\"/]+)")
_AND_NAME = re.compile(r" và (?=[A-ZĐÁÀẢÂÔỦ][^A-ZĐ ])")
_LONGEST_PLACE = 14
_DETERMINER = re.compile(r"(?:[Cc]ác|[Mm]ỗi|[Tt]ừng) ")
_ACRONYM = re.compile(r"[A-ZĐƯ&]{2,}$")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it stands in the reading text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Grammar:
    determiner: re.Pattern[str]
    heads: dict[str, re.Pattern[str]]
    known: re.Pattern[str]
    modifier: re.Pattern[str]
    place_end: re.Pattern[str]
    more_places: re.Pattern[str]
    verb_after: re.Pattern[str]
    ends: re.Pattern[str]
    public: re.Pattern[str]
    set_apart: re.Pattern[str]


@lru_cache(maxsize=KEPT)
def _grammar(known: Knowledge) -> _Grammar:
    rules, roles = table("bodies")["grammar"], table("bodies")["roles"]
    place = rules["place"]
    named_place = rf"{place}(?: [{{A}}][{{a}}]*(?: [{{A}}][{{a}}]*)*)?"
    more_places = rf"(?:(?:,| và| đến|, các) (?:cấp )?{named_place})*(?:(?:,| và) [Tt]hành ủy)?"
    places = rf"(?:(?:các|cấp|của|ở|thuộc|từ) )*{named_place}{more_places}"
    qualities = "|".join(rules["qualities"])
    return _Grammar(
        compiled(rf"{rules['determiner']} "),
        _by_first_letter(rules["heads"]),
        compiled(rf"(?:{rules['determiner']} )?{_known_names(known)}(?![{{a}}{{A}}])"),
        compiled(rf" (?:{qualities}|{places}|(?:của|thuộc|ở)(?= [{{A}}]))(?![{{a}}])"),
        compiled(rf"(?<![{{a}}{{A}}]){place}$"),
        compiled(rf"(?:(?:,| và) {named_place}(?![{{a}}]))+"),
        compiled(rf" (?:{words(rules['verbs_after'])})(?![{{a}}])"),
        compiled(rf" {words([*rules['verbs_after'], *rules['deeds']])}(?![{{a}}])"),
        compiled(rf"(?:{rules['determiner']} )?{roles['public']}"),
        compiled(rf"(?! {words(roles['verb'])}(?![{{a}}])){rules['set_apart']}"),
    )


_FIRST = re.compile(r"\[(\w+)\]|(\w)")


def _by_first_letter(heads: list[str]) -> dict[str, re.Pattern[str]]:
    """Return for each first letter the pattern of the heads that may begin with it, '' for any other letter.

    There are so many of them that trying them all at every word would take most of the time.
    """
    firsts = {head: (match[1] or match[2]) if (match := _FIRST.match(head)) else "" for head in heads}
    groups = {
        letter: [head for head, first in firsts.items() if not first or letter in first]
        for letter in {"", *"".join(firsts.values())}
    }
    return {letter: compiled(rf"(?:{'|'.join(group)})(?![{{a}}{{A}}])") for letter, group in groups.items()}


def _head_end(text: str, position: int, limit: int, known: Knowledge) -> int | None:
    """Return where the head of a name that begins at `position` ends, a determiner before it included."""
    grammar = _grammar(known)
    determiner = grammar.determiner.match(text, position, limit)
    for start in (determiner.end(), position) if determiner else (position,):
        heads = grammar.heads.get(text[start : start + 1]) or grammar.heads[""]
        if head := heads.match(text, start, limit):
            return head.end()
    return None


def _known_names(known: Knowledge) -> str:
    """Names and long aliases of the authority file; short forms such as `BCT` are left to the grammar."""
    names: set[str] = set()
    for body in known.registry.bodies:
        for name in (body.canonical, *body.aliases):
            bare = re.sub(r"^[Cc]ác ", "", name)
            if " và các " in bare:
                continue
            if (
                len(bare) > 9
                and "," in bare
                and body.class_ not in ("cấp ủy", "đối tượng")
                and not bare[0].islower()
            ) or (len(bare.split()) >= 3 and bare[0].isupper() and "," not in bare):
                names.add(bare)
    return words(sorted(names))


def body_at(text: str, position: int, limit: int, known: Knowledge) -> Body | None:
    """Return the body whose name begins right at `position`, None if none does.

    >>> text = "Ban Dân vận Tỉnh ủy chủ trì, phối hợp với các sở, ban, ngành tỉnh"
    >>> [text[b.start : b.end] for b in (body_at(text, at, 99, Knowledge.of()) for at in (0, 42))]
    ['Ban Dân vận Tỉnh ủy', 'các sở, ban, ngành tỉnh']
    """
    grammar = _grammar(known)
    full = grammar.known.match(text, position, limit)
    end = full.end() if full else _head_end(text, position, limit, known)
    if end is None or grammar.public.match(text, position, limit):
        return None
    name = position  # where the innermost name begins
    while end < limit:
        modifier = grammar.modifier.match(text, end, limit)
        if modifier is None and (more := grammar.more_places.match(text, end, limit)):
            ends_in_place = grammar.place_end.search(text, max(position, end - _LONGEST_PLACE), end)
            modifier = more if ends_in_place else None
        if modifier:
            end = modifier.end()
            continue
        joined = _AND_NAME.match(text, end, limit)
        if joined and _goes_on_with_name(text, name, joined.end(), limit, known):
            end = joined.end() - 1
        elif grammar.ends.match(text, end, limit):
            break
        token = _TOKEN.match(text, end, limit)
        if not token:
            break
        word = token[1]
        if word[0].isupper() and not (word == "Nhân" or grammar.public.match(text, token.start(1), limit)):
            inner = _head_end(text, token.start(1), limit, known)
            if inner is not None:  # `thành viên Ban Chỉ đạo Chuyển đổi số`: a name within the name
                name, end = token.start(1), inner
                continue
            end = token.end()
            small = _TOKEN.match(text, end, limit)
            if (
                small
                and small[1][0].islower()
                and not _ACRONYM.match(word)
                and _second_syllable(text, end, small, limit, known)
            ):
                end = small.end()
            continue
        more = grammar.set_apart.match(text, end, limit) if text[end - 1].islower() else None
        if not more:
            break
        end = more.end()
    return Body(position, _trimmed(text, position, end))


def _second_syllable(text: str, end: int, small: re.Match[str], limit: int, known: Knowledge) -> bool:
    grammar = _grammar(known)
    return not grammar.verb_after.match(text, end, limit) and not grammar.modifier.match(text, end, limit)


def _goes_on_with_name(text: str, start: int, position: int, limit: int, known: Knowledge) -> bool:
    """`Sở Khoa học và Công nghệ` is one name; before `và Ban …` a name ends."""
    determiner = _DETERMINER.match(text, start, limit)
    first = determiner.end() if determiner else start
    two_fields = tuple(table("bodies")["grammar"]["two_fields"])
    return text.startswith(two_fields, first) and _head_end(text, position, limit, known) is None


def _trimmed(text: str, start: int, end: int) -> int:
    """Take off a connecting word that nothing followed."""
    name = text[start:end]
    if name.endswith("trực thuộc"):
        return end
    for word in (" của", " thuộc", " các", " và", " -"):
        if name.endswith(word):
            return end - len(word)
    return end


def bodies_at(text: str, position: int, limit: int, known: Knowledge) -> list[Body]:
    """Return the list of bodies that begins right at `position`, in order; empty if none does.

    >>> text = "Các huyện ủy, thành ủy, các ban đảng xây dựng kế hoạch"
    >>> [text[b.start : b.end] for b in bodies_at(text, 0, len(text), Knowledge.of())]
    ['Các huyện ủy', 'thành ủy', 'các ban đảng']
    """
    found: list[Body] = []
    while body := body_at(text, position, limit, known):
        found.append(body)
        conjunction = _CONJUNCTION.match(text, body.end, limit)
        if not conjunction:
            break
        position = conjunction.end()
    return found


@lru_cache(maxsize=4096)
def canonical(name: str, known: Knowledge) -> str | None:
    """Return the canonical name of a body as written, if the authority file knows it exactly.

    >>> canonical("Ban Dân vận Tỉnh uỷ", Knowledge.of())
    'Ban Dân vận Tỉnh ủy'
    """
    record = known.registry.body(name)
    return record.canonical if record else None
