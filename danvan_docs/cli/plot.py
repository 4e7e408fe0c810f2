"""Commands that draw: `graph timeline`, `graph draw`; and what `--plot` does in the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import Format, FormatOption, PlotOption, StoreOption
from .asked import asked
from .screen import print_models, print_tables

if TYPE_CHECKING:
    from ..outputs.picture_files import Picture


def timeline(
    store: StoreOption,
    symbols: Annotated[
        list[str] | None, typer.Argument(metavar="SYMBOL", help="Instruments; else those most carried out.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many instruments at most.")] = 20,
    plot: PlotOption = None,
    output: FormatOption = Format.table,
) -> None:
    """Instruments and the documents that carry them out, in the order of time.

    [bold]Examples[/bold]

      danvan graph timeline --store out/store --plot timeline.html

      danvan graph timeline 25-NQ/TW 57-NQ/TW --store out/store --plot timeline.png
    """
    from ..corpus.diffusion import coverage
    from ..corpus.questions import implementers
    from ..outputs.pictures import timeline_picture
    from ..outputs.tables import implementers_table

    with asked(store) as graph:
        names = symbols or coverage(graph, limit=limit).instruments
        rows = [row for name in names for row in implementers(graph, name)]
    if plot:
        save_picture(timeline_picture(rows), plot)
    elif output is Format.json:
        print_models(rows)
    else:
        by_name = {
            row.instrument: [each for each in rows if each.instrument == row.instrument] for row in rows
        }
        print_tables(implementers_table(members, name) for name, members in by_name.items())


def draw(
    store: StoreOption,
    out: Annotated[
        Path,
        typer.Option(
            "--out", "--plot", "-o", metavar="FILE", help="Write .html (a page to explore), .png or .svg."
        ),
    ],
    relations: Annotated[
        list[str] | None,
        typer.Option("--relation", metavar="NAME", help="Only these relations: implements, based_on …"),
    ] = None,
    levels: Annotated[
        list[str] | None,
        typer.Option("--level", metavar="NAME", help="Only these levels: central, province …"),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As it was then: 2024-12-31, 2024.")
    ] = None,
) -> None:
    """Draw the whole graph: a page with filters, in which a click shows the words of the texts.

    [bold]Examples[/bold]

      danvan graph draw --store out/store --out graph.html

      danvan graph draw --relation implements --level central --level province --store out/store --out graph.png
    """
    from ..corpus.graph import citation_graph
    from ..corpus.store import Store
    from ..outputs.graph_page import write_graph_picture

    with Store.open(store) as corpus:
        graph = citation_graph(corpus, relations=relations, level=levels, as_of=as_of)
    write_graph_picture(graph, out)
    typer.echo(f"{out}: {len(graph)} instruments", err=True)


def save_picture(picture: Picture, path: Path) -> None:
    """Write a picture, and say so."""
    from ..outputs.picture_files import write_picture

    write_picture(picture, path)
    typer.echo(f"{path}: written", err=True)
