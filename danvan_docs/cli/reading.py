"""Commands that show what the readers do: `read`, `doctor`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .arguments import Format, FormatOption
from .failures import FAILED, SOME_FAILED, files_in, report
from .screen import print_json, print_models, print_tables, print_text


class ReadFormat(StrEnum):
    """How `read` prints what a reader understood."""

    text = "text"
    json = "json"


def read(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file of any known format, or an archive of them.")
    ],
    output: Annotated[
        ReadFormat, typer.Option("--format", "-f", help="Figures, notices and text; or JSON with all places.")
    ] = ReadFormat.text,
) -> None:
    """Show what the reader understood of a file: format, pages, tables, notes, notices, text.

    [bold]Examples[/bold]

      danvan read plan.docx

      danvan read "pile.zip!/plans/plan.pdf" --format json > plan.json
    """
    from ..api import parse_source, read_source
    from ..errors import ReadError
    from ..notices import with_doubts
    from ..outputs.source_tables import paged_text, source_view

    unsearched: list[ReadError] = []
    files = files_in([file], unsearched)
    failed = len(unsearched)
    for path in files:
        try:
            source = read_source(path)
            source = with_doubts(source, parse_source(source).warnings)
        except ReadError as error:
            report(error)
            failed += 1
            continue
        if output is ReadFormat.json:
            print_json(source.model_dump_json())
        else:
            print_tables(source_view(source))
            print_text(paged_text(source))
    if failed:
        raise typer.Exit(FAILED if failed >= len(files) else SOME_FAILED)


def doctor(output: FormatOption = Format.table) -> None:
    """Say which files can be read here, and how to add what is missing.

    [bold]Example[/bold]

      danvan doctor
    """
    from ..outputs.source_tables import inventory_table
    from ..reading.inventory import inventory

    parts = inventory()
    if output is Format.json:
        print_models(parts)
    else:
        print_tables([inventory_table(parts)])
