"""What the commands print: tables for people, JSON for programs, progress for the one who waits."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel
    from rich.console import Console, RenderableType

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
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
    width = shutil.get_terminal_size((_WIDE, 24)).columns
    console = _console()(width=width, markup=False, highlight=False, emoji=False)
    for table in tables:
        console.print(table)
        console.print()


def print_text(text: str) -> None:
    """Print a text of a file; what a terminal would obey is shown as a sign instead."""
    typer.echo(harmless(text))


def harmless(text: str) -> str:
    r"""Return a text with signs in place of the control characters that a terminal obeys.

    >>> harmless("a\x1b[31m\tb\n")
    'a␛[31m\tb\n'
    """
    return _CONTROLS.sub(lambda sign: chr(0x2400 + ord(sign[0])) if sign[0] < " " else "\ufffd", text)


@cache
def _console() -> type[Console]:
    """Return a console of `rich` that prints no control characters but its own."""
    from rich.console import Console
    from rich.segment import Segment

    class HarmlessConsole(Console):
        def render(self, *arguments: Any, **options: Any) -> Iterable[Segment]:
            for segment in super().render(*arguments, **options):
                text, style, control = segment
                yield segment if control else Segment(harmless(text), style)

    return HarmlessConsole


@contextmanager
def progress(task: str, *, quiet: bool = False) -> Iterator[Callable[[int, int, Path], None]]:
    """Yield a function to call with the files done, the files in all and the file that comes next.

    It draws a bar on standard error, where that is a terminal and `quiet` is not asked for.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from ..reading.names import shown

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )  # fmt: skip
    off = quiet or not sys.stderr.isatty()
    with Progress(*columns, console=_console()(stderr=True), transient=True, disable=off) as bar:
        job = bar.add_task(task, total=None, file="")

        def advance(done: int, total: int, file: Path) -> None:
            bar.update(job, completed=done, total=total, file=shown(file.name))

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
