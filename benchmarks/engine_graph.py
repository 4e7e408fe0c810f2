"""Questions to a synthetic graph, asked of a store and, on Daft's own runner, of a dataset of the same rows.

    python benchmarks/engine_graph.py [--instruments 1000000] [--edges 3000000] [--folder DIR]

The graph is that of `benchmarks/graph.py`. Both sides are asked once, each in a process of its own, and must give
the same answer. With `--folder` store and dataset are kept, and used again if they are there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from graph import make
from rich.console import Console
from rich.table import Table

from danvan_docs.corpus.store import DATABASE, Store
from danvan_docs.scale.dataset import Dataset
from danvan_docs.scale.store_rows import store_rows

Question = Callable[[Any], Any]


def of_store(folder: Path, stack: ExitStack) -> tuple[Any, dict[str, Question]]:
    from danvan_docs.corpus.centrality import most_cited
    from danvan_docs.corpus.compact import Compact
    from danvan_docs.corpus.components import components
    from danvan_docs.corpus.diffusion import coverage, lag

    asked = Compact.of(stack.enter_context(Store.open(folder / "store")))
    return asked, _questions(most_cited, components, lag, coverage)


def of_dataset(folder: Path, stack: ExitStack) -> tuple[Any, dict[str, Question]]:
    from danvan_docs.scale.frames import engine
    from danvan_docs.scale.measures import coverage, lag
    from danvan_docs.scale.ranks import components, most_cited

    engine()
    return Dataset.open(folder / "dataset"), _questions(most_cited, components, lag, coverage)


def _questions(
    most_cited: Question, components: Question, lag: Question, coverage: Question
) -> dict[str, Question]:
    return {
        "most cited": lambda asked: most_cited(asked, level=None),
        "PageRank": lambda asked: most_cited(asked, level=None, weight="pagerank"),
        "components": components,
        "lag, all pairs": lag,
        "lag, one province": lambda asked: lag(asked, province="Tỉnh 07"),
        "coverage, direct": lambda asked: coverage(asked, through=False),
        "coverage, through others": coverage,
    }


SIDES = {"store": of_store, "engine": of_dataset}


def prepare(folder: Path, instruments: int, edges: int) -> None:
    """Write store and dataset, where they are not there yet."""
    if not (folder / "store" / DATABASE).exists():
        make(folder / "store", instruments, edges)
    if (folder / "dataset").exists():
        return
    dataset = Dataset.create(folder / "dataset")
    with Store.open(folder / "store") as store:
        for table in ("instruments", "edges"):
            path = folder / "dataset" / dataset.file(table)
            path.parent.mkdir(exist_ok=True)
            with pq.ParquetWriter(path, dataset.schema(table), compression="zstd") as writer:
                for batch in store_rows(store, table):
                    writer.write_batch(batch)


def measure(side: str, folder: Path) -> dict[str, Any]:
    """Ask one side, and return the seconds, the answers as text, and the megabytes at most."""
    with ExitStack() as stack:
        begin = time.perf_counter()
        asked, questions = SIDES[side](folder, stack)
        found = {"load": {"seconds": time.perf_counter() - begin, "answer": ""}}
        for name, question in questions.items():
            begin = time.perf_counter()
            answer = question(asked)
            found[name] = {"seconds": time.perf_counter() - begin, "answer": repr(answer)}
            print(f"{side}: {name}: {found[name]['seconds']:.2f} s", file=sys.stderr, flush=True)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {"questions": found, "peak": int(status.split("VmHWM:")[1].split()[0]) / 1024}


def measured(side: str, folder: Path) -> dict[str, Any]:
    """Measure one side in a process of its own."""
    command = [sys.executable, __file__, "--side", side, "--folder", str(folder)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, check=False
    )  # the engine may fail once all is said
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def show(folder: Path, sides: dict[str, dict[str, Any]]) -> None:
    """Print the table; end with an error where the answers differ."""
    counts = [
        pq.read_metadata(folder / "dataset" / "graph" / f"{table}.parquet").num_rows
        for table in ("instruments", "edges")
    ]
    table = Table(
        "", *sides, title=f"Seconds: {counts[0]:,} instruments, {counts[1]:,} edges, {os.cpu_count()} cores"
    )
    for name, one in sides["store"]["questions"].items():
        other = sides["engine"]["questions"][name]
        if one["answer"] != other["answer"]:
            raise SystemExit(f"{name}:\n{one['answer']}\nagainst\n{other['answer']}")
        table.add_row(name, f"{one['seconds']:.2f}", f"{other['seconds']:.2f}")
    table.add_row("megabytes at most", *(f"{found['peak']:,.0f}" for found in sides.values()))
    Console(width=100).print(table)


def main() -> None:
    """Make what is not there, measure both sides, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--instruments", type=int, default=1_000_000)
    parser.add_argument("--edges", type=int, default=3_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        print(json.dumps(measure(options.side, options.folder)), flush=True)
        os._exit(0)  # before the engine takes itself apart, which can fail
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        prepare(folder, options.instruments, options.edges)
        show(folder, {side: measured(side, folder) for side in SIDES})


if __name__ == "__main__":
    main()
