"""Commands on the citation graph: `graph implementers`, `basis`, `top`, `export`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import Format, FormatOption, StoreOption
from .screen import print_models, print_tables

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.table import Table

graph = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", help="Ask the citation graph of a store.")


class Level(StrEnum):
    """Whose instruments are counted."""

    central = "central"
    province = "province"
    district = "district"
    commune = "commune"
    all = "all"


@graph.command()
def implementers(
    symbol: Annotated[str, typer.Argument(metavar="SYMBOL", help="Number and symbol, as 25-NQ/TW.")],
    store: StoreOption,
    output: FormatOption = Format.table,
) -> None:
    """Who puts an instrument into practice.

    [bold]Example[/bold]

      danvan graph implementers 25-NQ/TW --store out/store
    """
    from ..corpus.questions import implementers as ask
    from ..corpus.store import Store
    from ..outputs.tables import implementers_table

    with Store.open(store) as corpus:
        rows = ask(corpus, symbol)
    _print(rows, implementers_table(rows, symbol), output)


@graph.command()
def basis(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="File name, symbol or id.")],
    store: StoreOption,
    output: FormatOption = Format.table,
) -> None:
    """What a document stands on, step by step upward.

    [bold]Example[/bold]

      danvan graph basis kh-12-tu.txt --store out/store
    """
    from ..corpus.questions import basis as ask
    from ..corpus.store import Store
    from ..outputs.tables import basis_table

    with Store.open(store) as corpus:
        rows = ask(corpus, document)
    _print(rows, basis_table(rows, document), output)


@graph.command()
def top(
    store: StoreOption,
    level: Annotated[Level, typer.Option("--level", help="Whose instruments.")] = Level.central,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many.")] = 10,
    output: FormatOption = Format.table,
) -> None:
    """The instruments that most documents cite.

    [bold]Example[/bold]

      danvan graph top --store out/store --limit 20
    """
    from ..corpus.questions import most_cited
    from ..corpus.store import Store
    from ..outputs.tables import most_cited_table

    with Store.open(store) as corpus:
        rows = most_cited(corpus, level=None if level is Level.all else level.value, limit=limit)
    _print(rows, most_cited_table(rows), output)


@graph.command()
def export(
    store: StoreOption,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="The suffix names the format: .graphml, .gexf …"),
    ],
) -> None:
    """Write the graph for other tools.

    [bold]Example[/bold]

      danvan graph export --store out/store --out graph.graphml
    """
    from ..corpus.graph import citation_graph
    from ..corpus.store import Store
    from ..outputs.graph_files import write_graph

    with Store.open(store) as corpus:
        whole = citation_graph(corpus)
    write_graph(whole, out)
    typer.echo(f"{out}: {whole.number_of_nodes()} instruments, {whole.number_of_edges()} citations", err=True)


def _print(rows: Sequence[BaseModel], table: Table, output: Format) -> None:
    if output is Format.json:
        print_models(rows)
    else:
        print_tables([table])
