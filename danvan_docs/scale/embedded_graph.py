"""The graph of a dataset without an engine: derived by the store's own code, in a store that is made for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..authority import registry_of
from ..corpus.copies import find_copies
from ..corpus.derive import derive_graph
from ..corpus.digests import write_document_digests
from ..corpus.frames import library
from ..corpus.store import DATABASE, Store
from .dataset import Dataset
from .store_rows import store_rows
from .tables import EXTRA, GRAPH_TABLES

_BATCH = 1000  # rows that are held at once; a document is one


def write_graph(dataset: Dataset, registry: tuple[Path, ...] = ()) -> None:
    """Derive copies and graph from the documents of a dataset; see `scale.graph.write_graph`.

    The store lies in the folder for temporary files, and takes some six times the room of the texts there.
    """
    with TemporaryDirectory(prefix="danvan-") as folder, Store.create(folder) as store:
        with closing(sqlite3.connect(Path(folder) / DATABASE)) as connection:
            _fill(connection, dataset)
        known = registry_of(registry)
        store.write_copies(find_copies(store, known))
        store.write_graph(derive_graph(store.originals(), known))
        for table in GRAPH_TABLES:
            dataset.replace(table, store_rows(store, table))


def _fill(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Put documents and paragraphs into the store, all at once: what else it holds, the graph does not need."""
    names = dataset.schema("documents").names
    insert = f"INSERT INTO documents ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    connection.executemany(insert, (tuple(row.values()) for row in _rows(dataset, "documents")))
    connection.executemany(
        "INSERT INTO paragraphs SELECT id, :digest FROM documents WHERE source = :document",
        _rows(dataset, "paragraphs"),
    )
    for (number,) in connection.execute("SELECT id FROM documents").fetchall():
        write_document_digests(connection, number)
    connection.commit()


def _rows(dataset: Dataset, table: str) -> Iterator[dict[str, Any]]:
    parquet = library("pyarrow.parquet", EXTRA)
    for name in dataset.files(table):
        with parquet.ParquetFile(f"{dataset.place.path}/{name}", filesystem=dataset.place.files) as file:
            for batch in file.iter_batches(_BATCH):
                yield from batch.to_pylist()
