"""Tables of a store as data frames: Arrow, pandas, polars."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from ..errors import MissingExtra, StoreError
from .store import Store

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["arrow", "pandas", "polars"]

_BATCH = 10_000  # rows held at once while a table is written
ARROW_TYPES = {"INTEGER": "int64", "INT": "int64", "REAL": "float64", "BLOB": "binary"}  # all else is text


def frame(store: Store, table: str, kind: Kind = "arrow") -> Any:
    """Return a table or view of the store as a `pyarrow.Table`, a pandas or a polars `DataFrame`.

    Offsets count characters, dates are ISO text, lists JSON text, as in the store. Raises StoreError for a
    table that is not there, MissingExtra where the library of `kind` is not installed.

    >>> import tempfile
    >>> from danvan_docs import parse
    >>> with Store.create(tempfile.mkdtemp()) as store:
    ...     store.write(parse("Thực hiện Nghị quyết số 25-NQ/TW.", source="a.txt"), sha256="", rules="")
    ...     frame(store, "citations").column("symbol").to_pylist()
    ['25-NQ/TW']
    """
    pyarrow = library("pyarrow", "tables")
    with store.reader() as connection:
        schema = _schema(connection, store, table)
        whole = pyarrow.Table.from_batches(_batches(connection, table, schema), schema)
    if kind == "polars":
        return library("polars", "frames").from_arrow(whole)
    if kind == "pandas":
        library("pandas", "frames")
        return whole.to_pandas()
    return whole


def batches(store: Store, table: str) -> Iterator[pa.RecordBatch]:
    """Yield a table or view of the store in parts, of which the first may be empty; raises as `frame` does."""
    pyarrow = library("pyarrow", "tables")
    with store.reader() as connection:
        schema = _schema(connection, store, table)
        yield pyarrow.RecordBatch.from_pylist([], schema)
        yield from _batches(connection, table, schema)


def table_names(store: Store, *, views: bool = False) -> list[str]:
    """Return the names of the tables (and views) of a store, sorted; those of its full-text index are left out.

    >>> import tempfile
    >>> with Store.create(tempfile.mkdtemp()) as store:
    ...     {"documents", "tasks", "edges"} <= set(table_names(store))
    True
    """
    kinds = {"table", "view"} if views else {"table"}
    with store.reader() as connection:
        rows = connection.execute("PRAGMA table_list").fetchall()
    return sorted(
        row["name"]
        for row in rows
        if row["schema"] == "main" and row["type"] in kinds and not row["name"].startswith("sqlite_")
    )


def _schema(connection: sqlite3.Connection, store: Store, table: str) -> pa.Schema:
    import pyarrow

    known = table_names(store, views=True)
    if table not in known:
        raise StoreError(f"{store.folder}: no table {table!r}; known: {', '.join(known)}")
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    declared = {row["name"]: row["type"] or _found(connection, table, row["name"]) for row in columns}
    return pyarrow.schema(
        (name, pyarrow.type_for_alias(ARROW_TYPES.get(type_, "string"))) for name, type_ in declared.items()
    )


def _found(connection: sqlite3.Connection, view: str, column: str) -> str:
    """Return the type of what stands in a column of a view that is computed, and so declares none."""
    widest = f"""SELECT max(nullif(typeof("{column}"), 'null')) FROM "{view}" """  # text > real > integer
    return str(connection.execute(widest).fetchone()[0]).upper()


def _batches(connection: sqlite3.Connection, table: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow

    cursor = connection.execute(f'SELECT * FROM "{table}"')
    while rows := cursor.fetchmany(_BATCH):
        columns = zip(*rows, strict=True)
        arrays = [pyarrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        yield pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def library(name: str, extra: str) -> Any:
    """Return an imported module; raises MissingExtra where it is not installed."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise MissingExtra(name, extra) from None
