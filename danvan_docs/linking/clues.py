"""What tells instruments of one symbol apart when the mention gives no date: issuer, term, type, subject, time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..authority import Instrument, Registry, days
from ..authority.keys import name_key
from ..models import Citation
from .subject import closest_title, speaks_of_other
from .verdict import Verdict, linked, unlinked

_TERM = re.compile(r"[^.;\n]{0,90}?\b[Kk]h(?:óa|oá) ?([IVX]+)\b")


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that a mention says about its instrument; `strength` is the confidence it alone can give."""

    name: str
    strength: float
    fits: Callable[[Instrument], bool]


def narrow(
    rows: list[Instrument], citation: Citation, following: str, day: str | None, registry: Registry
) -> Verdict:
    """Return the verdict on several rows of one symbol, after every clue that fits some but not all.

    `day` is the date of the document: what nothing else tells apart is the instrument of its own time, unless the
    words behind the citation speak of something else.
    """
    used: list[Clue] = []
    left = rows
    for clue in _clues(citation, following, registry):
        fitting = [row for row in left if clue.fits(row)]
        if fitting and len(fitting) < len(left):
            left = fitting
            used.append(clue)
        if len(left) == 1:
            names = " and ".join(["symbol", *(each.name for each in used)])
            return linked(left[0], min(each.strength for each in used), names)
    if row := closest_title(left, following):
        return linked(row, 0.85, "symbol and subject")
    if row := of_its_time(left, day, following, registry):
        return linked(row, 0.75, "symbol and the time of the document")
    return unlinked(f"ambiguous: {len(left)} instruments of that symbol", left)


def _clues(citation: Citation, following: str, registry: Registry) -> Iterator[Clue]:
    if citation.issuer:
        issuer = canonical(citation.issuer, registry)
        yield Clue("issuer", 0.85, lambda row: issuer in {canonical(each, registry) for each in row.issuer})
    term = _TERM.match(following)
    if term and (years := registry.terms.get(term[1])):
        first, last = years
        yield Clue("term", 0.9, lambda row: row.date is not None and days.within(row.date, first, last))
    if citation.type:
        types = [name_key(each) for each in citation.type.split("|")]
        yield Clue("type", 0.75, lambda row: any(each.startswith(name_key(row.type)) for each in types))


def of_its_time(
    rows: list[Instrument], day: str | None, following: str, registry: Registry
) -> Instrument | None:
    """Return the one row of the time of a document, unless the words behind the mention speak of something else."""
    current = [row for row in rows if day and of_that_time(row, day, registry)]
    return current[0] if len(current) == 1 and not speaks_of_other(current[0], following) else None


def of_that_time(row: Instrument, day: str, registry: Registry) -> bool:
    """Tell whether a central instrument is of the series of numbers that ran on a day.

    Those of the Party begin again with each congress, those of the state each year.

    >>> from danvan_docs.authority import registry
    >>> [row.date for row in registry().by_number("25-NQ/TW") if of_that_time(row, "2026-11-02", registry())]
    ['2026-08-22']
    """
    if row.date is None or row.level != "central" or row.system == "front":
        return False
    if row.system == "state":
        return row.date[:4] == day[:4]
    return any(
        days.within(row.date, first, last) and days.within(day, first, last)
        for first, last in registry.terms.values()
    )


def canonical(body: str, registry: Registry) -> str:
    """Return the key of the canonical name of a body, of the name itself where no file knows it.

    >>> from danvan_docs.authority import registry
    >>> canonical("BCH Trung ương", registry()) == canonical("Ban Chấp hành Trung ương Đảng", registry())
    True
    """
    record = registry.body(body)
    return name_key(record.canonical if record else body)
