"""Pictures as files: a page with the figures behind it, PNG for a report, SVG for a drawing program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import NamedTuple

from ..atomic import replacing
from ..errors import ExportError
from .drawing import FONT, Drawing, svg, write_png
from .graph_files import printable_xml
from .marked_text import escaped

_KNOWN = (".html", ".png", ".svg")


class Picture(NamedTuple):
    """A drawing with its title, a line that sums it up, and the figures behind it as a table."""

    title: str
    summary: str
    drawing: Drawing
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]

    def svg(self) -> str:
        """Return the drawing as an SVG element of a page."""
        return svg(self.drawing, self.title)

    def __repr__(self) -> str:
        return f"<Picture {self.title!r}: {self.summary}>"

    def _repr_svg_(self) -> str:
        """Return the drawing as an SVG file; a notebook shows it."""
        own = f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FONT}"'
        return self.svg().replace("<svg", own, 1) + "\n"


def write_picture(picture: Picture, path: str | Path) -> None:
    """Write a picture to `path`; its suffix names the format: `.html`, `.png` or `.svg`.

    Raises ExportError for a suffix that is not known or a file that cannot be written, MissingExtra for a PNG
    without the extra `plots`. No half-written file is left behind.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in _KNOWN:
        raise ExportError(f"{path}: unknown picture format {path.suffix!r}; known: {' '.join(_KNOWN)}")
    with replacing(path) as temporary:
        if suffix == ".png":
            write_png(picture.drawing, picture.title, temporary)
        elif suffix == ".svg":
            temporary.write_text(printable_xml(picture._repr_svg_()), encoding="utf-8")
        else:
            temporary.write_text(picture_html(picture), encoding="utf-8")


def picture_html(picture: Picture) -> str:
    """Return the page of a picture: the drawing, and below it the figures; nothing is loaded from elsewhere."""
    heads = "".join(f"<th>{escaped(head)}</th>" for head in picture.heads)
    rows = "\n".join(
        f"<tr>{''.join(f'<td>{escaped(cell)}</td>' for cell in row)}</tr>" for row in picture.rows
    )
    return _page().substitute(
        title=escaped(picture.title),
        summary=escaped(picture.summary),
        drawing=picture.svg(),
        heads=heads,
        rows=rows,
    )


@cache
def _page() -> Template:
    return Template(files(__package__).joinpath("picture.html").read_text(encoding="utf-8"))
