"""Duties that the lower document keeps by being there: to issue a plan such as it is."""

from __future__ import annotations

from functools import cache
from re import Pattern

from ..authority import Registry
from ..authority.keys import name_key, symbol_key
from ..grammar import compiled, table, words
from ..models import Directive
from .bodies import same_work
from .charges import Charge
from .results import Duty


class Fulfilment:
    """What a lower document is: of which type, from whom, of which day; and whether a duty asks for just that."""

    def __init__(self, central: Directive, provincial: Directive, registry: Registry) -> None:
        self._registry = registry
        header = provincial.header
        issuer = _pattern("issuer").search(name_key(header.issuer or ""))
        self._issuers = [issuer[0]] if issuer else []
        self._carries_out = _cites(provincial, central.header.symbol)
        self._type = name_key(header.type or "")
        title = [block for block in provincial.blocks if block.kind == "title"]
        start, end = (title[0].start, title[-1].end) if title else (0, 0)
        self.duty = Duty(
            start=start,
            end=end,
            quote=provincial.text[start:end],
            section="",
            leads=[" ".join((header.issuer or "").split())],
            deadline=header.day,
            frequency=None,
        )

    def of(self, charge: Charge) -> bool:
        """Tell whether the lower document is what a duty asks for: it cites the upper one, and type and body fit."""
        if not (self._carries_out and self._type):
            return False
        kind = words([self._type, " ".join(self._type.split()[:2])])
        issued = compiled(rf"{_pattern('issued').pattern} {kind}(?!\w)")
        return bool(issued.search(name_key(charge.duty.quote))) and same_work(
            charge.bodies, self._issuers, self._registry
        )


def _cites(directive: Directive, symbol: str | None) -> bool:
    return symbol is not None and any(
        symbol_key(symbol) == symbol_key(each.short_for or each.symbol) for each in directive.citations
    )


@cache
def _pattern(name: str) -> Pattern[str]:
    return compiled(table("comparing")["itself"][name])
