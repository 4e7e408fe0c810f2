"""What the commands print: tables for people, JSON for programs, progress for the one who waits."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel
    from rich.console import RenderableType

_WIDE = 120  # columns of a table that goes into a file or a pipe


def print_json(json: str) -> None:
    """Print one JSON text and a line end, as UTF-8 whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.encode() + b"\n")
    sys.stdout.buffer.flush()


def print_models(models: Sequence[BaseModel]) -> None:
    """Print typed results as one JSON list."""
    print_json("[" + ",\n ".join(model.model_dump_json() for model in models) + "]")


def print_tables(tables: Iterable[RenderableType]) -> None:
    """Print tables as wide as the terminal."""
    from rich.console import Console

    width = shutil.get_terminal_size((_WIDE, 24)).columns
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    for table in tables:
        console.print(table)
        console.print()


@contextmanager
def progress(task: str, *, quiet: bool = False) -> Iterator[Callable[[int, int, Path], None]]:
    """Yield a function to call with the files done, the files in all and the file that comes next.

    It draws a bar on standard error, where that is a terminal and `quiet` is not asked for.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )  # fmt: skip
    off = quiet or not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=off) as bar:
        job = bar.add_task(task, total=None, file="")

        def advance(done: int, total: int, file: Path) -> None:
            bar.update(job, completed=done, total=total, file=file.name)

        yield advance


@contextmanager
def waiting(task: str) -> Iterator[None]:
    """Show on standard error, where that is a terminal, that work goes on."""
    from rich.console import Console

    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(task):
        yield
