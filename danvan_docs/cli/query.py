"""Commands that put a query to a store: `sql`, `cypher`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import StoreOption
from .screen import print_json, print_tables, waiting

if TYPE_CHECKING:
    from ..corpus.selection import Selection


class QueryFormat(StrEnum):
    """How the rows of a query are printed."""

    table = "table"
    json = "json"
    csv = "csv"


QueryFormatOption = Annotated[
    QueryFormat, typer.Option("--format", "-f", help="A table for people, or JSON or CSV for programs.")
]
SecondsOption = Annotated[
    float, typer.Option("--max-seconds", min=0.1, help="Seconds after which a query is ended.")
]
RowsOption = Annotated[int, typer.Option("--max-rows", min=1, help="Rows that a query may find.")]


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SQL query of SQLite; - reads it.")],
    store: StoreOption,
    output: QueryFormatOption = QueryFormat.table,
    max_seconds: SecondsOption = 60,
    max_rows: RowsOption = 1_000_000,
) -> None:
    """Ask the tables and views of a store in SQL; it cannot be changed by that.

    [bold]Example[/bold]

      danvan sql "SELECT id, documents FROM most_cited LIMIT 5" --store out/store
    """
    from ..corpus.selection import select
    from ..corpus.store import Store

    with Store.open(store) as corpus:
        _print(select(corpus, _given(query), max_seconds=max_seconds, max_rows=max_rows), output)


def cypher(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One Cypher query; - reads it.")],
    store: StoreOption,
    output: QueryFormatOption = QueryFormat.table,
    max_seconds: SecondsOption = 60,
    max_rows: RowsOption = 1_000_000,
) -> None:
    """Ask the citation graph of a store in Cypher, in a copy in memory; it can only be read.

    [bold]Example[/bold]

      danvan cypher "MATCH (a)-[:IMPLEMENTS]->(b) RETURN b.id, count(*)" --store out/store
    """
    from ..corpus.cypher import CypherGraph
    from ..corpus.store import Store

    with Store.open(store) as corpus:
        with waiting("Loading the graph"):
            graph = CypherGraph(corpus)
        with graph:
            _print(graph.query(_given(query), max_seconds=max_seconds, max_rows=max_rows), output)


def _given(query: str) -> str:
    return sys.stdin.read() if query == "-" else query


def _print(found: Selection, output: QueryFormat) -> None:
    if output is QueryFormat.json:
        print_json(found.json())
    elif output is QueryFormat.csv:
        sys.stdout.flush()
        sys.stdout.buffer.write(found.csv().encode())
    else:
        from ..outputs.query_table import query_table

        print_tables([query_table(found)])
