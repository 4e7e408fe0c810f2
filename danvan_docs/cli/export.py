"""The command `export`: documents in the formats of other tools."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ExportError
from .arguments import PathsArgument, RegistryOption
from .documents import read_each
from .failures import FAILED, SOME_FAILED, files_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..authority import Registry
    from ..errors import ReadError
    from ..models import Directive


class ExportFormat(StrEnum):
    """What documents are written as."""

    akn = "akn"
    docbin = "docbin"
    conll = "conll"


def export(
    paths: PathsArgument,
    to: Annotated[ExportFormat, typer.Option("--to", help="Akoma Ntoso XML, spaCy DocBin, or CoNLL BIO.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="FILE", help="With --to akn: FILE.xml for one document, or a folder."
        ),
    ],
    registry: RegistryOption = None,
) -> None:
    """Write documents, with what was found in them, for other tools.

    [bold]Examples[/bold]

      danvan export directive.docx --to akn --out directive.xml

      danvan export corpora/ --to akn --out xml/

      danvan export corpora/ --to docbin --out corpora.spacy

      danvan export corpora/ --to conll --out corpora.conll
    """
    from ..authority import registry_of

    errors: list[ReadError] = []
    files, known = files_in(paths, errors), registry_of(registry or ())
    one_file = to is ExportFormat.akn and out.suffix.lower() == ".xml"
    if one_file and len(files) > 1:
        raise ExportError(f"{out}: one document is one .xml file, here are {len(files)}: name a folder")
    unsearched = len(errors)
    directives = read_each(files, errors, known)
    first = next(directives, None)
    if first is None:
        raise typer.Exit(FAILED)
    _write(chain([first], directives), to, out, known, one_file=one_file)
    typer.echo(f"{out}: documents: {len(files) - len(errors) + unsearched}", err=True)
    if errors:
        raise typer.Exit(SOME_FAILED)


def _write(
    directives: Iterator[Directive], to: ExportFormat, out: Path, known: Registry, *, one_file: bool
) -> None:
    if to is ExportFormat.docbin:
        from ..nlp.docbin import write_docbin

        write_docbin(directives, out)
    elif to is ExportFormat.conll:
        from ..outputs.conll import write_conll

        write_conll(directives, out)
    else:
        from ..outputs.akoma_ntoso import write_akn, write_akn_folder

        if one_file:
            write_akn(next(directives), out, registry=known)
        else:
            write_akn_folder(directives, out, registry=known)
