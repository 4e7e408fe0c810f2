"""What is told of all instruments at once, round by round: PageRank and what hangs together.

Each round is a few joins, whose result is kept, so that plans do not grow with the rounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..corpus.centrality import DAMPING, ROUNDS, SETTLED, Cited, Weight, six_digits
from ..corpus.components import Component
from ..errors import StoreError
from .frames import engine, frame, held

if TYPE_CHECKING:
    from daft import DataFrame

    from .dataset import Dataset

#: Rounds in which what hangs together must be found; each takes neighbours together, so that few are needed.
JOININGS = 60


class _Graph(NamedTuple):
    """Instruments as numbers: `nodes` of `id` and `node`, `pairs` of `source` and `target`, each pair once."""

    nodes: DataFrame
    pairs: DataFrame


def most_cited(
    dataset: Dataset, *, level: str | None = "central", limit: int = 10, weight: Weight = "documents"
) -> list[Cited]:
    """Return the instruments of most weight as `corpus.centrality.most_cited` does."""
    col = engine().col
    rows = frame(dataset, "instruments", "id", "level")
    rows = rows if level is None else rows.where(col("level") == level)
    cited = frame(dataset, "edges", "target").distinct().with_column_renamed("target", "id")
    rows = rows.join(cited, on="id", how="semi").join(_counts(dataset), on="id", how="left")
    rows = rows.with_columns({name: col(name).fill_null(0) for name in ("documents", "mentions")})
    if weight == "pagerank":
        rows = rows.join(pagerank(dataset), on="id")
    by = (weight, "documents", "mentions", "id")
    best = rows.sort([col(name) for name in by], desc=[name != "id" for name in by]).limit(limit).to_pylist()
    wide = frame(dataset, "instruments", "id", "symbol", "type", "date", "title")
    known = {row["id"]: row for row in wide.where(col("id").is_in([row["id"] for row in best])).to_pylist()}
    return [Cited.model_validate(row | known[row["id"]]) for row in best]


def pagerank(dataset: Dataset) -> DataFrame:
    """Return `id` and `pagerank` of every instrument, to six digits; damping and end as in `corpus.centrality`."""
    daft = engine()
    col, functions = daft.col, daft.functions
    graph = _numbered(dataset)
    out = graph.pairs.groupby("source").agg(col("target").count().alias("out"))
    pairs = held(graph.pairs.join(out, on="source"))
    count = max(1, len(graph.nodes))
    ranks = graph.nodes.join(out, left_on="node", right_on="source", how="left")
    ranks = held(ranks.select("node", col("out").is_null().alias("ends"), daft.lit(1 / count).alias("rank")))
    for _ in range(ROUNDS):
        lost = (ranks.where(col("ends")).sum("rank").to_pydict()["rank"][0] or 0) / count
        shares = pairs.join(ranks, left_on="source", right_on="node")
        gained = shares.groupby("target").agg((col("rank") / col("out")).sum().alias("gained"))
        new = (1 - DAMPING) / count + DAMPING * (col("gained").fill_null(0.0) + lost)
        ranks = ranks.join(gained, left_on="node", right_on="target", how="left").select(
            "node", "ends", new.alias("rank"), functions.abs(new - col("rank")).alias("change")
        )
        ranks = held(ranks)
        if (ranks.sum("change").to_pydict()["change"][0] or 0) < SETTLED:
            break

    @daft.func.batch(return_dtype=daft.DataType.float64())  # type: ignore[untyped-decorator]
    def rounded(values: Any) -> Any:
        return six_digits(values.to_arrow().to_numpy())

    return graph.nodes.join(ranks, on="node").select("id", rounded(col("rank")).alias("pagerank"))


def components(dataset: Dataset, *, limit: int = 10) -> list[Component]:
    """Return the parts into which the graph falls as `corpus.components.components` does.

    Raises StoreError where they are not found within `JOININGS` rounds.
    """
    col = engine().col
    nodes = _parts(dataset).join(frame(dataset, "instruments", "id", "in_corpus"), on="id")
    counts = _counts(dataset).select("id", "documents")
    nodes = nodes.join(counts, on="id", how="left").with_column("documents", col("documents").fill_null(0))
    largest = nodes.groupby("part").agg(
        col("id").count().alias("size"), col("in_corpus").sum(), col("documents").max().alias("most")
    )
    leading = nodes.join(largest.select("part", "most"), on="part").where(col("documents") == col("most"))
    leading = leading.groupby("part").agg(col("id").min().alias("leading"))
    best = largest.join(leading, on="part").sort(["size", "leading"], desc=[True, False]).limit(limit)
    return [
        Component(number=number, size=row["size"], documents=row["in_corpus"], leading=row["leading"])
        for number, row in enumerate(best.to_pylist(), 1)
    ]


def _parts(dataset: Dataset) -> DataFrame:
    """Return each instrument with the number of its part: all that a way leads to, whichever way edges point."""
    daft = engine()
    col, functions = daft.col, daft.functions
    graph = _numbered(dataset)
    parts = graph.nodes.select("id", col("node").alias("part"))
    one, other = col("source"), col("target")
    pairs = held(
        graph.pairs.concat(graph.pairs.select(other.alias("source"), one.alias("target"))).distinct()
    )
    for _ in range(JOININGS):
        if not len(pairs):
            return parts
        # Each goes over to its least neighbour, and on with that one to where it goes over to.
        least = functions.when(col("least") < one, col("least")).otherwise(one)
        over = (
            pairs.groupby("source")
            .agg(other.min().alias("least"))
            .select(one.alias("from"), least.alias("to"))
        )
        over = held(over)
        over = over.join(over.with_columns_renamed({"from": "to", "to": "further"}), on="to")
        over = held(over.select("from", "further"))
        parts = parts.join(over, left_on="part", right_on="from", how="left")
        parts = held(parts.select("id", functions.coalesce(col("further"), col("part")).alias("part")))
        for end in ("source", "target"):
            pairs = pairs.join(over, left_on=end, right_on="from").with_column(end, col("further"))
            pairs = pairs.select("source", "target")
        pairs = held(pairs.where(one != other).distinct())
    raise StoreError(f"{dataset.root}: what hangs together is not found within {JOININGS} rounds")


def _numbered(dataset: Dataset) -> _Graph:
    daft = engine()
    col = daft.col
    nodes = frame(dataset, "instruments", "id")
    nodes = held(nodes.with_column("node", daft.functions.monotonically_increasing_id()))
    pairs = frame(dataset, "edges", "source", "target").distinct()
    for end in ("source", "target"):
        pairs = pairs.join(nodes, left_on=end, right_on="id").with_column(end, col("node"))
        pairs = pairs.select("source", "target")
    return _Graph(nodes, held(pairs))


def _counts(dataset: Dataset) -> DataFrame:
    """Return how many documents of the corpus cite each instrument for themselves, and how often."""
    col = engine().col
    edges = frame(dataset, "edges", "source", "target", "document")
    files = frame(dataset, "instruments", "id", "source").with_columns_renamed(
        {"id": "own", "source": "file"}
    )
    own = edges.join(files, left_on=["source", "document"], right_on=["own", "file"], how="semi")
    counts = own.groupby("target").agg(
        col("source").count_distinct().alias("documents"), col("document").count().alias("mentions")
    )
    return counts.with_column_renamed("target", "id")
