"""Comparisons as files: a page to read, or JSON for programs."""

from __future__ import annotations

from pathlib import Path

from ..atomic import replacing
from ..comparing.results import Comparison, Diff
from ..errors import ExportError
from .comparison_html import comparison_html
from .side_by_side import side_by_side

_KNOWN = (".html", ".json")


def write_comparison(comparison: Comparison | Diff, path: str | Path) -> None:
    """Write a comparison to `path`; its suffix names the format, `.html` or `.json`.

    Raises ExportError for a suffix that is not known or a file that cannot be written. No half-written file is
    left behind.
    """
    path = Path(path)
    if path.suffix.lower() not in _KNOWN:
        raise ExportError(f"{path}: unknown format; known: {' '.join(_KNOWN)}")
    as_page = path.suffix.lower() == ".html"
    text = (
        comparison_html(side_by_side(comparison)) if as_page else comparison.model_dump_json(indent=1) + "\n"
    )
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
