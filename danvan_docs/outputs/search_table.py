"""What a search found, as a table for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from .columns import printable

if TYPE_CHECKING:
    from ..corpus.search import Hit


def search_table(hits: Sequence[Hit], asked: str) -> Table:
    """Return the hits: document, section and place on the left, the words with what stands around them."""
    table = Table(title=f"{asked}: {len(hits)}", title_justify="left", box=box.SIMPLE)
    table.add_column("Where", ratio=2, overflow="fold")
    table.add_column("Text", ratio=4, overflow="fold")
    for hit in hits:
        table.add_row(_where(hit), _text(hit))
    return table


def _where(hit: Hit) -> Text:
    page = f", page {hit.page}" if hit.page else ""
    place = f"{hit.section or 'head'} · {hit.start}–{hit.end}{page}"
    document = " · ".join(each for each in (hit.symbol, hit.date, hit.province) if each)
    return Text("\n".join(printable(each) for each in (hit.source, document, place) if each))


def _text(hit: Hit) -> Text:
    text = Text(printable(hit.snippet))
    text.highlight_words([printable(hit.found)], style="bold")
    return text
