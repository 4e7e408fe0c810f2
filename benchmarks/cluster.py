"""One corpus built by every engine; on a Ray cluster also while a worker is killed, and after a run broken off.

    python -m benchmarks.cluster [COUNT]       documents, 2,000 by default

What the engines leave is compared with the embedded store, row for row. All of it runs in a network of its own that
knows loopback alone (Linux, `unshare`); nothing outlives it, and it is ended after `SECONDS` in any case.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.documents import write_documents
from benchmarks.rows import differing
from danvan_docs.corpus.build import build
from danvan_docs.corpus.store import DATABASE
from danvan_docs.scale import Dataset, build_dataset

COUNT = 2_000
NODES = 2  # beside the head, each with one processor
PORT = 6399
SECONDS = 900
_APART = ["unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
_ISOLATED = "DANVAN_ISOLATED"
_SETTINGS = {
    _ISOLATED: "1",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_AUTH_MODE": "token",
    "RAY_AUTH_TOKEN": secrets.token_hex(16),
}
_SIOCSIFFLAGS, _UP = 0x8914, 0x1
_WORKER = b"ray::UDFActor"


@dataclass(frozen=True)
class Run:
    """How many seconds a build took to read all documents and in all, and how long processors worked to read."""

    name: str
    read: float
    whole: float
    busy: float
    note: str


def timed(name: str, run: Callable[[Callable[..., None]], str]) -> Run:
    """Return how long a build takes; `run` is given what the build calls to tell how far it is."""
    began, busy = time.monotonic(), processor_seconds()
    read: list[tuple[float, float]] = []

    def progress(done: int, total: int, *_: object) -> None:
        if done == total and not read:
            read.append((time.monotonic() - began, processor_seconds() - busy))

    note = run(progress)
    [(seconds, worked)] = read
    return Run(name, seconds, time.monotonic() - began, worked, note)


def processor_seconds() -> float:
    """Return how long processors have worked for this tree of processes, for those that have ended, too."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            ticks += sum(map(int, path.read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def cluster(folder: Path) -> Iterator[None]:
    """Run a head without processors and `NODES` nodes, each with an address of its own."""
    os.environ["RAY_ADDRESS"] = f"127.0.0.1:{PORT}"
    common = ["--block", "--object-store-memory=100000000"]
    head = [f"--port={PORT}", "--num-cpus=0", "--include-dashboard=false", f"--temp-dir={folder}/session"]
    nodes = [["--head", *head]]
    for number in range(NODES):
        address = f"--node-ip-address=127.0.0.{2 + number}"
        nodes.append([f"--address=127.0.0.1:{PORT}", address, "--num-cpus=1"])
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for options in nodes:
            log = (folder / f"node-{len(processes)}.log").open("wb")
            command = [str(Path(sys.executable).with_name("ray")), "start", *options, *common]
            processes.append(subprocess.Popen(command, stdout=log, stderr=log))
            time.sleep(8)  # the others join a head that is there
        yield
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(30)


def workers() -> list[int]:
    """Return the processes of the cluster that make parts."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended
            if path.read_bytes().startswith(_WORKER):
                found.append(int(path.parent.name))
    return sorted(found)


def with_a_worker_killed(source: Path, root: Path, progress: Callable[..., None]) -> str:
    """Build on the cluster; kill a worker once a quarter of the parts is whole."""
    killed: list[str] = []

    def look(done: int, total: int, place: Path) -> None:
        progress(done, total)
        if not killed and total / 4 <= done < total:
            os.kill(victim := workers()[0], signal.SIGKILL)
            killed.append(f"process {victim} killed at part {done} of {total}")

    build_dataset([source], root, engine="ray", progress=look)
    return killed[0] if killed else "NO WORKER KILLED: too few documents"


def broken_off(source: Path, root: Path) -> None:
    """Kill a whole build on the cluster once half of its parts are whole."""
    danvan = str(Path(sys.executable).with_name("danvan"))
    process = subprocess.Popen([danvan, "build", str(source), "--store", str(root), "--engine", "ray"])
    dataset = Dataset(root)
    while process.poll() is None:
        planned = len(list((root / "parts").glob("*.plan.json")))
        if dataset.whole() and len(dataset.whole()) >= planned:
            process.kill()
        time.sleep(0.2)
    while workers():  # the cluster lets its workers go when the one who asked is gone
        time.sleep(0.2)


def gone_on(source: Path, root: Path, progress: Callable[..., None]) -> str:
    """Build what a broken run left; say how many whole parts were kept as they were."""
    before = {path: path.stat().st_mtime_ns for path in (root / "documents").glob("*.parquet")}
    before = {path: at for path, at in before.items() if int(path.stem) in Dataset(root).whole()}
    build_dataset([source], root, engine="ray", progress=progress)
    kept = sum(path.stat().st_mtime_ns == at for path, at in before.items())
    return f"{kept} of {len(before)} whole parts kept, {len(Dataset(root).whole())} now"


def embedded(source: Path, store: Path, jobs: int, progress: Callable[..., None]) -> str:
    build([source], store, jobs=jobs, progress=progress)
    return ""


def by_engine(source: Path, root: Path, engine: str, progress: Callable[..., None]) -> str:
    build_dataset([source], root, engine=engine, jobs=NODES, progress=progress)
    return ""


def measure(count: int, folder: Path, console: Console) -> bool:
    """Build by every engine, print what that took; return whether all left the same rows."""
    source, store, runs, wrong = folder / "texts", folder / "store-1", list[Run](), list[str]()
    write_documents(source, count)

    def add(name: str, run: Callable[..., str], target: Path, *how: object) -> None:
        console.print(f"{name} …")
        runs.append(timed(name, partial(run, source, target, *how)))
        if not (target / DATABASE).exists():
            wrong.extend(f"OTHER ROWS than the store: {name}, {table}" for table in differing(store, target))

    for jobs in (1, NODES):
        add(f"store, jobs {jobs}", embedded, folder / f"store-{jobs}", jobs)
    for engine in ("local", "native"):
        add(f"dataset, {engine}", by_engine, folder / engine, engine)
    with cluster(folder):
        add("dataset, ray", by_engine, folder / "ray", "ray")
        add("dataset, ray, a worker killed", with_a_worker_killed, folder / "killed")
        broken_off(source, folder / "broken")
        add("dataset, ray, after a run broken off", gone_on, folder / "broken")
    console.print(table_of(runs, count))
    for line in wrong or ["Every table of every dataset holds the rows of the store."]:
        console.print(line)
    return not wrong


def table_of(runs: list[Run], count: int) -> Table:
    """Return what the builds took, as a table; a processor may have had other work beside."""
    heads = (
        "Build",
        "Read, s",
        "Documents/s",
        "ms of a processor each",
        "Beside one process",
        "In all, s",
        "",
    )
    table = Table(*heads, title=f"{count:,} documents, {NODES} processors")
    for run in runs:
        rate, each, beside = count / run.read, 1000 * run.busy / count, runs[0].read / run.read
        figures = f"{run.read:.1f}", f"{rate:.0f}", f"{each:.1f}", f"{beside:.2f}", f"{run.whole:.1f}"
        table.add_row(run.name, *figures, run.note)
    return table


def main() -> None:
    """Start again in a network and a tree of processes of its own, and measure there."""
    if os.environ.get(_ISOLATED) is None:
        command = [*_APART, sys.executable, "-m", "benchmarks.cluster", *sys.argv[1:]]
        sys.exit(subprocess.run(command, env=os.environ | _SETTINGS, timeout=SECONDS).returncode)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _UP))
    with TemporaryDirectory(prefix="danvan-") as folder:
        same = measure(
            int(sys.argv[1]) if sys.argv[1:] else COUNT,
            Path(folder),
            Console(width=shutil.get_terminal_size((120, 24)).columns),
        )
    sys.exit(not same)


if __name__ == "__main__":
    main()
