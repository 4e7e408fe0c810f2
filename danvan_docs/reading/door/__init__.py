"""The one door through which files come in: plain text is decoded here, all else is read in a process with limits."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

from ...errors import DanvanError, ReadError
from ...inputs import note_input
from ..formats.archive import Listing, is_member
from ..formats.recognise import HEAD, is_plain
from ..limits import Limits
from ..names import MEMBER, harmless_name, shown
from ..opening import opened, read_head, read_whole, too_large
from ..source import Source
from .children import ask, end_children
from .inside import bytes_inside, digest_inside, guarded, listing_inside, read_inside
from .protocol import Task

#: What can be read: a file by its path, or what one holds.
Given = str | os.PathLike[str] | bytes | bytearray | BinaryIO
#: How a file is called of which only the content is given.
UNNAMED = "(bytes)"


def read_source(given: Given, *, limits: Limits | None = None, name: str = "") -> Source:
    """Return the text of a file of any known format, with pages, places and notices.

    `given` is a path, which may name a member of an archive (`pile.zip!/plans/a.docx`); or the bytes of a file, or a
    binary file object, called `name` in messages and results. The format is told from the bytes. `limits` are those
    of the environment where none are given.

    Raises ReadError for a file that is missing, empty, damaged, locked, over a limit or of no known format.

    >>> read_source("Thực hiện Nghị quyết số 25-NQ/TW.".encode(), name="a.txt").text
    'Thực hiện Nghị quyết số 25-NQ/TW.'
    """
    limits = limits or Limits.standing()
    if isinstance(given, str | os.PathLike):
        return _read_path(Path(given), limits)
    name = harmless_name(name) or UNNAMED
    data = _content(given, name, limits)
    if is_plain(data[:HEAD]):
        return read_inside(name, None, data, limits)
    if not _can_start():
        return read_inside(name, None, data, limits)
    with guarded(name):
        return Source.model_validate_json(ask("source", name, limits, data=data))


def read_bytes(path: str | Path, *, limits: Limits | None = None) -> bytes:
    """Return the bytes of a file or of a member of an archive; raise ReadError where they cannot be had."""
    limits = limits or Limits.standing()
    name = shown(path)
    if is_member(str(path)) and _can_start():
        return _asked("content", path, limits)
    return bytes_inside(name, str(path), limits)


def digest(path: str | Path, *, limits: Limits | None = None) -> str:
    """Return the SHA-256 of a file or of a member of an archive; raise ReadError where it cannot be read."""
    limits = limits or Limits.standing()
    if is_member(str(path)) and _can_start():
        return _asked("digest", path, limits).decode()
    return digest_inside(shown(path), str(path), limits)


def listing(path: Path, *, limits: Limits | None = None) -> Listing:
    """Return what a file holds as documents of their own: nothing, if it is no archive and no e-mail.

    Raises ReadError where it cannot be opened, or holds too much.
    """
    name = shown(path)
    with opened(path) as file:
        head = read_head(file, name, HEAD)
    if is_plain(head):
        return Listing()
    limits = limits or Limits.standing()
    if not _can_start():
        return listing_inside(name, str(path))
    with guarded(name):
        found = json.loads(_asked("listing", path, limits))
        written = os.path.abspath(path)
        below = f"{written}{MEMBER}"

        def as_given(inner: str) -> str:
            return f"{path}{MEMBER}{inner.removeprefix(below)}" if inner.startswith(below) else str(path)

        return Listing(*([as_given(str(each)) for each in found[key]] for key in ("documents", "left_out")))


def _read_path(path: Path, limits: Limits) -> Source:
    name = shown(path)
    with guarded(name):
        if not is_member(str(path)):
            with opened(path) as file:
                head = read_head(file, name, HEAD)
                size = os.fstat(file.fileno()).st_size
                if size > limits.max_bytes:
                    raise too_large(name, size, limits.max_bytes)
                if is_plain(head):
                    file.seek(0)
                    return read_inside(name, None, read_whole(file, name, limits.max_bytes), limits)
        if not _can_start():
            return read_inside(name, str(path), None, limits)
        return Source.model_validate_json(_asked("source", path, limits))


def _asked(task: Task, path: str | Path, limits: Limits) -> bytes:
    note_input(str(path).partition(MEMBER)[0])
    return ask(task, shown(path), limits, path=os.fsencode(os.path.abspath(path)).hex())


def _content(given: object, name: str, limits: Limits) -> bytes:
    """Return what was given as bytes; never more than the limit is taken from a file object."""
    if isinstance(given, bytes | bytearray):
        data: object = bytes(given)
    elif hasattr(given, "read"):
        with guarded(name):
            data = given.read(limits.max_bytes + 1)
    else:
        kind = type(given).__name__
        raise DanvanError(f"a path, bytes or a binary file is expected, here is a {kind}")
    if not isinstance(data, bytes):
        raise DanvanError(f"{name}: a file opened in binary mode is expected, here is one of text")
    if len(data) > limits.max_bytes:
        raise too_large(name, len(data), limits.max_bytes)
    return data


def _can_start() -> bool:
    """Tell whether a process can be started here; where Python is part of another program, all is read in this one."""
    return bool(sys.executable)


__all__ = ["UNNAMED", "Given", "ReadError", "digest", "end_children", "listing", "read_bytes", "read_source"]
