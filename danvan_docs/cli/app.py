"""The commands of `danvan`, put together. Only typer loads here; the rest loads inside the commands."""

from __future__ import annotations

from typing import Annotated

import typer

from .check import check
from .compare import compare, diff
from .corpus import build, evaluate
from .documents import checklist, parse, schema, words
from .export import export
from .failures import Commands
from .graph import graph
from .plot import draw, timeline
from .query import cypher, sql
from .questions import (
    adopters,
    chain,
    cocited,
    communities,
    components,
    coverage,
    findings,
    lag,
    orphans,
    outdated,
    reuse,
    reuse_in_graph,
    shared,
)
from .reading import doctor, read
from .registry import registry
from .search import search
from .store import store

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

        typer.echo(f"danvan {__version__}")
        raise typer.Exit


@app.callback()
def danvan(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Read directives of Vietnamese Party and state bodies: who must do what, by when, on what authority.

    [bold]Exit codes[/bold]: 0 fine; 1 some of many files failed; 2 nothing could be done.
    """


for command in (
    read, parse, checklist, check, compare, diff, build,
    search, sql, cypher, export, evaluate, words, schema, registry, doctor,
):  # fmt: skip
    app.command()(command)
for question in (
    chain, lag, coverage, adopters, shared, cocited, communities, components, outdated, orphans, findings,
    timeline, draw,
):  # fmt: skip
    graph.command()(question)
graph.command("reuse")(reuse_in_graph)
app.command()(reuse)
app.add_typer(graph, name="graph")
app.add_typer(store, name="store")
