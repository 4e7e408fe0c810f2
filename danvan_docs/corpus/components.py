"""What hangs together at all: instruments that a way along citations leads to, whichever way they point."""

from __future__ import annotations

import numpy as np

from ..models import Model
from .compact import Array, Asked, Compact


class Component(Model):
    """Instruments that hang together; `leading` is the one that most documents cite, the first by id of several."""

    number: int
    size: int
    documents: int
    """How many of them are documents of the corpus."""
    leading: str


def components(asked: Asked, *, limit: int = 10) -> list[Component]:
    """Return the parts into which the graph falls, the largest first, at most `limit`.

    >>> from danvan_docs import parse, citation_graph
    >>> graph = citation_graph([parse("Thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013.", "kh.txt")])
    >>> [(each.size, each.documents) for each in components(graph)]
    [(2, 1)]
    """
    graph = Compact.of(asked)
    part = _parts(graph)
    cited = np.bincount(graph.arrays.target[graph.arrays.first], minlength=len(graph))
    order = np.lexsort((np.arange(len(graph)), -cited, part))
    _, starts, sizes = np.unique(part[order], return_index=True, return_counts=True)
    documents = np.bincount(part, weights=graph.arrays.in_corpus, minlength=len(graph))
    leading = order[starts]
    largest = np.lexsort((leading, -sizes))[:limit]
    rows = graph.instruments(leading[largest])
    return [
        Component(
            number=number, size=int(sizes[at]), documents=int(documents[part[leading[at]]]), leading=row.id
        )
        for number, (at, row) in enumerate(zip(largest.tolist(), rows, strict=True), 1)
    ]


def _parts(graph: Compact) -> Array:
    """Return for each node the least node that it hangs together with."""
    part = np.arange(len(graph))
    source, target = graph.arrays.source, graph.arrays.target
    while len(source):
        low, high = np.minimum(source, target), np.maximum(source, target)
        np.minimum.at(part, high, low)
        while not np.array_equal(part, nearer := part[part]):
            part = nearer
        source, target = part[source], part[target]
        apart = source != target
        source, target = source[apart], target[apart]
    return part
