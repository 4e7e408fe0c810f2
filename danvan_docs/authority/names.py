"""Instruments by the name they are cited by: exactly, by the beginning of a long name, or by likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from .keys import name_key, numbers
from .rows import Instrument

#: How alike a damaged name must be (of 100), how far ahead of the next, and the words that a beginning needs.
CUTOFF, MARGIN, WORDS = 92, 3, 5


class Found(NamedTuple):
    """The instruments of a name, and how they were found: `name`, `beginning of the name`, `similar name`."""

    rows: list[Instrument]
    how: str


class NameIndex:
    """Look-up of central instruments by name: one they carry, their title, or what they promulgate.

    >>> from danvan_docs.authority import registry
    >>> found = registry().names.find("Quy chế giám sát và phản biện xã hội")
    >>> found.rows[0].id, found.how
    ('217-QĐ/TW@2013-12-12', 'beginning of the name')
    """

    def __init__(self, rows: Iterable[Instrument]) -> None:
        index: dict[str, list[Instrument]] = defaultdict(list)
        for row in rows:
            # A title that opens with its type is the name itself: `Luật Thanh niên`, not `công tác dân tộc`.
            titles = [row.title] if row.title and row.title.startswith(row.type) else []
            promulgated = [row.promulgates] if row.promulgates else []
            for key in dict.fromkeys(map(name_key, (*row.names, *titles, *promulgated))):
                index[key].append(row)
        self._rows = dict(index)
        self._keys = sorted(index)

    def find(self, name: str) -> Found:
        """Return the instruments of a name; none where nothing fits or the likeness is not clear.

        Figures and Roman numerals are never compared for likeness: they must be the same.
        """
        if rows := self.exact(name):
            return Found(rows, "name")
        key = name_key(name)
        if len(key.split()) >= WORDS and (longer := self._beginning(key)):
            return Found(longer, "beginning of the name")
        return Found(self._alike(key), "similar name")

    def exact(self, name: str) -> list[Instrument]:
        """Return the instruments of exactly that name, apart from case, punctuation and tone placement."""
        return self._rows.get(name_key(name), [])

    def _beginning(self, key: str) -> list[Instrument]:
        found: dict[str, Instrument] = {}
        for at in range(bisect_left(self._keys, key + " "), len(self._keys)):
            if not self._keys[at].startswith(key + " "):
                break
            found.update((row.id, row) for row in self._rows[self._keys[at]])
        return list(found.values())

    def _alike(self, key: str) -> list[Instrument]:
        from rapidfuzz import fuzz, process

        ranked = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=5)
        same = [(name, score) for name, score, _ in ranked if numbers(name) == numbers(key)]
        if not same or (len(same) > 1 and same[0][1] - same[1][1] < MARGIN):
            return []
        return self._rows[same[0][0]]
