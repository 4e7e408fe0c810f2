"""The database of a store as a file: where it lies, how it is opened, what tells ours from others."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from ..errors import StoreError
from ..inputs import note_input
from ..sharing import file_mode, folder_mode, is_shared

DATABASE = "danvan.sqlite"
APPLICATION_ID = 1685483091
SCHEMA = 6  # the same as `user_version` in schema.sql
_SCHEMA_FILES = ("schema.sql", "questions.sql")
_WAIT = 30.0  # seconds to wait for another writer
#: What SQLite keeps beside a database while it is open.
BESIDE = ("-wal", "-shm")


def make_folder(folder: Path) -> None:
    """Make the folder of a store, and an empty database that others cannot read. Raises StoreError."""
    try:
        folder.mkdir(mode=folder_mode(), parents=True, exist_ok=True)
        database = folder / DATABASE
        os.close(os.open(database, os.O_RDWR | os.O_CREAT, file_mode()))
        if not is_shared():
            database.chmod(file_mode())
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made ({error.strerror})") from None


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a store in a blank database; another process may do so at the same time."""
    schema = "".join(files(__package__).joinpath(name).read_text(encoding="utf-8") for name in _SCHEMA_FILES)
    connection.execute("PRAGMA journal_mode = WAL")
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{schema}\nCOMMIT;")
    except sqlite3.OperationalError:
        if is_blank(connection):
            raise
        connection.execute("ROLLBACK")  # another process has made it in the meantime


def connect(folder: Path, mode: str) -> sqlite3.Connection:
    """Open the database of a folder; what is committed is on the disk, also after a power cut."""
    note_input(folder / DATABASE)
    uri = f"{(folder / DATABASE).absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def connect_existing(folder: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open the database that is in a folder; from a disk that cannot be written, to be read alone.

    Raises StoreError where there is none.
    """
    if not (folder / DATABASE).is_file():
        raise StoreError(f"{folder}: holds no store (no {DATABASE}); make one with `danvan build`")
    try:
        connection = connect(folder, mode)
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
        return connection
    except sqlite3.OperationalError:
        if os.access(folder, os.W_OK) and os.access(folder / DATABASE, os.W_OK):
            raise
        return connect(folder, "ro&immutable=1")


def is_blank(connection: sqlite3.Connection) -> bool:
    """Tell a database without anything in it."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return not tables and not pragma(connection, "application_id")


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return a number that a database keeps in its head."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def schema_of(connection: sqlite3.Connection, folder: Path) -> int:
    """Return the version of the schema; raise StoreError for a database of others, or of a later version."""
    application, version = pragma(connection, "application_id"), pragma(connection, "user_version")
    if application != APPLICATION_ID:
        raise StoreError(f"{folder / DATABASE}: a database that is no store of danvan-docs")
    if version > SCHEMA:
        raise StoreError(f"{folder / DATABASE}: schema {version}, but this version reads {SCHEMA}")
    return version


@contextmanager
def reporting(folder: Path) -> Iterator[None]:
    """Turn an error of SQLite into one line that names the database."""
    try:
        yield
    except sqlite3.Error as error:
        hint = ""
        if "malformed" in str(error) or "not a database" in str(error):
            hint = "; it is damaged: `danvan store verify` says where, `danvan store repair` mends it"
        raise StoreError(f"{folder / DATABASE}: {error}{hint}") from None
