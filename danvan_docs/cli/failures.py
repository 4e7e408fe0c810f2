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
from ..inputs import noting_inputs
from .screen import harmless

SOME_FAILED, FAILED = 1, 2


def report(error: DanvanError | str) -> None:
    """Print one line `danvan: …` on standard error."""
    typer.echo(harmless(f"danvan: {' '.join(str(error).splitlines())}"), err=True)


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
            with noting_inputs():
                result = super().invoke(ctx)
            sys.stdout.flush()
        except DanvanError as error:
            report(error)
            raise typer.Exit(FAILED) from None
        except BrokenPipeError:
            _let_go_of_output()
            raise typer.Exit from None
        except OSError as error:
            _let_go_of_output()
            report(f"cannot write what was asked for ({error.strerror or type(error).__name__})")
            raise typer.Exit(FAILED) from None
        return result


def _let_go_of_output() -> None:
    """Drop what is still buffered: it has nowhere to go, and the interpreter would complain of that at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
