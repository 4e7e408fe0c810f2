"""A corpus on disk: one folder with one SQLite database, the record of what was read.

The database is in WAL mode: it can be read while a build writes, and a build that is stopped leaves it whole.
The tables and views are described in docs/store.md.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ..authority import Registry
from ..errors import StoreError
from ..models import Directive
from .database import (
    DATABASE,
    SCHEMA,
    connect,
    connect_existing,
    is_blank,
    make_folder,
    make_tables,
    reporting,
    schema_of,
)
from .digests import document_digest, graph_digest, write_document_digests, write_graph_digests
from .digests import kept as kept_digests
from .document_rows import insert_document, section_words
from .own_files import OwnFile, registry_with
from .read_only import only_selects
from .records import Edge, Instrument

__all__ = ["DATABASE", "Store"]

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from ..checking import Finding
    from .derive import Derived
    from .packing import GraphArrays
    from .search import Diacritics, Hit, Kind


class Store:
    """The record of a corpus. Make one with `Store.create` or `Store.open`; close it, or use it in `with`.

    >>> import tempfile
    >>> from danvan_docs import parse
    >>> with Store.create(tempfile.mkdtemp()) as store:
    ...     store.write(parse("Thực hiện Nghị quyết số 25-NQ/TW.", source="a.txt"), sha256="", rules="")
    ...     store.sources()
    ['a.txt']
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection
        self._lock = threading.RLock()  # one connection for all threads

    @classmethod
    def create(cls, folder: str | Path) -> Store:
        """Open the store in `folder`; make folder and store where there is none.

        Raises StoreError where the folder cannot be made or holds a database that is not ours.
        """
        folder = Path(folder)
        make_folder(folder)
        with reporting(folder):
            connection = connect(folder, "rwc")
            if is_blank(connection):
                make_tables(connection)
        return cls._checked(folder, connection)

    @classmethod
    def open(cls, folder: str | Path) -> Store:
        """Open the store in `folder`; one of an older schema is brought to that of today, and a copy of it is kept.

        Raises StoreError where there is none, where its database is not ours, is damaged, or is of a later
        version.
        """
        folder = Path(folder)
        with reporting(folder):
            return cls._checked(folder, connect_existing(folder))

    @classmethod
    def _checked(cls, folder: Path, connection: sqlite3.Connection) -> Store:
        try:
            with reporting(folder):
                version = schema_of(connection, folder)
            if version == SCHEMA:
                return cls(folder, connection)
        except StoreError:
            connection.close()
            raise
        connection.close()
        from .upkeep import migrate

        migrate(folder)
        return cls(folder, connect_existing(folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    @cached_property
    def registry(self) -> Registry:
        """The registry of the package with the authority files that the store keeps (see `build`)."""
        return registry_with(self.own_files())

    def own_files(self) -> tuple[OwnFile, ...]:
        """Return the authority files of the user that the store keeps."""
        rows = self.query("SELECT value FROM state WHERE name = 'registry'")
        return tuple(OwnFile(*file) for file in json.loads(rows[0]["value"])) if rows else ()

    def keep_files(self, files: Sequence[OwnFile]) -> None:
        """Keep these authority files of the user and no others."""
        with self._transaction():
            self._connection.execute("DELETE FROM state WHERE name = 'registry'")
            if files:
                text = json.dumps(files, ensure_ascii=False)
                self._connection.execute("INSERT INTO state VALUES ('registry', ?)", (text,))
        self.__dict__.pop("registry", None)

    def is_current(self, source: str, *, sha256: str, rules: str) -> bool:
        """Return whether `source` was stored from the same bytes, read by the same rules."""
        found = self.query(
            "SELECT 1 FROM documents WHERE (source, sha256, rules) = (?, ?, ?)", source, sha256, rules
        )
        return bool(found)

    def registry_of(self, source: str) -> str | None:
        """Return the digest of the user's authority files that `source` was linked by, None if not stored."""
        rows = self.query("SELECT registry FROM documents WHERE source = ?", source)
        return rows[0]["registry"] if rows else None

    def write(
        self,
        directive: Directive,
        *,
        sha256: str,
        rules: str,
        registry: str = "",
        findings: Iterable[Finding] = (),
        known: Registry | None = None,
    ) -> None:
        """Store one document in one transaction, in place of what was stored from the same source.

        `registry` is the digest of the user's own authority files, '' without any; `findings` is what `check`
        says of the document, `known` the registry that tells where it is from, by default the store's own.
        """
        with self._transaction():
            self._forget(directive.source)
            columns = {"sha256": sha256, "rules": rules, "registry": registry}
            number = insert_document(
                self._insert_found, directive, findings, known or self.registry, **columns
            )
            write_document_digests(self._connection, number)

    def write_error(self, source: str, message: str, *, keep: bool = False) -> None:
        """Note that a file could not be read; what was stored from it before is gone, unless it is to be kept."""
        with self._transaction():
            if keep:
                self._connection.execute("DELETE FROM errors WHERE source = ?", (source,))
            else:
                self._forget(source)
            self._insert("errors", {"source": source, "message": message})

    def forget_error(self, source: str) -> None:
        """Take out the note that a file could not be read, if there is one."""
        if self.query("SELECT 1 FROM errors WHERE source = ?", source):
            with self._transaction():
                self._connection.execute("DELETE FROM errors WHERE source = ?", (source,))

    def digest_of(self, source: str) -> str | None:
        """Return the SHA-256 of the bytes that a document was read from, None if it is not stored."""
        rows = self.query("SELECT sha256 FROM documents WHERE source = ?", source)
        return rows[0]["sha256"] if rows else None

    def forget(self, sources: Iterable[str]) -> None:
        """Take documents and errors out, in one transaction."""
        with self._transaction():
            for source in sources:
                self._forget(source)

    def write_copies(self, copies: Mapping[str, str]) -> None:
        """Note which documents repeat which others, in place of what was noted before."""
        with self._transaction():
            self._connection.execute("UPDATE documents SET copy_of = NULL WHERE copy_of IS NOT NULL")
            marks = ((original, copy) for copy, original in copies.items())
            self._connection.executemany("UPDATE documents SET copy_of = ? WHERE source = ?", marks)

    def write_graph(self, graph: Derived, *, rules: str = "") -> None:
        """Put a graph in place of the one before, in one transaction; note the rules it was derived by."""
        from .packing import pack_store, save_arrays

        with self._transaction():
            for table in ("edges", "aliases", "instruments"):
                self._connection.execute(f"DELETE FROM {table}")
            for instrument in graph.instruments:
                self._insert("instruments", instrument.model_dump())
            for alias in graph.aliases:
                self._insert("aliases", alias.model_dump())
            for edge in graph.edges:
                self._insert("edges", edge.model_dump())
            self._connection.execute("UPDATE documents SET instrument = NULL")
            owners = ((own, source) for source, own in graph.documents.items())
            self._connection.executemany("UPDATE documents SET instrument = ? WHERE source = ?", owners)
            self._connection.execute(
                "UPDATE documents SET instrument ="
                " (SELECT o.instrument FROM documents o WHERE o.source = documents.copy_of)"
                " WHERE copy_of IS NOT NULL"
            )
            save_arrays(self._connection, pack_store(self._connection))
            write_graph_digests(self._connection)
            self._connection.execute("INSERT OR REPLACE INTO state VALUES ('graph', ?)", (rules,))

    def graph_rules(self) -> str | None:
        """Return the rules that the graph was derived by; None while documents have changed since."""
        rows = self.query("SELECT value FROM state WHERE name = 'graph'")
        return rows[0]["value"] if rows else None

    def sources(self) -> list[str]:
        """Return the sources of all documents, sorted."""
        return [row["source"] for row in self.query("SELECT source FROM documents ORDER BY source")]

    def directive(self, source: str) -> Directive:
        """Return the document stored from `source`. Raises StoreError where there is none."""
        rows = self.query("SELECT id, directive FROM documents WHERE source = ?", source)
        if not rows:
            raise StoreError(f"{self.folder}: no document {source!r} in this store")
        number = rows[0]["id"]
        with self._lock, reporting(self.folder):
            whole = document_digest(self._connection, number, "documents")
            if whole != kept_digests(self._connection, number).get("documents"):
                raise self._damaged(f"the document {source}")
        return Directive.model_validate_json(rows[0]["directive"])

    def _damaged(self, what: str) -> StoreError:
        name = self.folder / DATABASE
        return StoreError(f"{name}: {what} is not as it was written; `danvan store repair` mends that")

    def directives(self) -> Iterator[Directive]:
        """Yield every document, one at a time, by source."""
        return (self.directive(source) for source in self.sources())

    def originals(self) -> Iterator[Directive]:
        """Yield every document that is no copy of another, one at a time, by source."""
        rows = self.query("SELECT source FROM documents WHERE copy_of IS NULL ORDER BY source")
        return (self.directive(row["source"]) for row in rows)

    def copies(self) -> dict[str, str]:
        """Return the sources of copies, each with the source of the document that it repeats."""
        rows = self.query("SELECT source, copy_of FROM documents WHERE copy_of IS NOT NULL ORDER BY source")
        return {row["source"]: row["copy_of"] for row in rows}

    def notices(self) -> list[tuple[str, str, str]]:
        """Return what the reading of each document says of itself: its source, the code, the words."""
        rows = self.query("SELECT source, code, message FROM notices ORDER BY source")
        return [(row["source"], row["code"], row["message"]) for row in rows]

    def errors(self) -> dict[str, str]:
        """Return the message of every file that could not be read, by source."""
        rows = self.query("SELECT source, message FROM errors ORDER BY source")
        return {row["source"]: row["message"] for row in rows}

    def instruments(self) -> list[Instrument]:
        """Return the nodes of the graph that the last build left, by id."""
        rows = self.query("SELECT * FROM instruments ORDER BY id")
        return [Instrument.model_validate(dict(row)) for row in rows]

    def edges(self) -> list[Edge]:
        """Return the edges of the graph that the last build left."""
        rows = self.query("SELECT * FROM edges ORDER BY id")
        return [Edge.model_validate({k: row[k] for k in row.keys() if k != "id"}) for row in rows]  # noqa: SIM118

    def search(
        self,
        words: str,
        *,
        body: str | None = None,
        instrument: str | None = None,
        province: str | None = None,
        year: int | None = None,
        kind: Kind | None = None,
        diacritics: Diacritics = "auto",
        whole_words: bool = False,
        limit: int = 20,
    ) -> list[Hit]:
        """Return the sections that hold all of `words`, best first; phrases stand in double quotes.

        Filters: a `body` that has a duty in the section, an `instrument` cited in it, `province` and `year` of the
        document, the `kind` of a quantity in it. See docs/search.md for `diacritics` and `whole_words`.

        Raises StoreError where there is no word to look for, or no such instrument.
        """
        from .search import Filters, Query, search

        filters = Filters(body, instrument, province, year, kind)
        with self._snapshot():
            return search(self, Query(words, diacritics), filters, whole_words=whole_words, limit=limit)

    def graph_arrays(self) -> GraphArrays:
        """Return the graph that the last build left as arrays."""
        from .packing import load_arrays

        with self._lock, reporting(self.folder):
            digests = kept_digests(self._connection, None)
            if digests and graph_digest(self._connection, "arrays") != digests["arrays"]:
                raise self._damaged("the graph")
            return load_arrays(self._connection)

    def graph(
        self,
        *,
        as_of: date | str | None = None,
        relations: Collection[str] | None = None,
        level: str | Collection[str] | None = None,
    ) -> nx.MultiDiGraph:
        """Return the graph that the last build left as a networkx graph, see `citation_graph`."""
        from .graph import citation_graph

        return citation_graph(self, as_of=as_of, relations=relations, level=level)

    def query(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Return the rows of one SQL query; the tables and views are in docs/store.md.

        Raises StoreError with the message of SQLite where the query does not hold.
        """
        with self._lock, reporting(self.folder):
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """Lend a second connection that can only select: whatever else it is asked to do is refused.

        Raises StoreError with the message of SQLite where a query does not hold.
        """
        with reporting(self.folder), closing(connect_existing(self.folder, "ro")) as connection:
            connection.set_authorizer(only_selects)
            yield connection

    def _forget(self, source: str) -> None:
        self._connection.execute("DELETE FROM state WHERE name = 'graph'")
        self._connection.execute("DELETE FROM documents WHERE source = ?", (source,))
        self._connection.execute("DELETE FROM errors WHERE source = ?", (source,))

    def _insert_found(self, table: str, row: dict[str, Any]) -> int:
        key = self._insert(table, row)
        if table == "sections":
            self._insert("section_words", {"rowid": key, **section_words(row["title"], row["text"])})
        return key

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        return self._connection.execute(sql, tuple(row.values())).lastrowid or 0

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Let several queries see one state of the store, whatever other threads and processes write meanwhile."""
        with self._lock, reporting(self.folder):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, also when the process is killed inside."""
        with self._lock, reporting(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have ended it
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
