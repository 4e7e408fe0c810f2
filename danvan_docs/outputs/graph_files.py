"""The citation graph as a file for other tools: GraphML, GEXF, node-link JSON, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..atomic import replacing
from ..errors import ExportError
from .graph_linked import json_ld

if TYPE_CHECKING:
    import networkx as nx

# Characters that XML cannot hold; a page break in a quote is one.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable_xml(text: str) -> str:
    """Return `text` with a blank for each character that XML cannot hold."""
    return _NOT_XML.sub(" ", text)


def write_graph(graph: nx.MultiDiGraph, path: str | Path) -> None:
    """Write a citation graph in the format of the suffix of `path`; attributes that are None are left out.

    Raises ExportError for a suffix that is not known, or a file that cannot be written.
    """
    path = Path(path)
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise ExportError(f"{path}: unknown graph format {path.suffix!r}; known: {', '.join(WRITERS)}")
    with replacing(path) as temporary:
        write(graph, temporary)


def _plain(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a copy with attributes that every format can hold."""
    import networkx as nx

    plain = nx.MultiDiGraph()
    plain.add_nodes_from((node, _attributes(data)) for node, data in graph.nodes(data=True))
    plain.add_edges_from((a, b, _attributes(data)) for a, b, data in graph.edges(data=True))
    return plain


def _attributes(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: printable_xml(value) if isinstance(value, str) else value
        for name, value in data.items()
        if value is not None
    }


def _labelled(plain: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Give nodes and edges the `label` that Gephi and its like print beside them."""
    for node, data in plain.nodes(data=True):
        data["label"] = data.get("symbol", node)
    for _, _, data in plain.edges(data=True):
        data["label"] = data["relation"]
    return plain


def _write_graphml(graph: nx.MultiDiGraph, path: Path) -> None:
    import networkx as nx

    nx.write_graphml(_labelled(_plain(graph)), path, encoding="utf-8")


def _write_gexf(graph: nx.MultiDiGraph, path: Path) -> None:
    """GEXF means times by `start` and `end`: the offsets are renamed."""
    import networkx as nx

    plain = _labelled(_plain(graph))
    for _, _, data in plain.edges(data=True):
        data["text_start"], data["text_end"] = data.pop("start"), data.pop("end")
    nx.write_gexf(plain, path, encoding="utf-8")


def _write_node_link(graph: nx.MultiDiGraph, path: Path) -> None:
    import networkx as nx

    _write_json(nx.node_link_data(_plain(graph), edges="edges"), path)


def _write_json_ld(graph: nx.MultiDiGraph, path: Path) -> None:
    _write_json(json_ld(graph), path)


def _write_json(data: object, path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


#: How to write each known format, by suffix.
WRITERS: dict[str, Callable[[nx.MultiDiGraph, Path], None]] = {
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
    ".json": _write_node_link,
    ".jsonld": _write_json_ld,
}
