"""Who does the work: this process with a pool, or Daft on this machine or on a Ray cluster."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from tempfile import TemporaryFile
from typing import Literal, cast

from ..errors import EngineError, MissingExtra
from .daft_engine import AUTO, UNREACHED, Order
from .dataset import Dataset
from .parts import make_parts, part_workers
from .tables import EXTRA

#: Called now and then while an engine works.
Look = Callable[[], None]

Name = Literal["local", "native", "ray"]

_POLL = 1.0  # seconds between two looks
_PATIENCE = 300.0  # seconds without a sign of work, beside those that a document may take three times
_FUTILE = 3  # times that the engine may end without anything done before it is given up
_NEEDS = {"local": "pebble", "native": "daft", "ray": "ray"}


@dataclass(frozen=True, slots=True)
class Engine:
    """Who does the work; `cluster` is the address of a Ray cluster."""

    name: Name
    cluster: str | None = None

    @classmethod
    def of(cls, text: str) -> Engine:
        """Return the engine that is called so. Raises EngineError for one that is unknown, MissingExtra without it.

        >>> Engine.of("local")
        Engine(name='local', cluster=None)
        """
        match = re.fullmatch(r"(local|native|ray)((?<=ray)://[\w.-]+:\d+)?", text)
        if match is None:
            raise EngineError(f"{text}: unknown engine; known: local, native, ray, ray://HOST:PORT")
        name = cast(Name, match[1])
        if find_spec(_NEEDS[name]) is None:
            raise MissingExtra(_NEEDS[name], "cluster" if name == "ray" else EXTRA)
        return cls(name, (text if match[2] else AUTO) if name == "ray" else None)

    def make(self, dataset: Dataset, order: Order, look: Look) -> None:
        """Make the planned parts of an order. Raises EngineError where some cannot be made, or as `make_parts` does."""
        if self.name == "local":
            with part_workers(order.settings) as workers:
                for _ in make_parts(dataset, order.parts, workers):
                    look()
            return
        left, futile, reason = set(order.parts), 0, ""
        while left and futile < _FUTILE:
            reason = self._run(order.model_copy(update={"task": "make", "parts": sorted(left)}), look)
            done = left & dataset.whole()
            futile = 0 if done else futile + 1
            left -= done
        if left:
            raise EngineError(
                f"{dataset.root}: {len(left)} of {len(order.parts)} parts could not be made ({reason})"
            )

    def relink(self, order: Order) -> None:
        """Link documents to the authority files of the order, where the engine can find those that this concerns.

        What that leaves undone is for the next plan.
        """
        if self.name != "local":
            self._run(order.model_copy(update={"task": "relink"}), lambda: None)

    def derive(self, dataset: Dataset, order: Order, look: Look) -> None:
        """Derive the graph of all parts. Raises EngineError where that cannot be done."""
        if self.name == "local":
            from .embedded_graph import write_graph

            write_graph(dataset, order.settings.registry)
            dataset.finish_graph(order.rules)
            return
        for _ in range(_FUTILE):
            reason = self._run(order.model_copy(update={"task": "derive"}), look)
            if dataset.graph_rules() == order.rules:
                return
        raise EngineError(f"{dataset.root}: the graph could not be derived ({reason})")

    def _run(self, order: Order, look: Look) -> str:
        return _run(order.model_copy(update={"cluster": self.cluster}), look)


class _Watch:
    """Sees when no part has got on for so long that none will: the engine waits for a machine that is lost."""

    def __init__(self, order: Order) -> None:
        timeout = order.settings.timeout if order.task == "make" else None
        self._dataset, self._limit = Dataset(order.root), timeout and 3 * timeout + _PATIENCE
        self._seen, self._since = set[tuple[str, int]](), time.monotonic()

    def is_idle(self) -> bool:
        """Tell whether nothing has changed for longer than any document may take."""
        if self._limit is None:
            return False
        signs = self._dataset.signs()
        if signs != self._seen:
            self._seen, self._since = signs, time.monotonic()
        return time.monotonic() - self._since > self._limit


def _run(order: Order, look: Look) -> str:
    """Let a process of its own carry out an order; return the last line that it wrote, whatever became of it.

    It ends with this process: it holds the other end of its standard input. And what it started ends with it.
    Raises EngineError where the cluster cannot be reached.
    """
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "danvan_docs.scale.daft_engine"],
            stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        try:
            assert process.stdin
            process.stdin.write(order.model_dump_json().encode() + b"\n")
            process.stdin.flush()
            watch = _Watch(order)
            while process.poll() is None and not watch.is_idle():
                look()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.seek(0)
        lines = log.read().decode("utf-8", "replace").split("\n")
    reason = next(
        (line.strip() for line in reversed(lines) if line.strip()), f"exit code {process.returncode}"
    )
    if process.returncode == UNREACHED:
        raise EngineError(f"{order.cluster}: the cluster cannot be reached ({reason})")
    return reason
