"""The citation graph as a networkx graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ..models import Directive
from .derive import derive
from .records import Edge, Instrument
from .store import Store

if TYPE_CHECKING:
    import networkx as nx


def citation_graph(
    source: Store | Iterable[Directive], *, relations: Collection[str] | None = None
) -> nx.MultiDiGraph:
    """Return the graph of the instruments that the documents are and cite.

    Takes a store (as its last build left it) or directives. Nodes are instrument ids, with the attributes of
    `Instrument`; an edge leads from the instrument that acts to the one acted on, one for each mention, with
    `relation`, `document`, `start`, `end`, `quote` and `confidence`. With `relations`, only edges of these
    kinds are taken, and only nodes that they touch or that are documents of the corpus.

    >>> from danvan_docs import parse
    >>> graph = citation_graph([parse("Thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013.", source="kh.txt")])
    >>> [(a, b, data["relation"]) for a, b, data in graph.edges(data=True)]
    [('doc:kh', '25-NQ/TW@2013-06-03', 'implements')]
    """
    if isinstance(source, Store):
        return _graph(source.instruments(), source.edges(), relations)
    return _graph(*derive(source), relations)


def _graph(
    instruments: Iterable[Instrument], edges: Iterable[Edge], relations: Collection[str] | None
) -> nx.MultiDiGraph:
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from((one.id, one.model_dump(exclude={"id"})) for one in instruments)
    graph.add_edges_from(
        (edge.source, edge.target, edge.model_dump(exclude={"source", "target"}))
        for edge in edges
        if relations is None or edge.relation in relations
    )
    if relations is not None:
        untouched = [n for n, degree in graph.degree() if not degree and not graph.nodes[n]["in_corpus"]]
        graph.remove_nodes_from(untouched)
    return graph
