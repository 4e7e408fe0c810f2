"""Which passages of two documents belong together: one to one, the most alike first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

#: How far ahead of others that find no partner a pair must be, to be the clear one.
MARGIN = 0.05


class Pair(NamedTuple):
    """Two passages by their indices; `clear` is False where another that is left alone is about as like."""

    left: int
    right: int
    likeness: float
    clear: bool

    def doubt(self, sure: float) -> Literal["several", "far"] | None:
        """Return why the pair is not certain; None where it is clear and at least as like as `sure`."""
        if not self.clear:
            return "several"
        return "far" if self.likeness < sure else None


def pair_up(likenesses: Mapping[tuple[int, int], float], cut: float) -> list[Pair]:
    """Return the pairs that are at least as like as `cut`, in the order of the left list.

    Of equal likeness goes first who stands at the nearer place, so that two lists exchanged give the same pairs.

    >>> pair_up({(0, 0): 0.9, (0, 1): 0.88, (1, 1): 0.8, (2, 1): 0.4}, cut=0.5)
    [Pair(left=0, right=0, likeness=0.9, clear=True), Pair(left=1, right=1, likeness=0.8, clear=True)]
    """
    alike = {pair: likeness for pair, likeness in likenesses.items() if likeness >= cut}
    order = sorted(alike, key=lambda pair: (-alike[pair], abs(pair[0] - pair[1]), sum(pair)))
    right_of: dict[int, int] = {}
    left_of: dict[int, int] = {}
    for i, j in order:
        if i not in right_of and j not in left_of:
            right_of[i], left_of[j] = j, i
    rivals = dict.fromkeys(right_of, 0.0)
    for (i, j), likeness in alike.items():
        if j not in left_of and i in right_of:
            rivals[i] = max(rivals[i], likeness)
        elif i not in right_of and j in left_of:
            rivals[left_of[j]] = max(rivals[left_of[j]], likeness)
    return [Pair(i, j, alike[i, j], alike[i, j] - rivals[i] >= MARGIN) for i, j in sorted(right_of.items())]
