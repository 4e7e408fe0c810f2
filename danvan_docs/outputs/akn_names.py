"""Names of instruments in Akoma Ntoso: FRBR identifiers below `/akn/vn/doc`.

    /akn/vn/doc/nghi-quyet/2013-06-03/25-nq-tw                      the work
    /akn/vn/doc/nghi-quyet/lam-ha/2022-08-26/12-nq-tu               of a province: its place tells it apart
    /akn/vn/doc/nghi-quyet/2013-06-03/25-nq-tw/vie@2013-06-03       its Vietnamese expression

All letters are small ones without diacritics. A document and those that cite it come to one name, as far as they
give the same type, date and place.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..authority import Registry
from ..corpus.identity import InstrumentId, citation_id, document_id, named_id
from ..knowledge import Knowledge
from ..linking.locality import Locality
from ..models import Citation, Directive, NamedInstrument
from ..parsing.instruments.types import type_words
from ..reading.folding import fold, plain

UNDATED = "0001-01-01"
_ANY_TYPE = "Văn bản"
_CODE = re.compile(r"(?<![\d/])\d[\d/]*[-/]([^\W\d_]+)")


class WorkName(NamedTuple):
    """What names a work: ISO date (the year or month alone where no more is known), type, symbol, place."""

    type: str
    date: str
    number: str
    place: str | None = None

    @property
    def uri(self) -> str:
        """The identifier of the work.

        >>> WorkName("Nghị quyết", "2022-08-26", "12-NQ/TU", "Lam Hà").uri
        '/akn/vn/doc/nghi-quyet/lam-ha/2022-08-26/12-nq-tu'
        """
        parts = (slug(self.type), slug(self.place or ""), self.date, slug(self.number))
        return f"/akn/vn/doc/{'/'.join(filter(None, parts))}"

    @property
    def day(self) -> str:
        """The date as a whole day, the first of the year or month where no more is known."""
        return f"{self.date}{UNDATED[len(self.date) :]}"


def document_name(directive: Directive, locality: Locality, registry: Registry) -> WorkName:
    """Return the name of a document as a work; one without date is of the year 0001."""
    own = document_id(directive, locality)
    number = directive.header.symbol or own.symbol
    type_ = directive.header.type or _type_of_symbol(number, registry)
    return WorkName(type_, own.date or directive.header.day or UNDATED, number, own.place)


def cited_name(cited: Citation | NamedInstrument, locality: Locality, registry: Registry) -> WorkName | None:
    """Return the name of a work that a document of `locality` cites; None without a date to name it by."""
    own = (
        citation_id(cited, locality, registry)
        if isinstance(cited, Citation)
        else named_id(cited, locality, registry)
    )
    return _name(own, cited.type, registry) if own.date else None


def slug(text: str) -> str:
    """Return `text` in small letters without diacritics, its words joined by hyphens.

    >>> slug("59/2023/NĐ-CP"), slug("xã Đồng Sim, Lam Hà")
    ('59-2023-nd-cp', 'xa-dong-sim-lam-ha')
    """
    return "-".join(re.findall(r"[a-z0-9]+", plain(fold(text)[0])))


def _name(own: InstrumentId, type_: str | None, registry: Registry) -> WorkName:
    record = registry.instruments.get(str(own))
    known = record.type if record else type_ or _type_of_symbol(own.symbol, registry)
    return WorkName(known, own.date or UNDATED, own.symbol, own.place)


def _type_of_symbol(symbol: str, registry: Registry) -> str:
    """Return the type that the code in a symbol stands for; any type where it tells none."""
    code = _CODE.match(symbol)
    names = type_words(Knowledge.of(registry)).name_of_code
    return names.get(code[1]) or names.get(plain(code[1])) or _ANY_TYPE if code else _ANY_TYPE
