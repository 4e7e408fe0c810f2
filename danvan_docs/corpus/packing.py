"""The citation graph as arrays: numbers in place of ids, small enough for millions of edges.

A node and an edge are known by their place; each array has one value for each. The store keeps the arrays beside
the graph that they were packed from, written in one transaction with it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import PurePath
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from ..models import Use
from .identity import InstrumentId
from .records import Edge, Instrument

Array = NDArray[Any]

RELATIONS: tuple[str, ...] = get_args(Use)
_FULL_DAY = len("2013-06-03")
_NODE = np.dtype(
    [("node_row", "i8"), ("day", "i4"), ("year", "i2"), ("ended", "i4"), ("level", "i4"), ("province", "i4"),
     ("in_corpus", "?"), ("file", "i4"), ("number", "i8"), ("stem", "i8")]
)  # fmt: skip
_EDGE = np.dtype(
    [("edge_row", "i8"), ("source", "i4"), ("target", "i4"), ("relation", "i1"), ("document", "i4"),
     ("confidence", "f4")]
)  # fmt: skip
#: The columns that are packed; before them stands the number of the row.
NODE_COLUMNS = ("id", "date", "ended", "level", "province", "in_corpus", "source")
EDGE_COLUMNS = ("source", "target", "relation", "document", "confidence")
_NODES_SQL = f"SELECT rowid, {', '.join(NODE_COLUMNS)} FROM instruments ORDER BY rowid"
_EDGES_SQL = f"SELECT id, {', '.join(EDGE_COLUMNS)} FROM edges ORDER BY id"

NodeRow = tuple[int, str, str | None, str | None, str | None, str | None, bool, str | None]
EdgeRow = tuple[int, str, str, str, str, float | None]


@dataclass(frozen=True, slots=True)
class GraphArrays:
    """Nodes in the order of their rows; edges by target, then source, what a document says of itself first.

    Days are ordinals of `datetime.date`, 0 where the day is not known; names are places in `levels` and
    `provinces`, -1 for none; `document` and `file` count the files that edges come from and nodes are.
    """

    node_row: Array
    day: Array
    year: Array
    ended: Array
    level: Array
    province: Array
    in_corpus: Array
    file: Array
    number: Array
    """Hash of the number without spelling, of the file name without suffix in `stem`: where a look-up starts."""
    stem: Array
    edge_row: Array
    source: Array
    target: Array
    relation: Array
    document: Array
    confidence: Array
    own: Array
    """Whether the document speaks of itself."""
    first: Array
    """Whether it is the first word of a document on the target that speaks of itself."""
    in_start: Array
    """The edges onto node `i` are `in_start[i]` to `in_start[i + 1]`; those from it are at these places of
    `out_order` for `out_start`."""
    out_order: Array
    out_start: Array
    names: Array

    @property
    def levels(self) -> list[str]:
        """The names of the levels."""
        return self._names()["level"]

    @property
    def provinces(self) -> list[str]:
        """The names of the provinces."""
        return self._names()["province"]

    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = json.loads(self.names.tobytes())
        return names


def pack(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> GraphArrays:
    """Return the arrays of a graph; every end of an edge must be a node.

    >>> packed = pack(
    ...     [(1, "12-NQ/TU@2023-08-15#Lam Hà", "2023-08-15", None, "province", "Lam Hà", True, "nq-12.txt"),
    ...      (2, "25-NQ/TW@2013-06-03", "2013-06-03", None, "central", None, False, None)],
    ...     [(1, "12-NQ/TU@2023-08-15#Lam Hà", "25-NQ/TW@2013-06-03", "continues", "nq-12.txt", 0.9)])
    >>> packed.source.tolist(), packed.target.tolist(), packed.own.tolist(), packed.provinces
    ([0], [1], [True], ['Lam Hà'])
    """
    place: dict[str, int] = {}
    levels, provinces, files = _Codes(), _Codes(), _Codes()

    def node(row: NodeRow) -> tuple[Any, ...]:
        key, instrument, day, ended, level, province, in_corpus, source = row
        place[instrument] = len(place)
        number = InstrumentId.parse(instrument).key[0]
        return (
            key, ordinal(day), int((day or "0")[:4]), ordinal(ended), levels[level], provinces[province],
            in_corpus, files[source], name_hash(number), name_hash(PurePath(source).stem) if source else 0,
        )  # fmt: skip

    def edge(row: EdgeRow) -> tuple[Any, ...]:
        key, source, target, relation, document, confidence = row
        return key, place[source], place[target], kinds[relation], files[document], confidence or np.nan

    kinds = {name: code for code, name in enumerate(RELATIONS)}
    packed_nodes = np.fromiter(map(node, nodes), dtype=_NODE)
    packed_edges = np.fromiter(map(edge, edges), dtype=_EDGE)
    names = json.dumps({"level": list(levels), "province": list(provinces)}).encode()
    return _ordered(packed_nodes, packed_edges, np.frombuffer(names, dtype=np.uint8))


def pack_records(instruments: Iterable[Instrument], edges: Iterable[Edge]) -> GraphArrays:
    """Return the arrays of listed rows; the row of each is its place in the list."""
    return pack(
        (
            (row, each.id, each.date, each.ended, each.level, each.province, each.in_corpus, each.source)
            for row, each in enumerate(instruments)
        ),
        (
            (row, each.source, each.target, each.relation, each.document, each.confidence)
            for row, each in enumerate(edges)
        ),
    )


def pack_store(connection: sqlite3.Connection) -> GraphArrays:
    """Return the arrays of the graph in a store, from its tables."""
    return pack(map(tuple, connection.execute(_NODES_SQL)), map(tuple, connection.execute(_EDGES_SQL)))


def save_arrays(connection: sqlite3.Connection, arrays: GraphArrays) -> None:
    """Keep the arrays in the store, in place of those before."""
    connection.execute("DELETE FROM arrays")
    for field in fields(GraphArrays):
        array: Array = getattr(arrays, field.name)
        row = field.name, array.dtype.str, memoryview(array)  # type: ignore[arg-type]
        connection.execute("INSERT INTO arrays VALUES (?, ?, ?)", row)


def load_arrays(connection: sqlite3.Connection) -> GraphArrays:
    """Return the arrays that the store keeps; packs them where it keeps none yet."""
    rows = connection.execute("SELECT name, type, data FROM arrays").fetchall()
    if not rows:
        return pack_store(connection)
    return GraphArrays(**{name: np.frombuffer(data, dtype=kind) for name, kind, data in rows})


def ordinal(day: str | None) -> int:
    """Return the number of a day, 0 for one that is not known to the day.

    >>> ordinal("2013-06-03"), ordinal("2013-06"), ordinal(None)
    (735022, 0, 0)
    """
    return date.fromisoformat(day).toordinal() if day and len(day) == _FULL_DAY else 0


def name_hash(name: str) -> int:
    """Return a number for a name, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)


class _Codes(dict[str | None, int]):
    """Numbers for names, in the order of their coming; none is -1."""

    def __missing__(self, name: str | None) -> int:
        if name is None:
            return -1
        self[name] = len(self)
        return self[name]


def _ordered(nodes: Array, edges: Array, names: Array) -> GraphArrays:
    columns = {name: np.ascontiguousarray(nodes[name]) for name in _NODE.names or ()}
    own = columns["file"][edges["source"]] == edges["document"] if len(edges) else np.zeros(0, dtype=bool)
    order = np.lexsort((edges["edge_row"], ~own, edges["source"], edges["target"]))
    columns |= {name: np.ascontiguousarray(edges[name][order]) for name in _EDGE.names or ()}
    out_order = np.lexsort((columns["target"], columns["source"])).astype(np.int32)
    return GraphArrays(
        **columns,
        own=own[order],
        first=_first_of_pairs(columns["source"], columns["target"], own[order]),
        in_start=_starts(columns["target"], len(nodes)),
        out_order=out_order,
        out_start=_starts(columns["source"], len(nodes)),
        names=names,
    )


def _starts(ends: Array, nodes: int) -> Array:
    """Return where the edges of each node begin, where edges are sorted by it."""
    starts: Array = np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=nodes))))
    return starts


def _first_of_pairs(source: Array, target: Array, own: Array) -> Array:
    """Return whether an edge is the first of its pair, of edges that stand by pairs, and is own."""
    new = np.ones(len(source), dtype=bool)
    new[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    first: Array = new & own
    return first
