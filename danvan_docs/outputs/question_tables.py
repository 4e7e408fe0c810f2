"""Answers of the citation graph as tables for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Literal

from rich.table import Table

from ..authority.days import day_text
from .tables import Head, plain_table

if TYPE_CHECKING:
    from ..corpus.centrality import YearCited
    from ..corpus.chains import Chain
    from ..corpus.components import Component
    from ..corpus.diffusion import Adopter, Coverage, Lag
    from ..corpus.gaps import Orphan, OutdatedBasis
    from ..corpus.graph import GraphFinding
    from ..corpus.questions import ImplementerCount
    from ..corpus.reuse import Reuse
    from ..corpus.sharing import Cocited, Community, Shared

_QUOTE, _NAMES = 160, 300  # characters that an overview shows
_BAR = 30  # columns of the longest bar
_NONE = "–"
_RIGHT: Literal["right"] = "right"


def counts_table(rows: Sequence[ImplementerCount], symbol: str) -> Table:
    """Return how many put an instrument into practice, by province and year."""
    heads = (
        Head("Instrument"), Head("Province"), Head("Year"), Head("Direct", justify=_RIGHT),
        Head("Through others", justify=_RIGHT),
    )  # fmt: skip
    cells = (
        (row.instrument, row.province or _NONE, row.year or _NONE, str(row.direct), str(row.through))
        for row in rows
    )
    total = sum(row.direct + row.through for row in rows)
    return plain_table(f"{symbol}: implemented by {total}", heads, cells)


def chain_tables(chains: Sequence[Chain], document: str) -> Iterator[Table]:
    """Yield each line with the words of every step."""
    if not chains:
        yield plain_table(f"{document}: no line leads on", (Head(""),), ())
    heads = (
        Head("Step", justify=_RIGHT), Head("Instrument", room=2), Head("Relation"), Head("to", room=2),
        Head("Words of the text", room=4), Head("Document", room=2),
    )  # fmt: skip
    for chain in chains:
        cells = (
            (
                str(step.hop), step.source, step.relation, step.target, _short(step.quote),
                f"{step.document} {step.start}–{step.end}",
            )
            for step in chain.steps
        )  # fmt: skip
        yield plain_table(f"{chain.start} {chain.direction} to {chain.end}", heads, cells)


def lag_tables(lags: Sequence[Lag]) -> Iterator[Table]:
    """Yield the days of each instrument with their distribution."""
    for lag in lags:
        title = f"Days to implementation: {lag.instrument or 'all instruments'}"
        figures = (
            ("implementers", str(lag.implementers)), ("without dates", str(lag.undated)),
            ("dated before it", str(lag.backward)), ("shortest", _figure(lag.shortest)),
            ("a quarter within", _figure(lag.quarter)), ("half within", _figure(lag.median)),
            ("three quarters within", _figure(lag.three_quarters)), ("nine tenths within", _figure(lag.nine_tenths)),
            ("longest", _figure(lag.longest)), ("mean", _figure(lag.mean)),
        )  # fmt: skip
        yield plain_table(title, (Head(""), Head("", justify=_RIGHT)), figures)
        most = max((each.count for each in lag.distribution), default=0) or 1
        cells = (
            (
                f"{each.low}–{each.high - 1}" if each.high else f"{each.low} and more",
                str(each.count),
                "█" * round(_BAR * each.count / most),
            )
            for each in lag.distribution
        )
        yield plain_table(
            "Distribution", (Head("Days"), Head("Implementers", justify=_RIGHT), Head("", most=_BAR)), cells
        )


def coverage_table(coverage: Coverage) -> Table:
    """Return the matrix: provinces down, instruments across, in each cell the year of the first implementer."""
    cell = {(each.province, each.instrument): each for each in coverage.cells}

    def shown(province: str, instrument: str) -> str:
        found = cell[province, instrument]
        return (found.date or "?")[:4] if found.first else _NONE

    names = (name.replace("@", "\n").replace("#", "\n") for name in coverage.instruments)
    heads = (Head("Province"), *(Head(name, most=14) for name in names))
    cells = (
        (province, *(shown(province, instrument) for instrument in coverage.instruments))
        for province in coverage.provinces
    )
    return plain_table(f"Coverage {coverage.share:.0%} (year of the first; {_NONE} missing)", heads, cells)


def missing_table(coverage: Coverage) -> Table:
    """Return the cells of the matrix that are empty."""
    cells = ((each.province, each.instrument) for each in coverage.missing)
    return plain_table(
        f"Missing: {len(coverage.missing)}", (Head("Province"), Head("Instrument", room=1)), cells
    )


def adopters_table(rows: Sequence[Adopter], symbol: str) -> Table:
    """Return the provinces in the order in which they took an instrument up."""
    heads = (
        Head("Place", justify=_RIGHT), Head("Province"), Head("First", room=2), Head("Date"),
        Head("Days after", justify=_RIGHT), Head("Behind the first", justify=_RIGHT),
        Head("In all", justify=_RIGHT), Head("Words of the text", room=3),
    )  # fmt: skip
    cells = (
        (
            _figure(row.place), row.province, row.source, day_text(row.date), _figure(row.days_after),
            _figure(row.days_behind), str(row.implementers), _short(row.quote),
        )
        for row in rows
    )  # fmt: skip
    return plain_table(f"{symbol}: taken up by {len(rows)} provinces", heads, cells)


def years_table(rows: Sequence[YearCited]) -> Table:
    """Return how often instruments were cited, a column for each year."""
    years = sorted({row.year for row in rows})
    count = {(row.id, row.year): row.documents for row in rows}
    total = {row.id: row.so_far for row in rows}
    right = [Head(str(year), justify=_RIGHT) for year in years]
    cells = (
        (name, *(str(count.get((name, year), _NONE)) for year in years), str(total[name])) for name in total
    )
    heads = (Head("Instrument", most=40), *right, Head("In all", justify=_RIGHT))
    return plain_table("Documents that cite it, year by year", heads, cells)


def shared_tables(found: Shared) -> Iterator[Table]:
    """Yield what documents cite in common, and how near each two are."""
    heads = (Head("Instrument", most=30), Head("Title", room=2), Head("Documents", room=2))
    yield plain_table(
        f"Cited by more than one of {len(found.documents)} documents: {len(found.common)}",
        heads,
        ((row.id, _short(row.title or ""), "\n".join(row.documents)) for row in found.common),
    )
    yield plain_table(
        "Each two",
        (
            Head("One", room=1),
            Head("Other", room=1),
            Head("Shared", justify=_RIGHT),
            Head("Share", justify=_RIGHT),
        ),
        ((row.one, row.other, str(row.shared), f"{row.likeness:.0%}") for row in found.pairs),
    )


def cocited_table(rows: Sequence[Cocited], symbol: str) -> Table:
    """Return what is cited together with an instrument."""
    heads = (
        Head("Together", justify=_RIGHT), Head("Of", justify=_RIGHT), Head("Share", justify=_RIGHT),
        Head("Instrument", most=30), Head("Title", room=1),
    )  # fmt: skip
    cells = (
        (str(row.together), str(row.documents), f"{row.likeness:.0%}", row.id, _short(row.title or ""))
        for row in rows
    )
    return plain_table(f"Cited together with {symbol}", heads, cells)


def communities_table(rows: Sequence[Community]) -> Table:
    """Return groups of instruments, each by its most cited ones."""
    heads = (
        Head("", justify=_RIGHT), Head("Size", justify=_RIGHT), Head("Most cited", room=2),
        Head("Documents", room=3), Head("Provinces", room=1),
    )  # fmt: skip
    cells = (
        (
            str(row.number), str(row.size), "\n".join(row.leading),
            shorten("\n".join(row.documents), _NAMES, placeholder=" …"), ", ".join(row.provinces),
        )
        for row in rows
    )  # fmt: skip
    return plain_table(f"Communities: {len(rows)}", heads, cells)


def components_table(rows: Sequence[Component]) -> Table:
    """Return the parts of a graph, each by the instrument that most documents cite."""
    heads = (
        Head("", justify=_RIGHT), Head("Size", justify=_RIGHT), Head("Documents", justify=_RIGHT),
        Head("Most cited", room=1),
    )  # fmt: skip
    cells = ((str(row.number), str(row.size), str(row.documents), row.leading) for row in rows)
    return plain_table(f"Parts that hang together: {len(rows)}", heads, cells)


def outdated_table(rows: Sequence[OutdatedBasis]) -> Table:
    """Return the documents that stood on what no longer held."""
    heads = (
        Head("Document", room=2), Head("Not before"), Head("Stands on", most=26), Head("Not since"),
        Head("But", most=26), Head("Known by"), Head("Words of the text", room=3),
    )  # fmt: skip
    cells = (
        (
            row.source, day_text(row.not_before), row.basis, day_text(row.ended), row.replaced_by or "it had expired",
            row.known_by, _short(row.quote),
        )
        for row in rows
    )  # fmt: skip
    return plain_table(f"On a basis that no longer held: {len(rows)}", heads, cells)


def orphans_table(rows: Sequence[Orphan]) -> Table:
    """Return the documents that hang in the air."""
    heads = (
        Head("Document", room=2), Head("Level"), Head("Province"), Head("Cites", justify=_RIGHT),
        Head("Cited by", justify=_RIGHT), Head("Reaches the centre"),
    )  # fmt: skip
    cells = (
        (
            row.source, row.level or "", row.province or "", str(row.cites), str(row.cited_by),
            "yes" if row.reaches_centre else "no",
        )
        for row in rows
    )  # fmt: skip
    return plain_table(f"Orphans: {len(rows)}", heads, cells)


def graph_findings_table(rows: Sequence[GraphFinding]) -> Table:
    """Return what is wrong with the edges of the graph."""
    heads = (
        Head("Finding"), Head("Instrument", most=26), Head("Relation"), Head("Target", most=26),
        Head("Document", room=2), Head("Words of the text", room=3),
    )  # fmt: skip
    cells = (
        (
            row.code,
            row.source,
            row.relation,
            row.target,
            f"{row.document} {row.start}–{row.end}",
            _short(row.quote),
        )
        for row in rows
    )
    return plain_table(f"Findings: {len(rows)}", heads, cells)


def reuse_tables(found: Reuse) -> Iterator[Table]:
    """Yield how much of a text repeats another one, and the passages side by side."""
    figures = (
        ("words", str(found.words)), ("repeated", f"{found.share:.1%}"), ("word for word", f"{found.verbatim:.1%}"),
        ("words of the other text", str(found.source_words)), ("of it repeated", f"{found.source_share:.1%}"),
    )  # fmt: skip
    yield plain_table(
        f"{found.document} repeats {found.source}", (Head(""), Head("", justify=_RIGHT)), figures
    )
    heads = (
        Head("Place", most=14), Head(found.document, room=1), Head("Place", most=14), Head(found.source, room=1),
        Head("Alike", justify=_RIGHT),
    )  # fmt: skip
    cells = (
        (
            f"{each.start}–{each.end}", " ".join(each.text.split()),
            f"{each.source_start}–{each.source_end}", " ".join(each.source_text.split()), f"{each.likeness:.0%}",
        )
        for each in found.passages
    )  # fmt: skip
    yield plain_table(f"Passages: {len(found.passages)}", heads, cells)


def reuse_overview(rows: Iterable[Reuse]) -> Table:
    """Return which documents repeat which, the largest share first."""
    heads = (
        Head("Document", room=1), Head("repeats", room=1), Head("Share", justify=_RIGHT),
        Head("Word for word", justify=_RIGHT), Head("Passages", justify=_RIGHT),
    )  # fmt: skip
    cells = (
        (row.document, row.source, f"{row.share:.1%}", f"{row.verbatim:.1%}", str(len(row.passages)))
        for row in rows
    )
    return plain_table("Text that comes again", heads, cells)


def _figure(value: float | None) -> str:
    return _NONE if value is None else f"{value:,.10g}"


def _short(text: str) -> str:
    return shorten(text, _QUOTE, placeholder=" …")
