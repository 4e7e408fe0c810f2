"""Commands on the citation graph: `graph implementers`, `basis`, `top`, `export`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import Format, FormatOption, PlotOption, StoreOption
from .asked import asked
from .plot import save_picture
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


class Weight(StrEnum):
    """What makes an instrument weigh."""

    documents = "documents"
    mentions = "mentions"
    pagerank = "pagerank"


@graph.command()
def implementers(
    symbol: Annotated[str, typer.Argument(metavar="SYMBOL", help="Number and symbol, as 25-NQ/TW.")],
    store: StoreOption,
    province: Annotated[str | None, typer.Option("--province", help="Only of this province.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Only of this year.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Count them by province and year.")] = False,
    plot: PlotOption = None,
    output: FormatOption = Format.table,
) -> None:
    """Who puts an instrument into practice, directly and through others.

    [bold]Examples[/bold]

      danvan graph implementers 25-NQ/TW --store out/store

      danvan graph implementers 25-NQ/TW --count --store out/store

      danvan graph implementers 25-NQ/TW --store out/store --plot timeline.html
    """
    from ..corpus.questions import count_implementers
    from ..corpus.questions import implementers as ask
    from ..outputs.pictures import timeline_picture
    from ..outputs.question_tables import counts_table
    from ..outputs.tables import implementers_table

    with asked(store) as corpus:
        rows = ask(corpus, symbol, province=province, year=year)
    if plot:
        save_picture(timeline_picture(rows), plot)
    elif count:
        counts = count_implementers(rows)
        _print(counts, counts_table(counts, symbol), output)
    else:
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
    from ..outputs.tables import basis_table

    with asked(store) as corpus:
        rows = ask(corpus, document)
    _print(rows, basis_table(rows, document), output)


@graph.command()
def top(
    store: StoreOption,
    level: Annotated[Level, typer.Option("--level", help="Whose instruments.")] = Level.central,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many.")] = 10,
    weight: Annotated[Weight, typer.Option("--weight", help="What counts.")] = Weight.documents,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As it was then: 2024-12-31, 2024.")
    ] = None,
    by_year: Annotated[
        bool, typer.Option("--by-year", help="How often they were cited, year by year.")
    ] = False,
    output: FormatOption = Format.table,
) -> None:
    """The instruments of most weight: cited by most documents, most often, or by what is much cited itself.

    [bold]Examples[/bold]

      danvan graph top --store out/store --limit 20

      danvan graph top --weight pagerank --as-of 2023 --store out/store

      danvan graph top --by-year --store out/store
    """
    from ..corpus.centrality import cited_by_year, most_cited
    from ..outputs.question_tables import years_table
    from ..outputs.tables import most_cited_table

    of = None if level is Level.all else level.value
    with asked(store) as corpus:
        rows = most_cited(corpus, level=of, limit=limit, weight=weight.value, as_of=as_of)
        years = cited_by_year(corpus, [row.id for row in rows]) if by_year and rows else []
    if by_year:
        _print(years, years_table(years), output)
    else:
        _print(rows, most_cited_table(rows), output)


@graph.command()
def export(
    store: StoreOption,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="The suffix names the format: .graphml, .gexf …"),
    ],
) -> None:
    """Write the graph for other tools: .graphml and .gexf (Gephi), .json (node-link), .jsonld (ELI).

    A folder .neo4j has the CSV files of its importer, a folder .parquet every table of the store.

    [bold]Examples[/bold]

      danvan graph export --store out/store --out graph.gexf

      danvan graph export --store out/store --out tables.parquet
    """
    from ..corpus.store import Store
    from ..outputs.store_files import export_store

    with Store.open(store) as corpus:
        written = export_store(corpus, out)
    typer.echo(f"{out}: {written}", err=True)


def _print(rows: Sequence[BaseModel], table: Table, output: Format) -> None:
    if output is Format.json:
        print_models(rows)
    else:
        print_tables([table])
