"""The citation graph as a networkx graph, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

from ..authority import days
from ..models import Directive, Model, Use
from .derive import derive
from .records import Edge, Instrument
from .store import Store

if TYPE_CHECKING:
    import networkx as nx


class GraphFinding(Model):
    """An edge that cannot be right as it stands: one that leads forward in time, comes twice, or to itself."""

    code: Literal["cites-later", "duplicate-edge", "self-citation"]
    source: str
    target: str
    relation: Use
    date: str | None
    target_date: str | None
    document: str
    start: int
    end: int
    quote: str
    rule: str | None


def citation_graph(
    source: Store | Iterable[Directive],
    *,
    as_of: date | str | None = None,
    relations: Collection[str] | None = None,
    level: str | Collection[str] | None = None,
) -> nx.MultiDiGraph:
    """Return the graph of the instruments that the documents are and cite.

    Takes a store (as its last build left it) or directives. Nodes are instrument ids, with the attributes of
    `Instrument`; an edge leads from the instrument that acts to the one acted on, one for each mention, with
    `relation`, `document`, `start`, `end`, `quote`, `confidence` and `rule`. Only what is asked for is taken:

    - `relations`: edges of these kinds, and nodes that they touch or that are documents of the corpus;
    - `level`: instruments of this level or these, and the edges among them;
    - `as_of`: what was said by that day in documents of the corpus, of instruments not younger. What has no
      date is kept.

    >>> from danvan_docs import parse
    >>> graph = citation_graph([parse("Thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013.", source="kh.txt")])
    >>> [(a, b, data["relation"]) for a, b, data in graph.edges(data=True)]
    [('doc:kh', '25-NQ/TW@2013-06-03', 'implements')]
    """
    nodes, edges = (source.instruments(), source.edges()) if isinstance(source, Store) else derive(source)
    levels = {level} if isinstance(level, str) else level
    later = {one.id for one in nodes if not _known_by(one.date, as_of)}
    unsaid = {one.source for one in nodes if one.id in later}
    kept = {one.id: one for one in nodes if one.id not in later and (levels is None or one.level in levels)}
    said = (
        edge
        for edge in edges
        if (relations is None or edge.relation in relations)
        and {edge.source, edge.target} <= kept.keys()
        and edge.document not in unsaid
    )
    return _graph(kept.values(), said, all_nodes=relations is None and as_of is None)


def graph_findings(graph: nx.MultiDiGraph) -> list[GraphFinding]:
    """Return what is wrong with the edges of a citation graph, in their order.

    A graph of `citation_graph` has no duplicate and no self citation. An instrument that acts on a later one
    was read or linked wrongly, dated wrongly, or its text was changed afterwards: the quote shows which.
    """
    found, seen = [], set()
    for source, target, data in graph.edges(data=True):
        day, target_day = graph.nodes[source]["date"], graph.nodes[target]["date"]
        mention = (source, target, data["relation"], data["document"], data["start"], data["end"])
        codes: dict[Literal["cites-later", "duplicate-edge", "self-citation"], bool] = {
            "self-citation": source == target,
            "duplicate-edge": mention in seen,
            "cites-later": bool(day and target_day and not days.not_after(target_day, day)),
        }
        seen.add(mention)
        words = {name: data[name] for name in ("relation", "document", "start", "end", "quote", "rule")}
        found += [
            GraphFinding(code=code, source=source, target=target, date=day, target_date=target_day, **words)
            for code, wrong in codes.items()
            if wrong
        ]
    return found


def _known_by(day: str | None, as_of: date | str | None) -> bool:
    limit = days.iso(as_of)
    return limit is None or day is None or days.not_after(day, limit)


def _graph(instruments: Iterable[Instrument], edges: Iterable[Edge], *, all_nodes: bool) -> nx.MultiDiGraph:
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from((one.id, one.model_dump(exclude={"id"})) for one in instruments)
    graph.add_edges_from(
        (edge.source, edge.target, edge.model_dump(exclude={"source", "target"})) for edge in edges
    )
    if not all_nodes:
        untouched = [n for n, degree in graph.degree() if not degree and not graph.nodes[n]["in_corpus"]]
        graph.remove_nodes_from(untouched)
    return graph
