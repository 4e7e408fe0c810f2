"""The command `check`."""

from __future__ import annotations

import json
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ReadError
from .arguments import PathsArgument, RegistryOption
from .failures import FAILED, SOME_FAILED, files_in, report
from .screen import print_json, print_models, print_tables

if TYPE_CHECKING:
    from ..checking import Finding
    from ..models import Directive

    Checked = list[tuple[Directive, list[Finding]]]

FOUND = 1
_GRAVEST_FIRST = ("error", "warning", "info")


class CheckFormat(StrEnum):
    """How findings are printed."""

    table = "table"
    json = "json"
    sarif = "sarif"


class FailOn(StrEnum):
    """From which severity on findings make the command fail."""

    error = "error"
    warning = "warning"


def check(
    paths: PathsArgument,
    output: Annotated[
        CheckFormat,
        typer.Option("--format", "-f", help="Tables for people, JSON, or SARIF 2.1.0 for review tools."),
    ] = CheckFormat.table,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit with 1 if there is a finding as grave as this, or graver."),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="DIR", help="Compare dates with the documents of this store."),
    ] = None,
    registry: RegistryOption = None,
) -> None:
    """Say what a careful clerk would query: wrong symbols, dates, bases, bodies, numbering.

    Nothing is corrected by itself. With several files, each finding of the JSON names its `source`.

    [bold]Examples[/bold]

      danvan check directive.txt

      danvan check drafts/ --format sarif > findings.sarif

      danvan check directive.txt --fail-on error

    [bold]Exit codes[/bold]: 0 fine, with or without findings; 1 findings as grave as `--fail-on`, or some of many files
    failed; 2 nothing could be read.
    """
    from ..outputs.sarif import sarif

    errors: list[ReadError] = []
    files = files_in(paths, errors)
    checked = _check_each(files, store, registry, errors)
    if errors and not checked:
        raise typer.Exit(FAILED)
    if output is CheckFormat.sarif:
        print_json(sarif(checked))
    elif output is CheckFormat.table:
        from ..outputs.tables import findings_table

        print_tables(findings_table(directive, found) for directive, found in checked)
    elif len(files) == 1:
        print_models(checked[0][1])
    else:
        print_json(json.dumps(_with_source(checked), ensure_ascii=False))
    grave = fail_on and any(_as_grave(each, fail_on) for _, found in checked for each in found)
    if errors or grave:
        raise typer.Exit(SOME_FAILED if errors else FOUND)


def _check_each(
    files: list[Path], folder: Path | None, registry: list[Path] | None, errors: list[ReadError]
) -> Checked:
    """Check each file by the user's authority files, else by those that the store keeps."""
    from ..api import parse_many
    from ..authority import registry_of
    from ..checking.case import Case
    from ..checking.checks import findings_in

    def failed(error: ReadError) -> None:
        errors.append(error)
        report(error)

    with ExitStack() as stack:
        corpus = None
        if folder:
            from ..corpus.store import Store

            corpus = stack.enter_context(Store.open(folder))
        known = corpus.registry if corpus and registry is None else registry_of(registry or ())
        read = parse_many(files, failed, registry=known)
        return [(each, findings_in(Case(each, known, corpus))) for each in read]


def _with_source(checked: Checked) -> list[dict[str, object]]:
    return [
        {"source": directive.source, **each.model_dump()} for directive, found in checked for each in found
    ]


def _as_grave(found: Finding, limit: FailOn) -> bool:
    return _GRAVEST_FIRST.index(found.severity) <= _GRAVEST_FIRST.index(limit.value)
