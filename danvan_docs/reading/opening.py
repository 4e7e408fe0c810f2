"""Files opened with care: regular ones only, never more of one than the limit, whatever becomes of it meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import ReadError
from ..inputs import note_status
from .names import shown

_KINDS = {
    stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip
_BLOCK = 1 << 20


@contextmanager
def opened(path: str | Path) -> Iterator[BinaryIO]:
    """Yield a regular file opened to be read; raise ReadError for what is none, or cannot be opened or read.

    A pipe, a device or a link to one is refused at once: reading it would wait or never end.
    """
    name = shown(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):  # which cannot even be opened as a file
            os.close(descriptor)
            raise ReadError(f"{name}: is a folder, not a file")
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(found.st_mode):
                raise ReadError(
                    f"{name}: is {_KINDS.get(stat.S_IFMT(found.st_mode), 'something')}, not a file"
                )
            note_status(found)
            yield file
    except FileNotFoundError:
        raise ReadError(f"{name}: no such file") from None
    except ValueError:  # a NUL in the path
        raise ReadError(f"{name}: no such file") from None
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise ReadError(f"{name}: is a socket, not a file") from None
        raise ReadError(f"{name}: cannot be read ({error.strerror or type(error).__name__})") from None


def read_head(file: BinaryIO, name: str, length: int) -> bytes:
    """Return the first bytes of a file; raise ReadError where the system makes them up: such a file may never end."""
    head = file.read(length) or b""
    if head and not os.fstat(file.fileno()).st_size:
        raise ReadError(f"{name}: is made up by the system, not a file on a disk")
    return head


def read_whole(file: BinaryIO, name: str, most: int) -> bytes:
    """Return what a file holds; raise ReadError where that is more than `most` bytes, also while it grows."""
    size = os.fstat(file.fileno()).st_size
    if size > most:
        raise too_large(name, size, most)
    read_head(file, name, 1)
    file.seek(0)
    data = file.read(most + 1) or b""
    if len(data) > most:
        raise too_large(name, len(data), most)
    return data


def too_large(name: str, size: int, most: int) -> ReadError:
    """Return the error for a file over the limit."""
    return ReadError(f"{name}: too large to be a directive ({size // 10**6} MB; at most {most // 10**6} MB)")
