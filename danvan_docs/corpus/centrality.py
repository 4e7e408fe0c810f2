"""Which instruments weigh most, and when."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..authority import days
from ..models import Model
from .compact import Array, Asked, Compact
from .packing import ordinal

Weight = Literal["documents", "mentions", "pagerank"]
#: PageRank: how often a walker goes on, the change at which it is settled, rounds at most.
DAMPING, SETTLED, ROUNDS = 0.85, 1e-9, 200


class Cited(Model):
    """How much an instrument weighs: documents and mentions that cite it, and its PageRank where asked for."""

    id: str
    symbol: str | None
    type: str | None
    date: str | None
    title: str | None
    level: str | None
    documents: int
    mentions: int
    pagerank: float | None = None


class YearCited(Model):
    """By how many documents of one year an instrument was cited, and by how many up to its end."""

    id: str
    year: int
    documents: int
    so_far: int


def most_cited(
    asked: Asked,
    *,
    level: str | None = "central",
    limit: int = 10,
    weight: Weight = "documents",
    as_of: date | str | None = None,
) -> list[Cited]:
    """Return the instruments of most weight; of all levels where `level` is None.

    Documents and mentions are those of the corpus; `pagerank` also counts what documents say of others, and
    what is cited by much cited ones weighs more. With `as_of`, only documents of a day not after it are heard.
    """
    graph = Compact.of(asked)
    heard, target = _heard(graph, as_of), graph.arrays.target
    said = heard & graph.arrays.own
    mentions = np.bincount(target[said], minlength=len(graph))
    documents = np.bincount(target[said & graph.arrays.first], minlength=len(graph))
    ranks = six_digits(pagerank(graph, heard)) if weight == "pagerank" else None
    weights = {"documents": documents, "mentions": mentions}[weight] if ranks is None else ranks
    cited = np.bincount(target[heard], minlength=len(graph)) > 0
    if level is not None:
        cited &= graph.at_level(level)
    nodes = np.flatnonzero(cited)
    nodes = nodes[np.lexsort((nodes, -mentions[nodes], -documents[nodes], -weights[nodes]))][:limit]
    return [
        Cited(
            **row.model_dump(include={"id", "symbol", "type", "date", "title", "level"}),
            documents=int(documents[node]), mentions=int(mentions[node]),
            pagerank=None if ranks is None else float(f"{ranks[node]:.6g}"),
        )
        for node, row in zip(nodes.tolist(), graph.instruments(nodes), strict=True)
    ]  # fmt: skip


def cited_by_year(
    asked: Asked, symbols: list[str] | None = None, *, level: str | None = "central", limit: int = 5
) -> list[YearCited]:
    """Return how often instruments were cited from year to year, without symbols the most cited of `level`.

    Years without a citation are left out; documents without date do not count. Raises StoreError where the
    graph has no such instrument.
    """
    graph = Compact.of(asked)
    wanted = symbols or [row.id for row in most_cited(graph, level=level, limit=limit)]
    rows = []
    for node in dict.fromkeys(node for symbol in wanted for node in graph.found(symbol)):
        edges = graph.onto([node])
        edges = edges[graph.arrays.first[edges]]
        years = graph.arrays.year[graph.arrays.source[edges]]
        name, so_far = graph.ids({node})[node], 0
        for year, count in zip(
            *(each.tolist() for each in np.unique(years[years > 0], return_counts=True)), strict=True
        ):
            so_far += count
            rows.append(YearCited(id=name, year=year, documents=count, so_far=so_far))
    return rows


def six_digits(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return positive numbers without the digits in which one order of summing differs from another.

    >>> six_digits(np.array([0.123456789, 1.9999999e-7])).tolist()
    [0.123457, 2e-07]
    """
    scale = 10.0 ** (5 - np.floor(np.log10(values)))
    rounded: NDArray[np.float64] = np.round(values * scale) / scale
    return rounded


def pagerank(asked: Asked, heard: Array | None = None) -> NDArray[np.float64]:
    """Return the PageRank of every node; several mentions of one instrument by another count once.

    `heard` tells which edges count, by default all.
    """
    graph = Compact.of(asked)
    edges = np.arange(len(graph.arrays.source)) if heard is None else np.flatnonzero(heard)
    edges = edges[graph.one_each(edges)]
    source, target, count = graph.arrays.source[edges], graph.arrays.target[edges], max(1, len(graph))
    out = np.bincount(source, minlength=len(graph))
    leads_nowhere = out == 0
    ranks = np.full(len(graph), 1 / count)
    for _ in range(ROUNDS):
        shares = ranks / np.maximum(out, 1)
        lost = ranks[leads_nowhere].sum() / count
        new = (1 - DAMPING) / count + DAMPING * (
            np.bincount(target, weights=shares[source], minlength=len(graph)) + lost
        )
        change, ranks = float(np.abs(new - ranks).sum()), new
        if change < SETTLED:
            break
    return ranks


def _heard(graph: Compact, as_of: date | str | None) -> Array:
    """Return which edges come from documents of a day not after `as_of`; those without date are not heard."""
    edges = graph.arrays
    if as_of is None:
        return np.ones(len(edges.source), dtype=bool)
    day = np.zeros(1 + max(edges.document.max(initial=-1), edges.file.max(initial=-1)), dtype=np.int32)
    is_file = edges.file >= 0
    day[edges.file[is_file]] = edges.day[is_file]
    limit = ordinal(_last_day(days.iso(as_of) or ""))
    said_on: Array = day[edges.document]
    heard: Array = (said_on > 0) & (said_on <= limit)
    return heard


def _last_day(day: str) -> str:
    """Return the last day of a year or month that is not given to the day."""
    if len(day) == len("2013"):
        return f"{day}-12-31"
    if len(day) == len("2013-06"):
        return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02}"
    return day
