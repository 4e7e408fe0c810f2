"""What the citation graph can be asked. Every answer carries the words that show it.

A store or a graph can be asked; a store is turned into a graph for each question, so that a caller with many
questions makes the graph once, with `citation_graph`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ..errors import StoreError
from ..models import Model, Use
from .graph import citation_graph
from .identity import InstrumentId
from .store import Store

if TYPE_CHECKING:
    import networkx as nx

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


class Cited(Model):
    """How often an instrument is cited: by how many documents, and in how many mentions."""

    id: str
    symbol: str | None
    type: str | None
    date: str | None
    title: str | None
    level: str | None
    documents: int
    mentions: int


def find_instruments(asked: Store | nx.MultiDiGraph, symbol: str) -> list[str]:
    """Return the ids in the graph that `symbol` may mean, sorted.

    Spelling does not matter (`25 - nq/tw`). Several instruments may bear one symbol; a date or place narrows
    it down: `25-NQ/TW@2013-06-03`, `12-NQ/TU#Lam Hà`. The file name of a document finds it, too.
    """
    graph = _graph(asked)
    wanted = InstrumentId.parse(symbol)
    return sorted(
        node
        for node, data in graph.nodes(data=True)
        if _is_file(symbol, data["source"]) or _may_mean(wanted, InstrumentId.parse(node))
    )


def implementers(asked: Store | nx.MultiDiGraph, symbol: str) -> list[Implementer]:
    """Return who puts an instrument into practice, by date: itself, or through one that does.

    A document counts through another where it carries that one out or is based on it. Raises StoreError where
    the graph has no such instrument.
    """
    graph = _graph(asked)
    rows = [
        _implementer(graph, instrument, node, via, edge)
        for instrument in _found(graph, symbol)
        for node, via, edge in _walk_down(graph, instrument)
    ]
    return sorted(rows, key=lambda row: (row.instrument, row.date or "9999", row.source))


def basis(asked: Store | nx.MultiDiGraph, document: str) -> list[Basis]:
    """Return what a document stands on, hop by hop upward; each instrument is followed once.

    `document` is a file, a symbol or an id. Raises StoreError where the graph has no such instrument.
    """
    graph = _graph(asked)
    rows, seen = [], set(_found(graph, document))
    queue = deque((node, 1) for node in sorted(seen))
    while queue:
        node, hop = queue.popleft()
        for _, target, edge in _first_edges(graph, graph.out_edges(node, data=True), STANDS_ON):
            rows.append(_basis(graph, hop, node, target, edge))
            if target not in seen:
                seen.add(target)
                queue.append((target, hop + 1))
    return rows


def most_cited(
    asked: Store | nx.MultiDiGraph, *, level: str | None = "central", limit: int = 10
) -> list[Cited]:
    """Return the instruments that most documents cite; of all levels where `level` is None."""
    graph = _graph(asked)
    rows = [
        _cited(graph, node)
        for node, data in graph.nodes(data=True)
        if graph.in_degree(node) and (level is None or data["level"] == level)
    ]
    return sorted(rows, key=lambda row: (-row.documents, -row.mentions, row.id))[:limit]


def _graph(asked: Store | nx.MultiDiGraph) -> nx.MultiDiGraph:
    return citation_graph(asked) if isinstance(asked, Store) else asked


def _found(graph: nx.MultiDiGraph, symbol: str) -> list[str]:
    found = find_instruments(graph, symbol)
    if not found:
        raise StoreError(f"{symbol}: no document of this corpus is or cites such an instrument")
    return found


def _may_mean(wanted: InstrumentId, instrument: InstrumentId) -> bool:
    symbol, day, place = wanted.key
    return (
        symbol == instrument.key[0]
        and (day is None or day == instrument.date)
        and (place is None or place == instrument.key[2])
    )


def _is_file(name: str, source: str | None) -> bool:
    return source is not None and name in (source, PurePath(source).name, PurePath(source).stem)


def _walk_down(graph: nx.MultiDiGraph, instrument: str) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Yield who carries an instrument out, nearest first: node, what lies between, the edge that shows it."""
    via: dict[str, list[str]] = {instrument: []}
    queue = deque([instrument])
    while queue:
        node = queue.popleft()
        kinds = CARRIES_OUT if node == instrument else STANDS_ON
        for source, _, edge in _first_edges(graph, graph.in_edges(node, data=True), kinds):
            if source not in via:
                via[source] = [] if node == instrument else [node, *via[node]]
                yield source, via[source], edge
                queue.append(source)


def _first_edges(
    graph: nx.MultiDiGraph, edges: Collection[tuple[str, str, dict[str, Any]]], kinds: frozenset[Use]
) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the first edge of `kinds` for each pair of instruments, in a stable order.

    What a document says of itself goes before what others say of it.
    """
    first: dict[tuple[str, str], tuple[str, str, dict[str, Any]]] = {}
    for own in (True, False):
        for source, target, data in edges:
            if data["relation"] in kinds and (data["document"] == graph.nodes[source]["source"]) == own:
                first.setdefault((source, target), (source, target, data))
    return [first[pair] for pair in sorted(first)]


def _implementer(
    graph: nx.MultiDiGraph, instrument: str, node: str, via: list[str], edge: dict[str, Any]
) -> Implementer:
    data = graph.nodes[node]
    return Implementer(
        source=data["source"] or node,
        id=node,
        instrument=instrument,
        via=via,
        days_after=_days(graph.nodes[instrument]["date"], data["date"]),
        **{name: data[name] for name in ("date", "level", "province", "title")},
        **_evidence(edge),
    )


def _basis(graph: nx.MultiDiGraph, hop: int, source: str, target: str, edge: dict[str, Any]) -> Basis:
    attributes = {name: graph.nodes[target][name] for name in ("level", "date", "title")}
    return Basis(hop=hop, source=source, target=target, **attributes, **_evidence(edge))


def _evidence(edge: dict[str, Any]) -> dict[str, Any]:
    return {name: edge[name] for name in ("relation", "document", "start", "end", "quote")}


def _cited(graph: nx.MultiDiGraph, node: str) -> Cited:
    mentions = [
        edge for source, _, edge in graph.in_edges(node, data=True) if graph.nodes[source]["in_corpus"]
    ]
    attributes = {name: graph.nodes[node][name] for name in ("symbol", "type", "date", "title", "level")}
    documents = {edge["document"] for edge in mentions}
    return Cited(id=node, documents=len(documents), mentions=len(mentions), **attributes)


def _days(earlier: str | None, later: str | None) -> int | None:
    """Dates of which only the month or year is known have no distance."""
    if not (earlier and later) or {len(earlier), len(later)} != {len("2013-06-03")}:
        return None
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
