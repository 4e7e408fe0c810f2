"""The process that reads: it takes one file after the other, within limits, and ends with the one that asks.

It is started by `children`. What libraries print goes nowhere, for they may quote the file.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import threading
from dataclasses import asdict
from io import BufferedIOBase, FileIO
from queue import SimpleQueue

from ...errors import DanvanError, MissingReader
from ..formats.programs import end_all
from ..limits import Limits
from ..names import MEMBER, shown
from .inside import More, bytes_inside, digest_inside, listing_inside, read_inside
from .protocol import Reply, Request, receive_request, send

#: After so many documents a process is replaced: what libraries leak goes with it.
_MOST_DOCUMENTS = 500
#: No temporary file of a reader is larger.
_LARGEST_FILE = 2**30
#: Seconds that this process outlives its limit at most, should the one that asks be gone.
_GRACE = 5.0
_leaving = threading.RLock()


def main(folder: str) -> None:
    """Serve requests until the one that asks is gone; `folder` is for temporary files."""
    inbox, outbox = _streams()
    tempfile.tempdir = folder
    _never_dump()
    signal.signal(signal.SIGTERM, lambda *_: _leave(folder))
    requests: SimpleQueue[tuple[Request, bytes]] = SimpleQueue()
    threading.Thread(target=_listen, args=(inbox, requests, folder), daemon=True).start()
    for served in range(1, sys.maxsize):
        request, data = requests.get()
        reply, body = _answer(request, data, outbox)
        spent = served >= _MOST_DOCUMENTS or _grown(request.max_memory)
        try:
            send(outbox, reply.with_values(size=len(body), spent=spent), body)
        except OSError:  # nobody is there any more
            spent = True
        if spent:
            _leave(folder)


def _streams() -> tuple[BufferedIOBase, FileIO]:
    """Return the two ends of the talk; what stood there before leads nowhere from now on."""
    inbox, outbox = os.fdopen(os.dup(0), "rb"), FileIO(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    return inbox, outbox


def _listen(inbox: BufferedIOBase, requests: SimpleQueue[tuple[Request, bytes]], folder: str) -> None:
    """Hand on what is asked; leave at once, with programs and temporary files, when nobody can ask any more."""
    while (request := receive_request(inbox)) is not None:
        requests.put(request)
    _leave(folder)


def _leave(folder: str) -> None:
    """End this process with all that it has made; of several threads that ask for it the first one does it."""
    with _leaving:
        end_all()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def _answer(request: Request, data: bytes, outbox: FileIO) -> tuple[Reply, bytes]:
    _bound(request)
    limits = Limits(
        max_seconds=request.max_seconds, max_memory=request.max_memory,
        max_megabytes=request.max_megabytes, max_characters=request.max_characters,
    )  # fmt: skip
    seconds = request.max_seconds

    def more(wanted: float) -> None:
        nonlocal seconds
        seconds += wanted
        _fuse(seconds + _GRACE)
        send(outbox, Reply(more=wanted))

    try:
        return Reply(), _done(request, data, limits, more)
    except MissingReader as error:
        return Reply(error=error.how, needed=error.needed), b""
    except DanvanError as error:
        return Reply(error=_as_given(str(error), request)), b""
    finally:
        _fuse(0)


def _as_given(message: str, request: Request) -> str:
    """Return a message in which a file is called as it was given to us."""
    found = shown(_path(request)).partition(MEMBER)[0]
    given = request.name.partition(MEMBER)[0]
    return given + message.removeprefix(found) if found and message.startswith(found) else message


def _path(request: Request) -> str:
    return "" if request.path is None else os.fsdecode(bytes.fromhex(request.path))


def _done(request: Request, data: bytes, limits: Limits, more: More) -> bytes:
    path = _path(request)
    if request.task == "listing":
        return json.dumps(asdict(listing_inside(request.name, path))).encode()
    if request.task == "digest":
        return digest_inside(request.name, path, limits).encode()
    if request.task == "content":
        return bytes_inside(request.name, path, limits)
    given = data if request.path is None else None
    source = read_inside(request.name, path, given, limits, more)
    return source.model_dump_json().encode()


def _bound(request: Request) -> None:
    _fuse(request.max_seconds + _GRACE)
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = request.max_memory * 2**20
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _fuse(seconds: float) -> None:
    """Let the system end this process after so many seconds, whatever it does then; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _never_dump() -> None:
    """Leave no image of the memory, which holds documents, on the disk; write no huge file."""
    if sys.platform != "win32":
        import resource

        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        most = _LARGEST_FILE if hard == resource.RLIM_INFINITY else min(_LARGEST_FILE, hard)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))


def _grown(megabytes: int) -> bool:
    """Tell whether this process has once used more than half of what it may."""
    if sys.platform == "win32":
        return False
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > megabytes * 2**19
