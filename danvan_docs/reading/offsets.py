"""Offsets of a derived text in the text that it was made from."""

from __future__ import annotations

from bisect import bisect_right


class OffsetMap:
    """Maps spans of a derived text back to its source, piece by piece.

    A derived text is a sequence of pieces. A plain piece copies its source characters one to one; a folded
    piece (a letter composed from two code points) stands for more source characters than it has.

    >>> pieces = OffsetMap()
    >>> pieces.add(3, origin=10, source_length=3)   # three characters copied from source[10:13]
    >>> pieces.add(1, origin=20, source_length=2)   # one character that stands for source[20:22]
    >>> pieces.span(1, 4)
    (11, 22)
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._sizes: list[int] = []
        self._source_sizes: list[int] = []
        self._length = 0

    def add(self, size: int, *, origin: int, source_length: int) -> None:
        """Append a piece of `size` derived characters that stands for `source[origin:origin+source_length]`."""
        if not size:
            return
        self._starts.append(self._length)
        self._origins.append(origin)
        self._sizes.append(size)
        self._source_sizes.append(source_length)
        self._length += size

    def pad(self) -> None:
        """Append one derived character that stands for nothing in the source."""
        self._sizes[-1] += 1
        self._length += 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of the derived span `[start, end)`."""
        starts = self._starts
        if not starts:
            return 0, 0
        piece = bisect_right(starts, start) - 1
        first = self._origins[piece] + min(start - starts[piece], self._source_sizes[piece])
        if end <= 0:
            return first, self._origins[0]
        if end > starts[piece] + self._sizes[piece] or end <= starts[piece]:
            piece = bisect_right(starts, end - 1) - 1
        inside = end - starts[piece]
        size = self._source_sizes[piece] if inside >= self._sizes[piece] else inside
        return first, self._origins[piece] + size
