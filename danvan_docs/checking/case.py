"""What a check sees: one directive, what is known of the instruments it cites, and the corpus it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..authority import Instrument, Registry, days
from ..authority.keys import symbol_key
from ..grammar import table
from ..knowledge import Knowledge
from ..linking.locality import Locality, level_of_symbol, locality_of
from ..models import Citation, Directive
from ..parsing.instruments.types import TypeWords, type_words
from .parts import SymbolParts, read_parts

if TYPE_CHECKING:
    from ..corpus.store import Store


@dataclass(frozen=True)
class Case:
    """One document to check; nothing in it changes."""

    directive: Directive
    registry: Registry
    corpus: Store | None = None

    @cached_property
    def date(self) -> str | None:
        """The full date of the document, None where its header gives none.

        A draft has no day yet (`ngày … tháng 12 năm 2025`): it is taken for one of the first day that it can have,
        where it leaves the year open as well, for one of today.
        """
        header = self.directive.header
        if header.day or not header.draft:
            return header.day
        return (days.first_day(header.date) or date.today()).isoformat()

    @cached_property
    def locality(self) -> Locality:
        """The level and place of the document."""
        return locality_of(self.directive, self.registry)

    @property
    def types(self) -> TypeWords:
        """The words and codes of document types."""
        return type_words(Knowledge.of(self.registry))

    def rows(self, citation: Citation) -> list[Instrument]:
        """Return the instruments of that symbol that a document of this place can mean; none of low confidence."""
        return [
            row
            for row in self.registry.by_number(citation.symbol)
            if row.province in (None, self.locality.province) and row.confidence != "low"
        ]

    def systems(self, parts: SymbolParts) -> set[str]:
        """Return whose style a symbol follows by its issuer: `party`, `state`, `front`; empty if not known."""
        if parts.issuer in table("findings")["style"]["both"]:
            return set()
        known = self._suffix_systems
        whole = known.get(symbol_key(parts.issuer))
        if whole is not None:
            return whole
        each = [known.get(symbol_key(one), set()) for one in parts.issuer.split("-")]
        return set.union(*each) if all(each) else set()

    def one_instrument(self, citation: Citation, one: str, other: str) -> bool:
        """Tell whether a symbol with two dates must be one instrument, so that a date is wrong.

        Numbers start again with each term of the Central Committee, those of the state each year; elsewhere two
        dates are taken for one where they differ in nothing but day, month or year.
        """
        if sum(a == b for a, b in zip(one.split("-"), other.split("-"), strict=False)) >= 2:
            return True
        parts = read_parts(citation.symbol)
        if parts is None or level_of_symbol(parts.symbol, self.registry) != "central":
            return False
        if self.systems(parts) == {"party"}:
            return any(
                days.within(one, first, last) and days.within(other, first, last)
                for first, last in self.registry.terms.values()
            )
        return one[:4] == other[:4]

    @cached_property
    def _suffix_systems(self) -> dict[str, set[str]]:
        since = table("findings")["style"]["since"]
        systems: dict[str, set[str]] = {}
        for row in self.registry.issuers:
            if row.valid_to is None or row.valid_to >= since:
                for suffix in (row.suffix, *row.variants):
                    systems.setdefault(symbol_key(suffix), set()).add(row.system)
        return systems
