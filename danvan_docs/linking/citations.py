"""Numbered mentions: symbol first, then date, then what the rest of the document and the sentence say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..authority import Instrument, Registry, days
from ..authority.keys import name_key, symbol_key
from ..models import Citation
from .clues import canonical, narrow, of_its_time
from .subject import REACH, closest_title, words_behind
from .verdict import Verdict, linked, unlinked

_NOT_KNOWN = "not in the registry"
_YEAR = re.compile(r"(?:19|20)\d\d")
_WITH_YEAR = re.compile(r"/(?:19|20)\d\d/")


def link_citations(
    citations: Sequence[Citation],
    text: str,
    registry: Registry,
    *,
    document_date: str | None = None,
    province: str | None = None,
) -> list[Citation]:
    """Return the citations of one text with `instrument_id`, `confidence`, `reason` and `candidates` set.

    Symbols are compared by `symbol_key`, never for likeness. `document_date` (ISO) rules out what came later;
    `province` is the one whose committee or council wrote: without it no local symbol is linked.

    >>> from danvan_docs.authority import registry
    >>> cited = Citation(start=0, end=21, symbol="25/NQ-TW", type="Nghị quyết", date="2013-06-03")
    >>> [linked] = link_citations([cited], "Nghị quyết 25/NQ-TW, ngày 03/6/2013", registry())
    >>> linked.instrument_id, linked.reason
    ('25-NQ/TW@2013-06-03', 'symbol and date')
    """
    linker = _Linker(citations, text, registry, document_date, province)
    return [linker.link(citation) for citation in citations]


class _Linker:
    """One document: what it says of each symbol anywhere, and what it has cited so far."""

    def __init__(
        self,
        citations: Iterable[Citation],
        text: str,
        registry: Registry,
        document_date: str | None,
        province: str | None,
    ) -> None:
        self._text, self._registry, self._document_date = text, registry, document_date
        known = (
            registry.province(province, document_date) or registry.province(province) if province else None
        )
        self._province = known.former if known else province
        self._starts = sorted(citation.start for citation in citations)
        self._dates: dict[str, set[str]] = defaultdict(set)
        for citation in citations:
            if citation.date:
                self._dates[symbol_key(citation.symbol)].add(citation.date)
        # By figure and type: the last citation of each full symbol, and what was decided on it.
        self._before: dict[tuple[str, str], dict[str, tuple[Citation, Verdict]]] = defaultdict(dict)

    def link(self, citation: Citation) -> Citation:
        key = symbol_key(citation.symbol)
        figure, _, full = key.partition("/")
        if not full or _YEAR.fullmatch(full):
            before = self._before.get((figure, name_key(citation.type or "")), {})
            before = {one: cited for one, cited in before.items() if not full or one.startswith(f"{key}/")}
            if len(before) != 1:
                return self._bare(citation, key, len(before)).applied(citation)
            [(cited, verdict)] = before.values()
            return _short_for(cited, verdict).applied(citation.with_values(short_for=cited.symbol))
        verdict = self._full(citation, key)
        self._before[figure, name_key(citation.type or "")][key] = citation, verdict
        return verdict.applied(citation)

    def _full(self, citation: Citation, key: str) -> Verdict:
        rows = self._registry.by_number(citation.symbol)
        if not rows:
            return unlinked(_NOT_KNOWN)
        here = [row for row in rows if row.province in (None, self._province)]
        if not here:
            return unlinked(
                "local symbol, " + ("none of this province" if self._province else "province not known")
            )
        if citation.date:
            return _by_date(here, citation.date, "symbol and date", 0.98)
        own = [row for row in here if row.symbol and symbol_key(row.symbol) == key] or here
        if "issuer_symbol_mismatch" in citation.issues:
            return unlinked("issuer and symbol disagree", own)
        elsewhere = self._dates.get(key, set())
        # The sentence itself goes before the rest of the document: both homonyms can stand in one text.
        homonyms = self._not_later(own) if elsewhere and len(own) > 1 else []
        if row := closest_title(homonyms, self._following(citation)):
            return linked(row, 0.85, "symbol and subject")
        if len(elsewhere) == 1:
            return _by_date(here, next(iter(elsewhere)), "same symbol dated elsewhere in the document", 0.9)
        if elsewhere:
            own = [row for row in own if any(row.date and days.same(row.date, day) for day in elsewhere)]
            if not own:
                return unlinked("same symbol dated elsewhere in the document, not as in the registry", here)
        return self._undated(citation, own)

    def _undated(self, citation: Citation, rows: list[Instrument]) -> Verdict:
        possible = self._not_later(rows)
        if not possible:
            return unlinked("every instrument of that symbol is later than the document", rows)
        if len(possible) > 1:
            return narrow(possible, citation, self._following(citation), self._document_date, self._registry)
        row = possible[0]
        if row.province:
            return linked(row, 0.6, "only instrument of that symbol in the province")
        if citation.issuer and not self._issued_by(row, citation.issuer):
            return linked(row, 0.6, "only instrument of that symbol, of another issuer")
        if len(rows) > 1:
            return linked(row, min(0.8, _alone(row)), "only instrument of that symbol before the document")
        return linked(row, _alone(row), "only instrument of that symbol")

    def _bare(self, citation: Citation, figure: str, before: int) -> Verdict:
        if before:
            return unlinked(f"ambiguous: {before} symbols with that number cited before")
        if not citation.type:
            return unlinked("a number without type or symbol")
        named = self._registry.names.exact(f"{citation.type} {citation.symbol}")
        if len(named) == 1:
            return linked(named[0], 0.9, "known by that number")
        rows = self._not_later(self._registry.by_figure(citation.type, figure))
        if citation.date:
            dated = [row for row in rows if row.date and days.same(row.date, citation.date)]
            if len(dated) == 1:
                return linked(dated[0], 0.85, "type, number and date")
            return unlinked(f"no instrument of that number has that date ({len(rows)})", rows)
        if len(rows) == 1:
            with_year = "/" in figure
            return linked(
                rows[0], 0.9 if with_year else 0.6, "only central instrument of that type and number"
            )
        if row := closest_title(rows, self._following(citation)):
            return linked(row, 0.7, "type, number and subject")
        if row := of_its_time(rows, self._document_date, self._following(citation), self._registry):
            return linked(row, 0.6, "type, number and the time of the document")
        return unlinked(f"ambiguous: {len(rows)} instruments of that number" if rows else _NOT_KNOWN, rows)

    def _not_later(self, rows: list[Instrument]) -> list[Instrument]:
        if not self._document_date:
            return rows
        return [row for row in rows if row.date is None or days.not_after(row.date, self._document_date)]

    def _issued_by(self, row: Instrument, issuer: str) -> bool:
        return canonical(issuer, self._registry) in {canonical(each, self._registry) for each in row.issuer}

    def _following(self, citation: Citation) -> str:
        """Return the text behind a citation, as far as the next one, in one line."""
        at = bisect_right(self._starts, citation.start)
        limit = min([citation.end + REACH, *self._starts[at : at + 1]])
        return words_behind(self._text[citation.end : limit])


def _alone(row: Instrument) -> float:
    """Return how sure a symbol without date is that only one row has: others may be missing from the file.

    Party numbers start again each term, those of the state each year.
    """
    if _names_one(row):
        return 0.95
    return 0.8 if row.system == "party" else 0.6


def _names_one(row: Instrument) -> bool:
    """Tell whether the symbol holds its year (`10/2022/QH15`), so that no other instrument has it."""
    return bool(row.level == "central" and row.symbol and _WITH_YEAR.search(row.symbol))


def _by_date(rows: list[Instrument], day: str, reason: str, confidence: float) -> Verdict:
    """Return the verdict on a symbol with a date; a date that no row has is never passed over."""
    exact = [row for row in rows if row.date and days.same(row.date, day)]
    if len(exact) == 1:
        return linked(exact[0], confidence if len(day) == len("2013-06-03") else 0.85, reason)
    if exact:
        return unlinked(f"ambiguous: {len(exact)} instruments of that symbol and date", exact)
    misprinted = [row for row in rows if any(days.same(other, day) for other in row.other_dates)]
    if len(misprinted) == 1:
        return linked(misprinted[0], 0.8, "symbol and a date that is also printed for it")
    undated = [row for row in rows if row.date is None]
    if undated and len(undated) == len(rows) == 1:
        return linked(undated[0], 0.6, "only instrument of that symbol, without date in the registry")
    differs = f"date differs from the registry ({', '.join(row.date for row in rows if row.date)})"
    if len(rows) == 1 and _names_one(rows[0]):
        return linked(rows[0], 0.8, f"symbol with its year; {differs}")
    return unlinked(differs, rows)


def _short_for(cited: Citation, verdict: Verdict) -> Verdict:
    """Return the verdict on a bare number that stands for a symbol cited before."""
    if verdict.instrument_id is None or verdict.confidence is None:
        return Verdict(f"short for {cited.symbol}, which is not linked", candidates=verdict.candidates)
    return Verdict(f"short for {cited.symbol}", verdict.instrument_id, round(verdict.confidence * 0.9, 2))
