"""The rows of a store in the form of a dataset: places instead of the numbers of its database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..corpus.frames import library
from ..corpus.store import Store
from .tables import EXTRA, GRAPH_TABLES, schemas

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 1000  # rows that are held at once; a document is one
_OF_DOCUMENTS = "{table} t JOIN documents d ON d.id = t.document_id"
_FROM = {
    "documents": "documents t",
    "identities": "documents t",
    "errors": "errors t",
    "actors": "actors t JOIN tasks k ON k.id = t.task_id JOIN documents d ON d.id = k.document_id",
    **{table: f"{table} t" for table in GRAPH_TABLES if table != "identities"},
}
_ORDER = {"instruments": "id", "aliases": "instrument, alias", "paragraphs": "document, digest"}
_COLUMNS = {
    "document": "d.source",
    "ordinal": "row_number() OVER (PARTITION BY d.id ORDER BY t.id) - 1",
    "task": "(SELECT count(*) FROM tasks o WHERE o.document_id = d.id AND o.id < t.task_id)",
    "part_of": "iif(t.part_of IS NULL, NULL,"
    " (SELECT count(*) FROM targets o WHERE o.document_id = d.id AND o.id < t.part_of))",
}
_COLUMNS_OF_EDGES = {"ordinal": "row_number() OVER (PARTITION BY t.document ORDER BY t.id) - 1"}


def store_rows(store: Store, table: str) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a store as those of a table of a dataset, ordered by document.

    >>> import tempfile
    >>> from danvan_docs import parse
    >>> with Store.create(tempfile.mkdtemp()) as store:
    ...     store.write(parse("Thực hiện Nghị quyết số 25-NQ/TW.", source="a.txt"), sha256="", rules="")
    ...     [row["document"] for batch in store_rows(store, "citations") for row in batch.to_pylist()]
    ['a.txt']
    """
    pyarrow, schema = library("pyarrow", EXTRA), schemas()[table]
    known = _COLUMNS_OF_EDGES if table == "edges" else _COLUMNS
    columns = ", ".join(f'{known.get(name, f"""t."{name}" """)} AS "{name}"' for name in schema.names)
    tables = _FROM.get(table, _OF_DOCUMENTS.format(table=table))
    order = _ORDER.get(
        table, ", ".join(name for name in ("document", "source", "ordinal") if name in schema.names)
    )
    with store.reader() as connection:
        cursor = connection.execute(f"SELECT {columns} FROM {tables} ORDER BY {order}")
        while rows := cursor.fetchmany(_BATCH):
            yield pyarrow.RecordBatch.from_pylist(list(map(dict, rows)), schema)
