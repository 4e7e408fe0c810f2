"""Questions in Cypher: the citation graph in an embedded graph database, in memory."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, get_args

from ..errors import MissingExtra, StoreError
from ..models import Use
from .frames import frame
from .selection import Selection
from .store import Store

if TYPE_CHECKING:
    import pyarrow as pa

NODE = "Instrument"
RELATIONSHIPS = {use: use.upper() for use in get_args(Use)}

_CYPHER = {"int64": "INT64", "double": "DOUBLE", "string": "STRING", "bool": "BOOLEAN"}


class CypherGraph:
    """The graph of a store, copied into memory to be asked in Cypher; close it, or use it in `with`.

    Nodes are `Instrument`; a relationship has its relation as type (`IMPLEMENTS`, `BASED_ON` …) and the
    columns of `edges` as properties. What a query changes is gone with the copy.

    Raises MissingExtra without the extra `cypher`.
    """

    def __init__(self, store: Store) -> None:
        try:
            import ladybug
        except ImportError:
            raise MissingExtra("ladybug", "cypher") from None
        self._database = ladybug.Database(":memory:")
        self._connection = ladybug.Connection(self._database)
        nodes, edges = _nodes(frame(store, "instruments")), frame(store, "edges")
        self._create(f"NODE TABLE {NODE} ({_columns(nodes)}, PRIMARY KEY (id))", NODE, nodes)
        for use, name in RELATIONSHIPS.items():
            rows = _edges(edges, use)
            columns = _columns(rows.drop_columns(["source", "target"]))
            self._create(f"REL TABLE {name} (FROM {NODE} TO {NODE}, {columns})", name, rows)

    def query(self, cypher: str, **values: Any) -> Selection:
        """Return what one Cypher query finds; `values` fill its `$names`.

        A node or relationship is a dict of its properties. Raises StoreError with the message of the engine
        for a query that does not hold.
        """
        try:
            result = self._connection.execute(cypher, values)
        except RuntimeError as error:
            raise StoreError(f"Cypher: {error}") from None
        if isinstance(result, list):
            raise StoreError(f"Cypher: one query is expected, here are {len(result)}")
        return Selection(result.get_column_names(), [tuple(map(_plain, row)) for row in result.get_all()])

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _create(self, declaration: str, name: str, rows: pa.Table) -> None:
        self._connection.execute(f"CREATE {declaration}")
        if rows.num_rows:
            self._connection.execute(f"COPY {name} FROM rows")  # the engine finds the Arrow table by its name


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


def _plain(value: Any) -> Any:
    """Take the engine's own marks (`_ID`, `_SRC` …) off nodes and relationships, wherever they stand."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if name not in ("_ID", "_SRC", "_DST")}
    return [_plain(each) for each in value] if isinstance(value, list) else value
