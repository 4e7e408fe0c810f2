"""All checks by the code of their findings, and the function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..authority import Registry
from ..authority import registry as own_registry
from ..models import Directive
from .bodies import dissolved_body
from .case import Case
from .dates import (
    date_against_corpus,
    date_against_registry,
    date_conflict,
    impossible_date,
    year_against_number,
)  # fmt: skip
from .deadlines import idle_deadline, past_deadline
from .finding import Finding
from .numbering import ladder_jump, numbering_duplicate, numbering_gap, numbering_parent
from .standing import basis_expired, basis_replaced
from .symbols import issuer_against_symbol, symbol_slip, symbol_style, type_against_symbol
from .wording import doubled

if TYPE_CHECKING:
    from ..corpus.store import Store

Check = Callable[[Case], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "symbol-issuer": issuer_against_symbol,
    "type-symbol": type_against_symbol,
    "symbol-style": symbol_style,
    "symbol-slip": symbol_slip,
    "symbol-year": year_against_number,
    "date-impossible": impossible_date,
    "date-registry": date_against_registry,
    "date-conflict": date_conflict,
    "date-corpus": date_against_corpus,
    "basis-replaced": basis_replaced,
    "basis-expired": basis_expired,
    "body-dissolved": dissolved_body,
    "deadline-past": past_deadline,
    "deadline-weekend": idle_deadline,
    "doubled-word": doubled,
    "numbering-gap": numbering_gap,
    "numbering-duplicate": numbering_duplicate,
    "numbering-parent": numbering_parent,
    "ladder-jump": ladder_jump,
}


def check(
    directive: Directive, *, registry: Registry | None = None, corpus: Store | None = None
) -> list[Finding]:
    """Return what a careful clerk would query, in the order of the text; a clean document gives nothing.

    With `registry`, the citations are linked to it anew. With `corpus`, dates are compared with what other
    documents of that store say.
    """
    if registry is not None:
        from ..linking import link_directive

        directive = link_directive(directive, registry)
    return findings_in(Case(directive, registry or own_registry(), corpus))


def findings_in(case: Case) -> list[Finding]:
    """Return what every check finds in a case, in the order of the text."""
    found = [each for run in CHECKS.values() for each in run(case)]
    return sorted(found, key=lambda each: (each.start, each.end, each.code))
