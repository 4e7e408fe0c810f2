"""The citation graph as a page to explore, and as a still picture of it.

Both lay it out in the same way: a band for each level of government, the oldest instrument on the left.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import defaultdict
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from ..atomic import replacing
from ..authority.days import day_text
from ..errors import ExportError
from .drawing import DIM, Dot, Drawing, Label, Line, Rect, Shape
from .marked_text import escaped
from .picture_files import Picture, write_picture
from .pictures import LEVELS, level_of, short_name
from .wording import USES

if TYPE_CHECKING:
    import networkx as nx

#: Instruments that a browser without graphics hardware still shows in about a quarter of a minute.
MOST_INSTRUMENTS = 10_000
_ACROSS, _DOWN = 124, 66  # px between instruments, and between rows
_TITLE = "Mạng viện dẫn văn bản"
Place = tuple[float, float]


def write_graph_picture(graph: nx.MultiDiGraph, path: str | Path) -> None:
    """Write a citation graph to `path`: `.html` is the page to explore, `.png` and `.svg` are still pictures.

    Raises ExportError for another suffix, a graph that is too large or a file that cannot be written, MissingExtra
    for a PNG without the extra `plots`.
    """
    path = Path(path)
    if path.suffix.lower() != ".html":
        write_picture(graph_picture(graph), path)
        return
    page = graph_html(graph)
    with replacing(path) as temporary:
        temporary.write_text(page, encoding="utf-8")


def graph_html(graph: nx.MultiDiGraph) -> str:
    """Return the page of a citation graph: filters by relation, level and year; a click shows the words of the texts.

    Raises ExportError for a graph that is too large for a page.
    """
    _check_size(graph)
    template, scripts = _page()
    # No string of JSON can close the element that holds it.
    data = json.dumps(_elements(graph), ensure_ascii=False).replace("<", "\\u003c")
    return template.substitute(
        title=_TITLE,
        summary=escaped(_summary(graph)),
        digests=" ".join(f"'sha256-{_digest(script)}'" for script in scripts),
        library=scripts[0],
        script=scripts[1],
        data=data,
    )


def graph_picture(graph: nx.MultiDiGraph) -> Picture:
    """Return a still picture of a citation graph, and its edges as a table.

    Raises ExportError for a graph that is too large to be drawn.
    """
    _check_size(graph)
    return Picture(
        title=_TITLE,
        summary=_summary(graph),
        drawing=_drawing(graph),
        heads=("Văn bản", "Quan hệ", "Văn bản được viện dẫn", "Trích dẫn"),
        rows=[
            (source, USES[data["relation"]], target, data["quote"])
            for source, target, data in graph.edges(data=True)
        ],
    )


def _check_size(graph: nx.MultiDiGraph) -> None:
    if len(graph) > MOST_INSTRUMENTS:
        raise ExportError(
            f"{len(graph)} instruments are too many for a picture, which holds {MOST_INSTRUMENTS}: "
            "take fewer relations or levels"
        )


def _summary(graph: nx.MultiDiGraph) -> str:
    documents = sum(1 for _, data in graph.nodes(data=True) if data["in_corpus"])
    return (
        f"{len(graph)} văn bản, trong đó {documents} có trong kho; {graph.number_of_edges()} lượt viện dẫn."
    )


@cache
def _page() -> tuple[Template, tuple[str, str]]:
    """Return the page, and the two scripts that may run in it: the library and our own."""
    here = files(__package__)
    library, script = (
        here.joinpath(name).read_text(encoding="utf-8") for name in ("vendor/cytoscape.min.js", "graph.js")
    )
    return Template(here.joinpath("graph.html").read_text(encoding="utf-8")), (library, script)


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _elements(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Return what the script reads: words, nodes with their places, edges with the words of the texts."""
    places, _ = _layout(graph)
    nodes = [
        {
            "id": node, "label": short_name(node), "x": places[node][0], "y": places[node][1],
            "level": data["level"] or "", "year": _year(data["date"]), "type": data["type"],
            "title": data["title"], "issuer": data["issuer"], "province": data["province"],
            "date": day_text(data["date"]), "file": data["source"], "cited": graph.in_degree(node),
        }
        for node, data in graph.nodes(data=True)
    ]  # fmt: skip
    quotes: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for source, target, data in graph.edges(data=True):
        said = {"document": data["document"], "quote": data["quote"]}
        quotes[source, target, data["relation"]].append(said)
    edges = [
        {"source": source, "target": target, "relation": relation, "quotes": said}
        for (source, target, relation), said in quotes.items()
    ]
    levels = {level or "": {"name": name, "colour": colour} for level, (name, colour) in LEVELS.items()}
    return {"nodes": nodes, "edges": edges, "levels": levels, "relations": USES}


def _layout(graph: nx.MultiDiGraph) -> tuple[dict[str, Place], dict[str | None, float]]:
    """Return the place of every instrument, and where the band of each level begins."""
    bands: dict[str | None, list[str]] = {level: [] for level in LEVELS}
    for node, data in graph.nodes(data=True):
        bands[data["level"] if data["level"] in LEVELS else None].append(node)
    # About as wide as high, and a little more.
    widest = min(max(8, round((1.3 * len(graph)) ** 0.5)), max(map(len, bands.values())))
    places: dict[str, Place] = {}
    tops: dict[str | None, float] = {}
    y = 0.0
    for level, members in bands.items():
        if not members:
            continue
        tops[level] = y
        members.sort(key=lambda node: (graph.nodes[node]["date"] or "9999", node))
        for at in range(0, len(members), widest):
            row = members[at : at + widest]
            for number, node in enumerate(row):
                # Neighbours stand at two heights, so that their names and lines do not meet.
                places[node] = ((number + 0.5) * widest / len(row) * _ACROSS, y + (number % 2) * 20)
            y += _DOWN
        y += _DOWN * 0.6
    return places, tops


def _drawing(graph: nx.MultiDiGraph) -> Drawing:
    places, tops = _layout(graph)
    left, top = 120, 30
    width = left + max((x for x, _ in places.values()), default=0) + _ACROSS
    height = top + max((y for _, y in places.values()), default=0) + _DOWN
    lines: set[tuple[str, str]] = set()
    shapes: list[Shape] = []
    for level, y in tops.items():
        shapes += [
            Rect(0, top + y - 24, width, 1, "#e9edf2"), Label(16, top + y, LEVELS[level][0], 13, bold=True),
        ]  # fmt: skip
    for source, target in graph.edges():
        if (source, target) not in lines:
            lines.add((source, target))
            (x1, y1), (x2, y2) = places[source], places[target]
            shapes.append(
                Line(left + x1, top + y1, left + x2, top + y2, "#b9c2cf", 1, f"{source} → {target}")
            )
    for node, data in graph.nodes(data=True):
        x, y = left + places[node][0], top + places[node][1]
        colour = level_of(data["level"])[1]
        shapes += [
            Dot(x, y, 5 + min(graph.in_degree(node), 20) ** 0.5, colour, f"{node}\n{data['title'] or ''}"),
            Label(x, y + 16, short_name(node), 10, "middle", DIM),
        ]
    return Drawing(width, height, shapes)


def _year(day: str | None) -> int | None:
    return int(day[:4]) if day else None
