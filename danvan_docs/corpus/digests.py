"""Digests of what a store holds: what a document left in each table, and each table of the graph.

They are written in the transaction that writes the rows, by the same function that later says whether they still hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b

#: The tables whose rows hang on a document; `documents` is its own row, its JSON included.
DOCUMENT_TABLES = (
    "documents", "sections", "paragraphs", "findings", "citations", "named", "relations", "tasks", "actors",
    "targets",
)  # fmt: skip
GRAPH_TABLES = ("instruments", "edges", "aliases", "arrays")
#: Columns that are settled with the graph, or that only number rows.
_LEFT_OUT = {
    "documents": {"id", "instrument", "copy_of"},
    "targets": {"id", "document_id", "part_of"},
    "actors": {"id", "task_id"},
}
_NUMBERS = {"id", "document_id"}


def document_digest(connection: sqlite3.Connection, document: int, table: str) -> str:
    """Return the digest of the rows that a document, by its number, has in a table."""
    columns = ", ".join(f't."{name}"' for name in _columns(connection, table))
    if table == "documents":
        where = "documents t WHERE t.id = ?"
    elif table == "actors":
        where = "actors t JOIN tasks o ON o.id = t.task_id WHERE o.document_id = ? ORDER BY t.id"
    else:
        order = "digest" if table == "paragraphs" else "id"
        where = f"{table} t WHERE t.document_id = ? ORDER BY t.{order}"
    return _digest(connection.execute(f"SELECT {columns} FROM {where}", (document,)))


def graph_digest(connection: sqlite3.Connection, table: str) -> str:
    """Return the digest of a table of the graph; of `instruments` and `edges` with their numbers."""
    order = (
        "name" if table == "arrays" else "rowid" if table in ("instruments", "edges") else "instrument, alias"
    )
    return _digest(connection.execute(f"SELECT * FROM {table} ORDER BY {order}"))


def write_document_digests(connection: sqlite3.Connection, document: int) -> None:
    """Keep the digests of a document."""
    connection.executemany(
        "INSERT INTO digests VALUES (?, ?, ?)",
        [(document, table, document_digest(connection, document, table)) for table in DOCUMENT_TABLES],
    )


def write_graph_digests(connection: sqlite3.Connection) -> None:
    """Keep the digests of the graph, in place of those before."""
    connection.execute("DELETE FROM digests WHERE document_id IS NULL")
    connection.executemany(
        "INSERT INTO digests VALUES (NULL, ?, ?)",
        [(table, graph_digest(connection, table)) for table in GRAPH_TABLES],
    )


def kept(connection: sqlite3.Connection, document: int | None) -> dict[str, str]:
    """Return the digests that are kept of a document, None for those of the graph, by table."""
    rows = connection.execute("SELECT name, digest FROM digests WHERE document_id IS ?", (document,))
    return {str(name): str(digest) for name, digest in rows}


def _columns(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    left_out = _LEFT_OUT.get(table, _NUMBERS)
    rows = connection.execute(f"SELECT name FROM pragma_table_info('{table}')")
    return (name for (name,) in map(tuple, rows) if name not in left_out)


def _digest(rows: Iterable[sqlite3.Row]) -> str:
    digest = blake2b(digest_size=16)
    for row in rows:
        digest.update(repr(tuple(row)).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()
