"""A symbol taken apart: number, year, code of the type, issuer, and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SYMBOL = re.compile(
    r"(?P<number>\d+[^\W\d]*)(?P<first>[-/])(?:(?P<year>(?:19|20)\d\d)/)?(?P<type>[^-/\d]+)(?P<last>[-/])(?P<issuer>.+)"
)


@dataclass(frozen=True, slots=True)
class SymbolParts:
    """`33/CT-TTg` is number 33, `/`, type CT, `-`, issuer TTg."""

    symbol: str
    number: str
    first: str
    year: str | None
    type: str
    last: str
    issuer: str

    @property
    def separators(self) -> str:
        """What stands before the code of the type and behind it: `-/` is the style of the Party."""
        return self.first + self.last

    def in_style(self, system: str) -> str:
        """Return the symbol as the Party or the state writes it.

        >>> read_parts("27/NQ-TW").in_style("party"), read_parts("33-CT/TTg").in_style("state")
        ('27-NQ/TW', '33/CT-TTg')
        """
        if system == "party":
            return f"{self.number}-{self.type}/{self.issuer}"
        year = f"/{self.year}" if self.year else ""
        return f"{self.number}{year}/{self.type}-{self.issuer}"

    def with_type(self, code: str) -> str:
        """Return the symbol with another code of type."""
        year = f"{self.year}/" if self.year else ""
        return f"{self.number}{self.first}{year}{code}{self.last}{self.issuer}"

    def with_issuer(self, suffix: str) -> str:
        """Return the symbol with another issuer."""
        return self.symbol[: len(self.symbol) - len(self.issuer)] + suffix


@lru_cache(maxsize=4096)
def read_parts(symbol: str) -> SymbolParts | None:
    """Return the parts of a symbol; None for one of another shape (`10/2022/QH15`, `06`).

    >>> read_parts("59/2023/NĐ-CP").year, read_parts("10/2022/QH15") is None
    ('2023', True)
    """
    match = _SYMBOL.fullmatch(symbol)
    return SymbolParts(symbol, **match.groupdict()) if match else None
