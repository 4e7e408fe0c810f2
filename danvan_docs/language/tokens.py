"""Text as tokens: syllables, numbers and signs, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/]\d+)*%?|[^\w\s]")


@dataclass(slots=True)
class Tokens:
    """The tokens of a stretch of text; `starts` and `ends` are offsets of the text, `words` are in small letters.

    In a line of capitals a capital letter tells nothing: `telling` is false, and no token counts as `capital`.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    capital: list[bool]
    telling: bool

    def __len__(self) -> int:
        return len(self.words)

    def is_letters(self, index: int) -> bool:
        """Tell whether a token is a syllable, not a number or a sign."""
        return self.words[index][0].isalpha()


def tokens_of(text: str, start: int, end: int) -> Tokens:
    """Cut `text[start:end]` into tokens.

    >>> tokens_of("Sở Y tế: 02 xã", 0, 14).words
    ['sở', 'y', 'tế', ':', '02', 'xã']
    """
    spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
    starts, ends = [first for first, _ in spans], [last for _, last in spans]
    found = [text[first:last] for first, last in spans]
    telling = not text[start:end].isupper()
    capital = [telling and word[0].isupper() for word in found]
    return Tokens(text, starts, ends, [word.lower() for word in found], capital, telling)


def words_of(phrase: str) -> list[str]:
    """Return the tokens of a phrase in small letters."""
    return [match[0].lower() for match in _TOKEN.finditer(phrase)]
