"""The garbage collector while documents are analysed."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_inside = 0
_was_on = False


@contextmanager
def waiting() -> Iterator[None]:
    """Let the collector wait for the end of a document.

    Nothing that a document holds can be freed before that, but each collection would look at all of it again: time
    would grow faster than the text. The setting is one for all threads: the first that comes in switches the
    collector off, the last that leaves brings it back as it was found.

    >>> with waiting():
    ...     gc.isenabled()
    False
    """
    global _inside, _was_on
    with _lock:
        if not _inside:
            _was_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside and _was_on:
                gc.enable()
