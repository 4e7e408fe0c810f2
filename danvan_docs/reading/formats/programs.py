"""Programs beside the library, run in a folder of their own, for a limited time, with nothing of the user's.

They end with the process that called them: `end_all` is what it calls when its own end has come.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .document import Document

#: No page of any document asks a program for so long.
MAX_SECONDS = 180
#: LibreOffice maps more than it uses: with less address space than this it does not start.
_ADDRESS_SPACE = 4 * 2**30

_running: set[subprocess.Popen[bytes]] = set()


def run(document: Document, command: Sequence[str], *, folder: Path, data: bytes | None = None) -> bytes:
    """Return what a program prints; raise ReadError where it fails or takes too long."""
    environment = {
        **os.environ,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "OMP_THREAD_LIMIT": "1",
        "LC_ALL": "C.UTF-8",
    }
    program = Path(command[0]).name
    with _wide_address_space():
        process = subprocess.Popen(
            command, cwd=folder, env=environment, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
    _running.add(process)
    try:
        printed, complaint = process.communicate(data, timeout=MAX_SECONDS)
    except subprocess.TimeoutExpired:
        raise document.error(f"{program} did not finish in {MAX_SECONDS} s") from None
    finally:
        if process.poll() is None:
            _end(process)
            process.communicate()
        _running.discard(process)
    if process.returncode:
        reason = (complaint.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
        raise document.error(f"{program} cannot read it ({reason[:120]})")
    return printed


def end_all() -> None:
    """End every program that runs, with all that it has started."""
    for process in list(_running):
        _end(process)
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass


@contextmanager
def _wide_address_space() -> Iterator[None]:
    """Let what is started inside have more address space than this process, where that is bounded at all."""
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        yield
        return
    wide = _ADDRESS_SPACE if hard == resource.RLIM_INFINITY else min(_ADDRESS_SPACE, hard)
    resource.setrlimit(resource.RLIMIT_AS, (max(soft, wide), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
