"""One frozen type per authority file; a field is a column, its annotation says what a cell may hold.

`Day` is an ISO date of known precision (`2013-06-03`, `2013-06` or `2013`), `Items` a list written with `; `.
A field without default is a cell that must not be empty.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from ..models import Level

Day = Annotated[str | None, "date"]
Items = tuple[str, ...]
Confidence = Literal["high", "medium", "low"]
System = Literal["party", "state", "front"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One promulgated document; `id` is `symbol@date`, with `#province` for a local one."""

    id: str
    symbol: str | None = None
    type: str
    date: Day = None
    issuer: Items
    title: str | None = None
    names: Items = ()
    promulgates: str | None = None
    level: Level
    system: System
    province: str | None = None
    status: Literal["in-force", "replaced", "expired", "unknown"] = "unknown"
    replaced_by: Items = ()
    followed_by: Items = ()
    implements: Items = ()
    other_symbols: Items = ()
    other_dates: Items = ()
    source: Items
    url: Items = ()
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A national congress, or a plenum of the Central Committee, and the instruments that it adopted."""

    id: str
    kind: Literal["congress", "plenum"]
    term: str
    ordinal: str | None = None
    ordinal_word: Items = ()
    part: str | None = None
    date: Day
    adopted: Items
    source: Items
    url: Items = ()
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """A type of document in one system: its word, its code in symbols, its short forms in citations."""

    name: str
    code: str | None = None
    code_variants: Items = ()
    aliases: Items = ()
    system: System
    basis: Items = ()
    source: Items
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The closing part of a symbol, and the bodies that it stands for, in the years of its use."""

    suffix: str
    variants: Items = ()
    misprints: Items = ()
    bodies: Items
    level: Level
    system: System
    valid_from: Day = None
    valid_to: Day = None
    successors: Items = ()
    source: Items
    url: Items = ()
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRecord:
    """A body that acts, in one period of its existence; `collective` is False for a person in office.

    `basis` is the symbols of the instruments that made it what it is.
    """

    canonical: str
    aliases: Items = ()
    level: Level
    class_: str
    collective: bool
    valid_from: Day = None
    valid_to: Day = None
    successors: Items = ()
    basis: Items = ()
    source: Items
    url: Items = ()
    confidence: Confidence

    @property
    def name(self) -> str:
        """What the periods of one body have in common."""
        return self.canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province in one period of its existence, and the units that hold its territory after it."""

    former: str
    kind: str
    party_committee: str
    aliases: Items = ()
    valid_from: Day = None
    valid_to: Day = None
    unit: Items
    unit_kind: Items
    unit_party_committee: Items
    merged_from: Items = ()
    basis: str | None = None
    source: Items
    confidence: Confidence

    @property
    def name(self) -> str:
        """What the periods of one province have in common."""
        return self.former


Row = Instrument | Meeting | DocumentType | Issuer | BodyRecord | Province
