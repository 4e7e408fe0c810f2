"""The tables of a dataset: the very rows of the store, with places instead of the numbers of one database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..authority import Registry
from ..corpus.document_rows import insert_document
from ..corpus.frames import ARROW_TYPES, library
from ..models import Directive

if TYPE_CHECKING:
    import pyarrow as pa

    from ..checking import Finding

EXTRA = "scale"
#: The tables that hold what is in documents, and those that are derived from all of them.
TABLES = (
    "documents", "sections", "paragraphs", "findings", "citations", "named", "relations", "tasks", "actors",
    "targets", "errors",
)  # fmt: skip
GRAPH_TABLES = ("instruments", "aliases", "edges", "identities")
_PLACES = {"document_id": "document", "task_id": "task"}
# Columns of documents that are settled with the graph.
_IDENTITIES = ("source", "instrument", "copy_of")


@cache
def schemas() -> dict[str, pa.Schema]:
    """Return the columns of every table, told from `corpus/schema.sql`.

    >>> schemas()["actors"].names[:4]
    ['ordinal', 'document', 'task', 'start']
    """
    pyarrow = library("pyarrow", EXTRA)
    script = files("danvan_docs.corpus").joinpath("schema.sql").read_text(encoding="utf-8")
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(script)
        found = {
            table: dict(_columns(connection, table))
            for table in (*TABLES, *GRAPH_TABLES)
            if table != "identities"
        }
    found["identities"] = {name: found["documents"][name] for name in _IDENTITIES}
    for name in ("ordinal", "instrument", "copy_of"):
        del found["documents"][name]
    return {
        table: pyarrow.schema([(name, pyarrow.type_for_alias(type_)) for name, type_ in columns.items()])
        for table, columns in found.items()
    }


def _columns(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    for _, name, declared, *_ in connection.execute(f'PRAGMA table_info("{table}")'):
        if name in ("document_id", "task_id"):
            yield "document", "string"
        if name != "document_id":
            number = name == "id" and declared == "INTEGER"
            yield "ordinal" if number else _PLACES.get(name, name), ARROW_TYPES.get(declared, "string")


def document_tables(
    directive: Directive, findings: Iterable[Finding], known: Registry, **columns: str
) -> dict[str, pa.RecordBatch]:
    """Return the rows of one document for every table that gets some; `columns` as in the store.

    >>> from danvan_docs import parse, registry
    >>> directive = parse("Theo Nghị quyết số 25-NQ/TW.", "a.txt")
    >>> found = document_tables(directive, [], registry(), sha256="", rules="", registry="")
    >>> [row["symbol"] for row in found["citations"].to_pylist()]
    ['25-NQ/TW']
    """
    rows = _Rows(directive.source)
    insert_document(rows.insert, directive, findings, known, **columns)
    return rows.batches()


def error_tables(source: str, message: str) -> dict[str, pa.RecordBatch]:
    """Return the row of a document that could not be read."""
    rows = _Rows(source)
    rows.insert("errors", {"source": source, "message": message})
    return rows.batches()


class _Rows:
    """The rows of one document, table by table; their numbers are places among them."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}

    def insert(self, table: str, row: dict[str, Any]) -> int:
        """Add a row; return its place."""
        rows = self._rows[table]
        place = len(rows)
        renamed = {_PLACES.get(name, name): _plain(value) for name, value in row.items()}
        rows.append({**renamed, "document": self._source, "ordinal": place})
        return place

    def batches(self) -> dict[str, pa.RecordBatch]:
        pyarrow = library("pyarrow", EXTRA)
        return {
            table: pyarrow.RecordBatch.from_pylist(rows, schemas()[table])
            for table, rows in self._rows.items()
            if rows
        }


def _plain(value: Any) -> Any:
    """Return what SQLite makes of a value: it knows no truth values."""
    return int(value) if isinstance(value, bool) else value
