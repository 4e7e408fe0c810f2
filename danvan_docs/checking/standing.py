"""Whether what a document is based on still held on its date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..authority import Instrument
from ..authority.days import day_text
from ..grammar import table
from ..models import Citation, NamedInstrument
from ..parsing.times.times import period_end
from .case import Case
from .finding import Finding
from .rules import finding


def basis_replaced(case: Case) -> Iterator[Finding]:
    """`Căn cứ` an instrument in whose place another one stood already."""
    if case.date is None:
        return
    for basis, row in _bases(case):
        successor = _successor(case, row) if row.status == "replaced" else None
        if successor:
            yield finding(
                "basis-replaced", (basis.start, basis.end),
                name=_name(row), known=_name(successor), day=day_text(case.date),
            )  # fmt: skip


def basis_expired(case: Case) -> Iterator[Finding]:
    """`Căn cứ` an instrument whose period was over: the registry says that it expired, its title when."""
    if case.date is None:
        return
    for basis, row in _bases(case):
        year = period_end(row.title or "") if row.status == "expired" else None
        if year and year < case.date[:4]:
            yield finding("basis-expired", (basis.start, basis.end), name=_name(row), year=year)


def _bases(case: Case) -> Iterator[tuple[Citation | NamedInstrument, Instrument]]:
    """Yield what the document is based on, where it is known for certain which instrument that is."""
    least = table("findings")["basis"]["least_confidence"]
    cited: list[Citation | NamedInstrument] = [*case.directive.citations, *case.directive.named]
    for each in cited:
        row = case.registry.instruments.get(each.instrument_id or "")
        if row and each.use == "based_on" and (each.confidence or 0) >= least:
            yield each, row


def _successor(case: Case, row: Instrument) -> Instrument | None:
    """Return what had replaced an instrument on the date of the document, the last in the chain."""
    found = None
    seen = {row.id}
    while True:
        after = [case.registry.instruments[each] for each in row.replaced_by if each not in seen]
        held = [each for each in after if _in_force(case, each)]
        if not held:
            return found
        found = row = held[0]
        seen.add(row.id)


def _in_force(case: Case, row: Instrument) -> bool:
    """Tell whether a new instrument had surely taken effect by the date of the document."""
    if row.date is None or len(row.date) != len("2013-12-12") or case.date is None:
        return False
    grace = timedelta(days=table("findings")["basis"]["grace"][row.system])
    return date.fromisoformat(row.date) + grace < date.fromisoformat(case.date)


def _name(row: Instrument) -> str:
    kind = row.title if row.title and row.title.startswith(row.type) else row.type
    name = f"{kind} số {row.symbol}" if row.symbol else kind
    return f"{name} ngày {day_text(row.date)}" if row.date else name
