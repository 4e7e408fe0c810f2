"""The line of instruments from a local plan up to the centre, and from the centre down to local plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from ..models import Model, Use
from .compact import Asked, Compact, Walk
from .questions import CARRIES_OUT, STANDS_ON, Basis, steps

Direction = Literal["up", "down", "both"]

#: Levels from the lowest to the centre.
_LEVELS = ("cell", "commune", "district", "province", "central")


class Chain(Model):
    """One line: each step says, in the words of a document, that its source stands on its target.

    Going up, the steps lead from the document asked about to `end`; going down, from those who carry it out to
    `end`, the farthest of them.
    """

    direction: Literal["up", "down"]
    start: str
    end: str
    steps: list[Basis]


def chains(asked: Asked, document: str, *, direction: Direction = "up", limit: int = 10) -> list[Chain]:
    """Return the longest line from a document to each of the central instruments it stands on in the end.

    With `down`, to each of those who carry it out in the end; with `both`, up to the centre, and from each
    central instrument that was reached down again. Of many ends only `limit` are taken: those that most of
    what lies between stands on, or those of the lowest level. Raises StoreError where the graph has no such
    instrument.
    """
    graph = Compact.of(asked)
    starts = graph.found(document)
    found: list[_Line] = []
    if direction != "down":
        found += [line for start in starts for line in _lines(graph, start, up=True, limit=limit)]
    tops = list(dict.fromkeys(line.nodes[-1] for line in found))
    if direction != "up":
        below = starts if direction == "down" else tops
        found += [line for start in below for line in _lines(graph, start, up=False, limit=limit)]
    return [line.told(graph) for line in found]


class _Line:
    """Nodes one after the other, and the edge between each and the next."""

    def __init__(self, nodes: list[int], edges: list[int], *, up: bool) -> None:
        self.nodes, self.edges, self.up = nodes, edges, up

    def told(self, graph: Compact) -> Chain:
        names = graph.ids({self.nodes[0], self.nodes[-1]})
        return Chain(
            direction="up" if self.up else "down",
            start=names[self.nodes[0]],
            end=names[self.nodes[-1]],
            steps=steps(graph, self.edges, range(1, len(self.edges) + 1)),
        )


def _lines(graph: Compact, start: int, *, up: bool, limit: int) -> list[_Line]:
    walk = graph.walk(start, STANDS_ON if up else CARRIES_OUT, STANDS_ON, up=up)
    beyond = _beyond(graph, walk, up=up)
    ends = _central_ends(graph, walk, beyond) if up else _local_ends(graph, walk, beyond)
    order = _finishing_order(start, beyond)
    place = {node: at for at, node in enumerate(order)}
    # Only steps to what was finished before: so no line runs in a circle.
    onward = {
        node: {there: edge for there, edge in beyond[node].items() if place[there] < place[node]}
        for node in order
    }
    lines = [_longest(start, end, order, onward, up=up) for end in ends[:limit]]
    return sorted(lines, key=lambda line: -len(line.edges))


def _beyond(graph: Compact, walk: Walk, *, up: bool) -> dict[int, dict[int, int]]:
    """Return the next nodes of every node of a walk, with the edge to be quoted."""
    nodes = np.array(walk.nodes)
    follow: frozenset[Use] = STANDS_ON
    edges = graph.out_of(nodes, follow) if up else graph.onto(nodes, follow)
    edges = edges[graph.one_each(edges)]
    here, there = graph.arrays.source[edges], graph.arrays.target[edges]
    if not up:
        here, there = there, here
    reached = set(walk.nodes)
    beyond: dict[int, dict[int, int]] = {node: {} for node in walk.nodes}
    for one, other, edge in zip(here.tolist(), there.tolist(), edges.tolist(), strict=True):
        if other in reached and other != walk.nodes[0]:
            beyond[one][other] = edge
    return beyond


def _central_ends(graph: Compact, walk: Walk, beyond: Mapping[int, Mapping[int, int]]) -> list[int]:
    """Return the central instruments that something below the centre stands on, those of most strands first."""
    central = graph.at_level("central")
    strands: dict[int, int] = {}
    for node, others in beyond.items():
        for other in others:
            if central[other] and not central[node]:
                strands[other] = strands.get(other, 0) + 1
    at = dict(zip(walk.nodes, walk.hops, strict=True))
    return sorted(strands, key=lambda node: (-strands[node], at[node], node))


def _local_ends(graph: Compact, walk: Walk, beyond: Mapping[int, Mapping[int, int]]) -> list[int]:
    """Return those that nothing reached stands on, the lowest level first."""
    ranks = {code: _LEVELS.index(name) for code, name in enumerate(graph.arrays.levels) if name in _LEVELS}
    level, day = graph.arrays.level, graph.arrays.day
    ends = [node for node in walk.nodes[1:] if not beyond[node]]
    return sorted(ends, key=lambda node: (ranks.get(int(level[node]), len(_LEVELS)), int(day[node]), node))


def _finishing_order(start: int, beyond: Mapping[int, Mapping[int, int]]) -> list[int]:
    """Return the nodes so that each comes after all that lie beyond it, circles apart."""
    order: list[int] = []
    seen = {start}
    stack = [(start, iter(sorted(beyond[start])))]
    while stack:
        node, others = stack[-1]
        other = next((other for other in others if other not in seen), None)
        if other is None:
            order.append(node)
            stack.pop()
        else:
            seen.add(other)
            stack.append((other, iter(sorted(beyond[other]))))
    return order


def _longest(
    start: int, end: int, order: Sequence[int], onward: Mapping[int, Mapping[int, int]], *, up: bool
) -> _Line:
    length = {end: 0}
    following: dict[int, int] = {}
    for node in order:
        best = max(((length[other], -other) for other in onward[node] if other in length), default=None)
        if node != end and best is not None:
            length[node], following[node] = best[0] + 1, -best[1]
    nodes, edges = [start], []
    while nodes[-1] != end:
        edges.append(onward[nodes[-1]][following[nodes[-1]]])
        nodes.append(following[nodes[-1]])
    return _Line(nodes, edges, up=up)
