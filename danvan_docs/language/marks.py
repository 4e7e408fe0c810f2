"""Marks: which words of the lexicon begin at each token, the longest first."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lexicon import Lexicon
from .tokens import Tokens


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the lexicon in a text: it reaches to the token before `end`."""

    end: int
    classes: frozenset[str]


#: Names may be written with capital letters at any syllable.
_NAMED = frozenset({"organ", "collective", "person", "quality", "field"})
_NOTHING = Entry(0, frozenset())


@dataclass(slots=True)
class Marks:
    """Tokens with the words of the lexicon that begin at each; looked up when asked for, each place once.

    The longest word that begins at a place hides the shorter ones (`hội nghị` is no `hội`), so that nothing ends inside
    a word; `entries` gives the others to those who need them.
    """

    tokens: Tokens
    lexicon: Lexicon
    _found: dict[int, tuple[Entry, ...]] = field(default_factory=dict)

    def entries(self, index: int) -> tuple[Entry, ...]:
        """Return the words that begin at a token, the longest first; none at or after the last token."""
        if index not in self._found:
            self._found[index] = self._look_up(index)
        return self._found[index]

    def _look_up(self, index: int) -> tuple[Entry, ...]:
        words, node, found = self.tokens.words, self.lexicon.tree, []
        for position in range(index, len(words)):
            below = node.get(words[position])
            if below is None:
                break
            node = below  # type: ignore[assignment]
            if "" in node and self._spelt_as_one(index, position, node[""]):  # type: ignore[arg-type]
                found.append(Entry(position + 1, node[""]))  # type: ignore[arg-type]
        return tuple(reversed(found))

    def _spelt_as_one(self, first: int, last: int, classes: frozenset[str]) -> bool:
        """A capital letter inside a word begins a name: `giao Ban …` is no `giao ban`. Names may have them anywhere."""
        if "proper" in classes:
            return self.tokens.capital[first] or not self.tokens.telling
        if classes & _NAMED:
            return True
        return not any(self.tokens.capital[first + 1 : last + 1])

    def longest(self, index: int) -> Entry:
        """Return the longest word that begins at a token; an entry without classes where none does."""
        found = self.entries(index)
        return found[0] if found else _NOTHING

    def having(self, index: int, *classes: str) -> Entry | None:
        """Return the longest word at a token that has one of some classes, None where none has."""
        wanted = frozenset(classes)
        return next((entry for entry in self.entries(index) if entry.classes & wanted), None)

    def is_a(self, index: int, *classes: str) -> bool:
        """Tell whether the longest word at a token has one of some classes."""
        return bool(self.longest(index).classes & frozenset(classes))
