"""The page `docs/performance.md` and its picture, made whole from what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from string import Template

from .measuring import ROOT
from .report import Bar, Report, short

TEMPLATE = Path(__file__).with_name("page.md")
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "images" / "performance.svg"
_MISSING = "Not measured yet."
_OURS, _OTHERS = "#1b6ca8", "#b9b9b9"


def write(reports: Mapping[str, Report]) -> None:
    """Write page and picture from the reports of the themes; a theme that was never measured is named so."""
    tables = {name: report.markdown() for name, report in reports.items()}
    template = Template(TEMPLATE.read_text(encoding="utf-8"))
    fields = dict.fromkeys(template.get_identifiers(), _MISSING) | tables | {"machine": _machine()}
    PAGE.write_text(template.substitute(fields), encoding="utf-8")
    draw([bar for report in reports.values() for bar in report.bars], PICTURE)


def draw(bars: list[Bar], path: Path) -> None:
    """Draw the ratios as bars on a logarithmic scale, the quickest on top."""
    import matplotlib
    from matplotlib.figure import Figure

    bars = sorted(bars, key=lambda bar: -bar.ratio)
    with matplotlib.rc_context({"svg.hashsalt": "performance", "svg.fonttype": "path", "font.size": 10}):
        figure = Figure(figsize=(8.5, 0.42 * len(bars) + 1.1), layout="constrained")
        axes = figure.add_subplot()
        colours = [_OURS if bar.ours else _OTHERS for bar in bars]
        drawn = axes.barh([bar.name for bar in bars], [bar.ratio for bar in bars], color=colours)
        axes.bar_label(drawn, [f"{short(bar.ratio)}×" for bar in bars], padding=4)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,g}×")
        axes.set_xlim(0.7, max(bar.ratio for bar in bars) * 3)
        axes.set_xlabel("times the floor, on a logarithmic scale")
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(path, metadata={"Date": None})


def _machine() -> str:
    processor = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores of {processor}, Python {platform.python_version()}, {platform.system()}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
