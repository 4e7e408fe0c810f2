"""From directives to the nodes and edges of the citation graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..authority.keys import symbol_key
from ..linking.locality import locality_of
from ..models import Citation, Directive, Use
from .identity import Key
from .instruments import Instruments, Mention
from .quotes import quote_around
from .records import Edge, Instrument


def derive(directives: Iterable[Directive]) -> tuple[list[Instrument], list[Edge]]:
    """Return the instruments, by id, and the edges between them, in the order of documents and text.

    What a mention names is settled once all documents are known. No edge stands twice for one mention, and
    none leads from an instrument to itself.
    """
    instruments, links = Instruments(), list[_Link]()
    for directive in directives:
        links.extend(_links(directive, instruments))
    instruments.settle()
    edges: dict[tuple[str, str, str, str, int, int], Edge] = {}
    for link in links:
        edge = link.edge(instruments)
        if edge.source != edge.target:
            mention = (edge.source, edge.target, edge.relation, edge.document, edge.start, edge.end)
            edges.setdefault(mention, edge)
    return instruments.rows(), list(edges.values())


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

    def edge(self, instruments: Instruments) -> Edge:
        return Edge(
            source=instruments.id_of(self.source), target=instruments.id_of(self.target),
            relation=self.relation, document=self.document, start=self.start, end=self.end,
            quote=self.quote, confidence=self.confidence,
        )  # fmt: skip


def _links(directive: Directive, instruments: Instruments) -> list[_Link]:
    """Note what one document is and cites; return what it says about them."""
    locality = locality_of(directive)
    own = instruments.add_document(directive, locality)
    cited: dict[int, tuple[Key, Mention]] = {}
    links = []
    mentions: list[Mention] = [*_in_full(_dated(directive)), *directive.named]
    for mention in mentions:
        key = instruments.add_mention(mention, locality)
        cited.setdefault(mention.start, (key, mention))
        links.append(_link(directive, own, key, mention.use, (mention.start, mention.end), mention))
    for relation in directive.relations:
        source, target = cited.get(relation.source_start), cited.get(relation.target_start)
        if source and target:
            span = relation.start, relation.end
            links.append(_link(directive, source[0], target[0], relation.type, span, target[1]))
    return links


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
    directive: Directive, source: Key, target: Key, relation: Use, span: tuple[int, int], mention: Mention
) -> _Link:
    quote = quote_around(directive, *span)
    return _Link(source, target, relation, directive.source, *span, quote, mention.confidence)
