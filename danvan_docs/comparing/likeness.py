"""How much two passages speak of the same thing: their words, the rarer the weightier.

A passage is the syllables of its text and the pairs of neighbours among them, for most Vietnamese words are two
syllables. Words that every directive is full of do not count, and of the others those count most that few
passages of the two documents hold. The likeness is the cosine, 0 to 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, pairwise
from math import fsum, log, sqrt
from re import Pattern

from ..authority.keys import name_key
from ..grammar import compiled, table, words

#: Digits of a likeness: equal ones must not differ by the order in which they were added up.
DIGITS = 4
#: Passages that are less alike share only what any two share.
LEAST = 0.05
Vector = Mapping[str, float]


def terms(text: str) -> list[str]:
    """Return what a text is compared by: its syllables and their pairs, without numbers and stock words.

    >>> terms("Chủ trì, phối hợp với Sở Nội vụ tập huấn 50 cán bộ")
    ['sở', 'nội', 'vụ', 'tập', 'huấn', 'cán', 'bộ', 'sở nội', 'nội vụ', 'vụ tập', 'tập huấn', 'cán bộ']
    """
    same = table("comparing")["words"]["same"]
    spelled = " ".join(same.get(word, word) for word in name_key(text).split())
    runs = [run.split() for run in _stock().split(spelled)]
    return [*chain.from_iterable(runs), *(f"{a} {b}" for run in runs for a, b in pairwise(run))]


class Likenesses(dict[tuple[int, int], float]):
    """How alike the passages of two lists are, by their indices; pairs of next to none are left out."""

    @cached_property
    def nearest_right(self) -> Mapping[int, float]:
        """How like what comes nearest to each passage of the left list is, 0 where nothing does."""
        return _highest((left, value) for (left, _), value in self.items())

    @cached_property
    def nearest_left(self) -> Mapping[int, float]:
        """How like what comes nearest to each passage of the right list is, 0 where nothing does."""
        return _highest((right, value) for (_, right), value in self.items())

    def revised(self, revise: Callable[[int, int, float], float]) -> Likenesses:
        """Return the likenesses as `revise` makes them of two indices and the likeness so far."""
        return Likenesses({(i, j): round(revise(i, j, value), DIGITS) for (i, j), value in self.items()})


def likenesses(left: Sequence[Iterable[str]], right: Sequence[Iterable[str]]) -> Likenesses:
    """Return how alike passages are, each given by its terms.

    The work grows with the terms that pairs share, in the end with left times right: about 1 s for 1,000 by 1,000.

    >>> likenesses([["tập huấn", "cán bộ"]], [["cán bộ"], ["kinh phí"]])
    {(0, 0): 0.5514}
    """
    counted = [[Counter(passage) for passage in side] for side in (left, right)]
    held = Counter(term for side in counted for passage in side for term in passage)
    weights = {term: log(1 + sum(map(len, counted)) / count) for term, count in held.items()}
    first, second = ([_vector(passage, weights) for passage in side] for side in counted)
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, vector in enumerate(second):
        for term, weight in vector.items():
            index[term].append((j, weight))
    found = Likenesses()
    for i, vector in enumerate(first):
        row: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for j, other in index.get(term, ()):
                row[j] += weight * other
        found.update({(i, j): min(1.0, round(value, DIGITS)) for j, value in row.items() if value >= LEAST})
    return found


def _highest(values: Iterable[tuple[int, float]]) -> Mapping[int, float]:
    highest: dict[int, float] = defaultdict(float)
    for index, value in values:
        highest[index] = max(highest[index], value)
    return highest


def _vector(passage: Mapping[str, int], weights: Mapping[str, float]) -> Vector:
    """Weigh the terms of a passage, to length 1; a term that comes again counts little more."""
    vector = {term: weights[term] * (1 + log(count)) for term, count in passage.items()}
    length = sqrt(fsum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()}


@cache
def _stock() -> Pattern[str]:
    """Return the words that do not count, numbers among them."""
    return compiled(rf"(?<!\w)(?:{words(table('comparing')['words']['stock'])}|\d\w*)(?!\w)")
