"""Commands that ask the citation graph: who follows whom, how soon, what is missing, what goes together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import Format, FormatOption, PlotOption, RegistryOption, StoreOption
from .asked import asked
from .plot import save_picture
from .screen import print_json, print_models, print_tables, waiting

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import RenderableType

SymbolArgument = Annotated[str, typer.Argument(metavar="SYMBOL", help="Number and symbol, as 25-NQ/TW.")]
DocumentArgument = Annotated[str, typer.Argument(metavar="DOCUMENT", help="File name, symbol or id.")]
ProvinceOption = Annotated[str | None, typer.Option("--province", help="Only of this province.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, help="How many.")]


class Direction(StrEnum):
    """Which way a line leads."""

    up = "up"
    down = "down"
    both = "both"


class Level(StrEnum):
    """Of whom an instrument is."""

    central = "central"
    province = "province"
    district = "district"
    commune = "commune"


LevelOption = Annotated[Level | None, typer.Option("--level", help="Only of this level.")]


def chain(
    document: DocumentArgument,
    store: StoreOption,
    direction: Annotated[
        Direction, typer.Option("--direction", "-d", help="Up to the centre, down from it, or both.")
    ] = Direction.up,
    limit: LimitOption = 10,
    output: FormatOption = Format.table,
) -> None:
    """The lines from a local plan up to the centre, or from an instrument down, with the words of every step.

    [bold]Examples[/bold]

      danvan graph chain kh-27-du-nam-vang-2025.txt --store out/store

      danvan graph chain 25-NQ/TW --direction down --store out/store
    """
    from ..corpus.chains import chains
    from ..outputs.question_tables import chain_tables

    with asked(store) as graph:
        rows = chains(graph, document, direction=direction.value, limit=limit)
    _print(rows, chain_tables(rows, document), output)


def lag(
    store: StoreOption,
    symbol: Annotated[
        str | None, typer.Argument(metavar="SYMBOL", help="Of one instrument; without, of all together.")
    ] = None,
    province: ProvinceOption = None,
    level: LevelOption = None,
    plot: PlotOption = None,
    output: FormatOption = Format.table,
) -> None:
    """How many days pass until an instrument is put into practice, with their distribution.

    [bold]Examples[/bold]

      danvan graph lag --store out/store

      danvan graph lag 57-NQ/TW --level province --store out/store --plot lag.png
    """
    from ..corpus.diffusion import lag as ask
    from ..corpus.diffusion import lag_days
    from ..outputs.pictures import lag_picture
    from ..outputs.question_tables import lag_tables

    with asked(store) as graph:
        rows = ask(graph, symbol, province=province, level=level and level.value)
        days = lag_days(graph, symbol, province=province, level=level and level.value) if plot else ()
    if plot:
        save_picture(lag_picture(days, symbol), plot)
    else:
        _print(rows, lag_tables(rows), output)


def coverage(
    store: StoreOption,
    symbols: Annotated[
        list[str] | None, typer.Argument(metavar="SYMBOL", help="Instruments; else those most carried out.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="List what is missing.")] = False,
    direct: Annotated[bool, typer.Option("--direct", help="Only what is said directly counts.")] = False,
    level: Annotated[Level, typer.Option("--level", help="Whose instruments.")] = Level.central,
    limit: LimitOption = 10,
    plot: PlotOption = None,
    output: FormatOption = Format.table,
) -> None:
    """Which provinces put which instruments into practice, and what is missing.

    [bold]Examples[/bold]

      danvan graph coverage --store out/store

      danvan graph coverage 25-NQ/TW 57-NQ/TW --missing --store out/store

      danvan graph coverage --store out/store --plot coverage.html
    """
    from ..corpus.diffusion import coverage as ask
    from ..outputs.pictures import coverage_picture
    from ..outputs.question_tables import coverage_table, missing_table

    with asked(store) as graph:
        found = ask(graph, symbols or (), level=level.value, limit=limit, through=not direct)
    if plot:
        save_picture(coverage_picture(found), plot)
    elif output is Format.json and missing:
        print_models(found.missing)
    elif output is Format.json:
        print_json(found.model_dump_json())
    else:
        print_tables([missing_table(found) if missing else coverage_table(found)])


def adopters(symbol: SymbolArgument, store: StoreOption, output: FormatOption = Format.table) -> None:
    """Which provinces took an instrument up first, and which followed.

    [bold]Example[/bold]

      danvan graph adopters 25-NQ/TW@2013-06-03 --store out/store
    """
    from ..corpus.diffusion import adopters as ask
    from ..outputs.question_tables import adopters_table

    with asked(store) as graph:
        rows = ask(graph, symbol)
    _print(rows, [adopters_table(rows, symbol)], output)


def shared(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help="Two or more: file names, symbols or ids.")
    ],
    store: StoreOption,
    output: FormatOption = Format.table,
) -> None:
    """What a set of documents cites in common, and how near each two are (bibliographic coupling).

    [bold]Example[/bold]

      danvan graph shared nq-12-tu-2023 ctr-18-tu-2019 --store out/store
    """
    from ..corpus.sharing import shared as ask
    from ..outputs.question_tables import shared_tables

    with asked(store) as graph:
        found = ask(graph, documents)
    if output is Format.json:
        print_json(found.model_dump_json())
    else:
        print_tables(shared_tables(found))


def cocited(
    symbol: SymbolArgument,
    store: StoreOption,
    level: LevelOption = None,
    limit: LimitOption = 10,
    output: FormatOption = Format.table,
) -> None:
    """What is cited together with an instrument (co-citation).

    [bold]Example[/bold]

      danvan graph cocited 25-NQ/TW@2013-06-03 --store out/store
    """
    from ..corpus.sharing import cocited as ask
    from ..outputs.question_tables import cocited_table

    with asked(store) as graph:
        rows = ask(graph, symbol, level=level and level.value, limit=limit)
    _print(rows, [cocited_table(rows, symbol)], output)


def communities(
    store: StoreOption,
    resolution: Annotated[
        float, typer.Option("--resolution", min=0.01, help="Higher: smaller groups.")
    ] = 1.0,
    output: FormatOption = Format.table,
) -> None:
    """Groups of instruments that cite each other more than others.

    [bold]Example[/bold]

      danvan graph communities --store out/store
    """
    from ..corpus.sharing import communities as ask
    from ..outputs.question_tables import communities_table

    with asked(store) as graph:
        rows = ask(graph, resolution=resolution)
    _print(rows, [communities_table(rows)], output)


def components(store: StoreOption, limit: LimitOption = 10, output: FormatOption = Format.table) -> None:
    """The parts into which the graph falls: instruments that hang together at all.

    [bold]Example[/bold]

      danvan graph components --store out/store
    """
    from ..corpus.components import components as ask
    from ..outputs.question_tables import components_table

    with asked(store) as graph:
        rows = ask(graph, limit=limit)
    _print(rows, [components_table(rows)], output)


def outdated(store: StoreOption, output: FormatOption = Format.table) -> None:
    """Documents on a basis that was replaced or had expired on their date.

    [bold]Example[/bold]

      danvan graph outdated --store out/store
    """
    from ..corpus.gaps import outdated_bases
    from ..outputs.question_tables import outdated_table

    with asked(store) as graph:
        rows = outdated_bases(graph)
    _print(rows, [outdated_table(rows)], output)


def orphans(store: StoreOption, output: FormatOption = Format.table) -> None:
    """Documents without any citation, and those that nothing leads up to the centre.

    [bold]Example[/bold]

      danvan graph orphans --store out/store
    """
    from ..corpus.gaps import orphans as ask
    from ..outputs.question_tables import orphans_table

    with asked(store) as graph:
        rows = ask(graph)
    _print(rows, [orphans_table(rows)], output)


def findings(store: StoreOption, output: FormatOption = Format.table) -> None:
    """What is wrong with the edges of the graph: those forward in time, above all.

    [bold]Example[/bold]

      danvan graph findings --store out/store
    """
    from ..corpus.graph import graph_findings
    from ..corpus.store import Store
    from ..outputs.question_tables import graph_findings_table

    with Store.open(store) as corpus:
        rows = graph_findings(corpus.graph())
    _print(rows, [graph_findings_table(rows)], output)


def reuse_in_graph(
    store: StoreOption,
    document: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help="Only what this one repeats.")
    ] = None,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help="Also of documents that are not cited.")
    ] = False,
    output: FormatOption = Format.table,
) -> None:
    """Which documents of the corpus repeat the text of those that they stand on.

    [bold]Examples[/bold]

      danvan graph reuse --store out/store

      danvan graph reuse --anywhere --store out/store
    """
    from ..corpus.copying import reuse_along_citations, reuse_anywhere
    from ..corpus.store import Store
    from ..outputs.question_tables import reuse_overview

    if anywhere and document:
        raise typer.BadParameter("--anywhere is about all documents; leave DOCUMENT out")
    with Store.open(store) as corpus, waiting("Comparing"):
        rows = reuse_anywhere(corpus) if anywhere else reuse_along_citations(corpus, document)
    _print(rows, [reuse_overview(rows)], output)


def reuse(
    provincial: Annotated[Path, typer.Argument(metavar="PROVINCIAL", help="The later text.")],
    central: Annotated[Path, typer.Argument(metavar="CENTRAL", help="The text that it may repeat.")],
    registry: RegistryOption = None,
    output: FormatOption = Format.table,
) -> None:
    """Which passages of a document repeat the one it carries out, word for word or nearly, side by side.

    [bold]Example[/bold]

      danvan reuse plan.txt resolution.txt
    """
    from ..api import read
    from ..authority import registry_of
    from ..corpus.reuse import reuse as ask
    from ..outputs.question_tables import reuse_tables

    known = registry_of(registry or ())
    with waiting("Reading and comparing"):
        later, earlier = (read(path, registry=known) for path in (provincial, central))
        found = ask(later, earlier, registry=known)
    if output is Format.json:
        print_json(found.model_dump_json())
    else:
        print_tables(reuse_tables(found))


def _print(rows: Sequence[BaseModel], tables: Iterable[RenderableType], output: Format) -> None:
    if output is Format.json:
        print_models(rows)
    else:
        print_tables(tables)
