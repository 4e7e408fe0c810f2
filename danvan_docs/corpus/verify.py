"""Whether a store still holds what was put into it: structure, references, full-text index, digests of all rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal

from ..errors import StoreError
from ..models import Model
from .database import DATABASE, SCHEMA, connect_existing, schema_of
from .digests import DOCUMENT_TABLES, GRAPH_TABLES, document_digest, graph_digest, kept

Part = Literal["structure", "references", "search", "document", "rows", "graph"]


class Damage(Model):
    """Something in a store that is not as it was written."""

    part: Part
    table: str | None = None
    source: str | None = None
    message: str


def verify(folder: str | Path) -> list[Damage]:
    """Return what is damaged in the store of a folder, nothing for one that is whole.

    Raises StoreError where there is no store, or one of another version.
    """
    folder = Path(folder)
    found: list[Damage] = []
    try:
        with closing(connect_existing(folder)) as connection:
            if (version := schema_of(connection, folder)) != SCHEMA:
                raise StoreError(
                    f"{folder / DATABASE}: schema {version}; `danvan store migrate` brings it to {SCHEMA}"
                )
            for look in (_structure, _references, _search, _documents, _graph):
                try:
                    found += look(connection)
                except sqlite3.Error as error:
                    found.append(Damage(part="structure", message=f"{folder / DATABASE}: {error}"))
    except sqlite3.Error as error:
        found.append(Damage(part="structure", message=f"{folder / DATABASE}: {error}"))
    return list({damage.model_dump_json(): damage for damage in found}.values())


def _structure(connection: sqlite3.Connection) -> Iterator[Damage]:
    for (line,) in map(tuple, connection.execute("PRAGMA integrity_check(20)")):
        if line != "ok":
            yield Damage(part="structure", message=" ".join(str(line).split()))


def _references(connection: sqlite3.Connection) -> Iterator[Damage]:
    for table, row, parent, _ in map(tuple, connection.execute("PRAGMA foreign_key_check")):
        yield Damage(
            part="references", table=table, message=f"row {row} of {table} leads to no row of {parent}"
        )


def _search(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Compare the full-text index with its words, and its words with the sections that there are."""
    rows = connection.execute(
        "SELECT count(*) FROM sections LEFT JOIN section_words_docsize d ON d.id = sections.id WHERE d.id IS NULL"
    )
    if missing := rows.fetchone()[0]:
        yield Damage(part="search", table="section_words", message=f"{missing} sections cannot be searched")
    try:
        connection.execute("INSERT INTO section_words (section_words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        yield Damage(
            part="search", table="section_words", message=f"the full-text index does not fit ({error})"
        )


def _documents(connection: sqlite3.Connection) -> Iterator[Damage]:
    for document, source in connection.execute("SELECT id, source FROM documents ORDER BY source").fetchall():
        digests = kept(connection, document)
        for table in DOCUMENT_TABLES:
            if document_digest(connection, document, table) != digests.get(table):
                part: Part = "document" if table == "documents" else "rows"
                what = "the document itself is" if part == "document" else f"rows of {table} are"
                yield Damage(
                    part=part, table=table, source=str(source), message=f"{source}: {what} not as written"
                )


def _graph(connection: sqlite3.Connection) -> Iterator[Damage]:
    digests = kept(connection, None)
    if not digests:
        return
    for table in GRAPH_TABLES:
        if graph_digest(connection, table) != digests.get(table):
            yield Damage(
                part="graph", table=table, message=f"the table {table} of the graph is not as written"
            )
