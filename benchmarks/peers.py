"""Other tools, each on its own kind of text of the same length, in an environment of their own.

The environment is made the first time, in `.benchmarks/peers`; a tool that cannot be installed, or that takes too
long, is named so.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import track

from .measuring import ROOT, in_child, per_round
from .report import Bar, Report, Spread, Table, short

FOLDER = ROOT / ".benchmarks" / "peers"
LENGTHS = (100_000, 1_000_000)
BUDGET, LIMIT = 8.0, 150.0  # seconds for the rounds of one tool and length, and for one that goes on and on


class _Row(NamedTuple):
    tool: str
    does: str
    text: str
    needs: tuple[str, ...] = ()

    @property
    def ours(self) -> bool:
        return not self.needs


_ROWS = (
    _Row("citations alone", "", "Vietnamese directives"),
    _Row("full analysis", "", "Vietnamese directives"),
    _Row("spacy", "tokens of a blank `xx` pipeline", "Vietnamese directives", ("spacy>=3.8,<4",)),
    _Row(
        "legal-reference-extraction",
        "`CitationExtractor`",
        "German judgments",
        ("legal-reference-extraction>=0.5",),
    ),
    _Row("underthesea", "`word_tokenize`", "Vietnamese directives", ("underthesea>=9",)),
    _Row("citeurl", "`list_cites`", "US statutes", ("citeurl>=12", "markdown>=3")),
    _Row("eyecite", "`get_citations`", "US case law", ("eyecite>=2.7",)),
)
_HEADS = (
    "tool", "its text", "100 kchar: kchar a second", "times the digits", "1,000 kchar: kchar a second",
    "times the digits", "ten times the text, times the time",
)  # fmt: skip


def measure() -> Report:
    """Measure every tool on every length."""
    rows, bars = [], []
    for row in track(_ROWS, description="Peers", console=Console(stderr=True), transient=True):
        name = f"danvan-docs: {row.tool}" if row.ours else _installed(row)
        cells = [name, row.text]
        if name:
            cells, ratio = _measured(row, cells)
            if ratio and not row.ours:
                bars.append(Bar(name.replace("`", ""), ratio, ours=False))
        else:
            cells = [row.tool, "cannot be installed here"]
        rows.append(cells + [""] * (len(_HEADS) - len(cells)))
    return Report([Table("Tools, each on its own kind of text, one thread", list(_HEADS), rows)], bars)


def _measured(row: _Row, cells: list[str]) -> tuple[list[str], float | None]:
    """Return the cells of a tool's line, and its ratio to the digits in the shorter text."""
    taken: list[float] = []
    first = None
    for length in LENGTHS:
        times = _times(row, length)
        if isinstance(times, str):
            return [*cells, times], first
        own, ratio = Spread.of(times["tool"]), Spread.of(per_round(times["tool"], times["digits"]))
        cells = [*cells, f"{length / own.middle / 1000:,.0f}", str(ratio)]
        taken.append(own.middle)
        first = first or ratio.middle
    return [*cells, short(taken[1] / taken[0])], first


def _python() -> Path:
    return FOLDER / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def _installed(row: _Row) -> str:
    """Install a tool unless it is there; return its name with the version, '' where that fails."""
    if not _python().exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
    install = [str(_python()), "-m", "pip", "install", "--quiet", *row.needs]
    code = f"from importlib.metadata import version; print(version({row.tool!r}))"
    if subprocess.run(install, capture_output=True, check=False).returncode:
        return ""
    done = subprocess.run([str(_python()), "-c", code], capture_output=True, text=True, check=True)
    return f"{row.tool} {done.stdout.strip()}, {row.does}"


def _times(row: _Row, length: int) -> dict[str, Any] | str:
    python = sys.executable if row.ours else _python()
    try:
        times: dict[str, Any] = in_child(
            "peer_run", row.tool, str(length), str(BUDGET), python=python, limit=LIMIT
        )
    except subprocess.TimeoutExpired:
        return f"more than {LIMIT:g} seconds"
    except subprocess.CalledProcessError as error:
        return f"fails: {error.stderr.strip().splitlines()[-1][:60]}"
    return times
