"""The citation graph as linked data: JSON-LD in terms of ELI, the European Legislation Identifier.

An instrument is an `eli:LegalResource`, what it does to another an ELI property between the two. The evidence for
each such statement is an `rdf:Statement` with the words of the text and their place, in terms of our own (`dv:`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    import networkx as nx

Node = dict[str, Any]

#: What a relation is in ELI; one that ELI has no nearer term for is a citation.
ELI_PROPERTIES = {
    "implements": "eli:ensures_implementation_of",
    "continues": "eli:ensures_implementation_of",
    "guides": "eli:ensures_implementation_of",
    "based_on": "eli:based_on",
    "amends": "eli:amends",
    "replaces": "eli:repeals",
    "repeals": "eli:repeals",
    "promulgates": "eli:commences",
    "reviews": "eli:cites",
    "to_amend": "eli:cites",
    "to_replace": "eli:cites",
    "to_repeal": "eli:cites",
    "mentions": "eli:cites",
}
_URI = {"@type": "@id"}
_CONTEXT = {
    "eli": "http://data.europa.eu/eli/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dv": "urn:danvan:term:",
    **dict.fromkeys((*ELI_PROPERTIES.values(), "rdf:subject", "rdf:predicate", "rdf:object"), _URI),
    **dict.fromkeys(("eli:type_document", "eli:jurisdiction", "eli:passed_by", "eli:language"), _URI),
}
_VIETNAMESE = "http://publications.europa.eu/resource/authority/language/VIE"
# A date of which only the year or the month is known has a type of its own.
_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_OWN = ("level", "in_corpus", "source")  # attributes for which ELI has no term
_EVIDENCE = ("relation", "document", "start", "end", "quote", "confidence", "rule")


def json_ld(graph: nx.MultiDiGraph) -> Node:
    """Return a citation graph as one JSON-LD object; attributes that are None are left out.

    >>> from danvan_docs import citation_graph, parse
    >>> data = json_ld(citation_graph([parse("Thực hiện Nghị quyết số 25-NQ/TW.", source="kh.txt")]))
    >>> works = {work.get("eli:id_local"): work for work in data["@graph"]}
    >>> works["doc:kh"]["eli:ensures_implementation_of"]
    ['urn:danvan:instrument:25-NQ/TW']
    """
    instruments: list[Node] = []
    named: dict[str, Node] = {}
    for node, attributes in graph.nodes(data=True):
        data = _known(attributes)
        named.update((each["@id"], each) for each in _named_things(data))
        own = _instrument(node, data)
        instruments.append(own)
        for _, target, edge in graph.out_edges(node, data=True):
            links = own.setdefault(ELI_PROPERTIES[edge["relation"]], [])
            if _iri("instrument", target) not in links:
                links.append(_iri("instrument", target))
    evidence = [_statement(a, b, _known(data)) for a, b, data in graph.edges(data=True)]
    return {"@context": _CONTEXT, "@graph": [*instruments, *named.values(), *evidence]}


def _known(data: Node) -> Node:
    return {name: value for name, value in data.items() if value is not None}


def _instrument(node: str, data: Node) -> Node:
    found: Node = {"@id": _iri("instrument", node), "@type": "eli:LegalResource", "eli:id_local": node}
    if "symbol" in data:
        found["eli:number"] = data["symbol"]
    if "date" in data:
        found["eli:date_document"] = _date(data["date"])
    for term, kind, _, names in _things(data):
        found[term] = [_iri(kind, name) for name in names]
    if "title" in data:
        found["eli:is_realized_by"] = {
            "@id": f"{_iri('instrument', node)}:vie",
            "@type": "eli:LegalExpression",
            "eli:language": _VIETNAMESE,
            "eli:title": {"@value": data["title"], "@language": "vi"},
        }
    return found | {f"dv:{name}": data[name] for name in _OWN if name in data}


def _things(data: Node) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield the property, the kind, the class and the names of the type, the issuers and the place."""
    if "type" in data:
        yield "eli:type_document", "type", "eli:ResourceType", [data["type"]]
    if "issuer" in data:
        yield "eli:passed_by", "body", "eli:Organization", data["issuer"].split("; ")
    if "province" in data:
        yield "eli:jurisdiction", "place", "eli:AdministrativeArea", [data["province"]]


def _named_things(data: Node) -> Iterator[Node]:
    """Yield the type, the issuers and the place of an instrument, each with its name."""
    for _, kind, class_, names in _things(data):
        for name in names:
            label = {"@value": name, "@language": "vi"}
            yield {"@id": _iri(kind, name), "@type": class_, "rdfs:label": label}


def _statement(source: str, target: str, data: Node) -> Node:
    return {
        "@type": "rdf:Statement",
        "rdf:subject": _iri("instrument", source),
        "rdf:predicate": ELI_PROPERTIES[data["relation"]],
        "rdf:object": _iri("instrument", target),
        **{f"dv:{name}": data[name] for name in _EVIDENCE if name in data},
    }


def _date(iso: str) -> Node:
    return {"@value": iso, "@type": _DATE_TYPES[len(iso)]}


def _iri(kind: str, name: str) -> str:
    return f"urn:danvan:{kind}:{quote(name, safe='@/')}"
