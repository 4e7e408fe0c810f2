"""Questions in SQL: any query on the tables and views of a store that changes nothing."""

from __future__ import annotations

import csv
import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from itertools import islice
from typing import Any, NamedTuple

from ..errors import StoreError
from ..inert import inert
from .store import Store


class Selection(NamedTuple):
    """The answer to a query: the names of the columns, and the rows."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def json(self) -> str:
        """Return the rows as a JSON list of objects.

        >>> Selection(["type", "n"], [("Kế hoạch", 2)]).json()
        '[{"type": "Kế hoạch", "n": 2}]'
        """
        records = (dict(zip(self.columns, row, strict=True)) for row in self.rows)
        lines = (json.dumps(record, ensure_ascii=False, default=str) for record in records)
        return "[" + ",\n ".join(lines) + "]"

    def csv(self) -> str:
        r"""Return the rows as CSV, the names of the columns first; nothing stands for NULL, no cell is a formula.

        >>> Selection(["type", "n"], [("Kế hoạch", None)]).csv()
        'type,n\r\nKế hoạch,\r\n'
        """
        text = StringIO(newline="")
        csv.writer(text).writerows(map(inert, row) for row in (self.columns, *self.rows))
        return text.getvalue()


#: What a query may take and find, unless it is told otherwise.
MAX_SECONDS = 60.0
MAX_ROWS = 1_000_000
#: The longest single value that a query may make, in bytes.
_LONGEST_VALUE = 64 * 2**20
_STEPS = 10_000  # of SQLite's machine, between two looks at the clock


def select(
    store: Store,
    sql: str,
    values: Sequence[Any] = (),
    *,
    max_seconds: float = MAX_SECONDS,
    max_rows: int = MAX_ROWS,
) -> Selection:
    """Return what one SQL query finds; `values` fill its `?`. The tables and views are in docs/store.md.

    Raises StoreError, with the message of SQLite, for a query that does not hold or does more than read, and for one
    that takes longer or finds more rows than it may. Ctrl-C ends it at once.

    >>> import tempfile
    >>> from danvan_docs import parse
    >>> with Store.create(tempfile.mkdtemp()) as store:
    ...     store.write(parse("Thực hiện Nghị quyết số 25-NQ/TW.", source="a.txt"), sha256="", rules="")
    ...     select(store, 'SELECT symbol, "use" FROM citations')
    Selection(columns=['symbol', 'use'], rows=[('25-NQ/TW', 'implements')])
    """
    with store.reader() as connection, _clock(connection, max_seconds) as clock:
        try:
            cursor = connection.execute(sql, values)
            rows = [tuple(row) for row in islice(cursor, max_rows + 1)]
        except (sqlite3.Warning, sqlite3.ProgrammingError) as error:
            raise StoreError(f"one SQL query is expected: {error}") from None
        except sqlite3.DatabaseError as error:
            clock.say_why(error)
            if "authoriz" in str(error):  # SQLite has more than one code for it
                raise StoreError(f"{store.folder}: a query may only read ({error})") from None
            raise
        if cursor.description is None:
            raise StoreError("one SQL query is expected, here is none")
        if len(rows) > max_rows:
            raise StoreError(
                f"more than {max_rows:,} rows: ask for fewer with LIMIT, or raise the limit of rows"
            )
        return Selection(_distinct([column[0] for column in cursor.description]), rows)


class _Clock:
    """Ends a query when its time is over, or when the user has asked for its end."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._interrupted = False

    def __call__(self) -> bool:
        """Tell SQLite whether to end the query; a Ctrl-C that came meanwhile is noticed here."""
        try:
            return time.monotonic() > self._end
        except KeyboardInterrupt:
            self._interrupted = True
            return True

    def say_why(self, error: sqlite3.DatabaseError) -> None:
        """Raise what ended a query that was ended from here."""
        if "interrupted" in str(error):
            if self._interrupted or time.monotonic() <= self._end:
                raise KeyboardInterrupt
            raise StoreError(
                f"the query takes longer than the {self._seconds:g} seconds that it may"
            ) from None


@contextmanager
def _clock(connection: sqlite3.Connection, seconds: float) -> Iterator[_Clock]:
    clock = _Clock(seconds)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.set_progress_handler(clock, _STEPS)
    yield clock


def _distinct(names: list[str]) -> list[str]:
    """Number names that come again, as those of a join do: a JSON object and a frame hold each name once."""
    return [
        name if name not in names[:place] else f"{name}_{names[:place].count(name) + 1}"
        for place, name in enumerate(names)
    ]
