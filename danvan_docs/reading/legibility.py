"""Whether the words of a page are Vietnamese, or what recognition in another language or a damaged font leaves."""

from __future__ import annotations

import re
from functools import cache

from ..grammar import compiled, table
from .encodings import legacy_encoding
from .syllables import is_syllable, syllable_share

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]{2,}")
#: Addresses and symbols hold no words.
_NO_WORDS = re.compile("[@/\\\\]")


def legibility(text: str) -> float | None:
    """Return which share of the words of a text are Vietnamese syllables, 0 to 1; None where too few can be told.

    Words in capitals count where they are syllables; a text in an encoding of the nineties counts as what it says.

    >>> legibility("Giao Sở Tài chính chủ trì, phối hợp với các sở, ngành tham mưu giải pháp.")
    1.0
    >>> legibility("Giao S0 Tdi chinh chri tri, phoi h-o-p v6i c6c s6, ngdnh tham muu gi6i ph6p.") < 0.6
    True
    """
    tokens = (token for token in _TOKEN.findall(text) if not _NO_WORDS.search(token))
    words = [word for token in tokens for word in _WORD.findall(token) if _counts(word)]
    if len(words) < table("files")["text_layer"]["words"]:
        return None
    share = syllable_share(words)
    if share < table("files")["text_layer"]["share"] and (_is_foreign(words) or legacy_encoding(text)):
        return 1.0
    return share


def is_legible(text: str) -> bool:
    """Tell whether the words of a text can be read; also where there are too few of them to tell."""
    share = legibility(text)
    return share is None or share >= table("files")["text_layer"]["share"]


def _counts(word: str) -> bool:
    """Tell words from numbers, and from symbols in capitals unless they can be syllables."""
    if word.isdigit():
        return False
    return word != word.upper() or word == word.lower() or is_syllable(word)


@cache
def _foreign() -> re.Pattern[str]:
    return compiled("|".join(table("files")["text_layer"]["foreign"]))


def _is_foreign(words: list[str]) -> bool:
    """Tell a text in another language by its small words."""
    small = sum(_foreign().fullmatch(word.lower()) is not None for word in words)
    return bool(small >= table("files")["text_layer"]["foreign_share"] * len(words))
