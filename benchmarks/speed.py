"""How fast each stage reads, as a multiple of the least that can be done: one pass for the digits of the text.

Machines differ, ratios hardly do; so all stages run side by side, best of several rounds.

    python benchmarks/speed.py [FOLDER …]       the folders of texts to read, `corpora` by default
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from danvan_docs.authority import registry
from danvan_docs.linking import link_directive
from danvan_docs.parsing.analysis import analyse
from danvan_docs.parsing.instruments.citations import find_mentions
from danvan_docs.reading import find_files, read_layout, read_text

ROUNDS = 5
LONGEST = 200_000  # characters of one text, for growth


def _digits(text: str) -> None:
    for _ in re.finditer(r"\d+", text):
        pass


STAGES: dict[str, Callable[[str], object]] = {
    "digits alone": _digits,
    "layout": read_layout,
    "layout, citations": lambda text: find_mentions(read_layout(text).text),
    "everything": analyse,
    "everything, linked": lambda text: link_directive(analyse(text)),
}


def best_times(texts: list[str]) -> dict[str, float]:
    """Return the seconds of each stage over all `texts`, the best of `ROUNDS`; the stages take turns."""
    best = dict.fromkeys(STAGES, float("inf"))
    for _ in track(range(ROUNDS), description="Rounds", console=Console(stderr=True), transient=True):
        for name, stage in STAGES.items():
            begin = time.perf_counter()
            for text in texts:
                stage(text)
            best[name] = min(best[name], time.perf_counter() - begin)
    return best


def growth(texts: list[str]) -> float:
    """Return how much more one character costs in a text ten times as long: 1.0 is linear."""
    long = "\n\n".join(texts)[:LONGEST]
    short = long[: LONGEST // 10]
    costs = []
    for text in (short, long):
        begin = time.perf_counter()
        analyse(text)
        costs.append((time.perf_counter() - begin) / len(text))
    return costs[1] / costs[0]


def main() -> None:
    """Print the table."""
    folders = [Path(name) for name in sys.argv[1:]] or [Path(__file__).parent.parent / "corpora"]
    texts = [read_text(path) for path in find_files(folders)]
    registry()
    analyse(texts[0])
    characters = sum(map(len, texts))
    best = best_times(texts)
    floor = best["digits alone"]
    table = Table(
        "Stage", "Million characters a second", "Times the digits", title=f"{characters:,} characters"
    )
    for name, seconds in best.items():
        table.add_row(name, f"{characters / seconds / 1e6:.2f}", f"{seconds / floor:.1f}")
    console = Console()
    console.print(table)
    console.print(f"Cost of a character in a text ten times as long: {growth(texts):.2f} times")


if __name__ == "__main__":
    main()
