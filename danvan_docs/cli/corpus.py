"""Commands on many documents: `build`, `evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .arguments import Format, FormatOption, PathsArgument, StoreOption
from .failures import FAILED, SOME_FAILED, report
from .screen import print_json, print_tables, progress, waiting


def build(
    paths: PathsArgument,
    store: StoreOption,
    output: FormatOption = Format.table,
) -> None:
    """Read a corpus into a store and derive its citation graph; what has not changed is not read again.

    [bold]Example[/bold]

      danvan build corpora/ --store out/store
    """
    from ..corpus.build import build as build_store
    from ..corpus.store import Store
    from ..outputs.tables import build_table

    with progress("Reading") as advance:
        summary = build_store(paths, store, progress=advance)
    if summary.failed:
        with Store.open(store) as kept:
            for message in kept.errors().values():
                report(message)
    if not summary.read and not summary.unchanged:
        raise typer.Exit(FAILED)
    if output is Format.json:
        print_json(summary.model_dump_json())
    else:
        print_tables([build_table(summary, str(store))])
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with NAME.gold.json files.")],
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="DIR", help="Folder of the texts NAME.txt, if not beside."),
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="Show the figures of every document as well.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Show every difference as well.")] = False,
    output: FormatOption = Format.table,
) -> None:
    """Measure the reading against gold annotations: precision, recall, F1.

    [bold]Example[/bold]

      danvan evaluate corpora/ --errors
    """
    from ..corpus.evaluation import evaluate as evaluate_gold
    from ..outputs.tables import evaluation_view

    with waiting("Reading and comparing"):
        evaluation = evaluate_gold(gold, texts)
    if output is Format.json:
        left_out = {name for name, wanted in (("each", each), ("differences", errors)) if not wanted}
        print_json(evaluation.model_dump_json(exclude=left_out))
    else:
        print_tables(evaluation_view(evaluation, documents=each, differences=errors))
