"""What share of the operative text became duties, and where the rest stands: nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...reading import Reading
from ..structure.outline import Outline
from .duty import Duty
from .labels import label_at

#: Shorter stretches between duties (an enumerator, a stop) are no text of their own.
_LEAST = 12


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters of the operative text, those of them inside duties, and the stretches outside; reading offsets."""

    operative: int
    covered: int
    uncovered: list[tuple[int, int]]


def read_coverage(reading: Reading, outline: Outline, duties: Sequence[Duty]) -> Coverage:
    """Return what the duties of a document cover.

    Operative is the running text that is no basis, report or aim; titles, labels and lead-ins that end in a colon carry
    duties and do not count.
    """
    spans = sorted((duty.start, duty.end) for duty in duties)
    operative, uncovered, first = 0, [], 0
    for start, end in _operative(reading, outline):
        operative += end - start
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        uncovered += list(_gaps(start, end, spans, first))
    left = sum(end - start for start, end in uncovered)
    return Coverage(operative, operative - left, uncovered)


def _operative(reading: Reading, outline: Outline) -> Iterator[tuple[int, int]]:
    for index in outline.body:
        paragraph = reading.paragraphs[index]
        if outline.kinds[index] not in ("body", "bullet") or paragraph.cell or outline.is_heading(index):
            continue
        if (
            outline.kind(index) in ("report", "aim")
            or outline.is_preamble(index)
            or outline.is_postscript(index)
        ):
            continue
        start, end = paragraph.body, paragraph.end
        if start < end and reading.text[end - 1] != ":" and not label_at(reading.text, start, end):
            yield start, end


def _gaps(start: int, end: int, spans: Sequence[tuple[int, int]], first: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `[start, end)` that no span from the first on covers."""
    position = start
    while first < len(spans) and spans[first][0] < end:
        if spans[first][0] - position >= _LEAST:
            yield position, spans[first][0]
        position = max(position, spans[first][1])
        first += 1
    if end - position >= _LEAST:
        yield position, end
