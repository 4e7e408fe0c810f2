"""Tables of a dataset as Daft data frames, and the steps that all work on them is made of.

Whoever runs them chooses the runner: Daft's own on one machine, or Ray on a cluster; the steps are the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from ..corpus.frames import library
from .places import is_url
from .tables import EXTRA

if TYPE_CHECKING:
    import pyarrow as pa
    from daft import DataFrame

    from .dataset import Dataset

#: Rows that a Python function is given at once: a document can be large, a group of rows is small.
DOCUMENTS, GROUPS = 64, 4096
_STAGED = "graph/.staged"
#: Set before the engines load, here and on the workers: they tell their makers nothing, and draw nothing.
QUIET = {"DO_NOT_TRACK": "true", "DAFT_PROGRESS_BAR": "0", "RAY_USAGE_STATS_ENABLED": "0"}


def engine() -> Any:
    """Return the module `daft`, told to send nothing home. Raises MissingExtra where it is not installed."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    return library("daft", EXTRA)


def frame(dataset: Dataset, table: str, *columns: str) -> DataFrame:
    """Return columns of a table of a dataset as a data frame; `file` is the path of a row's part, below the root."""
    daft = engine()
    paths = [everywhere(f"{dataset.root}/{file}") for file in dataset.files(table)]
    if not paths:
        return daft.from_arrow(dataset.schema(table).empty_table()).select(*columns)  # type: ignore[no-any-return]
    rows = daft.read_parquet(paths, file_path_column="file" if "file" in columns else None).select(*columns)
    if "file" in columns:
        below = daft.functions.regexp_extract(daft.col("file"), r"[^/]+/[^/]+$", 0)
        rows = rows.with_column("file", below)
    return rows  # type: ignore[no-any-return]


def spread(
    rows: DataFrame, make: Callable[..., Iterable[dict[str, Any]]], schema: pa.Schema, size: int = GROUPS
) -> DataFrame:
    """Return the rows that `make` yields for each row, given its values in the order of columns.

    `make` is sent to the workers: it must be a function of a module, or a `partial` of one. It gets `size` rows
    at once, so many are held in memory.
    """
    import pyarrow

    daft = engine()
    type_ = daft.DataType.from_arrow_type(pyarrow.list_(pyarrow.struct(list(schema))))

    @daft.func.batch(return_dtype=type_, batch_size=size)  # type: ignore[untyped-decorator]
    def made(*columns: Any) -> list[list[dict[str, Any]]]:
        values = zip(*(column.to_pylist() for column in columns), strict=True)
        return [list(make(*each)) for each in values]

    columns = [daft.col(name) for name in rows.column_names]
    return unfolded(rows.select(made(*columns).alias("row")), "row")


def unfolded(rows: DataFrame, column: str) -> DataFrame:
    """Return the members of a column of lists of rows, each as a row of its own."""
    daft = engine()
    one = daft.col(column)
    return rows.select(one).explode(one).where(one.not_null()).select(daft.functions.unnest(one))


def held(rows: DataFrame) -> DataFrame:
    """Return rows worked out and kept in memory, so that plans do not grow with the rounds of a walk.

    On a cluster every join and group splits them finer, until splitting is all that is done: they are brought
    together again, a part for each processor.
    """
    runner = engine().runners.get_or_create_runner()
    if runner.name == "ray":
        processors = library("ray", "cluster").cluster_resources()["CPU"]
        rows = rows.into_partitions(int(processors))
    return rows.collect()


@contextmanager
def staging(dataset: Dataset) -> Iterator[Callable[[DataFrame], DataFrame]]:
    """Yield a function that writes a frame down and returns it as written; all of it goes when the block ends.

    What is used twice is made once, and need not fit into memory.
    """
    number = count()

    def stage(rows: DataFrame) -> DataFrame:
        at = everywhere(f"{dataset.root}/{_STAGED}/{next(number)}")
        rows.write_parquet(at, write_mode="overwrite", compression="zstd")
        return engine().read_parquet(f"{at}/*.parquet")  # type: ignore[no-any-return]

    files, path = dataset.place.files, f"{dataset.place.path}/{_STAGED}"
    files.create_dir(path)
    files.delete_dir_contents(path)  # of one that was stopped
    try:
        yield stage
    finally:
        files.delete_dir(path)


def write(dataset: Dataset, table: str, rows: DataFrame) -> None:
    """Put rows, in their order, in place of a derived table of a dataset, whole or not at all."""
    schema = dataset.schema(table)
    dataset.replace(table, (batch.cast(schema) for batch in rows.select(*schema.names).to_arrow_iter()))


def everywhere(name: str) -> str:
    """Return a name that means the same wherever a worker stands."""
    return name if is_url(name) else os.path.abspath(name)
