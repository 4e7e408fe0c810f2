"""Marks: which words of the lexicon begin at each token, the longest first."""

from __future__ import annotations

from typing import NamedTuple

from .lexicon import Lexicon
from .tokens import Tokens


class Entry(NamedTuple):
    """A word of the lexicon in a text: it reaches to the token before `end`."""

    end: int
    classes: frozenset[str]


_NOTHING = Entry(0, frozenset())
#: Names may be written with capital letters at any syllable.
_NAMED = frozenset({"organ", "collective", "person", "quality", "field"})


class Marks:
    """Tokens with the words of the lexicon that begin at each.

    The longest word that begins at a place hides the shorter ones (`hội nghị` is no `hội`), so that nothing ends inside
    a word; `entries` gives the others to those who need them.
    """

    __slots__ = ("_found", "_longest", "lexicon", "tokens")

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self._found: list[tuple[Entry, ...]] = []
        self._longest: list[Entry] = []
        words, tree = tokens.words, lexicon.tree
        for index, word in enumerate(words):
            found = self._look_up(index) if word in tree else ()
            self._found.append(found)
            self._longest.append(found[0] if found else _NOTHING)

    def _look_up(self, index: int) -> tuple[Entry, ...]:
        words, node, found = self.tokens.words, self.lexicon.tree, []
        for position in range(index, len(words)):
            below = node.get(words[position])
            if below is None:
                break
            node = below  # type: ignore[assignment]
            classes: frozenset[str] | None = node.get("")  # type: ignore[assignment]
            if classes is not None and self._spelt_as_one(index, position, classes):
                found.append(Entry(position + 1, classes))
        found.reverse()
        return tuple(found)

    def _spelt_as_one(self, first: int, last: int, classes: frozenset[str]) -> bool:
        """A capital letter inside a word begins a name: `giao Ban …` is no `giao ban`. Names may have them anywhere."""
        if "proper" in classes:
            return self.tokens.capital[first] or not self.tokens.telling
        if first == last or classes & _NAMED:
            return True
        return True not in self.tokens.capital[first + 1 : last + 1]

    def entries(self, index: int) -> tuple[Entry, ...]:
        """Return the words that begin at a token, the longest first; none at or after the last token."""
        return self._found[index] if index < len(self._found) else ()

    def longest(self, index: int) -> Entry:
        """Return the longest word that begins at a token; an entry without classes where none does."""
        return self._longest[index] if index < len(self._longest) else _NOTHING

    def having(self, index: int, *classes: str) -> Entry | None:
        """Return the longest word at a token that has one of some classes, None where none has."""
        for entry in self.entries(index):
            if not entry.classes.isdisjoint(classes):
                return entry
        return None

    def is_a(self, index: int, *classes: str) -> bool:
        """Tell whether the longest word at a token has one of some classes."""
        return index < len(self._longest) and not self._longest[index].classes.isdisjoint(classes)
