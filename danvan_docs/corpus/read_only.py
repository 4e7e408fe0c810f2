"""What a query that only reads may ask of SQLite."""

from __future__ import annotations

import sqlite3

_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_READING_PRAGMAS = {"data_version", "table_list", "table_info", "table_xinfo"}


def only_selects(action: int, argument: str | None, *_: str | None) -> int:
    """Allow what reads, for `sqlite3.Connection.set_authorizer`; the file is to be open for reading only.

    >>> connection = sqlite3.connect(":memory:")
    >>> connection.set_authorizer(only_selects)
    >>> connection.execute("SELECT 1").fetchone()
    (1,)
    >>> connection.execute("CREATE TABLE notes (text)")
    Traceback (most recent call last):
    sqlite3.DatabaseError: not authorized
    """
    if action == sqlite3.SQLITE_PRAGMA:
        allowed = argument in _READING_PRAGMAS
    elif action == sqlite3.SQLITE_UPDATE:
        allowed = argument == "sqlite_master"  # SQLite means the declaration of a full-text table
    else:
        allowed = action in _READING
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
