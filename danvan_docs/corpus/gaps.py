"""What is amiss in a corpus: documents on a basis that no longer held, and documents without any."""

from __future__ import annotations

from datetime import date

import numpy as np

from ..grammar import table
from ..models import Model, Use
from .compact import Array, Asked, Compact
from .questions import STANDS_ON, evidence


class OutdatedBasis(Model):
    """A document that stands on `basis`, which no longer held on its date."""

    source: str
    id: str
    date: str | None
    not_before: str
    """The date; for a document without one, that of the latest instrument it cites: it cannot be older."""
    basis: str
    title: str | None
    ended: str
    """The first day on which the basis surely no longer held."""
    replaced_by: str | None
    """What held instead; None where its period was over."""
    known_by: str
    """`registry`, or the document of the corpus that says so."""
    relation: Use
    document: str
    start: int
    end: int
    quote: str
    confidence: float | None


class Orphan(Model):
    """A document that hangs in the air: `cites` and `cited_by` are 0, or nothing leads it to the centre."""

    source: str
    id: str
    date: str | None
    level: str | None
    province: str | None
    cites: int
    cited_by: int
    reaches_centre: bool


def outdated_bases(asked: Asked) -> list[OutdatedBasis]:
    """Return the documents of the corpus that stand on what was replaced or had expired on their date.

    Known from the registry, with the months that a new law of the state may take; else from documents that say
    that they replace it. Links that are not sure are left out. A document without date was written after all that
    it cites.
    """
    graph = Compact.of(asked)
    arrays = graph.arrays
    ended, replacing = _ended(graph)
    stands = graph.is_kind(STANDS_ON)[arrays.relation] & arrays.own & arrays.in_corpus[arrays.source]
    written = _not_before(graph)
    day, end = written[arrays.source], ended[arrays.target]
    sure = arrays.confidence >= table("findings")["basis"]["least_confidence"]
    by_corpus = replacing[arrays.target] >= 0
    edges = np.flatnonzero(stands & (day > 0) & (end > 0) & (day >= end) & (sure | by_corpus))
    edges = edges[graph.one_each(edges)]
    edges = edges[arrays.source[edges] != _source_of(graph, replacing[arrays.target[edges]])]
    return _outdated(graph, edges, replacing, written)


def orphans(asked: Asked) -> list[Orphan]:
    """Return the documents without any citation, and those below the centre that nothing leads up to it."""
    graph = Compact.of(asked)
    arrays = graph.arrays
    cites = np.bincount(arrays.source[arrays.own & arrays.first], minlength=len(graph))
    cited_by = np.bincount(arrays.target[arrays.first], minlength=len(graph))
    reaches = _reaches_centre(graph)
    alone = (cites == 0) & (cited_by == 0)
    nodes = np.flatnonzero(arrays.in_corpus & (alone | ~reaches))
    return [
        Orphan(
            source=row.source or row.id, cites=int(cites[node]), cited_by=int(cited_by[node]),
            reaches_centre=bool(reaches[node]),
            **row.model_dump(include={"id", "date", "level", "province"}),
        )
        for node, row in zip(nodes.tolist(), graph.instruments(nodes), strict=True)
    ]  # fmt: skip


def _ended(graph: Compact) -> tuple[Array, Array]:
    """Return when each node ended, and the edge of the corpus that says so: -1 where the registry does."""
    arrays = graph.arrays
    ended = arrays.ended.copy()
    said_by = np.full(len(graph), -1)
    replaces = np.flatnonzero(graph.is_kind({"replaces"})[arrays.relation])
    day, target = arrays.day[arrays.source[replaces]], arrays.target[replaces]
    kept = (day > 0) & (ended[target] == 0)
    # The latest first, so that the earliest is what stays.
    order = np.argsort(-day[kept], kind="stable")
    ended[target[kept][order]] = day[kept][order] + 1
    said_by[target[kept][order]] = replaces[kept][order]
    return ended, said_by


def _source_of(graph: Compact, edges: Array) -> Array:
    source: Array = np.where(edges >= 0, graph.arrays.source[edges], -1)
    return source


def _not_before(graph: Compact) -> Array:
    """Return the day of each node; of a document without, the latest day of what it cites itself."""
    arrays = graph.arrays
    latest = np.zeros_like(arrays.day)
    np.maximum.at(latest, arrays.source[arrays.own], arrays.day[arrays.target[arrays.own]])
    day: Array = np.where((arrays.day == 0) & (arrays.year == 0), latest, arrays.day)
    return day


def _outdated(graph: Compact, edges: Array, replacing: Array, written: Array) -> list[OutdatedBasis]:
    source, target = graph.arrays.source[edges], graph.arrays.target[edges]
    said = replacing[target]
    evidence_of_end = dict(zip(said[said >= 0].tolist(), graph.edges(said[said >= 0]), strict=True))
    rows = []
    for edge, node, basis, by, day in zip(
        graph.edges(edges), graph.instruments(source), graph.instruments(target), said.tolist(),
        written[source].tolist(), strict=True,
    ):  # fmt: skip
        told = evidence_of_end.get(by)
        rows.append(
            OutdatedBasis(
                source=node.source or node.id, id=node.id, date=node.date,
                not_before=date.fromordinal(day).isoformat(), basis=basis.id, title=basis.title,
                ended=basis.ended or (told and _day_of(graph, by)) or "",
                replaced_by=told.source if told else basis.replaced_by,
                known_by=told.document if told else "registry",
                confidence=edge.confidence, **evidence(edge),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.not_before, row.source, row.basis))


def _day_of(graph: Compact, edge: int) -> str:
    return date.fromordinal(int(graph.arrays.day[graph.arrays.source[edge]]) + 1).isoformat()


def _reaches_centre(graph: Compact) -> Array:
    """Return which nodes are central, stand on what is, or on what stands on it, and so on."""
    edges = np.flatnonzero(graph.is_kind(STANDS_ON)[graph.arrays.relation])
    source, target = graph.arrays.source[edges], graph.arrays.target[edges]
    reaches = graph.at_level("central")
    while True:
        new = source[reaches[target] & ~reaches[source]]
        if not len(new):
            return reaches
        reaches[new] = True
