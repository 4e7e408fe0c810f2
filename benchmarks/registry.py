"""What the authority registry costs at the start, in fresh processes, against another checkout in the same run.

    python -m benchmarks.registry --against ../before        ratios of processor time, medians of the rounds

Only what the registry costs is asked for: an import, the load with the first citation, and the first name and body.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parents[1]
_STEPS = """
from time import process_time as now
start = now()
import danvan_docs
imported = now()
from danvan_docs.authority import registry
loading = now()
known = registry()
known.by_number("25-NQ/TW")
cited = now()
known.names.find("Luật Đất đai"), known.body("Tỉnh ủy Nam Định")
print(imported - start, cited - loading, now() - loading)
"""
STEPS = ("import danvan_docs", "load, first citation", "with first name and body")


def once(checkout: Path) -> list[float]:
    """Return the seconds of processor time of each step, in a fresh process."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(
        [sys.executable, "-c", _STEPS], env=environment, capture_output=True, text=True, check=True
    )
    return [float(seconds) for seconds in done.stdout.split()]


def main() -> None:
    """Print the medians of each step, and the ratio where there is another checkout."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="folder of another checkout")
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    checkouts = [HERE, *([asked.against] if asked.against else [])]
    taken: dict[Path, list[list[float]]] = {checkout: [] for checkout in checkouts}
    for _ in range(asked.rounds):
        for checkout in checkouts:
            taken[checkout].append(once(checkout))
    for step, name in enumerate(STEPS):
        here, *before = (median(each[step] for each in taken[checkout]) for checkout in checkouts)
        ratio = f"  {here / before[0]:.2f} of {1000 * before[0]:.1f} ms" if before else ""
        print(f"{name:<28}{1000 * here:7.1f} ms{ratio}")


if __name__ == "__main__":
    main()
