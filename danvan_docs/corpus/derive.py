"""From directives to the nodes and edges of the citation graph."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from ..authority import Registry
from ..authority import registry as own_registry
from ..authority.keys import symbol_key
from ..linking.locality import locality_of
from ..models import Citation, Directive, Use
from .identity import Key
from .instruments import Instruments, Mention, Said, said_of, said_of_itself
from .quotes import quote_around
from .records import Alias, Edge, Instrument

_SPOOL = 2**22  # bytes of unsettled edges that are held in memory


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
    known = known or own_registry()
    instruments, links, owners = Instruments(known), _Links(), dict[str, Key]()
    for directive in directives:
        spoken = spoken_in(directive, known)
        owners[directive.source] = instruments.add(spoken.itself)
        for said in spoken.cited:
            instruments.add(said)
        links.add(spoken.links)
    instruments.settle()
    documents = {source: instruments.id_of(key) for source, key in owners.items()}
    edges = _Edges(links, instruments, owners)
    return Derived(instruments.rows(), instruments.aliases(), documents, edges)


class _Links:
    """Unsettled edges, document by document, in memory as long as they are few."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - goes with this object

    def add(self, links: list[Link]) -> None:
        pickle.dump(links, self._file, pickle.HIGHEST_PROTOCOL)

    def __iter__(self) -> Iterator[list[Link]]:
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
    owners: dict[str, Key]

    def __iter__(self) -> Iterator[Edge]:
        for links in self.links:
            ids = {
                end: self.instruments.id_of(end or self.owners[link.document])
                for link in links
                for end in (link.source, link.target)
            }
            yield from settled(links, ids)


@dataclass(frozen=True, slots=True)
class Link:
    """An edge whose ends are not settled yet; without `source` it leads from the document itself."""

    source: Key | None
    target: Key
    relation: Use
    document: str
    start: int
    end: int
    quote: str
    confidence: float | None
    rule: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one document says: of the instrument that it is, of those it cites, and what one does to another."""

    itself: Said
    cited: list[Said]
    links: list[Link]


def settled(links: Iterable[Link], ids: Mapping[Key | None, str]) -> list[Edge]:
    """Return the edges of one document: the first of each mention, none from an instrument to itself.

    `ids` has the id of every end of a link; that of the document itself under None.
    """
    edges: dict[tuple[str, str, str, int, int], Edge] = {}
    for link in links:
        source, target = ids[link.source], ids[link.target]
        if source != target:
            edge = Edge(
                source=source, target=target, relation=link.relation, document=link.document,
                start=link.start, end=link.end, quote=link.quote, confidence=link.confidence, rule=link.rule,
            )  # fmt: skip
            edges.setdefault((source, target, link.relation, link.start, link.end), edge)
    return list(edges.values())


def spoken_in(directive: Directive, known: Registry) -> Spoken:
    """Return what one document says."""
    locality = locality_of(directive, known)
    cited: dict[int, tuple[Key, Mention]] = {}
    said: list[Said] = []
    links: list[Link] = []
    mentions: list[Mention] = [*_in_full(_dated(directive)), *directive.named]
    for mention in mentions:
        said.append(said_of(mention, locality, known))
        key = said[-1].id.key
        cited.setdefault(mention.start, (key, mention))
        how = "number" if isinstance(mention, Citation) else "name"
        links.append(_link(directive, None, key, mention.use, (mention.start, mention.end), mention, how))
    for relation in directive.relations:
        source, target = cited.get(relation.source_start), cited.get(relation.target_start)
        if source and target:
            span = relation.start, relation.end
            links.append(_link(directive, source[0], target[0], relation.type, span, target[1], "relation"))
    return Spoken(said_of_itself(directive, locality), said, links)


def _dated(directive: Directive) -> list[Citation]:
    """Return the citations; one without date has the date that the document gives its symbol elsewhere."""
    dates: dict[str, set[str]] = {}
    header = directive.header
    for symbol, date in [(header.symbol, header.day), *((c.symbol, c.date) for c in directive.citations)]:
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
    source: Key | None,
    target: Key,
    relation: Use,
    span: tuple[int, int],
    mention: Mention,
    how: str,
) -> Link:
    quote = quote_around(directive, *span)
    rule = f"{how}: {mention.reason}" if mention.reason else how
    return Link(source, target, relation, directive.source, *span, quote, mention.confidence, rule)
