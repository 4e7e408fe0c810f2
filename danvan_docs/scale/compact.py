"""The graph of a dataset in the form that every question of `corpus` can be asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..corpus.compact import Compact
from ..corpus.frames import library
from ..corpus.packing import EDGE_COLUMNS, NODE_COLUMNS, pack
from ..corpus.records import Edge, Instrument
from ..errors import StoreError
from .dataset import Dataset
from .tables import EXTRA

if TYPE_CHECKING:
    import pyarrow.dataset as ds


def compact(dataset: Dataset) -> Compact:
    """Return the graph of a dataset, its numbers in memory, its words fetched for the answer alone.

    Raises StoreError where the graph waits to be derived, MissingExtra without pyarrow.
    """
    if dataset.graph_rules() is None:
        raise StoreError(f"{dataset.root}: the graph is not derived; finish it with `danvan build`")
    tables = _Tables(_table(dataset, "instruments"), _table(dataset, "edges"))
    return Compact(pack(_rows(tables.nodes, NODE_COLUMNS), _rows(tables.links, EDGE_COLUMNS)), tables)


@dataclass(frozen=True)
class _Tables:
    nodes: ds.Dataset
    links: ds.Dataset

    def instruments(self, rows: Sequence[int]) -> list[Instrument]:
        return [Instrument.model_validate(row) for row in self.nodes.take(rows).to_pylist()]

    def edges(self, rows: Sequence[int]) -> list[Edge]:
        return [
            Edge.model_validate(row)
            for row in self.links.take(rows, columns=list(Edge.model_fields)).to_pylist()
        ]


def _table(dataset: Dataset, table: str) -> ds.Dataset:
    arrow = library("pyarrow.dataset", EXTRA)
    path = f"{dataset.place.path}/{dataset.file(table)}"
    return arrow.dataset(path, dataset.schema(table), format="parquet", filesystem=dataset.place.files)


def _rows(table: ds.Dataset, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield rows of a table, each after its place."""
    place = 0
    for batch in table.to_batches(columns=list(columns)):
        values = (batch.column(name).to_pylist() for name in columns)
        yield from zip(range(place, place + len(batch)), *values, strict=True)
        place += len(batch)
