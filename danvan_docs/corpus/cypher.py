"""Questions in Cypher: the citation graph in an embedded graph database, in the memory of a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, get_args

from ..errors import MissingExtra, StoreError
from ..models import Use
from .cypher_words import refuse_all_but_reading
from .frames import frame
from .selection import MAX_ROWS, MAX_SECONDS, Selection
from .store import Store

if TYPE_CHECKING:
    import pyarrow as pa

NODE = "Instrument"
RELATIONSHIPS = {use: use.upper() for use in get_args(Use)}

_LOADING = 600.0  # seconds to load the graph
_CODE = "import sys; sys.path[:] = sys.argv[1:]; from danvan_docs.corpus.cypher_child import main; main()"
_CYPHER = {"int64": "INT64", "double": "DOUBLE", "string": "STRING", "bool": "BOOLEAN"}


class CypherGraph:
    """The graph of a store, copied into the memory of another process to be asked in Cypher; use it in `with`.

    Nodes are `Instrument`; a relationship has its relation as type (`IMPLEMENTS`, `BASED_ON` …) and the
    columns of `edges` as properties. A query may only read: others are refused by their words, and the process that
    answers can open neither a file nor a connection.

    Raises MissingExtra without the extra `cypher`.
    """

    def __init__(self, store: Store) -> None:
        if find_spec("ladybug") is None:
            raise MissingExtra("ladybug", "cypher")
        nodes, edges = _nodes(frame(store, "instruments")), frame(store, "edges")
        tables = [(NODE, f"NODE TABLE {NODE} ({_columns(nodes)}, PRIMARY KEY (id))", nodes)]
        for use, name in RELATIONSHIPS.items():
            rows = _edges(edges, use)
            columns = _columns(rows.drop_columns(["source", "target"]))
            tables.append((name, f"REL TABLE {name} (FROM {NODE} TO {NODE}, {columns})", rows))
        command = [sys.executable, "-P", "-X", "utf8", "-c", _CODE, *filter(None, sys.path)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        contents = [_arrow(rows) for _, _, rows in tables]
        declared = [
            {"name": name, "declaration": declaration, "size": len(content)}
            for (name, declaration, _), content in zip(tables, contents, strict=True)
        ]
        try:
            self._ask(json.dumps(declared).encode() + b"\n" + b"".join(contents), _LOADING)
        except BaseException:
            self.close()
            raise

    def query(
        self, cypher: str, *, max_seconds: float = MAX_SECONDS, max_rows: int = MAX_ROWS, **values: Any
    ) -> Selection:
        """Return what one Cypher query finds; `values` fill its `$names`.

        A node or relationship is a dict of its properties. Raises StoreError for a query that does more than read,
        with the message of the engine for one that does not hold, and for one that takes longer or finds more rows
        than it may.
        """
        refuse_all_but_reading(cypher)
        asked = {"query": cypher, "values": values, "rows": max_rows}
        found = self._ask(json.dumps(asked, default=str).encode() + b"\n", max_seconds)
        if "error" in found:
            raise StoreError(f"Cypher: {found['error']}")
        return Selection(found["columns"], [tuple(row) for row in found["rows"]])

    def _ask(self, message: bytes, seconds: float) -> dict[str, Any]:
        """Return the next answer; end the process where it takes too long, or where the caller is interrupted."""
        asked, told = self._process.stdin, self._process.stdout
        if asked is None or told is None or self._process.poll() is not None:
            raise StoreError("Cypher: the engine has ended; open the graph anew")
        watch = threading.Timer(seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            asked.write(message)
            asked.flush()
            line = told.readline()
        except BrokenPipeError:
            line = b""
        except BaseException:  # Ctrl-C above all
            self.close()
            raise
        finally:
            overdue = not watch.is_alive()
            watch.cancel()
        if not line:
            self.close()
            reason = (
                f"takes longer than the {seconds:g} seconds that it may" if overdue else "breaks the engine"
            )
            raise StoreError(f"Cypher: the query {reason}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process, and give the memory back."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _arrow(rows: pa.Table) -> bytes:
    import pyarrow as pa

    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, rows.schema) as stream:
        stream.write_table(rows)
    return bytes(out.getvalue())


def _nodes(instruments: pa.Table) -> pa.Table:
    place = instruments.column_names.index("in_corpus")
    return instruments.set_column(place, "in_corpus", instruments["in_corpus"].cast("bool"))


def _edges(edges: pa.Table, use: str) -> pa.Table:
    """Return the edges of one relation, the ends first, as the engine reads them."""
    import pyarrow.compute as compute

    own = edges.filter(compute.equal(edges["relation"], use)).drop_columns(["id", "relation"])
    ends = ["source", "target"]
    return own.select([*ends, *(name for name in own.column_names if name not in ends)])


def _columns(rows: pa.Table) -> str:
    return ", ".join(f"`{field.name}` {_CYPHER[str(field.type)]}" for field in rows.schema)
