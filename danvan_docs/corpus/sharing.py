"""What documents have in common: instruments that they cite together, and the groups that they form by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from ..errors import MissingExtra
from ..models import Model
from .compact import Array, Asked, Compact

_SEED = 1
#: Instruments and provinces that stand for a community.
_SHOWN = 5


class Common(Model):
    """An instrument that several of the documents cite."""

    id: str
    title: str | None
    level: str | None
    documents: list[str]


class Coupling(Model):
    """Two documents, the number of instruments that both cite, and its share of all that either cites."""

    one: str
    other: str
    shared: int
    likeness: float


class Shared(Model):
    """What a set of documents shares: the instruments, those of most documents first, and each pair."""

    documents: list[str]
    common: list[Common]
    pairs: list[Coupling]


class Cocited(Model):
    """An instrument that is cited together with another, by how many documents, and their share."""

    id: str
    title: str | None
    level: str | None
    date: str | None
    together: int
    documents: int
    """Documents that cite it at all."""
    likeness: float


class Community(Model):
    """Instruments that cite each other more than others; `leading` are the most cited of them."""

    number: int
    size: int
    documents: list[str]
    leading: list[str]
    provinces: list[str]
    members: list[str]


def shared(asked: Asked, documents: Sequence[str]) -> Shared:
    """Return what documents, given by file, symbol or id, cite in common (bibliographic coupling).

    Raises StoreError where the graph has no such document.
    """
    graph = Compact.of(asked)
    nodes = list(dict.fromkeys(node for name in documents for node in graph.found(name)))
    names = graph.ids(nodes)
    cited = {node: set(_cites(graph, [node]).tolist()) for node in nodes}
    holders = defaultdict(list)
    for node in nodes:
        for target in cited[node]:
            holders[target].append(node)
    common = sorted(
        (target for target, held in holders.items() if len(held) > 1), key=lambda t: (-len(holders[t]), t)
    )
    return Shared(
        documents=[names[node] for node in nodes],
        common=[
            Common(
                id=row.id,
                title=row.title,
                level=row.level,
                documents=[names[node] for node in holders[target]],
            )
            for target, row in zip(common, graph.instruments(common), strict=True)
        ],
        pairs=[
            Coupling(
                one=names[a],
                other=names[b],
                shared=len(cited[a] & cited[b]),
                likeness=_share(len(cited[a] & cited[b]), len(cited[a] | cited[b])),
            )
            for a, b in combinations(nodes, 2)
        ],
    )


def cocited(asked: Asked, symbol: str, *, level: str | None = None, limit: int = 10) -> list[Cocited]:
    """Return the instruments that documents of the corpus cite together with one, the most frequent first.

    Raises StoreError where the graph has no such instrument.
    """
    graph = Compact.of(asked)
    nodes = graph.found(symbol)
    first, source = graph.arrays.first, graph.arrays.source
    onto = graph.onto(nodes)
    citing = np.unique(source[onto[first[onto]]])
    counts = np.bincount(_cites(graph, citing), minlength=len(graph))
    counts[nodes] = 0
    if level is not None:
        counts[~graph.at_level(level)] = 0
    best = np.flatnonzero(counts)
    best = best[np.lexsort((best, -counts[best]))][:limit]
    rows = []
    for node, row in zip(best.tolist(), graph.instruments(best), strict=True):
        onto = graph.onto([node])
        documents, together = len(np.unique(source[onto[first[onto]]])), int(counts[node])
        rows.append(
            Cocited(
                id=row.id, title=row.title, level=row.level, date=row.date, together=together,
                documents=documents, likeness=_share(together, documents + len(citing) - together),
            )
        )  # fmt: skip
    return rows


def communities(asked: Asked, *, resolution: float = 1.0, smallest: int = 2) -> list[Community]:
    """Return groups of instruments by whom they cite and are cited by, the largest first.

    The Leiden method on the graph without directions, every pair once; a higher `resolution` gives smaller
    groups. The same graph gives the same groups. Raises MissingExtra where graspologic-native is not installed.
    """
    graph = Compact.of(asked)
    group_of = _leiden(graph, resolution)
    order = np.argsort(group_of, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(group_of[order])) + 1) if len(order) else []
    kept = sorted((each for each in members if len(each) >= smallest), key=lambda each: (-len(each), each[0]))
    cited = np.bincount(graph.arrays.target[graph.arrays.first], minlength=len(graph))
    return [_community(graph, number, each, cited) for number, each in enumerate(kept, 1)]


def _community(graph: Compact, number: int, members: Array, cited: Array) -> Community:
    rows = graph.instruments(members)
    leading = np.lexsort((members, -cited[members]))[:_SHOWN]
    provinces = Counter(row.province for row in rows if row.in_corpus and row.province)
    return Community(
        number=number,
        size=len(rows),
        documents=[row.source for row in rows if row.source],
        leading=[rows[at].id for at in leading.tolist() if cited[members[at]]],
        provinces=[name for name, _ in provinces.most_common(_SHOWN)],
        members=[row.id for row in rows],
    )


def _leiden(graph: Compact, resolution: float) -> Array:
    """Return the community of each node."""
    try:
        from graspologic_native import leiden_csr
    except ImportError:
        raise MissingExtra("graspologic-native", "graph") from None
    edges = np.arange(len(graph.arrays.source))
    edges = edges[graph.one_each(edges)]
    if not len(edges):
        return np.arange(len(graph))
    one, other = graph.arrays.source[edges], graph.arrays.target[edges]
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other)
    pairs = np.unique(low * len(graph) + high)
    low, high = pairs // len(graph), pairs % len(graph)
    here, there = np.concatenate((low, high)), np.concatenate((high, low))
    order = np.lexsort((there, here))
    starts = np.concatenate(([0], np.cumsum(np.bincount(here, minlength=len(graph)))))
    _, group_of = leiden_csr(
        starts.astype(np.int64), there[order].astype(np.int32), np.ones(len(order)), len(graph),
        resolution=resolution, seed=_SEED,
    )  # fmt: skip
    alone = len(graph)  # a node without edges is a group of its own
    return np.fromiter((group_of.get(node, alone + node) for node in range(len(graph))), dtype=np.int64)


def _cites(graph: Compact, nodes: Sequence[int] | Array) -> Array:
    """Return what documents say that they cite themselves, each instrument once for each document."""
    edges = graph.out_of(nodes)
    edges = edges[graph.arrays.own[edges]]
    targets: Array = graph.arrays.target[edges[graph.one_each(edges)]]
    return targets


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
