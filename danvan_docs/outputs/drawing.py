"""A drawing of plain shapes, as SVG for a page and as PNG for a report.

Lengths are in px, from the upper left corner. A shape with a note shows it on a page where the pointer rests on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..errors import MissingExtra
from .marked_text import escaped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, DIM, RULE = "#1c2430", "#5a6675", "#d5dbe3"
FONT = "'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
_DPI = 100
_SHARPNESS = 2  # pixels of a PNG for each px, so that print is sharp
_HEAD, _TITLE_SIZE = 44, 16  # the strip with the title of a PNG
_BASELINE = 0.35  # of the size of the letters: from their middle down to the line that they stand on
Anchor = Literal["start", "middle", "end"]


class Rect(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    note: str = ""


class Dot(NamedTuple):
    """A filled circle with a thin white rim."""

    x: float
    y: float
    radius: float
    fill: str
    note: str = ""


class Line(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = RULE
    width: float = 1
    note: str = ""


class Label(NamedTuple):
    """Words on one line, their middle at the height of `y`; `turn` is in degrees, counted against the clock."""

    x: float
    y: float
    text: str
    size: float = 12
    anchor: Anchor = "start"
    colour: str = INK
    bold: bool = False
    turn: float = 0


Shape = Rect | Dot | Line | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, the later over the earlier, on white ground."""

    width: float
    height: float
    shapes: Sequence[Shape]


def svg(drawing: Drawing, title: str) -> str:
    """Return a drawing as an SVG element that scales with its surroundings.

    >>> svg(Drawing(20, 10, [Dot(5, 5, 2, "#000", "a < b")]), "t").splitlines()[1]
    '<circle cx="5" cy="5" r="2" fill="#000" stroke="#fff"><title>a &lt; b</title></circle>'
    """
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    head = f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{escaped(title)}">'
    return "\n".join([head, *map(_element, drawing.shapes), "</svg>"])


def _element(shape: Shape) -> str:
    note = f"<title>{escaped(shape.note)}</title>" if not isinstance(shape, Label) and shape.note else ""
    match shape:
        case Rect():
            return (
                f'<rect x="{shape.x:.6g}" y="{shape.y:.6g}" width="{shape.width:.6g}" height="{shape.height:.6g}" '
                f'fill="{shape.fill}">{note}</rect>'
            )
        case Dot():
            return (
                f'<circle cx="{shape.x:.6g}" cy="{shape.y:.6g}" r="{shape.radius:.6g}" fill="{shape.fill}" '
                f'stroke="#fff">{note}</circle>'
            )
        case Line():
            return (
                f'<line x1="{shape.x1:.6g}" y1="{shape.y1:.6g}" x2="{shape.x2:.6g}" y2="{shape.y2:.6g}" '
                f'stroke="{shape.colour}" stroke-width="{shape.width:g}">{note}</line>'
            )
        case Label():
            turn = f' transform="rotate({-shape.turn:g} {shape.x:.6g} {shape.y:.6g})"' if shape.turn else ""
            weight = ' font-weight="600"' if shape.bold else ""
            return (
                f'<text x="{shape.x:.6g}" y="{shape.y + _BASELINE * shape.size:.6g}" font-size="{shape.size:g}" '
                f'text-anchor="{shape.anchor}" fill="{shape.colour}"{weight}{turn}>{escaped(shape.text)}</text>'
            )


def write_png(drawing: Drawing, title: str, path: Path) -> None:
    """Write a drawing as PNG, its title above it. Raises MissingExtra without the extra `plots`."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("matplotlib", "plots") from None
    width = max(drawing.width, 0.62 * _TITLE_SIZE * len(title))
    size = (width / _DPI, (drawing.height + _HEAD) / _DPI)
    figure = Figure(figsize=size, dpi=_DPI * _SHARPNESS)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(drawing.height, -_HEAD)
    axes.set_axis_off()
    for order, shape in enumerate([Label(16, -_HEAD / 2, title, _TITLE_SIZE, bold=True), *drawing.shapes]):
        _draw(axes, shape, order)
    figure.savefig(path, format="png", facecolor="white")


def _draw(axes: Axes, shape: Shape, order: int) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Rectangle

    points = 72 / _DPI  # of a px
    match shape:
        case Rect():
            corner = (shape.x, shape.y)
            axes.add_patch(
                Rectangle(corner, shape.width, shape.height, facecolor=shape.fill, linewidth=0, zorder=order)
            )
        case Dot():
            axes.add_patch(
                Circle(
                    (shape.x, shape.y), shape.radius,
                    facecolor=shape.fill, edgecolor="white", linewidth=points, zorder=order,
                )
            )  # fmt: skip
        case Line():
            axes.add_line(
                Line2D(
                    (shape.x1, shape.x2), (shape.y1, shape.y2),
                    color=shape.colour, linewidth=shape.width * points, zorder=order,
                )
            )  # fmt: skip
        case Label():
            sides = {"start": "left", "middle": "center", "end": "right"}
            axes.text(
                shape.x, shape.y, shape.text.replace("$", r"\$"),
                fontsize=shape.size * points, color=shape.colour, ha=sides[shape.anchor], va="center_baseline",
                weight="bold" if shape.bold else "normal", rotation=shape.turn, rotation_mode="anchor",
                zorder=order, family="DejaVu Sans",
            )  # fmt: skip
