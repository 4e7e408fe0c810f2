"""Parts made and the graph derived on Daft, as a program of its own: `python -m danvan_docs.scale.daft_engine`.

A process of its own, since the engine can crash when its work is done: whoever starts it judges by the parts that are
whole, not by how it ends.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path
from threading import Thread
from typing import Any, Literal, NoReturn

from pydantic import Field

from ..corpus.frames import library
from ..models import Model
from .dataset import Dataset
from .frames import QUIET
from .parts import Settings, make_parts, part_workers

#: The cluster that RAY_ADDRESS names, or the one that this machine is part of.
AUTO = "auto"
_ANSWER = 10.0  # seconds
#: The exit code where there is no cluster at the address.
UNREACHED = 3


class Order(Model):
    """What the engine shall do with a dataset: make planned parts, link documents anew, derive the graph."""

    task: Literal["make", "relink", "derive"] = "make"
    root: str
    rules: str
    settings: Settings
    parts: list[int] = Field(default_factory=list)
    cluster: str | None = None
    """The address of a Ray cluster; None for this machine."""
    workers: int | None = None
    """As many as there are processors for None."""
    folder: Path | None = None
    """Where the paths of documents begin, if they are not absolute: the workers must have it, too."""


def main() -> None:
    """Carry out the order that is the first line of standard input; end when that ends, or the work is done."""
    order = Order.model_validate_json(sys.stdin.readline())
    Thread(target=_end_with_caller, daemon=True).start()
    try:
        processors = _start(order.cluster)
    except Exception as error:
        _end(UNREACHED, str(error))
    run(order, order.workers or processors)
    _end(0)


def _end(code: int, message: str = "") -> NoReturn:
    """End before the engine takes itself apart, which can fail, or wait for what will not come."""
    print(message, flush=True)
    os._exit(code)


def _end_with_caller() -> None:
    sys.stdin.read()
    os.killpg(0, signal.SIGKILL)


def _start(cluster: str | None) -> int:
    """Set Daft to run on this machine or on a Ray cluster; return how many processors there are."""
    os.environ |= QUIET
    import daft

    if cluster is None:
        daft.set_runner_native()
        return os.cpu_count() or 1
    ray = library("ray", "cluster")
    _reach(os.environ.get("RAY_ADDRESS", "") if cluster == AUTO else cluster)
    ray.init(address=cluster, log_to_driver=False, runtime_env={"env_vars": QUIET})
    daft.set_runner_ray(noop_if_initialized=True)
    return int(ray.cluster_resources()["CPU"])


def _reach(address: str) -> None:
    """Raise OSError at once where nobody answers: Ray would wait for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host:
        socket.create_connection((host, int(port)), timeout=_ANSWER).close()


def run(order: Order, workers: int) -> None:
    """Carry out an order. Parts that are whole stay, whatever becomes of the others."""
    dataset = Dataset(order.root)
    if order.task == "make":
        _make_parts(order, workers)
    elif order.task == "relink":
        from .linking import relink

        relink(dataset, order.settings.registry)
    else:
        from .graph import write_graph

        write_graph(dataset, order.settings.registry)
        dataset.finish_graph(order.rules)


def _make_parts(order: Order, workers: int) -> None:
    import daft

    @daft.cls(cpus=1, max_concurrency=min(workers, len(order.parts)), use_process=True)
    class Maker:
        def __init__(self) -> None:
            self._dataset, self._workers = Dataset(order.root), part_workers(order.settings)

        @daft.method.batch(return_dtype=daft.DataType.int64(), batch_size=1)
        def make(self, numbers: Any) -> list[int]:
            if order.folder:
                os.chdir(order.folder)
            for _ in make_parts(self._dataset, numbers.to_pylist(), self._workers):
                pass
            return list(numbers.to_pylist())

    made = Maker().make(daft.col("part"))
    daft.from_pydict({"part": order.parts}).select(made).collect()  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
