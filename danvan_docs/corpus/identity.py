"""Which instrument a number stands for.

A number alone is not unique: committees number from 01 in every term, and each province has its own
`12-NQ/TU`. An instrument is told apart by symbol, date and, below the central level, place:

    25-NQ/TW@2013-06-03                         central
    12-NQ/TU@2022-08-26#Lam Hà                  of a province
    05-NQ/HU@2021-03-01#huyện Suối Đá, Lam Hà   of a district
    doc:ke-hoach-2023                           a document without number, by its file name

The place of a cited instrument is the one its issuer names (`Tỉnh ủy Lam Hà`), else the place of the document
that cites it: a commune that cites `12-NQ/TU` means its own province. Where the registry has linked a
citation, the id is the registry's. Spellings of one symbol (`27/NQ-TW`, `27-NQ/TW`) are one instrument, see
`key`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

from ..authority import Registry
from ..authority.keys import symbol_key
from ..errors import StoreError
from ..grammar import table
from ..linking.locality import Level, Locality, last_level, level_of_symbol, place_in
from ..models import Citation, Directive, NamedInstrument
from ..reading.folding import fold

#: What instruments are alike by: symbol, date, place, each in one spelling.
Key = tuple[str, str | None, str | None]

_DOCUMENT = "doc:"
_PARTS = re.compile(r"(.*?)(?:@(\d{4}(?:-\d\d){0,2}))?(?:#([^#]*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class InstrumentId:
    """The identity of an instrument; `place` is None for central ones and where it is not known."""

    symbol: str
    date: str | None = None
    place: str | None = None

    @classmethod
    def parse(cls, text: str) -> InstrumentId:
        """Return the id that `text` spells; a bare symbol is an id without date and place.

        >>> InstrumentId.parse("12-NQ/TU@2022-08-26#Lam Hà")
        InstrumentId(symbol='12-NQ/TU', date='2022-08-26', place='Lam Hà')
        >>> InstrumentId.parse("25-NQ/TW").date is None
        True
        """
        if text.startswith(_DOCUMENT):  # a file may be called anything
            return cls(text)
        symbol, date, place = _PARTS.fullmatch(text).groups()  # type: ignore[union-attr]  # it matches any text
        return cls(symbol.strip(), date, (place or "").strip() or None)

    def __str__(self) -> str:
        """Return the id as text.

        >>> str(InstrumentId("12-NQ/TU", None, "Lam Hà"))
        '12-NQ/TU#Lam Hà'
        """
        date = f"@{self.date}" if self.date else ""
        place = f"#{self.place}" if self.place else ""
        return f"{self.symbol}{date}{place}"

    @classmethod
    def of_file(cls, name: str) -> InstrumentId:
        """Return the id of a document without number."""
        return cls(f"{_DOCUMENT}{name}")

    @property
    def is_file(self) -> bool:
        """Whether it is a document without number, known by the name of its file."""
        return self.symbol.startswith(_DOCUMENT)

    @property
    def key(self) -> Key:
        """What two spellings of one instrument share.

        >>> InstrumentId("27/NQ-TW").key == InstrumentId("27 - NQ/TW").key
        True
        """
        if self.is_file:
            return self.symbol, None, None
        return symbol_key(self.symbol), self.date, _folded(self.place) if self.place else None

    def may_mean(self, other: InstrumentId) -> bool:
        """Tell whether `other` is what this id asks for: date and place count only where they are given.

        >>> InstrumentId("12 - nq/tu").may_mean(InstrumentId("12-NQ/TU", "2022-08-26", "Lam Hà"))
        True
        """
        symbol, _, place = self.key
        return symbol == other.key[0] and self.date in (None, other.date) and place in (None, other.key[2])

    @property
    def province(self) -> str | None:
        """The province in `place`; names of what lies below one begin with a small letter.

        >>> InstrumentId("05-NQ/HU", None, "huyện Suối Đá, Lam Hà").province
        'Lam Hà'
        >>> InstrumentId("05-NQ/HU", None, "huyện Suối Đá").province is None
        True
        """
        last = (self.place or "").rpartition(", ")[2]
        return last if last[:1].isupper() else None


def unknown(symbol: str) -> StoreError:
    """Return the error for a symbol, an id or a file name that means no instrument of a corpus."""
    return StoreError(f"{symbol}: no document of this corpus is or cites such an instrument")


def document_id(directive: Directive, locality: Locality) -> InstrumentId:
    """Return the id of a document as an instrument: its own symbol, date and place, else its file name."""
    header = directive.header
    if header.symbol:
        return InstrumentId(header.symbol, header.day, locality.label(locality.level))
    stem = PurePath(directive.source).stem if directive.source else _digest(directive.text)
    return InstrumentId.of_file(stem)


def citation_id(citation: Citation, locality: Locality, registry: Registry) -> InstrumentId:
    """Return the id of an instrument that a document of `locality` cites by number.

    A suffix in use at several levels (`UBND`) is taken for the province's, unless the issuer says otherwise.
    """
    if citation.instrument_id:
        return InstrumentId.parse(citation.instrument_id)
    bare = not any(c in citation.symbol for c in "-/")
    symbol = f"{citation.type or ''} {citation.symbol}".strip() if bare else citation.symbol
    level = cited_level(citation, registry) or "province"
    place = _place(citation.issuer or "", level, locality, registry)
    return InstrumentId(symbol, citation.date, place)


def named_id(named: NamedInstrument, locality: Locality, registry: Registry) -> InstrumentId:
    """Return the id of an instrument that a document of `locality` cites by name.

    A name that speaks of a province or below is of that place: a `Nghị quyết Đại hội Đảng bộ tỉnh` is
    another instrument in each province.
    """
    if named.instrument_id:
        return InstrumentId.parse(named.instrument_id)
    place = _place(named.name, cited_level(named, registry), locality, registry)
    return InstrumentId(named.name.replace("#", " "), named.date, place)


def cited_level(cited: Citation | NamedInstrument, registry: Registry) -> Level | None:
    """Return the level of a cited instrument by symbol, issuer, type or name; None if none of them tells."""
    if isinstance(cited, Citation):
        return level_of_symbol(cited.symbol, registry) or place_in(cited.issuer or "", registry).level
    if cited.type in table("localities")["central_types"]:
        return "central"
    return last_level(cited.name, registry)


def _place(said: str, level: Level | None, own: Locality, registry: Registry) -> str | None:
    """Return the label of the place that a text names, what it leaves out taken from the citing document."""
    if level is None or level == "central":
        return None
    place = place_in(said, registry)
    return Locality(
        level, place.province or own.province, place.district or own.district, place.commune or own.commune
    ).label(level)


def _folded(text: str) -> str:
    return " ".join(fold(text)[0].casefold().split())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
