"""The citation graph at size: a synthetic corpus, and each question asked of the store and of plain networkx.

    python benchmarks/graph.py [--instruments 20000] [--edges 200000] [--rounds 20] [--folder DIR] [--limit GIB]

Central instruments, and documents of provinces, districts and communes that carry out what stands above them,
the well known more often. Both sides read the same store, each in a process of its own, and must agree on the
size of every answer. With `--folder` the store is kept, and used again if it is there.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from graph_questions import networkx_side, store_side
from rich.console import Console
from rich.table import Table

from danvan_docs.corpus.packing import pack_store, save_arrays
from danvan_docs.corpus.store import DATABASE, Store

PROVINCES = [f"Tỉnh {number:02}" for number in range(1, 64)]
LEVELS = (
    ("central", 0.02, "NQ/TW"),
    ("province", 0.18, "KH/TU"),
    ("district", 0.3, "KH/HU"),
    ("commune", 0.5, "KH/ĐU"),
)
RELATIONS = ("mentions", "implements", "based_on", "continues")
SHARES = (0.6, 0.25, 0.1, 0.05)
ENOUGH = 60  # seconds after which a question is not asked for another round
INDICES = ("edges_source", "edges_target", "edges_document")


def make(folder: Path, instruments: int, edges: int) -> dict[str, float]:
    """Write a store of that size; return the seconds of each step."""
    random = np.random.default_rng(1)
    sizes = [round(share * instruments) for _, share, _ in LEVELS]
    begins = np.concatenate(([0], np.cumsum(sizes)))
    total = int(begins[-1])
    level = np.repeat(np.arange(len(LEVELS)), sizes)
    province = random.integers(0, len(PROVINCES), total)
    day = random.integers(0, 15 * 365, total) + level * 60
    ids = [
        _id(number, int(level[number]), int(province[number]), int(day[number])) for number in range(total)
    ]
    seconds = {}
    with Store.create(folder) as store:
        connection = store._connection
        connection.execute("PRAGMA cache_size = -1000000")
        begin = time.perf_counter()
        connection.execute("BEGIN")
        for index in INDICES:
            connection.execute(f"DROP INDEX {index}")
        connection.executemany(
            "INSERT INTO instruments (id, symbol, type, date, level, province, in_corpus, source)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(number, ids, level, province, day) for number in np.argsort(ids)),
        )
        connection.executemany(
            'INSERT INTO edges (source, target, relation, document, start, "end", quote, confidence)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            _edges(random, edges, ids, level, province, begins),
        )
        for index in INDICES:
            connection.execute(f"CREATE INDEX {index} ON edges ({index.removeprefix('edges_')})")
        seconds["rows and indices"] = time.perf_counter() - begin
        begin = time.perf_counter()
        save_arrays(connection, pack_store(connection))
        connection.execute("COMMIT")
        seconds["arrays"] = time.perf_counter() - begin
    return seconds


def _id(number: int, level: int, province: int, day: int) -> str:
    name, _, suffix = LEVELS[level]
    dated = f"{number}-{suffix}@{date(2010, 1, 1) + timedelta(days=day)}"
    place = {
        "central": "",
        "province": "#",
        "district": f"#huyện {number % 700}, ",
        "commune": f"#xã {number % 9999}, ",
    }
    return dated + (place[name] + PROVINCES[province] if level else "")


def _row(number: int, ids: list[str], level: Any, province: Any, day: Any) -> tuple[Any, ...]:
    name, _, suffix = LEVELS[level[number]]
    source = _file(number) if level[number] else None
    on = str(date(2010, 1, 1) + timedelta(days=int(day[number])))
    place = PROVINCES[province[number]] if level[number] else None
    return ids[number], f"{number}-{suffix}", "Kế hoạch", on, name, place, bool(source), source


def _file(number: int) -> str:
    return f"corpus/{number % 1000:03}/kh-{number}.txt"


def _edges(
    random: Any, edges: int, ids: list[str], level: Any, province: Any, begins: Any
) -> Iterator[tuple[Any, ...]]:
    """Yield edges from documents to what stands above them, in chunks, by document."""
    documents = np.sort(random.integers(begins[1], begins[-1], edges))
    by_level = [
        _by_province(province[begins[at] : begins[at + 1]], int(begins[at])) for at in range(len(LEVELS))
    ]
    for low in range(0, edges, 500_000):
        chunk = documents[low : low + 500_000]
        above = (random.random(len(chunk)) * level[chunk]).astype(int)
        popular = random.power(0.3, len(chunk))
        kinds = random.choice(len(RELATIONS), len(chunk), p=SHARES)
        for at, number in enumerate(chunk.tolist()):
            there = by_level[above[at]][province[number] if above[at] else -1]
            target = there[int(popular[at] * len(there))]
            start = 100 + 7 * at % 9000
            quote = f"Thực hiện {ids[target][:24]} của cấp trên về công tác dân vận"
            yield (
                ids[number],
                ids[target],
                RELATIONS[kinds[at]],
                _file(number),
                start,
                start + 20,
                quote,
                0.95,
            )


def _by_province(province: Any, begin: int) -> dict[int, list[int]]:
    order = np.argsort(province, kind="stable")
    found = {int(one): (order[province[order] == one] + begin).tolist() for one in np.unique(province)}
    return {**found, -1: (np.arange(len(province)) + begin).tolist()}


SIDES = {"store": store_side, "networkx": networkx_side}


def measure(side: str, folder: Path, rounds: int) -> dict[str, Any]:
    """Load one side, ask it, and return seconds, megabytes and the sizes of the answers."""
    begin = time.perf_counter()
    questions = SIDES[side](folder)
    load, memory = time.perf_counter() - begin, _resident()
    answers = {}
    for name, (asked, question) in questions.items():
        with contextlib.suppress(MemoryError):  # more than the limit: no answer
            answers[name] = _timed(asked, question, rounds)
            print(f"{side}: {name}: {answers[name]['p50']:.4f} s", file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load": load, "memory": memory, "peak": peak, "questions": answers}


def _timed(asked: list[Any], question: Callable[[Any], int], rounds: int) -> dict[str, Any]:
    """Return the spread of the seconds, and the size of each answer; the first one warms up."""
    question(asked[0])
    times: list[float] = []
    for _ in range(rounds):
        sizes = []
        for one in asked:
            begin = time.perf_counter()
            sizes.append(question(one))
            times.append(time.perf_counter() - begin)
        if sum(times) > ENOUGH:
            break
    return {"p50": float(np.percentile(times, 50)), "p95": float(np.percentile(times, 95)), "sizes": sizes}


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def measured(side: str, folder: Path, rounds: int, limit: float) -> dict[str, Any]:
    """Measure one side in a process of its own, that may take `limit` GiB."""
    command = [sys.executable, __file__, "--side", side, "--folder", str(folder), "--rounds", str(rounds)]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (int(limit * 2**30),) * 2),
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def show(made: dict[str, float], folder: Path, sides: dict[str, dict[str, Any]]) -> None:
    """Print the tables."""
    with sqlite3.connect(folder / DATABASE) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("instruments", "edges")
        ]
        arrays = connection.execute("SELECT sum(length(data)) FROM arrays").fetchone()[0] / 1e6
    console = Console(width=110)
    table = Table("", "store", "networkx", title=f"{counts[0]:,} instruments, {counts[1]:,} edges")
    size = (folder / DATABASE).stat().st_size / 1e6
    table.add_row("on disk", f"{size:,.0f} MB, of it arrays {arrays:,.0f} MB", "")
    for step, seconds in made.items():
        table.add_row(f"write {step}", f"{seconds:.1f} s", "")
    for name, unit in (("load", "s"), ("memory", "MB"), ("peak", "MB")):
        table.add_row(name, *(f"{sides[side][name]:,.2f} {unit}" for side in sides))
    console.print(table)
    table = Table(
        "question", "answer", *(f"{side} {p}" for side in sides for p in ("p50", "p95")), title="Milliseconds"
    )
    for name, found in sides["store"]["questions"].items():
        other = sides["networkx"]["questions"].get(name)
        if other and other["sizes"] != found["sizes"]:
            raise SystemExit(f"{name}: {found['sizes']} against {other['sizes']}")
        low, high = min(found["sizes"]), max(found["sizes"])
        cells = (f"{each[p] * 1000:,.2f}" if each else "" for each in (found, other) for p in ("p50", "p95"))
        table.add_row(name, f"{low:,}" if low == high else f"{low:,} to {high:,}", *cells)
    console.print(table)


def main() -> None:
    """Make the corpus if need be, measure both sides, print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--instruments", type=int, default=20_000)
    parser.add_argument("--edges", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--limit", type=float, default=10, help="GiB that each side may take")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        print(json.dumps(measure(options.side, options.folder, options.rounds)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        made = {}
        if not (folder / DATABASE).exists():
            made = make(folder, options.instruments, options.edges)
        show(made, folder, {side: measured(side, folder, options.rounds, options.limit) for side in SIDES})


if __name__ == "__main__":
    main()
