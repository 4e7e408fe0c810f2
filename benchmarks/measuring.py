"""How time is taken: in turns, so that whatever else the machine does hits all alike.

Unless a clock is given, it is the time of the processor for this process: what others do meanwhile does not count.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

ROOT = Path(__file__).parents[1]
#: Rounds that are taken whatever they cost, and that are never gone beyond.
FEWEST, MOST = 3, 15


Clock = Callable[[], float]


def take_turns(
    stages: Mapping[str, Callable[[], object]],
    budget: float,
    fewest: int = FEWEST,
    clock: Clock = time.process_time,
) -> dict[str, list[float]]:
    """Return the seconds of each stage in each round; rounds go on while `budget` seconds are not used up."""
    times: dict[str, list[float]] = {name: [] for name in stages}
    begin = time.perf_counter()
    for done in track(range(MOST), description="Rounds", console=Console(stderr=True), transient=True):
        if done >= fewest and time.perf_counter() - begin > budget * done / (done + 1):
            break
        for name, stage in stages.items():
            times[name].append(seconds(stage, clock))
    return times


def seconds(stage: Callable[[], object], clock: Clock = time.process_time) -> float:
    """Return the seconds that a stage takes, without what others left to be cleaned up."""
    gc.collect()
    begin = clock()
    stage()
    return clock() - begin


def children() -> float:
    """Return the processor time of the processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def per_round(times: Sequence[float], base: Sequence[float]) -> list[float]:
    """Return how often one stage's time is another's, round by round."""
    return [one / other for one, other in zip(times, base, strict=True)]


def in_child(module: str, *arguments: str, python: Path | str = sys.executable, limit: float = 300) -> Any:
    """Run a module of the benchmarks in a process of its own and return the JSON that it prints.

    Raises subprocess.TimeoutExpired after `limit` seconds, CalledProcessError where it fails.
    """
    command = [str(python), "-W", "ignore", "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=limit,
    )
    return json.loads(done.stdout.splitlines()[-1])
