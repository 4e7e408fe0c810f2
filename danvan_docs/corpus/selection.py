"""Questions in SQL: any query on the tables and views of a store that changes nothing."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Sequence
from io import StringIO
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


def select(store: Store, sql: str, values: Sequence[Any] = ()) -> Selection:
    """Return what one SQL query finds; `values` fill its `?`. The tables and views are in docs/store.md.

    Raises StoreError, with the message of SQLite, for a query that does not hold or does more than read.

    >>> import tempfile
    >>> from danvan_docs import parse
    >>> with Store.create(tempfile.mkdtemp()) as store:
    ...     store.write(parse("Thực hiện Nghị quyết số 25-NQ/TW.", source="a.txt"), sha256="", rules="")
    ...     select(store, 'SELECT symbol, "use" FROM citations')
    Selection(columns=['symbol', 'use'], rows=[('25-NQ/TW', 'implements')])
    """
    with store.reader() as connection:
        try:
            cursor = connection.execute(sql, values)
        except (sqlite3.Warning, sqlite3.ProgrammingError) as error:
            raise StoreError(f"one SQL query is expected: {error}") from None
        except sqlite3.DatabaseError as error:
            if "authoriz" in str(error):  # SQLite has more than one code for it
                raise StoreError(f"{store.folder}: a query may only read ({error})") from None
            raise
        if cursor.description is None:
            raise StoreError("one SQL query is expected, here is none")
        return Selection(
            _distinct([column[0] for column in cursor.description]), [tuple(row) for row in cursor]
        )


def _distinct(names: list[str]) -> list[str]:
    """Number names that come again, as those of a join do: a JSON object and a frame hold each name once."""
    return [
        name if name not in names[:place] else f"{name}_{names[:place].count(name) + 1}"
        for place, name in enumerate(names)
    ]
