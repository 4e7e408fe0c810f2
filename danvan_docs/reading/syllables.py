"""The written syllables of Vietnamese: what is one, and where a run of letters is several.

All of them are known, since onset, rhyme and tone make them by the rules of the orthography
(`grammar/syllables.toml`); no word list is needed. Words of other languages, symbols and figures are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from ..grammar import table

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = {"\u0301", "\u0323"}
_VOWELS = frozenset("aăâeêioôơuưy")
#: The letters that only Vietnamese has in such number; a run without one may be a word of any language.
_MARKED = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]", re.IGNORECASE)
_LONGEST = 7  # letters of a syllable: `nghiêng`
_LEAST_ROOM = 0.03  # in letter sizes: what kerning does not leave


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Tell whether a word is a syllable that the rules of Vietnamese spelling make, in any letter case.

    >>> [word for word in ("nghị", "QUYẾT", "khoẻ", "ngdy", "cac", "OECD") if is_syllable(word)]
    ['nghị', 'QUYẾT', 'khoẻ']
    """
    letters = unicodedata.normalize("NFC", word.lower())
    if letters in _names():
        return True
    plain, tone = _without_tone(letters)
    if tone is None or plain not in _toneless():
        return False
    return tone in _STOPPED_TONES or not plain.endswith(_stopped())


def split_syllables(run: str, gaps: Sequence[float] = ()) -> list[str]:
    """Return the syllables of a run of letters that lost its blanks; the run alone where it is no such.

    A run is several syllables where it is none itself, every letter of it belongs to one, and one of them has a
    mark, so that words of other languages stay. What begins with a capital begins anew; between small letters the
    room after each letter has to show it: `gaps`, in letter sizes, are widest where blanks were.

    >>> split_syllables("SởNông"), split_syllables("nguời"), split_syllables("Facebook")
    (['Sở', 'Nông'], ['nguời'], ['Facebook'])
    >>> split_syllables("tựở", [0.0, 0.1])
    ['tự', 'ở']
    """
    if not run.isalpha() or not _MARKED.search(run) or is_syllable(run):
        return [run]
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ())]
    for end in range(1, len(run) + 1):
        found = None
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is None or not is_word(run[start:end]):
                continue
            score = before[0] + _room(run, gaps, start) - 1.0
            if found is None or score > found[0]:
                found = (score, (*before[1], start))
        best.append(found)
    if best[-1] is None:
        return [run]
    starts = best[-1][1]
    inside = [gap for index, gap in enumerate(gaps, start=1) if index not in starts]
    least = max(_LEAST_ROOM, max(inside, default=0.0))
    if any(_room(run, gaps, start) < least for start in starts[1:]):
        return [run]
    return [run[start:end] for start, end in zip(starts, (*starts[1:], len(run)), strict=True)]


def _room(run: str, gaps: Sequence[float], start: int) -> float:
    """Return how much room is before a letter; a capital after a small letter needs none."""
    if start and run[start].isupper() and run[start - 1].islower():
        return 1.0
    return gaps[start - 1] if gaps and start else 0.0


def syllable_share(words: Sequence[str]) -> float:
    """Return which share of some words are syllables, 0 for none.

    >>> syllable_share(["Sở", "Nội", "vụ", "ngdy"])
    0.75
    """
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def is_word(part: str) -> bool:
    """Tell a syllable in a letter case that a word has: small, capital first, or all capitals.

    >>> is_word("Bộ"), is_word("BộC")
    (True, False)
    """
    return is_syllable(part) and (part[1:].islower() or len(part) == 1 or part.isupper())


def _without_tone(letters: str) -> tuple[str, str | None]:
    """Return composed small letters without their tone, and the tone; None where that is not on one vowel."""
    tone, plain = "", ""
    for letter in letters:
        marks = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        if bare != letter:
            if tone or bare not in _VOWELS:
                return letters, None
            tone = next(mark for mark in marks if mark in _TONES)
        plain += bare
    return plain, tone


@cache
def _toneless() -> frozenset[str]:
    """Return every syllable without its tone."""
    rules = table("syllables")
    onsets, rhymes = rules["onsets"], rules["rhymes"]
    front = tuple("eêiy")
    found = {
        onset + rhyme for onset in onsets["any"] for rhyme in (*rhymes["plain"], *rhymes["round"])
        if onset or not rhyme.startswith("iê")
    }  # fmt: skip
    for rhyme in rhymes["plain"]:
        found |= {onset + rhyme for onset in onsets["front" if rhyme.startswith(front) else "back"]}
    found |= {"ng" + rhyme for rhyme in rhymes["round"]}
    found |= {"qu" + rhyme for rhyme in rhymes["qu"]} | {"gi" + rhyme for rhyme in rhymes["gi"]}
    return frozenset(found | {onset + "y" for onset in rhymes["y_onsets"]} | set(rhymes["y"]))


@cache
def _stopped() -> tuple[str, ...]:
    return tuple(table("syllables")["tones"]["stopped"])


@cache
def _names() -> frozenset[str]:
    return frozenset(table("syllables")["names"]["more"])
