"""What a reader understood of a file, and what there is to read with, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table

from ..notices import reader_notices
from .columns import printable
from .tables import Head, notices_table, plain_table

if TYPE_CHECKING:
    from ..reading.inventory import Part
    from ..reading.source import Source

_DOUBTFUL = 0.7


def source_view(source: Source) -> Iterator[RenderableType]:
    """Yield what a reader says of a file: format, counts, notices; not the text."""
    yield plain_table(source.name, (Head("", most=24), Head("", room=1)), _figures(source))
    if source.notices:
        yield notices_table(list(reader_notices(source)))


def inventory_table(parts: Sequence[Part]) -> Table:
    """Return what can be read and written here, and how to add what cannot."""
    heads = (
        Head("Part", room=2),
        Head("Files", room=2),
        Head("Needs", room=2),
        Head("Here"),
        Head("To add", room=3),
    )
    cells = (
        (part.title, part.files, ", ".join(part.needs), "yes" if part.present else "NO", part.how)
        for part in parts
    )
    return plain_table("What this installation can do", heads, cells)


def _figures(source: Source) -> Iterator[tuple[str, str]]:
    yield "format", source.format
    if source.encoding:
        yield "encoding", source.encoding
    yield "characters", f"{len(source.text):,}"
    yield "pages", str(len(source.pages)) if source.pages else "unknown"
    yield "tables", str(source.tables)
    yield "notes", str(source.notes)
    if source.words:
        doubtful = sum(word.confidence < _DOUBTFUL for word in source.words)
        yield "recognised words", f"{len(source.words)}, {doubtful} doubtful"
    for name, value in source.properties.model_dump().items():
        if value:
            yield f"{name} (hint)", value


def paged_text(source: Source) -> str:
    """Return the text for a terminal, with a line before each page where pages are known."""
    parts, ends = [], [*source.pages[1:], len(source.text)]
    for number, (start, end) in enumerate(zip(source.pages or [0], ends, strict=True), start=1):
        if source.pages:
            parts.append(f"── page {number} ──")
        parts.append("\n".join(map(printable, source.text[start:end].splitlines())))
    return "\n".join(parts)
