"""Instruments by the name they are cited by: exactly, by the beginning of a long name, or by likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .keys import name_key, name_keys, numbers
from .rows import Instrument

#: How alike a damaged name must be (of 100), how far ahead of the next, and the words that a beginning needs.
CUTOFF, MARGIN, WORDS = 92, 3, 5


class Found(NamedTuple):
    """The instruments of a name, and how they were found: `name`, `beginning of the name`, `similar name`."""

    rows: list[Instrument]
    how: str


class NameIndex:
    """Look-up of instruments by name, oldest first.

    >>> from danvan_docs.authority import registry
    >>> found = registry().names.find("Quy chế giám sát và phản biện xã hội")
    >>> found.rows[0].id, found.how
    ('217-QĐ/TW@2013-12-12', 'beginning of the name')
    """

    def __init__(self, names: Iterable[tuple[str, str]], rows: Mapping[str, Instrument]) -> None:
        """Take names with the id of the instrument that bears each, and the instruments by id."""
        index: dict[str, dict[str, None]] = defaultdict(dict)
        written = list(names)
        for key, (_, instrument_id) in zip(name_keys(name for name, _ in written), written, strict=True):
            index[key][instrument_id] = None
        self._ids, self._rows = dict(index), rows
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
        return self._of([name_key(name)])

    def _of(self, keys: Iterable[str]) -> list[Instrument]:
        rows = {one: self._rows[one] for key in keys for one in self._ids.get(key, ())}
        return sorted(rows.values(), key=lambda row: (row.date or "", row.id))

    def _beginning(self, key: str) -> list[Instrument]:
        first = last = bisect_left(self._keys, key + " ")
        while last < len(self._keys) and self._keys[last].startswith(key + " "):
            last += 1
        return self._of(self._keys[first:last])

    def _alike(self, key: str) -> list[Instrument]:
        from rapidfuzz import fuzz, process

        ranked = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=5)
        same = [(name, score) for name, score, _ in ranked if numbers(name) == numbers(key)]
        if not same or (len(same) > 1 and same[0][1] - same[1][1] < MARGIN):
            return []
        return self._of([same[0][0]])
