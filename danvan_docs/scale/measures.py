"""Questions to the graph of a dataset, answered on the engine as `corpus` answers them for a store.

For a graph that fits on one machine `Compact.of(dataset)` is the faster way, and answers every question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ..authority.keys import name_key
from ..corpus.compact import may_mean
from ..corpus.diffusion import Cell, Coverage, Lag, lag_of, matrix
from ..corpus.identity import unknown
from ..corpus.questions import CARRIES_OUT, STANDS_ON
from ..errors import StoreError
from .frames import engine, frame, held, spread

if TYPE_CHECKING:
    from daft import DataFrame
    from daft.expressions import Expression

    from .dataset import Dataset

#: Steps that a walk may take from an instrument down to those who carry it out; no line of offices is so long.
HOPS = 100
_FULL_DAY = len("2013-06-03")
_NO_DAY = "~" * _FULL_DAY  # sorts behind every day


def lag(
    dataset: Dataset, symbol: str | None = None, *, province: str | None = None, level: str | None = None
) -> list[Lag]:
    """Return the days to implementation as `corpus.diffusion.lag` does; raises StoreError where that does."""
    daft = engine()
    col = daft.col
    nodes = frame(dataset, "instruments", "id", "date", "level", "province")
    day = daft.functions.when(col("date").length() == _FULL_DAY, col("date")).otherwise(None)
    nodes = nodes.with_column("day", day.cast(daft.DataType.date()).cast(daft.DataType.int32()))
    later = nodes.where(_of(dataset, province, level)).select(
        col("id").alias("source"), col("day").alias("later")
    )
    pairs = _pairs(dataset, CARRIES_OUT).join(later, on="source")
    pairs = pairs.join(nodes.select(col("id").alias("target"), col("day").alias("earlier")), on="target")
    wanted = [None] if symbol is None else found(dataset, symbol)
    if symbol is not None:
        pairs = held(pairs.where(col("target").is_in(wanted)))
    return [_lag(pairs if each is None else pairs.where(col("target") == each), each) for each in wanted]


def coverage(
    dataset: Dataset,
    instruments: Sequence[str] = (),
    *,
    provinces: Sequence[str] = (),
    level: str = "central",
    limit: int = 10,
    through: bool = True,
) -> Coverage:
    """Return what `corpus.diffusion.coverage` does, and raise StoreError where that does."""
    names = list(provinces) or _provinces(dataset)
    roots = [each for symbol in instruments for each in found(dataset, symbol)]
    roots = roots or _most_carried_out(dataset, names, level, limit)
    return matrix(names, roots, _first_of_provinces(dataset, roots, through=through) if roots else [])


def found(dataset: Dataset, symbol: str) -> list[str]:
    """Return the ids that a symbol, an id or a file name may mean. Raises StoreError where there are none."""
    import pyarrow as pa

    nodes = frame(dataset, "instruments", "id", "source")
    meant = spread(nodes, partial(_meant, symbol), pa.schema([("id", pa.string())]))
    ids: list[str] = meant.sort("id").to_pydict()["id"]
    if not ids:
        raise unknown(symbol)
    return ids


def _meant(symbol: str, instrument: str, source: str | None) -> Iterator[dict[str, Any]]:
    if may_mean(symbol, instrument, source):
        yield {"id": instrument}


def _pairs(dataset: Dataset, kinds: Collection[str]) -> DataFrame:
    """Return the pairs of instruments of which one does one of `kinds` to the other, each once."""
    edges = frame(dataset, "edges", "source", "target", "relation")
    return edges.where(engine().col("relation").is_in(sorted(kinds))).select("source", "target").distinct()


def _of(dataset: Dataset, province: str | None, level: str | None) -> Expression:
    """Return which instruments are of a province, whose name may be spelled in any way, and of a level."""
    daft = engine()
    wanted: Expression = daft.lit(True)
    if province is not None:
        spelled = frame(dataset, "instruments", "province").distinct().to_pydict()["province"]
        alike = [name for name in spelled if name and name_key(name) == name_key(province)]
        wanted &= daft.col("province").is_in(alike) if alike else daft.lit(False)
    if level is not None:
        wanted &= daft.col("level") == level
    return wanted


def _lag(pairs: DataFrame, instrument: str | None) -> Lag:
    col = engine().col
    days = pairs.select((col("later") - col("earlier")).alias("days"), "source").groupby("days")
    counts = days.agg(col("source").count().alias("pairs")).sort("days").to_pylist()
    dated = [row for row in counts if row["days"] is not None]
    undated = sum(row["pairs"] for row in counts if row["days"] is None)
    values, number = (np.array([row[name] for row in dated], dtype=np.int64) for name in ("days", "pairs"))
    return lag_of(instrument, values, number, undated)


def _provinces(dataset: Dataset) -> list[str]:
    col = engine().col
    nodes = frame(dataset, "instruments", "province", "in_corpus")
    named = nodes.where((col("in_corpus") == 1) & col("province").not_null())
    names: list[str] = named.select("province").distinct().sort("province").to_pydict()["province"]
    return names


def _most_carried_out(dataset: Dataset, provinces: list[str], level: str, limit: int) -> list[str]:
    """Return the instruments that most of the provinces say they carry out."""
    col = engine().col
    nodes = frame(dataset, "instruments", "id", "level", "province")
    places = nodes.where(col("province").is_in(provinces or [""])).select(
        col("id").alias("source"), "province"
    )
    targets = nodes.where(col("level") == level).select(col("id").alias("target"))
    pairs = _pairs(dataset, CARRIES_OUT).join(places, on="source").join(targets, on="target")
    counts = pairs.select("target", "province").distinct().groupby("target").agg(col("province").count())
    best = counts.sort(["province", "target"], desc=[True, False]).limit(limit)
    ids: list[str] = best.to_pydict()["target"]
    return ids


def _first_of_provinces(dataset: Dataset, roots: list[str], *, through: bool) -> Iterator[Cell]:
    """Yield the first implementer of each instrument in each province; those without date come last."""
    daft = engine()
    col, functions = daft.col, daft.functions
    reached = _reached(dataset, roots, through=through)
    nodes = frame(dataset, "instruments", "id", "date", "province").where(col("province").not_null())
    date = col("date").fill_null("")
    day = functions.when(date.length() == _FULL_DAY, date).otherwise(_NO_DAY)
    # What has a date comes first, the earliest before others, then by id; the least of a group says all.
    order = functions.concat(functions.concat(day, col("id")), functions.concat(daft.lit("\0"), date))
    placed = reached.join(nodes.with_column("first", order), left_on="node", right_on="id")
    firsts = placed.groupby("root", "province").agg(col("first").min(), col("node").count())
    for row in firsts.to_pylist():
        first, _, on = row["first"][_FULL_DAY:].partition("\0")
        yield Cell(
            province=row["province"],
            instrument=row["root"],
            implementers=row["node"],
            first=first,
            date=on or None,
        )


def _reached(dataset: Dataset, roots: list[str], *, through: bool) -> DataFrame:
    """Return who carries each instrument out, itself or also through others, as pairs of `root` and `node`."""
    daft = engine()
    col = daft.col
    carried = _pairs(dataset, CARRIES_OUT).where(col("target").is_in(roots))
    seen = held(carried.select(col("target").alias("root"), col("source").alias("node")))
    if not through:
        return seen
    standing = held(_pairs(dataset, STANDS_ON))
    frontier = seen
    for _ in range(HOPS):
        further = frontier.join(standing, left_on="node", right_on="target")
        further = further.select(col("root"), col("source").alias("node")).where(col("root") != col("node"))
        frontier = held(further.distinct().join(seen, on=["root", "node"], how="anti"))
        if not len(frontier):
            return seen
        seen = held(seen.concat(frontier))
    raise StoreError(f"{dataset.root}: more than {HOPS} steps from an instrument to those who carry it out")
