"""Which files a command has read, so that no output takes the place of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

#: Files by device and number, where somebody keeps account of them.
_noted: ContextVar[set[tuple[int, int]] | None] = ContextVar("noted", default=None)


@contextmanager
def noting_inputs() -> Iterator[None]:
    """Keep account of every file that is read inside the block."""
    before = _noted.set(set())
    try:
        yield
    finally:
        _noted.reset(before)


def note_input(path: str | Path) -> None:
    """Note that a file is read, where account is kept; one that is not there is none."""
    if _noted.get() is not None:
        try:
            note_status(os.stat(path))
        except (OSError, ValueError):
            return


def note_status(status: os.stat_result) -> None:
    """Note that a file is read that was opened already."""
    noted = _noted.get()
    if noted is not None:
        noted.add((status.st_dev, status.st_ino))


def was_read(status: os.stat_result) -> bool:
    """Tell whether a file was noted."""
    return (status.st_dev, status.st_ino) in (_noted.get() or ())
