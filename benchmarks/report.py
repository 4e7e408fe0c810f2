"""What a theme found: tables, bars for the picture, and the same as JSON, so that a page can be made later."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table as RichTable


@dataclass(frozen=True)
class Spread:
    """The middle of several measurements, and the quarter and three quarters of them."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> Spread:
        """Return the spread of measurements.

        >>> str(Spread.of([4.0, 1.0, 2.0, 3.0, 100.0]))
        '3.0 (2.0 to 4.0)'
        """
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        low, _, high = quantiles(values, n=4, method="inclusive")
        return cls(median(values), low, high)

    def __str__(self) -> str:
        if self.low == self.high:
            return short(self.middle)
        return f"{short(self.middle)} ({short(self.low)} to {short(self.high)})"


@dataclass(frozen=True)
class Table:
    """A table; the first column is words, the others are figures."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of the picture: times the cost of the digits, of ours or of another tool."""

    name: str
    ratio: float
    ours: bool


@dataclass(frozen=True)
class Report:
    """The tables of a theme, and its bars."""

    tables: list[Table]
    bars: list[Bar] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Keep the report as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Report:
        """Return a report that was kept."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls([Table(**table) for table in kept["tables"]], [Bar(**bar) for bar in kept["bars"]])

    def show(self, console: Console) -> None:
        """Print the tables."""
        for table in self.tables:
            shown = RichTable(title=table.title, title_justify="left", caption=table.note or None)
            for number, head in enumerate(table.heads):
                shown.add_column(head, justify="right" if number else "left")
            for row in table.rows:
                shown.add_row(*row)
            console.print(shown)

    def markdown(self) -> str:
        """Return the tables for a page."""
        parts = []
        for table in self.tables:
            rule = ["---", *["---:"] * (len(table.heads) - 1)]
            lines = [f"| {' | '.join(row)} |" for row in (table.heads, rule, *table.rows)]
            parts.append(
                "\n".join([f"**{table.title}**", "", *lines, *(["", table.note] if table.note else [])])
            )
        return "\n\n".join(parts)


def short(value: float) -> str:
    """Return a figure with as many places as it is worth.

    >>> [short(value) for value in (0.0123, 1.234, 45.67, 1234.5)]
    ['0.012', '1.2', '46', '1,234']
    """
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def verdict(value: float, goal: float) -> str:
    """Say whether a ratio is within its goal.

    >>> verdict(8.0, 9), verdict(10.0, 9)
    ('met', 'not met')
    """
    return "met" if value <= goal else "not met"
