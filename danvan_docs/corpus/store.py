"""A corpus on disk: one folder with one SQLite database, the record of what was read.

The database is in WAL mode: it can be read while a build writes, and a build that is stopped leaves it whole.
The tables and views are described in docs/store.md.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import StoreError
from ..linking.locality import locality_of
from ..models import Directive, Span, Task
from .records import Edge, Instrument

DATABASE = "danvan.sqlite"
APPLICATION_ID = 1685483091
SCHEMA = 2  # the same as `user_version` in schema.sql
# Fields of results that have no column: they stand in the JSON of the document.
_NO_COLUMNS = (
    "date_start", "date_end", "source_start", "target_start", "use_start", "use_end", "pinpoint_start",
    "pinpoint_end", "value", "subject_start", "subject_end",
)  # fmt: skip
_WAIT = 30.0  # seconds to wait for another writer


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

    @classmethod
    def create(cls, folder: str | Path) -> Store:
        """Open the store in `folder`; make folder and store where there is none.

        Raises StoreError where the folder cannot be made or holds a database that is not ours.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be made ({error.strerror})") from None
        with _reporting(folder):
            connection = _connect(folder, "rwc")
            if _is_blank(connection):
                schema = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(f"BEGIN IMMEDIATE;\n{schema}\nCOMMIT;")
        return cls._checked(folder, connection)

    @classmethod
    def open(cls, folder: str | Path) -> Store:
        """Open the store in `folder`.

        Raises StoreError where there is none, where its database is not ours, is damaged, or is of a later
        version.
        """
        folder = Path(folder)
        if not (folder / DATABASE).is_file():
            raise StoreError(f"{folder}: holds no store (no {DATABASE}); make one with `danvan build`")
        with _reporting(folder):
            return cls._checked(folder, _connect(folder, "rw"))

    @classmethod
    def _checked(cls, folder: Path, connection: sqlite3.Connection) -> Store:
        application, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
        if application == APPLICATION_ID and version == SCHEMA:
            return cls(folder, connection)
        connection.close()
        if application != APPLICATION_ID:
            raise StoreError(f"{folder / DATABASE}: a database that is no store of danvan-docs")
        raise StoreError(
            f"{folder / DATABASE}: schema {version}, but this version reads {SCHEMA}; build it anew"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def is_current(self, source: str, *, sha256: str, rules: str) -> bool:
        """Return whether `source` was stored from the same bytes, read by the same rules."""
        found = self.query(
            "SELECT 1 FROM documents WHERE (source, sha256, rules) = (?, ?, ?)", source, sha256, rules
        )
        return bool(found)

    def write(self, directive: Directive, *, sha256: str, rules: str) -> None:
        """Store one document in one transaction, in place of what was stored from the same source."""
        locality = locality_of(directive)
        header = directive.header.model_dump(exclude={"recipients"})
        row = {
            "source": directive.source, "sha256": sha256, "rules": rules, **header,
            "level": locality.level, "province": locality.province, "directive": directive.model_dump_json(),
        }  # fmt: skip
        with self._transaction():
            self._forget(directive.source)
            document = self._insert("documents", row)
            for citation in directive.citations:
                self._insert("citations", {"document_id": document, **_columns(citation)})
            for named in directive.named:
                self._insert("named", {"document_id": document, **_columns(named)})
            for relation in directive.relations:
                self._insert("relations", {"document_id": document, **_columns(relation)})
            for task in directive.tasks:
                self._write_task(document, task, directive.quote(task))
            self._write_targets(document, directive)

    def write_error(self, source: str, message: str) -> None:
        """Note that a file could not be read; what was stored from it before is gone."""
        with self._transaction():
            self._forget(source)
            self._insert("errors", {"source": source, "message": message})

    def write_graph(self, instruments: Iterable[Instrument], edges: Iterable[Edge]) -> None:
        """Put a graph in place of the one before, in one transaction."""
        with self._transaction():
            self._connection.execute("DELETE FROM edges")
            self._connection.execute("DELETE FROM instruments")
            for instrument in instruments:
                self._insert("instruments", instrument.model_dump())
            for edge in edges:
                self._insert("edges", edge.model_dump())

    def sources(self) -> list[str]:
        """Return the sources of all documents, sorted."""
        return [row["source"] for row in self.query("SELECT source FROM documents ORDER BY source")]

    def directive(self, source: str) -> Directive:
        """Return the document stored from `source`. Raises StoreError where there is none."""
        rows = self.query("SELECT directive FROM documents WHERE source = ?", source)
        if not rows:
            raise StoreError(f"{self.folder}: no document {source!r} in this store")
        return Directive.model_validate_json(rows[0]["directive"])

    def directives(self) -> Iterator[Directive]:
        """Yield every document, one at a time, by source."""
        return (self.directive(source) for source in self.sources())

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

    def query(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Return the rows of one SQL query; the tables and views are in docs/store.md.

        Raises StoreError with the message of SQLite where the query does not hold.
        """
        with _reporting(self.folder):
            return self._connection.execute(sql, values).fetchall()

    def _write_task(self, document: int, task: Task, text: str) -> None:
        key = self._insert(
            "tasks", {"document_id": document, "text": text, **_columns(task, without={"actors", "basis"})}
        )
        for actor in task.actors:
            self._insert("actors", {"task_id": key, **_columns(actor)})

    def _write_targets(self, document: int, directive: Directive) -> None:
        rows: list[int] = []
        for target in directive.targets:
            low, high = target.value if isinstance(target.value, tuple) else (target.value, None)
            values = _columns(target) | {"text": directive.quote(target), "low": low, "high": high}
            if target.part_of is not None:
                values["part_of"] = rows[target.part_of]
            rows.append(self._insert("targets", {"document_id": document, **values}))

    def _forget(self, source: str) -> None:
        self._connection.execute("DELETE FROM documents WHERE source = ?", (source,))
        self._connection.execute("DELETE FROM errors WHERE source = ?", (source,))

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        return self._connection.execute(sql, tuple(row.values())).lastrowid or 0

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, also when the process is killed inside."""
        with _reporting(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _columns(item: Span, without: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields that are columns; lists as JSON."""
    row = item.model_dump(exclude={*_NO_COLUMNS, *without})
    return {name: json.dumps(value) if isinstance(value, list) else value for name, value in row.items()}


def _connect(folder: Path, mode: str) -> sqlite3.Connection:
    uri = f"{(folder / DATABASE).absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _is_blank(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return not tables and not _pragma(connection, "application_id")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def _reporting(folder: Path) -> Iterator[None]:
    """Turn an error of SQLite into one line that names the database."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{folder / DATABASE}: {error}") from None
