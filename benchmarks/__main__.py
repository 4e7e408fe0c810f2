"""Measure everything side by side, and write `docs/performance.md` from it.

python -m benchmarks                            all themes; writes the page and its picture
python -m benchmarks speed growth               some themes, printed alone; with --write also into the page
python -m benchmarks --texts FOLDER…            the speed over other texts, too
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from . import build, growth, memory, page, peers, speed, start
from .measuring import ROOT
from .report import Report

KEPT = ROOT / ".benchmarks"


def themes(texts: list[Path]) -> dict[str, Callable[[], Report]]:
    """Return what can be measured, in the order of the page."""
    return {
        "speed": lambda: speed.measure(texts),
        "peers": peers.measure,
        "growth": growth.measure,
        "memory": memory.measure,
        "start": start.measure,
        "build": build.measure,
    }


def main() -> None:
    """Measure the themes asked for, print them, write the page if all are measured or it is asked for."""
    known = themes([])
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("theme", nargs="*", help=", ".join(known))
    parser.add_argument("--texts", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write the page also after some themes")
    options = parser.parse_args()
    if unknown := set(options.theme) - set(known):
        parser.error(f"{', '.join(sorted(unknown))}: no theme; there are {', '.join(known)}")
    console, chosen = Console(width=120), themes(options.texts)
    for name in options.theme or chosen:
        begin = time.perf_counter()
        report = chosen[name]()
        report.save(KEPT / f"{name}.json")
        report.show(console)
        console.print(f"{name}: {time.perf_counter() - begin:.0f} seconds\n")
    if options.write or not options.theme:
        kept = {name: Report.load(path) for name in known if (path := KEPT / f"{name}.json").exists()}
        page.write(kept)


if __name__ == "__main__":
    main()
