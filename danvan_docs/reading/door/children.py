"""The processes that read, seen from the one that asks: started when needed, used again, ended with it."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from io import BufferedReader, RawIOBase
from typing import cast

from ...errors import MissingReader, ReadError
from ..limits import Limits
from .protocol import Reply, Request, Task, receive_reply, send

#: Seconds that a process has to put away its temporary files when it is told to end.
_GRACE = 2.0
#: Processes that are kept for the next file; more may run at once.
_KEPT = 4
_CODE = "import sys; sys.path[:] = sys.argv[2:]; from danvan_docs.reading.door.child import main; main(sys.argv[1])"


class _Gone(Exception):
    """The process has ended before it could answer."""

    def __init__(self, how: int, *, overdue: bool) -> None:
        super().__init__(how)
        self.how, self.overdue = how, overdue

    @property
    def from_outside(self) -> bool:
        """Tell whether somebody else ended it: no fault of the file."""
        return not self.overdue and -self.how in (signal.SIGTERM, getattr(signal, "SIGKILL", None))


class _Child:
    """One process that reads."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="danvan-")  # for its owner alone
        command = [sys.executable, "-P", "-X", "utf8", "-c", _CODE, self._folder, *filter(None, sys.path)]
        self._process = subprocess.Popen(
            command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        self._inbox = cast(RawIOBase, self._process.stdin)
        self._outbox = BufferedReader(cast(RawIOBase, self._process.stdout))
        self._environment = dict(os.environ)
        self._spent = False

    @property
    def usable(self) -> bool:
        """Tell whether it can take another file, and lives in the same environment as we do."""
        return not self._spent and self._process.poll() is None and self._environment == os.environ

    def ask(self, request: Request, data: bytes) -> tuple[Reply, bytes]:
        """Return what it answers; raise _Gone where it ends instead. Any other error ends it."""
        watch = _Watch(request.max_seconds, self._process)
        try:
            answer = self._answer(request, data, watch)
        except BaseException:  # Ctrl-C above all
            self.end()
            raise
        finally:
            watch.stop()
        if answer is None:
            raise _Gone(self.end(), overdue=watch.overdue)
        self._spent = answer[0].spent
        return answer

    def _answer(self, request: Request, data: bytes, watch: _Watch) -> tuple[Reply, bytes] | None:
        try:
            send(self._inbox, request, data)
            while (answer := receive_reply(self._outbox)) is not None:
                if answer[0].more is None:
                    return answer
                watch.extend(answer[0].more)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return None

    def end(self) -> int:
        """End it, with the programs that it runs and its temporary files; return how it ended."""
        self._inbox.close()  # it leaves when it hears so
        code = _wait_or_kill(self._process)
        self._outbox.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        return code

    def forget(self) -> None:
        """Close our ends in a process that was forked: the child belongs to the one that forked."""
        self._inbox.close()
        self._outbox.close()
        self._process.returncode = 0  # nobody waits for it here


class _Watch:
    """Ends a process that takes too long."""

    def __init__(self, seconds: float, process: subprocess.Popen[bytes]) -> None:
        self.overdue = False
        self._process = process
        self._end_of_time = time.monotonic() + seconds
        self._start()

    def extend(self, seconds: float) -> None:
        """Allow so many seconds more."""
        self._timer.cancel()
        self._end_of_time += seconds
        self._start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.cancel()

    def _start(self) -> None:
        self._timer = threading.Timer(max(self._end_of_time - time.monotonic(), 0), self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        self.overdue = True
        self._process.terminate()
        _wait_or_kill(self._process)


def _wait_or_kill(process: subprocess.Popen[bytes]) -> int:
    """Wait a little for the end of a process that was told to end; kill it then, with its group."""
    try:
        return process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        try:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        except ProcessLookupError:
            pass
        return process.wait()


_idle: list[_Child] = []
_lock = threading.Lock()


def ask(task: Task, name: str, limits: Limits, *, path: str | None = None, data: bytes = b"") -> bytes:
    """Return what a process makes of a file. Raises ReadError, also where the process ends instead of answering."""
    request = Request(task=task, name=name, path=path, size=len(data), **asdict(limits))
    for last in (False, True):
        child = _borrowed()
        try:
            reply, body = child.ask(request, data)
        except _Gone as gone:
            if gone.from_outside and not last:
                continue
            raise ReadError(f"{name}: {_why(gone, limits)}") from None
        break
    _given_back(child)
    if reply.needed is not None:
        raise MissingReader(name, reply.needed, reply.error or "")
    if reply.error is not None:
        raise ReadError(reply.error)
    return body


def _why(gone: _Gone, limits: Limits) -> str:
    if gone.overdue:
        return f"takes longer to read than the {limits.max_seconds:g} seconds that it may"
    how = f"signal {-gone.how}" if gone.how < 0 else f"code {gone.how}"
    return f"breaks its reader ({how}): damaged, or too large for {limits.max_memory} MB of memory"


def _borrowed() -> _Child:
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.usable:
                return child
            child.end()
    return _Child()


def _given_back(child: _Child) -> None:
    with _lock:
        if child.usable and len(_idle) < _KEPT:
            _idle.append(child)
            return
    child.end()


def end_children() -> None:
    """End the processes that wait for a file; the next file starts one anew."""
    with _lock:
        while _idle:
            _idle.pop().end()


def _forked() -> None:
    global _lock
    _lock = threading.Lock()
    while _idle:
        _idle.pop().forget()


atexit.register(end_children)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
