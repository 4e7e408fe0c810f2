"""Whether two tables hold the same rows, in whatever order."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from danvan_docs.corpus.store import Store
from danvan_docs.scale import Dataset
from danvan_docs.scale.store_rows import store_rows


def same_rows(one: pa.Table, other: pa.Table) -> bool:
    """Tell whether a table holds the rows of another, no more and no less."""
    by = [(name, "ascending") for name in one.column_names if name != "directive"]  # long, and not needed
    return bool(one.sort_by(by).equals(other.sort_by(by)))


def differing(store: Path, root: Path) -> list[str]:
    """Return the tables of which a dataset holds other rows than a store."""
    dataset = Dataset.open(root)
    with Store.open(store) as kept:
        return [
            table
            for table in dataset.tables
            if not same_rows(
                pa.Table.from_batches(store_rows(kept, table), dataset.schema(table)), dataset.read(table)
            )
        ]
