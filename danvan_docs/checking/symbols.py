"""Symbols against what stands beside them, against the style of their issuer, and against known ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..authority import Instrument, days
from ..authority.keys import name_key, symbol_key
from ..grammar import table
from ..models import Citation
from ..reading.folding import plain
from .case import Case
from .finding import Finding
from .parts import SymbolParts, read_parts
from .rules import finding

#: `số hiệu` is the longest that parts type and number.
_WORDS_BETWEEN = 2


def issuer_against_symbol(case: Case) -> Iterator[Finding]:
    """`Quyết định số 242-QĐ/TW … của Ban Thường vụ Tỉnh ủy`."""
    for cited in case.directive.citations:
        if "issuer_symbol_mismatch" in cited.issues and cited.issuer:
            parts, suffix = read_parts(cited.symbol), _suffix_of(case, cited.issuer)
            proposed = parts.with_issuer(suffix) if parts and suffix else None
            yield finding(
                "symbol-issuer", _span(cited), symbol=cited.symbol, issuer=cited.issuer, proposed=proposed
            )


def type_against_symbol(case: Case) -> Iterator[Finding]:
    """`Thông báo số 160-KL/TW`."""
    for cited in case.directive.citations:
        if "type_symbol_mismatch" in cited.issues and cited.type and _type_beside_number(case, cited):
            proposed = _retyped(case, cited)
            yield finding(
                "type-symbol", _span(cited), type=cited.type, symbol=cited.symbol, proposed=proposed
            )


def symbol_style(case: Case) -> Iterator[Finding]:
    """`27/NQ-TW`, `33-CT/TTg`: a Party number in the style of the state, and the reverse."""
    names = table("findings")["style"]["names"]
    for cited in case.directive.citations:
        parts = read_parts(cited.symbol)
        if parts is None or not _is_type(case, parts.type) or _is_old(cited):
            continue
        if any(row.symbol == cited.symbol for row in case.rows(cited)):
            continue  # it was numbered so
        systems = case.systems(parts)
        # Joint circulars of the state often write a slash twice (`103/2008/TTLT/BTC-BGTVT`), and mean it.
        party = systems == {"party"} and parts.separators != "-/"
        state = systems == {"state"} and parts.separators == "-/"
        if state and (suffix := _suffix_of(case, cited.issuer or "")):
            # A body of the Party named beside it tells that the suffix is wrong, not the style.
            yield finding(
                "symbol-issuer", _span(cited),
                symbol=cited.symbol, issuer=cited.issuer, proposed=parts.with_issuer(suffix),
            )  # fmt: skip
        elif party or state:
            system = "party" if party else "state"
            yield finding(
                "symbol-style", _span(cited),
                symbol=cited.symbol, system=names[system], proposed=parts.in_style(system),
            )  # fmt: skip


def symbol_slip(case: Case) -> Iterator[Finding]:
    """`33/CT-TT`: a code that nobody has, one letter off a known instrument of the same number."""
    for cited in case.directive.citations:
        if cited.instrument_id or case.registry.by_number(cited.symbol):
            continue
        meant = _same_style(
            [row for row in case.registry.instruments.near(cited.symbol) if _slip_of(case, cited, row)], cited
        )
        if len({row.symbol for row in meant}) == 1 and (symbol := meant[0].symbol):
            known = f"{meant[0].type} số {symbol}"
            yield finding("symbol-slip", _span(cited), symbol=cited.symbol, known=known, proposed=symbol)


def _span(cited: Citation) -> tuple[int, int]:
    return cited.start, cited.end


def _suffix_of(case: Case, issuer: str) -> str | None:
    """Return the suffix of the longest Party body in a name: of `Ban Thường vụ Tỉnh ủy Lam Hà` it is TU."""
    record = case.registry.body(issuer)
    key = name_key(record.canonical if record else issuer)
    fitting = [
        (len(body), row.suffix)
        for row in case.registry.issuers
        if row.system == "party"
        for body in map(name_key, row.bodies)
        if f" {body} " in f" {key} "
    ]
    return max(fitting)[1] if fitting else None


def _retyped(case: Case, cited: Citation) -> str | None:
    """Return how the instrument is rightly called: as the registry has it, else by symbol or by type."""
    row = case.registry.instruments.get(cited.instrument_id or "")
    if row and row.symbol and symbol_key(row.symbol) != symbol_key(cited.symbol):
        return f"{row.type} số {row.symbol}"
    parts = read_parts(cited.symbol)
    if parts is None or cited.type is None:
        return None
    names = case.types.name_of_code
    by_code = names.get(parts.type) or names.get(plain(parts.type))
    code = next((each.code for each in case.registry.document_types if each.name == cited.type), None)
    ways = [f"{by_code} số {cited.symbol}"] if by_code else []
    if code and not (row and row.symbol):
        ways.append(f"{cited.type} số {parts.with_type(code)}")
    return " hoặc ".join(ways) or None


def _type_beside_number(case: Case, cited: Citation) -> bool:
    """Tell whether nothing but `số` parts the type from the number: else the type may belong to other words."""
    written = case.directive.text[cited.start : cited.end]
    between = re.match(r"\D*", written[len(cited.type or "") :])
    return not _is_old(cited) and between is not None and len(between[0].split()) <= _WORDS_BETWEEN


def _is_old(cited: Citation) -> bool:
    """Tell whether an instrument is from the time before numbers had the style of today."""
    return cited.date is not None and cited.date < table("findings")["style"]["since"]


def _is_type(case: Case, code: str) -> bool:
    return plain(code) in case.types.codes


def _same_style(rows: list[Instrument], cited: Citation) -> list[Instrument]:
    """Return the rows whose symbol has the separators of the citation, all of them where none has."""
    own = read_parts(cited.symbol)
    alike = [
        row
        for row in rows
        if (parts := read_parts(row.symbol or "")) and own and parts.separators == own.separators
    ]
    return alike or rows


def _slip_of(case: Case, cited: Citation, row: Instrument) -> bool:
    """Tell whether the symbol of a citation is that of `row` but for one letter, in a code that nobody has."""
    parts, known = read_parts(cited.symbol), read_parts(row.symbol or "")
    if parts is None or known is None or row.level != "central":
        return False
    if symbol_key(parts.number) != symbol_key(known.number) or parts.year != known.year:
        return False
    if cited.date and not (row.date and days.same(row.date, cited.date)):
        return False
    same_type, same_issuer = (
        symbol_key(getattr(parts, part)) == symbol_key(getattr(known, part)) for part in ("type", "issuer")
    )
    if same_type:
        return not case.systems(parts) and _issuer_slip(case, parts, known)
    return same_issuer and not _is_type(case, parts.type) and _one_off(parts.type, known.type)


def _issuer_slip(case: Case, parts: SymbolParts, known: SymbolParts) -> bool:
    misprints = {
        symbol_key(each)
        for row in case.registry.issuers
        if symbol_key(row.suffix) == symbol_key(known.issuer)
        for each in row.misprints
    }
    return symbol_key(parts.issuer) in misprints or _one_off(parts.issuer, known.issuer)


def _one_off(one: str, other: str) -> bool:
    """Tell whether one letter is wrong, missing, added or swapped with the next."""
    from rapidfuzz.distance import OSA

    return OSA.distance(symbol_key(one), symbol_key(other)) == 1
