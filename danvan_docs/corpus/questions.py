"""Who stands on what: implementers, bases, chains. Every answer carries the words that show it.

A store, a networkx graph of `citation_graph` or a `Compact` can be asked. A caller with many questions makes the
compact form once, with `Compact.of`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from ..models import Model, Use
from .compact import Asked, Compact, Walk
from .records import Edge, Instrument

#: An instrument that does this to another puts it into practice.
CARRIES_OUT: frozenset[Use] = frozenset({"implements", "continues", "guides"})
#: An instrument that does this to another stands on it.
STANDS_ON: frozenset[Use] = CARRIES_OUT | {"based_on"}


class Implementer(Model):
    """One instrument that puts `instrument` into practice."""

    source: str
    """The file of the document; the id of an instrument that is only cited."""
    id: str
    instrument: str
    relation: Use
    via: list[str]
    """The instruments in between, from the implementer on; empty where it says so itself."""
    date: str | None
    days_after: int | None
    """Days from the date of `instrument` to its own."""
    level: str | None
    province: str | None
    title: str | None
    document: str
    start: int
    end: int
    quote: str


class ImplementerCount(Model):
    """How many put an instrument into practice in one province and year, themselves and through others."""

    instrument: str
    province: str | None
    year: str | None
    direct: int
    through: int


class Basis(Model):
    """One instrument that another stands on, `hop` steps up from the document that was asked about."""

    hop: int
    source: str
    target: str
    relation: Use
    level: str | None
    date: str | None
    title: str | None
    document: str
    start: int
    end: int
    quote: str


def find_instruments(asked: Asked, symbol: str) -> list[str]:
    """Return the ids in the graph that `symbol` may mean, sorted.

    Spelling does not matter (`25 - nq/tw`). Several instruments may bear one symbol; a date or place narrows
    it down: `25-NQ/TW@2013-06-03`, `12-NQ/TU#Lam Hà`. The file name of a document finds it, too.
    """
    graph = Compact.of(asked)
    return sorted(row.id for row in graph.instruments(graph.find(symbol)))


def implementers(
    asked: Asked, symbol: str, *, province: str | None = None, year: int | None = None
) -> list[Implementer]:
    """Return who puts an instrument into practice, by date: itself, or through one that does.

    A document counts through another where it carries that one out or is based on it. With `province` and
    `year`, only those of that place and year are returned. Raises StoreError where the graph has no such
    instrument.
    """
    graph = Compact.of(asked)
    rows = [
        row
        for instrument in graph.found(symbol)
        for row in _implementers(graph, graph.walk(instrument, CARRIES_OUT, STANDS_ON), province, year)
    ]
    return sorted(rows, key=lambda row: (row.instrument, row.date or "9999", row.source))


def count_implementers(rows: Iterable[Implementer]) -> list[ImplementerCount]:
    """Return the implementers counted by instrument, province and year; None, not known, comes last."""
    counts = Counter((row.instrument, row.province, row.date and row.date[:4], bool(row.via)) for row in rows)
    places = {key[:3] for key in counts}
    return [
        ImplementerCount(
            instrument=instrument, province=province, year=year,
            direct=counts[instrument, province, year, False], through=counts[instrument, province, year, True],
        )
        for instrument, province, year in sorted(
            places, key=lambda key: (key[0], key[1] is None, key[1] or "", key[2] or "9999")
        )
    ]  # fmt: skip


def basis(asked: Asked, document: str) -> list[Basis]:
    """Return what a document stands on, hop by hop upward; each instrument is followed once.

    `document` is a file, a symbol or an id. Raises StoreError where the graph has no such instrument.
    """
    graph = Compact.of(asked)
    rows: list[Basis] = []
    seen = set(graph.found(document))
    frontier, hop = sorted(seen), 1
    while frontier:
        edges = graph.out_of(frontier, STANDS_ON)
        edges = edges[graph.one_each(edges)]
        rows += steps(graph, edges.tolist(), [hop] * len(edges))
        frontier = [node for node in dict.fromkeys(graph.arrays.target[edges].tolist()) if node not in seen]
        seen.update(frontier)
        hop += 1
    return rows


def steps(graph: Compact, edges: Sequence[int], hops: Sequence[int]) -> list[Basis]:
    """Return edges with their words, each at its hop."""
    targets = graph.instruments(graph.arrays.target[np.array(edges, dtype=int)])
    return [
        Basis(
            hop=hop, source=edge.source, target=edge.target, level=target.level, date=target.date,
            title=target.title, **evidence(edge),
        )
        for hop, edge, target in zip(hops, graph.edges(edges), targets, strict=True)
    ]  # fmt: skip


def evidence(edge: Edge) -> dict[str, Any]:
    """Return what of an edge shows that it is so."""
    return edge.model_dump(include={"relation", "document", "start", "end", "quote"})


def days_between(earlier: str | None, later: str | None) -> int | None:
    """Return the days between two dates; those of which only the month or year is known have no distance."""
    if not (earlier and later) or {len(earlier), len(later)} != {len("2013-06-03")}:
        return None
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _implementers(graph: Compact, walk: Walk, province: str | None, year: int | None) -> list[Implementer]:
    nodes = np.array(walk.nodes[1:], dtype=int)
    wanted = np.ones(len(nodes), dtype=bool)
    if province is not None:
        wanted &= graph.in_province(province)[nodes]
    if year is not None:
        wanted &= graph.arrays.year[nodes] == year
    kept = np.flatnonzero(wanted)
    instrument = graph.instruments(walk.nodes[:1])[0]
    ways = [walk.way(int(node)) for node in nodes[kept]]
    names = graph.ids({node for way in ways for node in way})
    found = zip(
        graph.instruments(nodes[kept]),
        graph.edges(np.array(walk.edges[1:], dtype=int)[kept]),
        ([names[node] for node in way] for way in ways),
        strict=True,
    )
    return [_implementer(instrument, row, via, edge) for row, edge, via in found]


def _implementer(instrument: Instrument, row: Instrument, via: list[str], edge: Edge) -> Implementer:
    return Implementer(
        source=row.source or row.id,
        id=row.id,
        instrument=instrument.id,
        via=via,
        days_after=days_between(instrument.date, row.date),
        **row.model_dump(include={"date", "level", "province", "title"}),
        **evidence(edge),
    )
