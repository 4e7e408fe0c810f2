"""How the command fails: one line on standard error, and an exit code that a script can tell apart."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from ..errors import DanvanError, ReadError

SOME_FAILED, FAILED = 1, 2


def report(error: DanvanError | str) -> None:
    """Print one line `danvan: …` on standard error."""
    typer.echo(f"danvan: {' '.join(str(error).splitlines())}", err=True)


def files_in(paths: Iterable[str | Path], errors: list[ReadError]) -> list[Path]:
    """Return what there is to read; report folders that cannot be searched, and add them to `errors`."""
    from ..reading import find_files

    def failed(error: ReadError) -> None:
        errors.append(error)
        report(error)

    return find_files(paths, failed, report)


class Commands(TyperGroup):
    """A group of commands in which an expected error is one line, and a closed pipe is no error at all."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; exit with 2 on a DanvanError, quietly where the reader has gone (`| head`)."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except DanvanError as error:
            report(error)
            raise typer.Exit(FAILED) from None
        except BrokenPipeError:
            # What is still buffered has nowhere to go; the interpreter would complain of that at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        return result
