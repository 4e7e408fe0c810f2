"""What a document and a build need of memory, each measured in a process of its own."""

from __future__ import annotations

from .measuring import in_child
from .report import Report, Table, short

LENGTHS = (1_000_000, 10_000_000)
COUNTS = (100, 1_000, 4_000)


def measure() -> Report:
    """Measure documents of several lengths and builds of several sizes."""
    documents = []
    for length in LENGTHS:
        found = in_child("memory_run", "parse", str(length))
        size, peak = found["size"] / 1e6, found["peak"] / 1e6
        documents.append([f"{length:,} characters", f"{size:,.1f}", f"{peak:,.0f}", short(peak / size)])
    builds = []
    for count in COUNTS:
        found = in_child("memory_run", "build", str(count))
        size, before, peak = (found[key] / 1e6 for key in ("size", "before", "peak"))
        builds.append([f"{count:,} documents", f"{size:,.1f}", f"{before:,.0f}", f"{peak:,.0f}"])
    return Report(
        [
            Table(
                "Memory of the analysis of one document, above what the process held before",
                ["one document", "MB of text (UTF-8)", "MB at the peak", "times the text"],
                documents,
            ),
            Table(
                "Memory of a build, one process",
                ["a corpus", "MB of text (UTF-8)", "MB before", "MB at the peak, in all"],
                builds,
            ),
        ]
    )
