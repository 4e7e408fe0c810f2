"""The graph that questions walk: arrays, and the words behind them, fetched for the answer alone."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, Union

import numpy as np
from numpy.typing import NDArray

from ..authority.keys import name_key
from ..errors import StoreError
from ..reading.folding import plain
from .identity import InstrumentId, unknown
from .packing import RELATIONS, GraphArrays, name_hash, pack_records
from .records import Edge, Instrument
from .store import Store

if TYPE_CHECKING:
    import networkx as nx

#: What can be asked: a store, a graph of `citation_graph`, or either of them made compact before.
Asked: TypeAlias = Union[Store, "nx.MultiDiGraph", "Compact"]
Array = NDArray[Any]
_KIND = re.compile(r"^(?:tinh|thanh pho|tp) ")


class _Rows(Protocol):
    """Where the words are: rows by their numbers, in the order asked for."""

    def instruments(self, rows: Sequence[int]) -> list[Instrument]: ...
    def edges(self, rows: Sequence[int]) -> list[Edge]: ...


@dataclass(frozen=True)
class _Listed:
    nodes: list[Instrument]
    links: list[Edge]

    def instruments(self, rows: Sequence[int]) -> list[Instrument]:
        return [self.nodes[row] for row in rows]

    def edges(self, rows: Sequence[int]) -> list[Edge]:
        return [self.links[row] for row in rows]


@dataclass(frozen=True)
class _Stored:
    store: Store

    def instruments(self, rows: Sequence[int]) -> list[Instrument]:
        found = self.store.query(
            "SELECT i.* FROM json_each(?) JOIN instruments i ON i.rowid = value ORDER BY key",
            json.dumps(rows),
        )
        return [Instrument.model_validate(dict(row)) for row in found]

    def edges(self, rows: Sequence[int]) -> list[Edge]:
        found = self.store.query(
            "SELECT e.* FROM json_each(?) j JOIN edges e ON e.id = j.value ORDER BY j.key", json.dumps(rows)
        )
        names = Edge.model_fields
        return [Edge.model_validate({name: row[name] for name in names}) for row in found]


class Walk:
    """What a walk came upon: nodes in the order of their finding, for each the one before, edge and hop."""

    def __init__(self, start: int) -> None:
        self.nodes, self.edges, self.hops = [start], [-1], [0]
        self.before: dict[int, int] = {start: -1}

    def add(self, nodes: Array, before: Array, edges: Array) -> None:
        """Note a further hop."""
        self.hops += [self.hops[-1] + 1] * len(nodes)
        self.nodes += nodes.tolist()
        self.edges += edges.tolist()
        self.before.update(zip(nodes.tolist(), before.tolist(), strict=True))

    def way(self, node: int) -> list[int]:
        """Return the nodes between `node` and the start, from `node` on, without the two."""
        between = []
        while (node := self.before[node]) >= 0:
            between.append(node)
        return between[:-1]


class Compact:
    """A citation graph to ask many questions of; the functions that ask make one of whatever they are given.

    >>> from danvan_docs import parse, citation_graph
    >>> graph = Compact.of(citation_graph([parse("Thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013.", "kh.txt")]))
    >>> [each.id for each in graph.instruments(graph.find("25-NQ/TW"))]
    ['25-NQ/TW@2013-06-03']
    """

    def __init__(self, arrays: GraphArrays, rows: _Rows) -> None:
        self.arrays, self._rows = arrays, rows

    @classmethod
    def of(cls, asked: Asked) -> Compact:
        """Return the compact form of a store (its last build) or of a networkx graph."""
        if isinstance(asked, Compact):
            return asked
        if isinstance(asked, Store):
            return cls(asked.graph_arrays(), _Stored(asked))
        nodes = sorted((Instrument(id=n, **data) for n, data in asked.nodes(data=True)), key=lambda n: n.id)
        edges = [Edge(source=a, target=b, **data) for a, b, data in asked.edges(data=True)]
        return cls(pack_records(nodes, edges), _Listed(nodes, edges))

    def __len__(self) -> int:
        return len(self.arrays.node_row)

    def instruments(self, nodes: Iterable[int] | Array) -> list[Instrument]:
        """Return nodes as rows, in the order asked for."""
        return self._rows.instruments(self.arrays.node_row[_places(nodes)].tolist())

    def edges(self, edges: Iterable[int] | Array) -> list[Edge]:
        """Return edges as rows, in the order asked for."""
        return self._rows.edges(self.arrays.edge_row[_places(edges)].tolist())

    def find(self, symbol: str) -> list[int]:
        """Return the nodes that a symbol, an id or a file name may mean.

        Spelling does not matter (`25 - nq/tw`). Several instruments may bear one symbol; a date or place
        narrows it down: `25-NQ/TW@2013-06-03`, `12-NQ/TU#Lam Hà`.
        """
        number, path = InstrumentId.parse(symbol).key[0], PurePath(symbol)
        alike = np.isin(self.arrays.stem, [name_hash(path.stem), name_hash(path.name)])
        nodes = np.flatnonzero(alike | (self.arrays.number == name_hash(number))).tolist()
        rows = zip(nodes, self.instruments(nodes), strict=True)
        return [node for node, row in rows if may_mean(symbol, row.id, row.source)]

    def found(self, symbol: str) -> list[int]:
        """Return what `find` does. Raises StoreError where that is nothing."""
        nodes = self.find(symbol)
        if not nodes:
            raise unknown(symbol)
        return nodes

    def ids(self, nodes: Collection[int]) -> dict[int, str]:
        """Return the ids of nodes."""
        wanted = sorted(nodes)
        return {node: row.id for node, row in zip(wanted, self.instruments(wanted), strict=True)}

    def in_province(self, province: str) -> Array:
        """Return for each node whether it is of a province, whose name may be spelled in any way.

        Neither marks nor case count, nor the word `tỉnh` or `thành phố` before it. Raises StoreError where no node is
        of that province, with the names of those that there are.
        """
        wanted = _place_key(province)
        codes = [code for code, name in enumerate(self.arrays.provinces) if _place_key(name) == wanted]
        if not codes:
            there = ", ".join(sorted(name for name in self.arrays.provinces if name)) or "none"
            raise StoreError(f"{province}: no document is of that province; those there are: {there}")
        return np.isin(self.arrays.province, codes)

    def at_level(self, level: str) -> Array:
        """Return for each node whether it is of a level."""
        codes = [code for code, name in enumerate(self.arrays.levels) if name == level]
        return np.isin(self.arrays.level, codes)

    def is_kind(self, kinds: Collection[str]) -> Array:
        """Return for each code of a relation whether it is one of `kinds`."""
        return np.array([relation in kinds for relation in RELATIONS])

    def onto(self, nodes: Array | Sequence[int], kinds: Collection[str] | None = None) -> Array:
        """Return the edges onto nodes, node by node, by their source; of each pair the one to be quoted first."""
        starts, ends = self.arrays.in_start[_places(nodes)], self.arrays.in_start[_places(nodes) + 1]
        return self._of_kinds(_ranges(starts, ends), kinds)

    def out_of(self, nodes: Array | Sequence[int], kinds: Collection[str] | None = None) -> Array:
        """Return the edges that lead from nodes, node by node, by their target."""
        starts, ends = self.arrays.out_start[_places(nodes)], self.arrays.out_start[_places(nodes) + 1]
        return self._of_kinds(self.arrays.out_order[_ranges(starts, ends)], kinds)

    def pairs(self, kinds: Collection[str]) -> Array:
        """Return one edge of `kinds` for each pair of instruments: the one to be quoted first."""
        edges = np.flatnonzero(self.is_kind(kinds)[self.arrays.relation])
        return edges[self.one_each(edges)]

    def one_each(self, edges: Array) -> Array:
        """Return the places of the first edge of each pair, of edges that stand together by pairs."""
        source, target = self.arrays.source[edges], self.arrays.target[edges]
        new = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
        return np.flatnonzero(np.concatenate((np.ones(min(1, len(edges)), dtype=bool), new)))

    def walk(self, start: int, first: Collection[str], then: Collection[str], *, up: bool = False) -> Walk:
        """Go from a node to all that can be reached, nearest first: along edges of `first`, then of `then`.

        Down to those that act on it, or `up` to what it acts on. Of several ways the shortest is taken.
        """
        walk, seen = Walk(start), np.zeros(len(self), dtype=bool)
        seen[start] = True
        frontier, kinds = np.array([start]), first
        while len(frontier):
            edges = self.out_of(frontier, kinds) if up else self.onto(frontier, kinds)
            here, there = self.arrays.target[edges], self.arrays.source[edges]
            if up:
                here, there = there, here
            new = ~seen[there]
            edges, here, there = edges[new], here[new], there[new]
            # Edges come in the order of the frontier: the first that leads to a node is the one taken.
            taken = np.sort(np.unique(there, return_index=True)[1])
            edges, here, frontier = edges[taken], here[taken], there[taken]
            seen[frontier] = True
            walk.add(frontier, here, edges)
            kinds = then
        return walk

    def _of_kinds(self, edges: Array, kinds: Collection[str] | None) -> Array:
        return edges if kinds is None else edges[self.is_kind(kinds)[self.arrays.relation[edges]]]


def _ranges(starts: Array, ends: Array) -> Array:
    """Return the numbers from each start to before its end, one range after the other."""
    lengths = ends - starts
    total = int(lengths.sum())
    return np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(total)


def _places(places: Iterable[int] | Array) -> Array:
    if not isinstance(places, np.ndarray):
        places = np.fromiter(places, dtype=np.int64)
    return places


def may_mean(symbol: str, instrument: str, source: str | None) -> bool:
    """Tell whether a symbol, an id or a file name may mean an instrument, by its id and its file.

    >>> may_mean("nq-12", "12-NQ/TU@2022-08-26#Lam Hà", "lam-ha/nq-12.txt")
    True
    """
    if source is not None and symbol in (source, PurePath(source).name, PurePath(source).stem):
        return True
    return InstrumentId.parse(symbol).may_mean(InstrumentId.parse(instrument))


def _place_key(name: str) -> str:
    """Return the key of a province's name, without marks and the word for its kind."""
    return _KIND.sub("", plain(name_key(name)))
