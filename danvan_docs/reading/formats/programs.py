"""Programs beside the library, run in a folder of their own, for a limited time, with nothing of the user's."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .document import Document

#: No page of any document asks a program for so long.
MAX_SECONDS = 180


def run(document: Document, command: Sequence[str], *, folder: Path, data: bytes | None = None) -> bytes:
    """Return what a program prints; raise ReadError where it fails or takes too long."""
    environment = {**os.environ, "HOME": str(folder), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    program = Path(command[0]).name
    try:
        printed, complaint = process.communicate(data, timeout=MAX_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise document.error(f"{program} did not finish in {MAX_SECONDS} s") from None
    if process.returncode:
        reason = (complaint.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
        raise document.error(f"{program} cannot read it ({reason[:120]})")
    return printed
