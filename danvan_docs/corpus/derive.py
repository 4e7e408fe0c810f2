"""From directives to the nodes and edges of the citation graph."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from ..authority import Registry
from ..authority import registry as own_registry
from ..authority.keys import symbol_key
from ..linking.locality import locality_of
from ..models import Citation, Directive, Use
from .identity import Key
from .instruments import Instruments, Mention
from .quotes import quote_around
from .records import Alias, Edge, Instrument

_SPOOL = 2**26  # bytes of unsettled edges that are held in memory


@dataclass(frozen=True)
class Derived:
    """The settled graph: its nodes, what they are called, which document is which, and the edges."""

    instruments: list[Instrument]
    aliases: list[Alias]
    documents: dict[str, str]
    """The id of its own instrument for the source of each document."""
    edges: Iterable[Edge]
    """Made one by one while they are taken; they can be taken again."""


def derive(directives: Iterable[Directive]) -> tuple[list[Instrument], list[Edge]]:
    """Return the instruments, by id, and the edges between them, in the order of documents and text.

    What a mention names is settled once all documents are known. No edge stands twice for one mention, and
    none leads from an instrument to itself.
    """
    graph = derive_graph(directives)
    return graph.instruments, list(graph.edges)


def derive_graph(directives: Iterable[Directive], known: Registry | None = None) -> Derived:
    """Return the graph of documents that are taken one at a time; see `derive`.

    Only what is said of the instruments is held, the edges wait in a file. `known` is the registry that the
    documents were linked to, by default that of the package.
    """
    instruments, links, owners = Instruments(known or own_registry()), _Links(), dict[str, Key]()
    for directive in directives:
        owners[directive.source], said = _links(directive, instruments)
        links.add(said)
    instruments.settle()
    documents = {source: instruments.id_of(key) for source, key in owners.items()}
    edges = _Edges(links, instruments)
    return Derived(instruments.rows(), instruments.aliases(), documents, edges)


class _Links:
    """Unsettled edges, document by document, in memory as long as they are few."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - goes with this object

    def add(self, links: list[_Link]) -> None:
        pickle.dump(links, self._file, pickle.HIGHEST_PROTOCOL)

    def __iter__(self) -> Iterator[list[_Link]]:
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)
            except EOFError:
                return


@dataclass(frozen=True)
class _Edges:
    """The edges of settled instruments."""

    links: _Links
    instruments: Instruments

    def __iter__(self) -> Iterator[Edge]:
        for said in self.links:
            edges: dict[tuple[str, str, str, int, int], Edge] = {}
            for link in said:
                edge = link.edge(self.instruments)
                if edge.source != edge.target:
                    mention = (edge.source, edge.target, edge.relation, edge.start, edge.end)
                    edges.setdefault(mention, edge)
            yield from edges.values()


@dataclass(frozen=True, slots=True)
class _Link:
    """An edge whose ends are not settled yet."""

    source: Key
    target: Key
    relation: Use
    document: str
    start: int
    end: int
    quote: str
    confidence: float | None
    rule: str

    def edge(self, instruments: Instruments) -> Edge:
        return Edge(
            source=instruments.id_of(self.source), target=instruments.id_of(self.target),
            relation=self.relation, document=self.document, start=self.start, end=self.end,
            quote=self.quote, confidence=self.confidence, rule=self.rule,
        )  # fmt: skip


def _links(directive: Directive, instruments: Instruments) -> tuple[Key, list[_Link]]:
    """Note what one document is and cites; return its own key, and what it says about them."""
    locality = locality_of(directive)
    own = instruments.add_document(directive, locality)
    cited: dict[int, tuple[Key, Mention]] = {}
    links: list[_Link] = []
    mentions: list[Mention] = [*_in_full(_dated(directive)), *directive.named]
    for mention in mentions:
        key = instruments.add_mention(mention, locality)
        cited.setdefault(mention.start, (key, mention))
        how = "number" if isinstance(mention, Citation) else "name"
        links.append(_link(directive, own, key, mention.use, (mention.start, mention.end), mention, how))
    for relation in directive.relations:
        source, target = cited.get(relation.source_start), cited.get(relation.target_start)
        if source and target:
            span = relation.start, relation.end
            links.append(_link(directive, source[0], target[0], relation.type, span, target[1], "relation"))
    return own, links


def _dated(directive: Directive) -> list[Citation]:
    """Return the citations; one without date has the date that the document gives its symbol elsewhere."""
    dates: dict[str, set[str]] = {}
    header = directive.header
    for symbol, date in [(header.symbol, header.date), *((c.symbol, c.date) for c in directive.citations)]:
        if symbol and date:
            dates.setdefault(symbol_key(symbol), set()).add(date)

    def dated(citation: Citation) -> Citation:
        known = dates.get(symbol_key(citation.symbol), set())
        if citation.date or len(known) != 1:
            return citation
        return citation.model_copy(update={"date": next(iter(known))})

    return [dated(citation) for citation in directive.citations]


def _in_full(citations: list[Citation]) -> Iterator[Citation]:
    """Yield the citations; a bare number that is short for a symbol has what was said with that symbol."""
    full: dict[str, Citation] = {}
    for citation in citations:
        meant = full.get(citation.short_for or "")
        if meant is None:
            full[citation.symbol] = citation
            yield citation
        else:
            known = {"symbol": meant.symbol, "date": meant.date, "issuer": meant.issuer}
            yield citation.model_copy(update=known)


def _link(
    directive: Directive,
    source: Key,
    target: Key,
    relation: Use,
    span: tuple[int, int],
    mention: Mention,
    how: str,
) -> _Link:
    quote = quote_around(directive, *span)
    rule = f"{how}: {mention.reason}" if mention.reason else how
    return _Link(source, target, relation, directive.source, *span, quote, mention.confidence, rule)
