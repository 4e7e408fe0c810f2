"""Commands on many documents: `build`, `evaluate`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .arguments import Format, FormatOption, RegistryOption
from .failures import FAILED, SOME_FAILED, report
from .screen import print_json, print_tables, progress, waiting

if TYPE_CHECKING:
    from ..corpus.build import BuildSummary


def build(
    store: Annotated[
        str,
        typer.Option(
            "--store", metavar="DIR", help="Folder of the store; with --engine also a URL, of the dataset."
        ),
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files of any kind, folders, archives, with --engine also URLs; all of the store with --again.",
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            metavar="NAME",
            help="Make a dataset of Parquet tables instead: local, native, ray or ray://HOST:PORT.",
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Read also what has not changed.")] = False,
    registry: Annotated[
        list[Path] | None,
        typer.Option(
            "--registry",
            metavar="FILE",
            help="Authority file of your own; can be repeated. The store keeps it for the next time.",
        ),
    ] = None,
    no_registry: Annotated[
        bool, typer.Option("--no-registry", help="Forget the authority files that the store keeps.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="Processes that read; as many as cores if pebble is installed."
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=1, help="Seconds after which a document is given up.")
    ] = 600,
    output: FormatOption = Format.table,
) -> None:
    """Read a corpus into a store and derive its citation graph; what has not changed is not read again.

    It can be stopped at any moment; the next build goes on from there.

    [bold]Examples[/bold]

      danvan build corpora/ --store out/store

      danvan build corpora/ --store out/store --registry our-resolutions.csv

      danvan build --again --store out/store

      danvan build s3://archive/2024 --store s3://archive/dataset --engine ray
    """
    if registry and no_registry:
        raise typer.BadParameter("--registry and --no-registry together say nothing.")
    if not paths and not again:
        raise typer.BadParameter("which files? Give PATH, or --again for those of the store.")
    from ..outputs.tables import build_table

    with progress("Reading") as advance:
        options = _Options(again, [] if no_registry else registry, jobs, timeout, advance)
        made = (
            _store(paths or [], store, options)
            if engine is None
            else _dataset(paths or [], store, engine, options)
        )
    summary, messages = made
    for message in messages:
        report(message)
    if summary.failed and not (summary.read or summary.relinked or summary.unchanged):
        raise typer.Exit(FAILED)
    if output is Format.json:
        print_json(summary.model_dump_json())
    else:
        print_tables([build_table(summary, f"{'Dataset' if engine else 'Store'} {store}")])
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


class _Options(NamedTuple):
    """What both kinds of build are told."""

    again: bool
    registry: list[Path] | None
    jobs: int | None
    timeout: float
    progress: Callable[[int, int, Path], None]


def _store(paths: list[str], folder: str, options: _Options) -> tuple[BuildSummary, Iterable[str]]:
    """Build a store; return what it holds, and why some files could not be read."""
    from ..corpus.build import build as build_store
    from ..corpus.store import Store

    settings = options._replace(jobs=options.jobs or _cores())._asdict()
    summary = build_store(paths, folder, on_notice=report, **settings)
    with Store.open(folder) as kept:
        doubtful = len({source for source, _, _ in kept.notices()})
        if doubtful:
            report(
                f"{doubtful} of {summary.documents} documents have notices: see the view notices of the store"
            )
        return summary, kept.errors().values() if summary.failed else ()


def _dataset(
    paths: list[str], root: str, engine: str, options: _Options
) -> tuple[BuildSummary, Iterable[str]]:
    """Build a dataset; return what it holds, and why some documents could not be read."""
    from ..scale import Dataset, build_dataset

    summary = build_dataset(paths, root, engine=engine, **options._asdict())
    return summary, Dataset(root).read("errors")["message"].to_pylist() if summary.failed else ()


def _cores() -> int:
    """Return how many processes this command may keep busy; 1 where there is nothing to run them."""
    from importlib.util import find_spec

    from ..corpus.workers import processors

    return processors() if find_spec("pebble") else 1


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with NAME.gold.json files.")],
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="DIR", help="Folder of the texts NAME.txt, if not beside."),
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="Show the figures of every document as well.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Show every difference as well.")] = False,
    registry: RegistryOption = None,
    output: FormatOption = Format.table,
) -> None:
    """Measure the reading against gold annotations: precision, recall, F1.

    [bold]Example[/bold]

      danvan evaluate corpora/ --errors
    """
    from ..authority import registry_of
    from ..corpus.evaluation import evaluate as evaluate_gold
    from ..outputs.tables import evaluation_view

    with waiting("Reading and comparing"):
        evaluation = evaluate_gold(gold, texts, registry=registry_of(registry or ()))
    if output is Format.json:
        left_out = {name for name, wanted in (("each", each), ("differences", errors)) if not wanted}
        print_json(evaluation.model_dump_json(exclude=left_out))
    else:
        print_tables(evaluation_view(evaluation, documents=each, differences=errors))
