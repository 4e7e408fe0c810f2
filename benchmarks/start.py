"""What a command costs before it does anything: whole processes, as ratios to a bare Python start."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .documents import text_of
from .measuring import children, per_round, take_turns
from .report import Report, Spread, Table, verdict

LENGTH = 27_000  # characters: 35 kB
BUDGET, ROUNDS = 30.0, 9


def measure() -> Report:
    """Measure a bare start, the import, `danvan --help` and `danvan parse` of one directive."""
    python, danvan = sys.executable, str(Path(sys.executable).with_name("danvan"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "directive.txt"
        path.write_text(text_of(LENGTH), encoding="utf-8")
        commands: dict[str, tuple[list[str], float | None]] = {
            "`python -c pass`": ([python, "-c", "pass"], None),
            "`import danvan_docs`": ([python, "-c", "import danvan_docs"], 10),
            "`danvan --help`": ([danvan, "--help"], None),
            f"`danvan parse`, {path.stat().st_size / 1000:.0f} kB": (
                [danvan, "parse", str(path), "--format", "json"],
                None,
            ),
        }
        times = take_turns(
            {name: _run(command) for name, (command, _) in commands.items()}, BUDGET, ROUNDS, children
        )
    bare = next(iter(times.values()))
    rows = []
    for name, (_, goal) in commands.items():
        ratio = Spread.of(per_round(times[name], bare))
        met = [f"{goal:g}", verdict(ratio.middle, goal)] if goal else ["", ""]
        rows.append([name, f"{Spread.of(times[name]).middle * 1000:,.0f}", str(ratio), *met])
    heads = ["process", "milliseconds of the processor", "times a bare start", "goal", ""]
    return Report([Table(f"Whole processes, {len(bare)} rounds", heads, rows)])


def _run(command: list[str]) -> Callable[[], object]:
    return partial(subprocess.run, command, stdout=subprocess.DEVNULL, check=True)
