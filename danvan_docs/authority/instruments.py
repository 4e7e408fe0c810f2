"""The instruments of the registry: thousands of lines, of which a document needs a few.

A line becomes a row when it is asked for. A symbol is looked up by its number first, which costs next to nothing to
tell; only the few lines of that number are then compared by `symbol_key`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import itemgetter

from .keys import name_key, symbol_key
from .names import NameIndex
from .rows import Instrument
from .table import Unread, items

_YEAR = re.compile(r"(?:19|20)\d\d")


class Instruments(Mapping[str, Instrument]):
    """Instruments by id, with look-ups by number and by name.

    >>> from danvan_docs.authority import registry
    >>> known = registry().instruments
    >>> known["25-NQ/TW@2013-06-03"].issuer, "25-NQ/TW@2013" in known
    (('Ban Chấp hành Trung ương',), False)
    """

    def __init__(self, lines: Unread[Instrument], rows: Iterable[Instrument]) -> None:
        """Take the lines of the package, and rows of the user that add to them or override them."""
        self._header, self._read = lines.header, lines.read
        at = self._header.index("id")
        self._rows: dict[str, list[str] | Instrument] = {cells[at]: cells for cells in lines.rows}
        self._own = {row.id: row for row in rows}
        self._rows |= self._own
        self._found: dict[str, list[Instrument]] = {}

    def __getitem__(self, instrument_id: str) -> Instrument:
        row = self._rows[instrument_id]
        if not isinstance(row, Instrument):
            row = self._rows[instrument_id] = self._read(row)
        return row

    def __contains__(self, instrument_id: object) -> bool:
        return instrument_id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def by_number(self, symbol: str) -> list[Instrument]:
        """Return the instruments of that number and symbol, oldest first, then those that are also cited so."""
        key = symbol_key(symbol)
        if key not in self._found:
            near = self.near(symbol)
            own = [row for row in near if row.symbol and symbol_key(row.symbol) == key]
            also = [row for row in near if key in map(symbol_key, row.other_symbols)]
            self._found[key] = [*own, *(row for row in also if row not in own)]
        return self._found[key].copy()

    def by_figure(self, type_name: str, figure: str) -> list[Instrument]:
        """Return the central instruments of a type and a bare number, oldest first.

        Whoever leaves the codes of a symbol out leaves the year in: `Nghị quyết 57` is not `57/2024/UBTVQH15`.
        """
        wanted, number = name_key(type_name), symbol_key(figure)
        return [
            row
            for row in self.near(figure)
            if row.level == "central" and name_key(row.type) == wanted and _bare(row.symbol) == number
        ]

    def near(self, symbol: str) -> list[Instrument]:
        """Return the instruments that have the same number, whatever comes behind it, oldest first.

        >>> from danvan_docs.authority import registry
        >>> {row.symbol for row in registry().instruments.near("217-QĐ/TU")} >= {"217-QĐ/TW"}
        True
        """
        ids = self._numbered.get(symbol_key(symbol).partition("/")[0], ())
        return sorted((self[one] for one in ids), key=lambda row: (row.date or "", row.id))

    @cached_property
    def names(self) -> NameIndex:
        """The central instruments by the names they are cited by."""
        return NameIndex(self._named(), self)

    @cached_property
    def _numbered(self) -> dict[str, dict[str, None]]:
        """Ids by number: told from the lines of the package as they are written, since nothing in them is damaged."""
        index: dict[str, dict[str, None]] = defaultdict(dict)
        for symbol, others, one in self._cells("symbol", "other_symbols"):
            index[symbol.lstrip("0").partition("-")[0].partition("/")[0].upper()][one] = None
            if others:
                for other in items(others):
                    index[symbol_key(other).partition("/")[0]][one] = None
        for one, row in self._own.items():
            for written in (row.symbol, *row.other_symbols):
                if written:
                    index[symbol_key(written).partition("/")[0]][one] = None
        return dict(index)

    def _named(self) -> Iterator[tuple[str, str]]:
        """Yield each name of a central instrument with its id: those it is given, its title, what it promulgates."""
        for level, type_, title, names, promulgated, one in self._cells(
            "level", "type", "title", "names", "promulgates"
        ):
            if level == "central":
                # A title that opens with its type is the name itself: `Luật Thanh niên`, not `công tác dân tộc`.
                if title.startswith(type_):
                    yield title, one
                if names or promulgated:
                    yield from ((name, one) for name in (*items(names), promulgated) if name)

    def _cells(self, *columns: str) -> Iterator[tuple[str, ...]]:
        """Yield what stands in some columns of each line, and its id; the line is not read for it."""
        cells = itemgetter(*(self._header.index(column) for column in (*columns, "id")))
        for row in self._rows.values():
            yield cells(row if isinstance(row, list) else self._written(row))

    def _written(self, row: Instrument) -> list[str]:
        """Return the cells of a row, as a line has them."""
        values = (getattr(row, column) for column in self._header)
        return ["; ".join(value) if isinstance(value, tuple) else value or "" for value in values]


def _bare(symbol: str | None) -> str:
    """Return what is left of a symbol without its codes: its number, and the year behind it."""
    number, *codes = symbol_key(symbol or "").split("/")
    return f"{number}/{codes[0]}" if codes and _YEAR.fullmatch(codes[0]) else number
