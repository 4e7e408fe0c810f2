"""A store mended, brought to the schema of today, copied and brought back.

Mending and migrating are one thing: every document that is whole is taken over into a new database, the others are
read anew from their files, and the graph is derived again. The old database stays beside the new one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from ..atomic import replacing
from ..errors import StoreError
from ..models import Directive, Model
from ..reading.names import real
from .database import BESIDE, DATABASE, SCHEMA, connect, connect_existing, is_blank, reporting, schema_of
from .digests import document_digest, kept
from .lock import locked
from .store import Store
from .verify import verify
from .workers import examine


class Upkeep(Model):
    """What was done to a store."""

    taken_over: int
    """Documents that were whole."""
    read_again: list[str]
    """Sources of documents that were not, and were read anew from their files."""
    lost: list[str]
    """Sources of documents whose files could not be read either; each is a row of errors."""
    copy_kept: str | None
    """The database as it was before; None where nothing was to be done."""


class _Row(NamedTuple):
    """A document in an old database; `directive` is None where it is not whole."""

    source: str
    sha256: str
    rules: str
    registry: str
    directive: Directive | None


def repair(folder: str | Path) -> Upkeep:
    """Mend the store of a folder: what is whole is kept, the rest is read anew from the sources.

    Raises StoreError where there is no store.
    """
    folder = Path(folder)
    if not verify(folder):
        with Store.open(folder) as store:
            return Upkeep(taken_over=len(store.sources()), read_again=[], lost=[], copy_kept=None)
    return _renewed(folder, "damaged")


def migrate(folder: str | Path) -> Upkeep:
    """Bring a store of an older schema to that of today; a copy of it is kept beside it.

    Raises StoreError where there is no store, or one of a later version.
    """
    folder = Path(folder)
    with reporting(folder), closing(connect_existing(folder)) as connection:
        version = schema_of(connection, folder)
        if version == SCHEMA:
            documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            return Upkeep(taken_over=documents, read_again=[], lost=[], copy_kept=None)
    return _renewed(folder, f"schema-{version}")


def backup(folder: str | Path, file: str | Path) -> None:
    """Copy the database of a store into one file, whole also while a build goes on. Raises StoreError, ExportError."""
    folder = Path(folder)
    with (
        Store.open(folder),
        reporting(folder),
        replacing(file) as temporary,
        closing(connect_existing(folder)) as here,
        closing(sqlite3.connect(temporary)) as there,
    ):
        here.backup(there)
        there.execute("PRAGMA journal_mode = DELETE")


def restore(file: str | Path, folder: str | Path) -> str | None:
    """Make a backup the store of a folder; return where the store lies that was there before, if there was one.

    Raises StoreError where the file is no backup of a store, or is damaged.
    """
    file, folder = Path(file), Path(folder)
    if not file.is_file():
        raise StoreError(f"{file}: no such file")
    with Store.create(folder), locked(folder):
        pass
    with tempfile.TemporaryDirectory(prefix=".danvan-", dir=folder) as inside:
        copy = Path(inside) / DATABASE
        shutil.copyfile(file, copy)
        with reporting(file.parent):
            damage = _not_a_store(copy) or [each.message for each in verify(inside)]
        if damage:
            raise StoreError(f"{file}: not a whole backup of a store ({damage[0]})")
        with closing(connect(Path(inside), "rw")) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        with locked(folder):
            with Store.open(folder) as store:
                empty = not store.sources() and not store.errors()
            aside = None if empty else _copied_aside(folder, "before-restore")
            _put_in_place(copy, folder)
    return str(aside) if aside else None


def _not_a_store(database: Path) -> list[str]:
    try:
        with closing(connect(database.parent, "rw")) as connection:
            if is_blank(connection):
                return ["it is empty"]
            schema_of(connection, database.parent)
    except (sqlite3.Error, StoreError) as error:
        return [str(error).rpartition(": ")[2]]
    return []


def _renewed(folder: Path, name: str) -> Upkeep:
    from .build import build

    with locked(folder), tempfile.TemporaryDirectory(prefix=".danvan-", dir=folder) as inside:
        broken: list[str] = []
        taken_over = 0
        with Store.create(inside) as new, closing(_unchecked(folder)) as old:
            before = Store(folder, old)
            known = before.registry
            new.keep_files(before.own_files())
            for row in _documents(old):
                if row.directive is None:
                    broken.append(row.source)
                    continue
                columns = {"sha256": row.sha256, "rules": row.rules, "registry": row.registry}
                findings = examine(row.directive, known).findings
                new.write(row.directive, **columns, findings=findings, known=known)
                taken_over += 1
            for source, message in _errors(old):
                new.write_error(source, message)
        aside = _copied_aside(folder, name)
        _put_in_place(Path(inside) / DATABASE, folder)
        build([real(source) for source in broken], folder)
    with Store.open(folder) as store:
        lost = sorted(set(broken) & set(store.errors()))
    read_again = [source for source in broken if source not in lost]
    return Upkeep(taken_over=taken_over, read_again=read_again, lost=lost, copy_kept=str(aside))


def _unchecked(folder: Path) -> sqlite3.Connection:
    connection = connect_existing(folder)
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def _documents(old: sqlite3.Connection) -> Iterator[_Row]:
    """Yield the documents of a database that may be damaged, each that can still be named once."""
    met: set[str] = set()
    for number in _numbers(old):
        row = _document(old, number)
        if row is not None and row.source not in met:
            met.add(row.source)
            yield row
    for (source,) in _as_far_as_it_goes(
        old, "SELECT source FROM documents INDEXED BY sqlite_autoindex_documents_1"
    ):
        if str(source) not in met:  # named by the index, but not to be found
            met.add(str(source))
            yield _Row(str(source), "", "", "", None)


def _numbers(old: sqlite3.Connection) -> list[int]:
    return [
        number
        for (number,) in _as_far_as_it_goes(old, "SELECT id FROM documents ORDER BY id")
        if isinstance(number, int)
    ]


def _document(old: sqlite3.Connection, number: int) -> _Row | None:
    try:
        sql = "SELECT source, sha256, rules, registry, directive FROM documents WHERE id = ?"
        source, sha256, rules, registry, json = tuple(old.execute(sql, (number,)).fetchone())
    except (sqlite3.Error, TypeError):
        return None
    directive = None
    with suppress(sqlite3.Error, ValueError):
        expected = _kept(old, number)
        if expected is None or document_digest(old, number, "documents") == expected:
            found = Directive.model_validate_json(json)
            directive = found if found.source == source else None
    return _Row(str(source), str(sha256), str(rules), str(registry), directive)


def _kept(old: sqlite3.Connection, number: int) -> str | None:
    """Return the digest that is kept of a document; None in a database of before there were any."""
    has_digests = old.execute("SELECT 1 FROM sqlite_schema WHERE name = 'digests'").fetchone()
    return kept(old, number).get("documents", "") if has_digests else None


def _errors(old: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = _as_far_as_it_goes(old, "SELECT source, message FROM errors")
    return [(str(source), str(message)) for source, message in rows]


def _as_far_as_it_goes(old: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query up to where the database is damaged."""
    rows: list[tuple[object, ...]] = []
    with suppress(sqlite3.Error):
        rows.extend(map(tuple, old.execute(sql)))
    return rows


def _copied_aside(folder: Path, name: str) -> Path:
    """Copy the database with what SQLite keeps beside it; return where."""
    number, aside = 1, folder / f"{DATABASE}.{name}"
    while aside.exists():
        number += 1
        aside = folder / f"{DATABASE}.{name}-{number}"
    with suppress(sqlite3.Error), closing(connect_existing(folder)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffix in ("", *BESIDE):
        with suppress(FileNotFoundError):
            shutil.copy2(f"{folder / DATABASE}{suffix}", f"{aside}{suffix}")
    return aside


def _put_in_place(database: Path, folder: Path) -> None:
    """Let a closed database take the place of the store's; what SQLite kept beside the old one goes first."""
    for suffix in BESIDE:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder / DATABASE}{suffix}")
    with replacing(folder / DATABASE) as temporary:
        os.replace(database, temporary)
