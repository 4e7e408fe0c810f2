"""The instruments that a corpus speaks of, gathered mention by mention and settled at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..authority import Registry
from ..linking.locality import Locality
from ..models import Citation, Directive, Header, NamedInstrument
from .identity import InstrumentId, Key, citation_id, cited_level, document_id, named_id
from .records import Alias, Instrument
from .standing import ended

Mention = Citation | NamedInstrument


@dataclass(slots=True)
class _Known:
    """All that is said of one instrument."""

    ids: Counter[InstrumentId] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    issuers: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    registered: str | None = None
    level: str | None = None
    province: str | None = None
    header: Header | None = None
    source: str | None = None
    ambiguous: bool = False

    def take(self, other: _Known) -> None:
        """Add what is said of the same instrument without its date."""
        self.types += other.types
        self.issuers += other.issuers
        self.aliases += other.aliases
        self.level = self.level or other.level
        self.province = self.province or other.province
        if self.source is None:
            self.header, self.source = other.header, other.source


class Instruments:
    """Every instrument that a document is or cites; `settle` decides which mentions are the same one."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[Key, _Known] = {}
        self._same: dict[Key, Key] = {}

    def add_document(self, directive: Directive, locality: Locality) -> Key:
        """Note the instrument that a document is; return its key."""
        own = document_id(directive, locality)
        if not directive.header.symbol and own.key in self._known:
            own = InstrumentId(f"doc:{directive.source}")
        known = self._note(own)
        if known.source is None:
            known.header, known.source = directive.header, directive.source
        known.level = known.level or locality.level
        known.province = known.province or locality.province
        return own.key

    def add_mention(self, mention: Mention, locality: Locality) -> Key:
        """Note an instrument that a document of `locality` cites; return its key."""
        if isinstance(mention, Citation):
            cited, issuer, alias = citation_id(mention, locality), mention.issuer, mention.symbol
        else:
            cited, issuer, alias = named_id(mention, locality), None, mention.name
        known = self._note(cited)
        known.aliases[alias] += 1
        known.registered = known.registered or mention.instrument_id
        known.level = known.level or cited_level(mention)
        known.ambiguous |= len(mention.candidates) > 1
        known.types.update([mention.type] if mention.type else [])
        known.issuers.update([issuer] if issuer else [])
        return cited.key

    def settle(self) -> None:
        """Take a symbol without date for the dated one of the same place, where there is exactly one."""
        dated: dict[tuple[str, str | None], list[Key]] = {}
        for symbol, date, place in self._known:
            if date:
                dated.setdefault((symbol, place), []).append((symbol, date, place))
        for key, known in self._known.items():
            twins = dated.get((key[0], key[2]), [])
            if key[1] is None and len(twins) == 1 and not known.ambiguous:
                self._same[key] = twins[0]
                self._known[twins[0]].take(known)

    def id_of(self, key: Key) -> str:
        """Return the settled id: the registry's, else the spelling of the document or of most citations."""
        key = self._same.get(key, key)
        known = self._known[key]
        return known.registered or str(known.ids.most_common(1)[0][0])

    def rows(self) -> list[Instrument]:
        """Return the settled instruments, sorted by id."""
        rows = (
            self._row(self.id_of(key), known) for key, known in self._known.items() if key not in self._same
        )
        return sorted(rows, key=lambda row: row.id)

    def aliases(self) -> list[Alias]:
        """Return what the settled instruments are called, in mentions and in the registry, sorted."""
        counts: Counter[tuple[str, str]] = Counter()
        for key, known in self._known.items():
            if key in self._same:
                continue
            own = self.id_of(key)
            counts.update({(own, alias): number for alias, number in known.aliases.items()})
            record = self._registry.instruments.get(own)
            names = (record.symbol, *record.names, *record.other_symbols) if record else ()
            counts.update({(own, name): 0 for name in names if name})
        return [Alias(instrument=own, alias=alias, mentions=n) for (own, alias), n in sorted(counts.items())]

    def _note(self, own: InstrumentId) -> _Known:
        known = self._known.setdefault(own.key, _Known())
        known.ids[own] += 1
        return known

    def _row(self, instrument_id: str, known: _Known) -> Instrument:
        """The registry is believed first, then the document itself, then those that cite it."""
        own = InstrumentId.parse(instrument_id)
        numbered = own.symbol[0].isdigit()
        name = None if numbered or known.header else own.symbol
        record = self._registry.instruments.get(instrument_id)
        issuer = "; ".join(record.issuer) if record else None
        header = known.header
        day, successor = ended(record, self._registry) if record else (None, None)
        return Instrument(
            id=instrument_id,
            symbol=own.symbol if numbered else record and record.symbol,
            type=(record and record.type) or (header and header.type) or _usual(known.types),
            date=own.date or (header and header.date),
            issuer=issuer or (header and header.issuer) or _usual(known.issuers),
            title=(record and record.title) or (header and header.title) or name,
            level=record.level if record else known.level,
            province=own.province or known.province,
            in_corpus=known.source is not None,
            source=known.source,
            ended=day,
            replaced_by=successor,
        )


def _usual(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None
