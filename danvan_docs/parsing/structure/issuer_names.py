"""Names of issuers: which organ of a letterhead issues, and its name in normal case (`Ủy ban nhân dân tỉnh Lam Hà`).

A letterhead prints names in capitals. What is written small in running text is told by word lists (`grammar/page.toml`,
`[names]`) and by the names in the authority files; the syllables of a place are all capital, of a field only the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ...grammar import compiled, table, words
from ...knowledge import KEPT, Knowledge
from ...reading.folding import fold
from .organs import is_dependent

_TOKEN = re.compile(r"[^ ,&()-]+|[ ,&()-]")
_NUMERAL = re.compile(r"[IVX]{2,}|\d+")
_CLOSING = frozenset(",&-(")


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer as printed, in normal case, and the organ above it."""

    printed: str
    name: str
    superior: str | None = None


@cache
def _organ_words(kind: str) -> re.Pattern[str]:
    return compiled(rf"{words(table('page')['organs'][kind])}(?![{{a}}{{A}}])", re.IGNORECASE)


def issuer_of(organs: list[str], known: Knowledge) -> Issuer | None:
    """Return who issues, of the organs of a letterhead, the superior one first.

    >>> issuer_of(["TỈNH ỦY LAM HÀ", "VĂN PHÒNG"], Knowledge.of())
    Issuer(printed='TỈNH ỦY LAM HÀ VĂN PHÒNG', name='Văn phòng Tỉnh ủy Lam Hà', superior='TỈNH ỦY LAM HÀ')
    """
    if not organs:
        return None
    *above, last = organs
    if not above:
        return Issuer(last, in_normal_case(last, known))
    peer = _organ_words("peers").match(last)
    if peer and above[-1].casefold().startswith(peer[0].casefold()):
        both = f"{above[-1]} - {last}"
        return Issuer(both, in_normal_case(both, known), above[-2] if len(above) > 1 else None)
    if is_dependent(last):
        name = in_normal_case(f"{last} {above[-1]}", known)
        return Issuer(f"{above[-1]} {last}", name, above[-1])
    return Issuer(last, in_normal_case(_with_committee(last, above[-1]), known), above[-1])


def _with_committee(organ: str, superior: str) -> str:
    """A board of a Party committee is named with the committee (`Ban Tổ chức Tỉnh ủy Lam Hà`)."""
    organ, superior = fold(organ)[0], fold(superior)[0]
    committee = _organ_words("committees").match(superior)
    if not committee or not _organ_words("boards").match(organ):
        return organ
    if committee[0].casefold() == "ban chấp hành trung ương":
        return organ if "TRUNG ƯƠNG" in organ.upper() else f"{organ} TRUNG ƯƠNG"
    return organ if _organ_words("committees").search(organ) else f"{organ} {superior}"


@lru_cache(maxsize=KEPT)
def _phrases(known: Knowledge) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the phrases whose case is known, by their small letters, and the pattern that finds the longest."""
    rules, registry = table("page")["names"], known.registry
    listed = [phrase for kind in ("of_field", "of_place", "kinds", "phrases") for phrase in rules[kind]]
    listed += [place.former for place in registry.provinces]
    own = tuple(phrase for phrase in listed if " " in phrase and phrase[0].isupper())
    named = (body.canonical for body in registry.bodies if body.canonical[:1].isupper())
    begun = compiled(rf"{words(phrase.casefold() for phrase in own)}")
    listed += [name for name in named if not begun.match(name.casefold()) or name.startswith(own)]
    cased = {phrase.casefold(): phrase for phrase in reversed(listed)}
    return cased, compiled(rf"{words(cased)}(?![{{a}}])")


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    rules = table("page")["names"]
    sets = {name: frozenset(rules[name]) for name in ("small", "acronyms", "heads")}
    return sets | {"before_field": frozenset(phrase.casefold() for phrase in rules["of_field"])}


@cache
def _before_place() -> re.Pattern[str]:
    rules = table("page")["names"]
    return compiled(
        rf"(?<![^ ]){words(phrase.casefold() for phrase in (*rules['of_place'], *rules['kinds']))}$"
    )


@lru_cache(maxsize=1024)
def in_normal_case(name: str, known: Knowledge) -> str:
    """Return a name printed in capitals as running text writes it; any other as it is.

    >>> in_normal_case("ỦY BAN NHÂN DÂN TỈNH LAM HÀ", Knowledge.of())
    'Ủy ban nhân dân tỉnh Lam Hà'
    >>> in_normal_case("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", Knowledge.of())
    'Sở Văn hóa, Thể thao và Du lịch'
    """
    name = " ".join(name.split())
    if not name.isupper():
        return name
    name = fold(name)[0]
    cased, pattern = _phrases(known)
    sets, small = _word_sets(), name.casefold()
    parts: list[str] = []
    position, capital, place = 0, True, False
    while position < len(name):
        if match := pattern.match(small, position):
            phrase, position = match[0], match.end()
            numbered = name[position + 1 : position + 2].isdigit()  # `Phường 5`
            parts.append(cased[phrase].capitalize() if numbered else cased[phrase])
            place = bool(_before_place().search(phrase))
            capital = place or phrase in sets["before_field"]
            continue
        token = _TOKEN.match(name, position)
        assert token is not None
        word, lower, position = token[0], token[0].casefold(), token.end()
        if word.strip(".") in sets["acronyms"] or lower in _CLOSING or _NUMERAL.fullmatch(word):
            parts.append(word)
            capital = True
        elif lower in sets["small"]:
            parts.append(lower)
            capital, place = True, False
        elif word == " ":
            parts.append(word)
        else:
            parts.append(word.capitalize() if capital or place else lower)
            capital = place or (capital and lower in sets["heads"])
    cased_name = "".join(parts)
    return cased_name[:1].upper() + cased_name[1:]
