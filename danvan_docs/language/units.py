"""Units: a stretch of text as a row of what its words are, one letter each, so that rules can be told over classes.

A list of names is one unit wherever a name may stand: at the head of a clause, behind `giao`, `phối hợp với`,
`báo cáo`, and behind a comma where a new subject may begin. Everything else is a word of the lexicon, a sign, or an
unknown word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .lexicon import Lexicon, class_table
from .marks import Entry, Marks
from .names import Name, NameReader
from .tokens import Tokens, tokens_of


@cache
def letters_of_classes() -> tuple[tuple[str, str], ...]:
    """Return the letter of each class that has one; the first class that a word has decides."""
    return tuple(
        (each["letter"], name) for name, each in class_table()["classes"].items() if "letter" in each
    )


#: Behind these a name is awaited: whatever may be one is.
_AWAIT = frozenset("GgpCTX")
_MOST_BETWEEN = 4
#: Behind these a clause may begin; behind the others in `_OPEN` a name may stand if it is made a plural.
_BEGIN = ",;:.hbRYI-("
_OPEN = frozenset(_BEGIN + "GgpCTXoJcABFHL")
#: So many of the last letters decide what may stand next.
_REMEMBERED = 8
#: Behind these stands one name, whose something is; what follows it is no list (`Kết luận của Tỉnh ủy, Sở Y tế …`).
_OWNED = frozenset({"của", "thuộc"})
_PLURAL = frozenset({"các", "mỗi", "từng", "những", "một", "tất"})
_SIGNS = frozenset(",;:.()-/")


class Unit(NamedTuple):
    """One unit over the tokens `[start, end)`; `names` where it is a list of bodies."""

    letter: str
    start: int
    end: int
    names: tuple[Name, ...] = ()


@dataclass(slots=True)
class Units:
    """The units of a stretch of text; `letters` has one letter a unit."""

    tokens: Tokens
    units: list[Unit]
    letters: str

    def start_of(self, index: int) -> int:
        """Return where a unit begins in the text."""
        return self.tokens.starts[self.units[index].start]

    def end_of(self, index: int) -> int:
        """Return where a unit ends in the text."""
        return self.tokens.ends[self.units[index].end - 1]

    def is_plural(self, index: int) -> bool:
        """Tell whether a unit of names begins with `các`, `mỗi` or the like."""
        return self.tokens.words[self.units[index].start] in _PLURAL

    def unit_at(self, position: int) -> int:
        """Return the first unit that begins at a place of the text or behind it."""
        return next((i for i in range(len(self.units)) if self.start_of(i) >= position), len(self.units))


def read_units(text: str, start: int, end: int, lexicon: Lexicon, *, awaited: bool = False) -> Units:
    """Return the units of `text[start:end]`; `awaited` says that it begins with a name, as it may look.

    >>> from .lexicon import lexicon
    >>> text = "Giao Sở Y tế chủ trì, phối hợp với các sở, ban, ngành rà soát."
    >>> read_units(text, 0, len(text), lexicon()).letters
    'GNCoND.'
    """
    marks = Marks(tokens_of(text, start, end), lexicon)
    reader = NameReader(marks)
    tokens, capital = marks.tokens, marks.tokens.capital
    units: list[Unit] = []
    index, before, opening = 0, "", ""
    while index < len(capital):
        names: list[Name] = []
        last = before[-1:]
        if not last or last in _OPEN or capital[index] or (awaited and not index):
            names = _names(reader, index, before, opening, awaited and not index)
        if names:
            unit = Unit("N", index, names[-1].after, tuple(names))
        else:
            entry = marks.longest(index)
            unit = Unit(_letter(tokens, index, entry), index, max(entry.end, index + 1))
        units.append(unit)
        index, before = unit.end, before[-_REMEMBERED:] + unit.letter
        opening = opening or unit.letter
    return Units(tokens, units, "".join(unit.letter for unit in units))


def _names(reader: NameReader, index: int, before: str, opening: str, awaited: bool) -> list[Name]:
    """Return the names at a token, where the last units before it, or the first one, let a name stand there."""
    last = before[-1:]
    if index and reader.tokens.words[index - 1] in _OWNED and before[-2:-1] != "K":
        owner = reader.name_at(index, awaited=True)
        return [owner] if owner else []
    if awaited or (last and last in _AWAIT) or (last and last in "oJcA" and _cue_before(before)):
        return reader.names_at(index, awaited=True)
    begins = not last or last in _BEGIN or (last in "cJoBAFHL" and reader.marks.having(index, "determiner"))
    if begins or last == "R" or reader.tokens.capital[index]:
        # Behind an adjunct a subject is due, in small letters as well (`nếu có vướng mắc, cơ quan, đơn vị …`).
        due = bool(last) and last in ",h" and opening in "BoJIA"
        return reader.names_at(index, awaited=last == "R" or due)
    return []


def _cue_before(before: str) -> bool:
    """Tell whether a cue stands before the few small words at the end (`phối hợp chặt chẽ với`)."""
    cue = before.rstrip("oJcAw,")
    return cue[-1:] in _AWAIT | {"R"} and len(before) - len(cue) <= _MOST_BETWEEN


@lru_cache(maxsize=1024)
def _letter_of(classes: frozenset[str]) -> str:
    """Return the letter of a word of some classes, '' where none of them has one."""
    return next((letter for letter, each in letters_of_classes() if each in classes), "")


def _letter(tokens: Tokens, index: int, entry: Entry) -> str:
    word = tokens.words[index]
    if entry.classes and (letter := _letter_of(entry.classes)):
        return letter
    if word in _SIGNS:
        return word
    if word[0].isdigit():
        return "n"
    if not tokens.is_letters(index):
        return "." if word in "!?…" else '"'
    return "W" if tokens.capital[index] else "w"
