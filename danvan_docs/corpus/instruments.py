"""The instruments that a corpus speaks of, gathered from what is said of them and settled at the end.

Instruments of different symbols have nothing to do with each other: what is said of each symbol can be gathered
and settled by itself, so long as it comes in the order of the documents and their text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..authority import Registry
from ..linking.locality import Locality
from ..models import Citation, Directive, NamedInstrument
from .identity import InstrumentId, Key, citation_id, cited_level, document_id, named_id
from .records import Alias, Instrument
from .standing import ended

Mention = Citation | NamedInstrument


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of an instrument that it cites, or, with `source`, of the one that it is."""

    symbol: str
    date: str | None
    place: str | None
    """These three are the id."""
    type: str | None
    issuer: str | None
    level: str | None
    alias: str | None = None
    registered: str | None = None
    ambiguous: bool = False
    province: str | None = None
    title: str | None = None
    dated: str | None = None
    """The date in the header of the document."""
    source: str | None = None

    @property
    def id(self) -> InstrumentId:
        """The identity as the document gives it."""
        return InstrumentId(self.symbol, self.date, self.place)


def said_of_itself(directive: Directive, locality: Locality) -> Said:
    """Return what a document says of the instrument that it is."""
    own, header = document_id(directive, locality), directive.header
    return Said(
        own.symbol, own.date, own.place, header.type, header.issuer, locality.level,
        province=locality.province, title=header.title, dated=header.day, source=directive.source,
    )  # fmt: skip


def said_of(mention: Mention, locality: Locality, registry: Registry) -> Said:
    """Return what a document of `locality` says of an instrument where it cites it."""
    if isinstance(mention, Citation):
        cited, issuer, alias = citation_id(mention, locality, registry), mention.issuer, mention.symbol
    else:
        cited, issuer, alias = named_id(mention, locality, registry), None, mention.name
    return Said(
        cited.symbol, cited.date, cited.place, mention.type, issuer, cited_level(mention, registry),
        alias=alias, registered=mention.instrument_id, ambiguous=len(mention.candidates) > 1,
    )  # fmt: skip


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
    itself: Said | None = None
    ambiguous: bool = False

    def take(self, other: _Known) -> None:
        """Add what is said of the same instrument without its date."""
        self.types += other.types
        self.issuers += other.issuers
        self.aliases += other.aliases
        self.level = self.level or other.level
        self.province = self.province or other.province
        self.itself = self.itself or other.itself


class Instruments:
    """Every instrument that a document is or cites; `settle` decides which mentions are the same one."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[Key, _Known] = {}
        self._same: dict[Key, Key] = {}

    def add(self, said: Said, times: int = 1) -> Key:
        """Note what is said of an instrument, and how often; return its key.

        A document without number whose file name is taken has its path for a name.
        """
        own = said.id
        if said.source is not None and own.is_file and own.key in self._known:
            own = InstrumentId.of_file(said.source)
        known = self._known.setdefault(own.key, _Known())
        known.ids[own] += times
        known.level = known.level or said.level
        known.province = known.province or said.province
        known.registered = known.registered or said.registered
        known.ambiguous |= said.ambiguous
        if said.source is not None:
            known.itself = known.itself or said
            return own.key
        counts = ((known.types, said.type), (known.issuers, said.issuer), (known.aliases, said.alias))
        for counter, name in counts:
            if name:
                counter[name] += times
        return own.key

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

    def _row(self, instrument_id: str, known: _Known) -> Instrument:
        """The registry is believed first, then the document itself, then those that cite it."""
        own = InstrumentId.parse(instrument_id)
        numbered = own.symbol[0].isdecimal()
        itself = known.itself
        name = None if numbered or itself else own.symbol
        record = self._registry.instruments.get(instrument_id)
        issuer = "; ".join(record.issuer) if record else None
        day, successor = ended(record, self._registry) if record else (None, None)
        return Instrument(
            id=instrument_id,
            symbol=own.symbol if numbered else record and record.symbol,
            type=(record and record.type) or (itself and itself.type) or _usual(known.types),
            date=own.date or (itself and itself.dated),
            issuer=issuer or (itself and itself.issuer) or _usual(known.issuers),
            title=(record and record.title) or (itself and itself.title) or name,
            level=record.level if record else known.level,
            province=own.province or known.province,
            in_corpus=itself is not None,
            source=itself and itself.source,
            ended=day,
            replaced_by=successor,
        )


def _usual(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None
