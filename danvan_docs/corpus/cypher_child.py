"""The process that answers Cypher: it gets a copy of the graph, gives up its rights to files and network, and serves.

It speaks lines of JSON with `cypher`, whose child it is. What it cannot open it cannot read, write or reach: the limit
of open files is none once the graph is loaded.
"""

from __future__ import annotations

import json
import os
import sys
from io import BytesIO
from typing import Any, BinaryIO

#: The engine may hold so many bytes of the graph and of what it works out.
_MEMORY = 2**30


def main() -> None:
    """Load the graph from standard input, then answer one query a line."""
    inbox, outbox = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    connection = _loaded(inbox)
    _give_up_rights()
    _say(outbox, {"ready": True})
    for line in inbox:
        asked = json.loads(line)
        try:
            _say(outbox, _answer(connection, asked["query"], asked["values"], asked["rows"]))
        except RuntimeError as error:
            _say(outbox, {"error": " ".join(str(error).split())})


def _loaded(inbox: BinaryIO) -> Any:
    import ladybug
    import pyarrow as pa

    connection = ladybug.Connection(ladybug.Database(":memory:", buffer_pool_size=_MEMORY))
    for declared in json.loads(inbox.readline()):
        connection.execute(f"CREATE {declared['declaration']}")
        rows = pa.ipc.open_stream(BytesIO(inbox.read(declared["size"]))).read_all()
        if rows.num_rows:
            connection.execute(
                f"COPY {declared['name']} FROM rows"
            )  # the engine finds the Arrow table by its name
    return connection


def _give_up_rights() -> None:
    """Let this process open nothing from now on, neither a file nor a connection; write nothing large."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(connection: Any, query: str, values: dict[str, Any], most: int) -> dict[str, Any]:
    result = connection.execute(query, values)
    if isinstance(result, list):
        return {"error": f"one query is expected, here are {len(result)}"}
    rows: list[list[Any]] = []
    while result.has_next():
        if len(rows) == most:
            return {"error": f"more than {most:,} rows: ask for fewer with LIMIT, or raise the limit of rows"}
        rows.append([_plain(value) for value in result.get_next()])
    return {"columns": result.get_column_names(), "rows": rows}


def _plain(value: Any) -> Any:
    """Take the engine's own marks (`_ID`, `_SRC` …) off nodes and relationships, wherever they stand."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if name not in ("_ID", "_SRC", "_DST")}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _say(outbox: BinaryIO, message: dict[str, Any]) -> None:
    outbox.write(json.dumps(message, default=str).encode() + b"\n")
    outbox.flush()
