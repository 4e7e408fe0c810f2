"""`build` of a thousand documents: in one process and in two, again with nothing changed, and linked anew."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .documents import write_documents
from .measuring import per_round, take_turns
from .report import Report, Spread, Table

COUNT = 1_000
BUDGET, ROUNDS = 60.0, 3
GOAL = 50  # times as fast where nothing has changed
_REGISTRY = """\
id,symbol,type,date,issuer,title,level,system,status,source,confidence
702-QĐ/TW@2020-01-06,702-QĐ/TW,Quyết định,2020-01-06,Ban Bí thư,về công tác dân vận,central,party,unknown,directive,high
"""


def measure() -> Report:
    """Measure the four builds in turns, each round from an empty store."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_documents(folder / "texts", COUNT)
        registry = folder / "ours.csv"
        registry.write_text(_REGISTRY, encoding="utf-8")
        times = take_turns(
            {
                "first, one process": _build(folder, "one", fresh=True),
                "first, two processes": _build(folder, "two", fresh=True, jobs=2),
                "nothing changed": _build(folder, "one"),
                "another registry, linked anew": _build(folder, "one", registry=[registry]),
            },
            BUDGET,
            ROUNDS,
            time.perf_counter,  # two processes take as much of the processor as one
        )
    first = next(iter(times.values()))
    rows = []
    for name, taken in times.items():
        seconds, faster = Spread.of(taken).middle, Spread.of(per_round(first, taken))
        rows.append([name, f"{seconds:.2f}", f"{COUNT / seconds:,.0f}", str(faster), ""])
        if name == "nothing changed":
            rows[-1][-1] = f"{GOAL}: {'met' if faster.middle >= GOAL else 'not met'}"
    heads = ["build", "seconds", "documents a second", "times as fast as the first", "goal"]
    return Report([Table(f"{COUNT:,} documents, {len(first)} rounds", heads, rows)])


def _build(folder: Path, store: str, fresh: bool = False, **options: Any) -> Callable[[], object]:
    from danvan_docs import build

    def run() -> None:
        if fresh:
            shutil.rmtree(folder / store, ignore_errors=True)
        failed = build([folder / "texts"], folder / store, **options).failed
        if failed:
            raise SystemExit(f"{failed} documents cannot be analysed: nothing is measured")

    return run
