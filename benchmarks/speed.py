"""What each stage costs, as a multiple of the least that can be done: one pass for the digits of the text."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path

from .documents import CORPORA
from .measuring import per_round, take_turns
from .report import Bar, Report, Spread, Table, verdict

BUDGET = 40.0
AT_LEAST = 500_000  # characters that each stage reads in a round: fewer are read several times
_DIGITS = re.compile(r"\d+")


def digits(text: str) -> None:
    """Go over a text once, for its digits."""
    for _ in _DIGITS.finditer(text):
        pass


def stages() -> dict[str, tuple[Callable[[str], object], float | None]]:
    """Return what is measured: each stage with its goal, if there is one."""
    import danvan_docs as dv
    from danvan_docs.knowledge import Knowledge
    from danvan_docs.parsing.instruments.citations import find_mentions
    from danvan_docs.reading import read_layout

    return {
        "the digits alone": (digits, None),
        "layout": (read_layout, None),
        "citations alone": (lambda text: find_mentions(read_layout(text).text, Knowledge.of()), 9),
        "full analysis": (dv.parse, 23),
        "with JSON output": (lambda text: dv.parse(text).model_dump_json(), 30),
    }


def measure(folders: list[Path]) -> Report:
    """Measure the stages over the corpora, and over other folders of texts."""
    tables: list[Table] = []
    bars: list[Bar] = []
    for paths in ([CORPORA], folders):
        if paths:
            table, middles = _of_texts(paths)
            tables.append(table)
            bars = bars or _bars(middles)
    return Report(tables, bars)


def _bars(middles: dict[str, float]) -> list[Bar]:
    floor, *ours = middles.items()
    return [
        Bar(f"the floor: {floor[0]}", floor[1], ours=False),
        *(Bar(f"danvan-docs: {name}", ratio, ours=True) for name, ratio in ours),
    ]


def _of_texts(paths: list[Path]) -> tuple[Table, dict[str, float]]:
    from danvan_docs.reading import find_files, read_text

    texts = [read_text(path) for path in find_files(paths)]
    characters, found = sum(map(len, texts)), stages()
    texts *= max(1, AT_LEAST // characters)

    def over_all(stage: Callable[[str], object]) -> Callable[[], None]:
        def run() -> None:
            gc.disable()  # as `timeit` does, and `parse` for each document
            for text in texts:
                stage(text)
            gc.enable()

        return run

    for stage, _ in found.values():
        stage(texts[0])  # what is loaded once is not measured
    times = take_turns({name: over_all(stage) for name, (stage, _) in found.items()}, BUDGET)
    floor, read = times["the digits alone"], sum(map(len, texts))
    rows, middles = [], {}
    for name, (_, goal) in found.items():
        ratio = Spread.of(per_round(times[name], floor))
        rate = read / Spread.of(times[name]).middle / 1e6
        met = [f"{goal:g}", verdict(ratio.middle, goal)] if goal else ["", ""]
        rows.append([name, f"{rate:,.2f}", str(ratio), *met])
        middles[name] = ratio.middle
    names = ", ".join(f"`{path.name}`" for path in paths)
    title = f"Texts of {names}: {characters:,} characters, {len(floor)} rounds"
    return Table(
        title, ["stage", "million characters a second", "times the digits", "goal", ""], rows
    ), middles
