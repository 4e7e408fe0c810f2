"""How the cost grows with the text: ten times the text, at most some ten times the time."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import track

from .documents import text_of
from .hostile import FAMILIES, hostile
from .measuring import seconds, take_turns
from .report import Report, Spread, Table, short, verdict

GOAL = 10.5
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
SHORT, LONG, ROUNDS = 20_000, 200_000, 3
BUDGET = 90.0


def measure() -> Report:
    """Measure one document of several lengths, and every hostile text."""
    return Report([_ordinary(), _hostile()])


def _ordinary() -> Table:
    from danvan_docs import parse

    def parsed(text: str) -> Callable[[], object]:
        return lambda: parse(text)

    texts = [text_of(size) for size in SIZES]
    # The short ones as often as the longest is long would be exact; a hundred times is enough to see them well.
    repeats = [max(1, min(100, 1_000_000 // size)) for size in SIZES]
    runs = {
        f"{size:,} characters": _times(parsed(text), repeat)
        for size, text, repeat in zip(SIZES, texts, repeats, strict=True)
    }
    times = take_turns(runs, BUDGET)
    rows: list[list[str]] = []
    before: list[float] | None = None
    for (name, taken), repeat in zip(times.items(), repeats, strict=True):
        once = [one / repeat for one in taken]
        row = [name, short(Spread.of(once).middle)]
        if before:
            ratio = Spread.of([one / other for one, other in zip(once, before, strict=True)])
            row += [str(ratio), f"{GOAL}", verdict(ratio.middle, GOAL)]
        rows.append(row + [""] * (5 - len(row)))
        before = once
    heads = ["one document", "seconds", "times the one above", "goal", ""]
    return Table(f"Ten times the text, {len(taken)} rounds", heads, rows)


def _times(run: Callable[[], object], repeat: int) -> Callable[[], None]:
    def repeated() -> None:
        for _ in range(repeat):
            run()

    return repeated


def _hostile() -> Table:
    rows = []
    for name in track(sorted(FAMILIES), description="Hostile", console=Console(stderr=True), transient=True):
        short_text, long_text = (hostile(name, length) for length in (SHORT, LONG))
        taken = [(_seconds([short_text] * 10) / 10, _seconds([long_text])) for _ in range(ROUNDS)]
        ratio = Spread.of([long / once for once, long in taken])
        milliseconds = [short(1000 * Spread.of(list(times)).middle) for times in zip(*taken, strict=True)]
        rows.append([name, *milliseconds, str(ratio), verdict(ratio.middle, GOAL)])
    heads = ["nothing but", f"ms for {SHORT:,}", f"ms for {LONG:,}", "ratio", f"goal {GOAL}"]
    return Table(f"Texts that no office writes, {ROUNDS} rounds", heads, rows)


def _seconds(texts: list[str]) -> float:
    from danvan_docs import parse

    return seconds(lambda: [parse(text) for text in texts])
