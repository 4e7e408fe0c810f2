"""Arguments and options that several commands take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Tables for people, or JSON.")]
PathsArgument = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Files of any kind, folders, archives.")
]
PlotOption = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Draw the answer: .html, .png or .svg.")
]
RegistryOption = Annotated[
    list[Path] | None,
    typer.Option("--registry", metavar="FILE", help="Authority file of your own; can be repeated."),
]
LexiconOption = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="FILE.toml", help="Words of your own: bodies, deeds, cues."),
]
StoreOption = Annotated[
    Path, typer.Option("--store", metavar="DIR", help="Folder of the store that `danvan build` makes.")
]
