"""Dates of cited instruments against the registry, against the rest of the document, against a corpus."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ..authority.keys import name_key, symbol_key
from ..models import Citation
from .case import Case
from .finding import Finding
from .rules import finding
from .symbols import vietnamese_day

_FULL = len("2013-12-12")


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

    for cited in _dated(case):
        if case.rows(cited):
            continue
        own = citation_id(cited, case.locality)
        others: dict[str, str] = {}
        for row in case.corpus.query("SELECT id FROM instruments WHERE symbol IS NOT NULL"):
            other = InstrumentId.parse(row["id"])
            if (other.key[0], other.key[2]) == (own.key[0], own.key[2]) and other.date:
                if source := _witness(case, row["id"]):
                    others[other.date] = source
        if cited.date in others or len(others) != 1:
            continue
        [(known, source)] = others.items()
        if case.one_instrument(cited, cited.date or "", known):
            yield _finding("date-corpus", cited, known, source=source)


def _dated(case: Case) -> list[Citation]:
    """Return the citations with a full date, but for those whose symbol itself is in doubt."""
    return [
        cited
        for cited in case.directive.citations
        if cited.date and len(cited.date) == _FULL and "issuer_symbol_mismatch" not in cited.issues
    ]


def _registered(case: Case, cited: Citation) -> str | None:
    """Return the date that the registry has for the instrument, where it is another one."""
    known = [row.date for row in case.rows(cited) if row.date and len(row.date) == _FULL]
    if cited.date is None or cited.date in known:
        return None
    meant = [date for date in known if case.one_instrument(cited, cited.date, date)]
    return meant[0] if len(meant) == 1 else None


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
        written=vietnamese_day(cited.date or ""),
        known=vietnamese_day(known),
        **words,
    )
