"""One builder at a time in a store: the others wait a little, then say so."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StoreError
from ..sharing import file_mode

LOCK = "danvan.lock"
_STEP = 0.1  # seconds between two tries
#: Stores that this thread has locked already.
_held = threading.local()


@contextmanager
def locked(folder: Path, wait: float = 30.0) -> Iterator[None]:
    """Keep other builders out of a store; raise StoreError where one is at work for longer than `wait` seconds.

    The system gives the lock back when the process that holds it ends, however it ends.
    """
    own: set[str] = _held.__dict__.setdefault("folders", set())
    name = os.path.realpath(folder)
    if name in own:
        yield
        return
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, file_mode())
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from None
    try:
        end = time.monotonic() + wait
        while not _taken(descriptor):
            if time.monotonic() > end:
                raise StoreError(
                    f"{folder}: another build is at work in this store; try again when it has ended"
                )
            time.sleep(_STEP)
        own.add(name)
        yield
    finally:
        own.discard(name)
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _taken(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
