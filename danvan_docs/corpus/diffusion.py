"""How an instrument spreads: how soon, how far, who first.

Who puts an instrument into practice is told as in `questions.implementers`; where nothing else is said, those who
do so through another count as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..models import Model, Use
from .compact import Array, Asked, Compact
from .questions import CARRIES_OUT, STANDS_ON, evidence

#: Days at which the bars of the distribution begin; the last one is open.
BINS = (0, 30, 90, 180, 365, 730, 1825)


class Bin(Model):
    """How many implementers came after at least `low` and less than `high` days; None is open."""

    low: int
    high: int | None
    count: int


class Lag(Model):
    """How many days passed from an instrument to those who put it into practice themselves.

    `backward` counts those dated before the instrument, `undated` pairs without two full dates; neither is part
    of the other figures, which are None where nothing is left.
    """

    instrument: str | None
    implementers: int
    undated: int
    backward: int
    shortest: int | None
    quarter: float | None
    median: float | None
    three_quarters: float | None
    nine_tenths: float | None
    longest: int | None
    mean: float | None
    distribution: list[Bin]


class Cell(Model):
    """What one province did about one instrument; `first` is None where nothing is known: it is missing."""

    province: str
    instrument: str
    implementers: int
    first: str | None
    date: str | None


class Coverage(Model):
    """The matrix of provinces and instruments, row by row, and the share of the cells that are filled."""

    provinces: list[str]
    instruments: list[str]
    cells: list[Cell]
    share: float

    @property
    def missing(self) -> list[Cell]:
        """The cells in which nothing is known."""
        return [cell for cell in self.cells if cell.first is None]


class Adopter(Model):
    """The first known implementer of a province; provinces of one day share a `place`."""

    instrument: str
    place: int | None
    province: str
    first: str
    source: str
    date: str | None
    days_after: int | None
    """Days after the instrument."""
    days_behind: int | None
    """Days after the first province."""
    implementers: int
    relation: Use
    document: str
    start: int
    end: int
    quote: str


def lag(
    asked: Asked, symbol: str | None = None, *, province: str | None = None, level: str | None = None
) -> list[Lag]:
    """Return the days to implementation, for each instrument that `symbol` may mean, or for all together.

    With `province` or `level`, only implementers of that place or level count. Raises StoreError where the
    graph has no such instrument.
    """
    graph = Compact.of(asked)
    return [_lag(graph, node, edges, province, level) for node, edges in _carried_out(graph, symbol)]


def lag_days(
    asked: Asked, symbol: str | None = None, *, province: str | None = None, level: str | None = None
) -> NDArray[np.int64]:
    """Return the days of every pair that `lag` counts, from short to long."""
    graph = Compact.of(asked)
    edges = (_of(graph, each, province, level) for _, each in _carried_out(graph, symbol))
    days = np.concatenate([_days(graph, each)[0] for each in edges])
    return np.sort(days[days >= 0]).astype(np.int64)


def coverage(
    asked: Asked,
    instruments: Sequence[str] = (),
    *,
    provinces: Sequence[str] = (),
    level: str = "central",
    limit: int = 10,
    through: bool = True,
) -> Coverage:
    """Return which provinces put which instruments into practice, and where nothing of the kind is known.

    By default the provinces are those of the documents of the corpus, and the instruments those of `level` that
    most of them carry out, at most `limit`. Without `through`, only what is said directly counts. Raises
    StoreError for an instrument that the graph does not have.
    """
    graph = Compact.of(asked)
    names = list(provinces) or _provinces(graph)
    nodes = [node for symbol in instruments for node in graph.found(symbol)]
    nodes = nodes or _most_carried_out(graph, names, level, limit)
    asked_for = [row.id for row in graph.instruments(nodes)]
    columns = (_first_of_provinces(graph, node, through=through) for node in nodes)
    filled = [
        Cell(province=place, instrument=name, implementers=first.number, first=row.id, date=row.date)
        for name, column in zip(asked_for, columns, strict=True)
        for (place, first), row in zip(
            column.items(), graph.instruments(first.node for first in column.values()), strict=True
        )
    ]
    return matrix(names, asked_for, filled)


def matrix(provinces: Sequence[str], instruments: Sequence[str], filled: Iterable[Cell]) -> Coverage:
    """Return the coverage of instruments by provinces; cells that are not `filled` are missing.

    >>> matrix(["Lam Hà"], ["25-NQ/TW@2013-06-03"], []).missing[0].province
    'Lam Hà'
    """
    known = {(cell.province, cell.instrument): cell for cell in filled}
    cells = [
        known.get((province, instrument))
        or Cell(province=province, instrument=instrument, implementers=0, first=None, date=None)
        for province in provinces
        for instrument in instruments
    ]
    found = sum(cell.first is not None for cell in cells)
    share = round(found / len(cells), 4) if cells else 0.0
    return Coverage(provinces=list(provinces), instruments=list(instruments), cells=cells, share=share)


def adopters(asked: Asked, symbol: str) -> list[Adopter]:
    """Return the provinces that put an instrument into practice, in the order in which they did.

    A province counts from the first instrument of its own, or of a district or commune of it, that carries the
    instrument out, itself or through another. Those without date come last. Raises StoreError where the graph
    has no such instrument.
    """
    graph = Compact.of(asked)
    return [row for node in graph.found(symbol) for row in _adopters(graph, node)]


class _First(NamedTuple):
    """The first implementer of a province, the edge that shows it, and how many there are."""

    node: int
    edge: int
    number: int


def _adopters(graph: Compact, instrument: int) -> list[Adopter]:
    firsts = _first_of_provinces(graph, instrument, through=True)
    day = graph.arrays.day
    known = sorted(int(day[first.node]) for first in firsts.values() if day[first.node])
    order = sorted(firsts.items(), key=lambda item: (day[item[1].node] == 0, day[item[1].node], item[0]))
    nodes = graph.instruments(first.node for _, first in order)
    edges = graph.edges(first.edge for _, first in order)
    name, own_day = graph.ids({instrument})[instrument], int(day[instrument])
    rows = []
    for (province, first), node, edge in zip(order, nodes, edges, strict=True):
        at = int(day[first.node])
        rows.append(
            Adopter(
                instrument=name, province=province, first=node.id, source=node.source or node.id, date=node.date,
                place=known.index(at) + 1 if at else None,
                days_after=at - own_day if at and own_day else None,
                days_behind=at - known[0] if at else None,
                implementers=first.number, **evidence(edge),
            )
        )  # fmt: skip
    return rows


def _carried_out(graph: Compact, symbol: str | None) -> list[tuple[int | None, Array]]:
    """Return each instrument that `symbol` may mean with its pairs, without a symbol None with those of all."""
    if symbol is None:
        return [(None, graph.pairs(CARRIES_OUT))]
    return [(node, _direct(graph, node)) for node in graph.found(symbol)]


def _direct(graph: Compact, instrument: int) -> Array:
    """Return the edges of those who carry an instrument out themselves, one for each."""
    edges = graph.onto([instrument], CARRIES_OUT)
    return edges[graph.one_each(edges)]


def _first_of_provinces(graph: Compact, instrument: int, *, through: bool) -> dict[str, _First]:
    """Return the first implementer of each province; those without date come after those with one."""
    if through:
        walk = graph.walk(instrument, CARRIES_OUT, STANDS_ON)
        nodes, edges = np.array(walk.nodes[1:], dtype=int), np.array(walk.edges[1:], dtype=int)
    else:
        edges = _direct(graph, instrument)
        nodes = graph.arrays.source[edges]
    place, day = graph.arrays.province[nodes], graph.arrays.day[nodes]
    order = np.lexsort((nodes, day, day == 0, place))
    order = order[place[order] >= 0]
    codes, firsts, counts = np.unique(place[order], return_index=True, return_counts=True)
    names = graph.arrays.provinces
    return {
        names[code]: _First(int(nodes[order[at]]), int(edges[order[at]]), int(count))
        for code, at, count in zip(codes.tolist(), firsts.tolist(), counts.tolist(), strict=True)
    }


def _provinces(graph: Compact) -> list[str]:
    codes = np.unique(graph.arrays.province[graph.arrays.in_corpus])
    return sorted(graph.arrays.provinces[code] for code in codes.tolist() if code >= 0)


def _most_carried_out(graph: Compact, provinces: Iterable[str], level: str, limit: int) -> list[int]:
    """Return the instruments that most of the provinces say they carry out."""
    edges = graph.pairs(CARRIES_OUT)
    wanted = [code for code, name in enumerate(graph.arrays.provinces) if name in set(provinces)]
    place = graph.arrays.province[graph.arrays.source[edges]]
    target = graph.arrays.target[edges]
    kept = np.isin(place, wanted) & graph.at_level(level)[target]
    pairs = np.unique(target[kept].astype(np.int64) * len(graph.arrays.provinces) + place[kept])
    nodes, counts = np.unique(pairs // max(1, len(graph.arrays.provinces)), return_counts=True)
    return [int(node) for node in nodes[np.lexsort((nodes, -counts))][:limit]]


def _lag(graph: Compact, node: int | None, edges: Array, province: str | None, level: str | None) -> Lag:
    days, undated = _days(graph, _of(graph, edges, province, level))
    instrument = None if node is None else graph.ids({node})[node]
    return lag_of(instrument, *np.unique(days, return_counts=True), undated)


def lag_of(instrument: str | None, days: Array, counts: Array, undated: int) -> Lag:
    """Return the figures of pairs by the days between them: each number of days once, rising, with its count.

    >>> lag_of(None, np.array([-3, 36, 49, 769]), np.array([1, 1, 1, 1]), 0).median
    49.0
    """
    backward = int(counts[days < 0].sum())
    days, counts = days[days >= 0], counts[days >= 0]
    up_to = np.concatenate(([0], np.cumsum(counts)))
    number = int(up_to[-1])
    quarter, median, three, nine = (
        _percentile(days, up_to, share) if number else None for share in (0.25, 0.5, 0.75, 0.9)
    )
    at = [*up_to[np.searchsorted(days, BINS)].tolist(), number]
    highs = (*BINS[1:], None)
    return Lag(
        instrument=instrument, implementers=number, undated=undated, backward=backward,
        shortest=int(days[0]) if number else None,
        quarter=quarter, median=median, three_quarters=three, nine_tenths=nine,
        longest=int(days[-1]) if number else None,
        mean=round(int((days.astype(np.int64) * counts).sum()) / number, 1) if number else None,
        distribution=[
            Bin(low=low, high=high, count=at[place + 1] - at[place])
            for place, (low, high) in enumerate(zip(BINS, highs, strict=True))
        ],
    )  # fmt: skip


def _percentile(days: Array, up_to: Array, share: float) -> float:
    """Return the days that a share of the pairs stays within, between two pairs in proportion."""
    place = share * float(up_to[-1] - 1)
    low, high = (
        float(days[np.searchsorted(up_to, rank, side="right") - 1])
        for rank in (np.floor(place), np.ceil(place))
    )
    return round(low + (high - low) * (place % 1), 1)


def _of(graph: Compact, edges: Array, province: str | None, level: str | None) -> Array:
    source = graph.arrays.source[edges]
    kept = np.ones(len(edges), dtype=bool)
    if province is not None:
        kept &= graph.in_province(province)[source]
    if level is not None:
        kept &= graph.at_level(level)[source]
    return edges[kept]


def _days(graph: Compact, edges: Array) -> tuple[Array, int]:
    """Return the days between the two ends of each edge, and how many edges lack a date."""
    day = graph.arrays.day
    later, earlier = day[graph.arrays.source[edges]], day[graph.arrays.target[edges]]
    dated = (later > 0) & (earlier > 0)
    days: Array = (later - earlier)[dated]
    return days, int((~dated).sum())
