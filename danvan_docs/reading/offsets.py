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

    def start(self, position: int) -> int:
        """Return the source offset of the derived character at `position`."""
        piece = max(bisect_right(self._starts, position) - 1, 0)
        if not self._starts:
            return 0
        inside = min(position - self._starts[piece], self._source_sizes[piece])
        return self._origins[piece] + inside

    def end(self, position: int) -> int:
        """Return the source offset just past the derived character before `position`."""
        if position <= 0 or not self._starts:
            return self.start(0)
        piece = bisect_right(self._starts, position - 1) - 1
        inside = position - self._starts[piece]
        size = self._source_sizes[piece] if inside >= self._sizes[piece] else inside
        return self._origins[piece] + size

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of the derived span `[start, end)`."""
        return self.start(start), self.end(end)
