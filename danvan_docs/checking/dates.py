"""Dates of cited instruments against the registry, against the rest of the document, against a corpus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ..authority.days import day_text
from ..authority.keys import name_key, symbol_key
from ..models import Citation
from ..parsing.times.dates import impossible_days
from ..reading.folding import fold
from .case import Case
from .finding import Finding
from .rules import finding

_FULL = len("2013-12-12")
_YEAR_OF_NUMBER = re.compile(r"\d+/((?:19|20)\d\d)/")


def impossible_date(case: Case) -> Iterator[Finding]:
    """`ngày 31/11/2025`."""
    text = case.directive.text
    folded, offsets = fold(text)
    for place in impossible_days(folded):
        span = offsets.span(*place) if offsets else place
        yield finding("date-impossible", span, written=" ".join(text[slice(*span)].split()))


def year_against_number(case: Case) -> Iterator[Finding]:
    """`46/2002/QĐ-UBND` of 2022: the year in a number is that of its date; what the registry knows is asked there."""
    for cited in _dated(case):
        year = _YEAR_OF_NUMBER.match(cited.symbol)
        if year and cited.date and year[1] != cited.date[:4] and not case.rows(cited):
            yield finding(
                "symbol-year", (cited.start, cited.date_end or cited.end),
                symbol=cited.symbol, year=year[1], written=day_text(cited.date),
            )  # fmt: skip


def date_against_registry(case: Case) -> Iterator[Finding]:
    """`217-QĐ/TW` dated 22/12/2013."""
    for cited in _dated(case):
        if known := _registered(case, cited):
            yield _finding("date-registry", cited, known)


def date_conflict(case: Case) -> Iterator[Finding]:
    """One symbol with two dates in one document, where the registry does not tell which one is right."""
    by_symbol: dict[str, list[Citation]] = defaultdict(list)
    for cited in _dated(case):
        if not case.rows(cited):
            by_symbol[symbol_key(cited.symbol)].append(cited)
    for same in by_symbol.values():
        # Lists share one date: it counts once.
        counts = Counter({cited.date_start: cited.date for cited in same}.values())
        for cited in same:
            rivals = [
                other
                for other in same
                if other.date != cited.date
                and _one_issuer(cited, other)
                and _one_type(cited, other.type)
                and case.one_instrument(cited, cited.date or "", other.date or "")
                and (counts[other.date], -other.start) > (counts[cited.date], -cited.start)
            ]
            if rivals:
                yield _finding("date-conflict", cited, rivals[0].date or "")


def date_against_corpus(case: Case) -> Iterator[Finding]:
    """A date that no other document of the corpus gives, where they agree on another one."""
    if case.corpus is None:
        return
    from ..corpus.identity import InstrumentId, citation_id

    dated: dict[tuple[str, str | None], list[InstrumentId]] = defaultdict(list)
    for row in case.corpus.query("SELECT id FROM instruments WHERE date IS NOT NULL"):
        symbol, date, place = (other := InstrumentId.parse(row["id"])).key
        if date:
            dated[symbol, place].append(other)
    for cited in _dated(case):
        if case.rows(cited):
            continue
        symbol, _, place = citation_id(cited, case.locality, case.registry).key
        sources = {other.date: _witness(case, str(other)) for other in dated[symbol, place]}
        known = {date: source for date, source in sources.items() if date and source}
        if cited.date in known or len(known) != 1:
            continue
        [(date, source)] = known.items()
        if case.one_instrument(cited, cited.date or "", date):
            yield _finding("date-corpus", cited, date, source=source)


def _dated(case: Case) -> list[Citation]:
    """Return the citations with a full date, but for those whose symbol itself is in doubt."""
    return [
        cited
        for cited in case.directive.citations
        if cited.date and len(cited.date) == _FULL and "issuer_symbol_mismatch" not in cited.issues
    ]


def _registered(case: Case, cited: Citation) -> str | None:
    """Return the date that the registry has for the instrument, where it is another one."""
    rows = [row for row in case.rows(cited) if row.date and len(row.date) == _FULL]
    if cited.date is None or any(row.date == cited.date for row in rows):
        return None
    meant = {
        row.date
        for row in rows
        if row.date and _one_type(cited, row.type) and case.one_instrument(cited, cited.date, row.date)
    }
    return meant.pop() if len(meant) == 1 else None


def _one_type(cited: Citation, other: str | None) -> bool:
    """Tell whether two type words can mean one: `Quyết định` and `Quy định` share QĐ, but each has its own numbers."""
    if cited.type is None or other is None:
        return True
    return any(one.startswith(other) or other.startswith(one) for one in cited.type.split("|"))


def _one_issuer(one: Citation, other: Citation) -> bool:
    return one.issuer is None or other.issuer is None or name_key(one.issuer) == name_key(other.issuer)


def _witness(case: Case, instrument_id: str) -> str | None:
    """Return what in the corpus says that an instrument has its date, this document aside."""
    assert case.corpus is not None
    own = case.directive.source
    held = case.corpus.query(
        "SELECT source FROM instruments WHERE id = ? AND in_corpus AND source != ?", instrument_id, own
    )
    if held:
        return f"chính văn bản đó trong kho ({held[0]['source']})"
    citing = case.corpus.query(
        "SELECT DISTINCT document FROM edges WHERE target = ? AND document != ? ORDER BY document",
        instrument_id, own,
    )  # fmt: skip
    return f"tài liệu khác trong kho ({citing[0]['document']})" if citing else None


def _finding(code: str, cited: Citation, known: str, **words: str) -> Finding:
    span = cited.date_start, cited.date_end
    start, end = (cited.start, cited.end) if span[0] is None or span[1] is None else (span[0], span[1])
    return finding(
        code,
        (start, end),
        symbol=f"{cited.type or 'Văn bản'} số {cited.symbol}",
        written=day_text(cited.date or ""),
        known=day_text(known),
        **words,
    )
