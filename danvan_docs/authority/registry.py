"""The registry: all authority files together, checked against each other, with their look-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from . import days
from .checks import check_references, checked, key_of
from .keys import name_key, symbol_key
from .names import NameIndex
from .rows import BodyRecord, DocumentType, Instrument, Issuer, Meeting, Province, Row
from .table import TABLES, Placed, read_table

R = TypeVar("R", Instrument, Meeting, DocumentType, Issuer, BodyRecord, Province)
P = TypeVar("P", BodyRecord, Province)

#: How alike a damaged name must be to the name of a body, and from how many letters on it is tried at all.
BODY_CUTOFF, BODY_LETTERS = 92, 10


class Registry:
    """Instruments, meetings, document types, issuers, bodies and provinces, with fast look-ups.

    >>> known = registry()
    >>> known.instruments["25-NQ/TW@2013-06-03"].issuer
    ('Ban Chấp hành Trung ương',)
    """

    def __init__(self, rows: Iterable[Placed]) -> None:
        """Take rows that may stand in any order; a later row with the same key overrides an earlier one.

        Raises AuthorityError where a row refers to something that no row holds.
        """
        merged = {key_of(placed.row): placed for placed in rows}
        check_references(merged.values())
        tables: dict[type[Row], list[Row]] = {row_type: [] for row_type in TABLES.values()}
        for placed in merged.values():
            tables[type(placed.row)].append(placed.row)
        self.instruments: dict[str, Instrument] = {row.id: row for row in _rows(tables, Instrument)}
        self.meetings = tuple(_rows(tables, Meeting))
        self.document_types = tuple(_rows(tables, DocumentType))
        self.issuers = tuple(_rows(tables, Issuer))
        self.bodies = tuple(_rows(tables, BodyRecord))
        self.provinces = tuple(_rows(tables, Province))

    @classmethod
    def load(cls, extra: Iterable[Path] = ()) -> Registry:
        """Read the files of the package, then the user's own, whose rows add to them or override them.

        A file of `extra` has the columns of one file of the package (its optional ones may be left out); its
        header tells which. Raises AuthorityError, naming file and line, for anything that does not hold.
        """
        data = files(__package__).joinpath("data")
        rows: list[Placed] = []
        for name, row_type in TABLES.items():
            rows += checked(read_table(data.joinpath(name), row_type))
        for path in extra:
            rows += checked(read_table(Path(path)))
        return cls(rows)

    def by_number(self, symbol: str) -> list[Instrument]:
        """Return the instruments of that number and symbol, oldest first, then those that are also cited so.

        >>> [each.date for each in registry().by_number("25/NQ-TW")]
        ['2003-03-12', '2008-07-25', '2013-06-03', '2026-08-22']
        """
        return list(self._numbered.get(symbol_key(symbol), ()))

    def by_figure(self, type_name: str, figure: str) -> list[Instrument]:
        """Return the central instruments of a type and a bare number, oldest first.

        >>> [each.id for each in registry().by_figure("Nghị quyết", "57")]
        ['57-NQ/TW@2024-12-22']
        """
        return list(self._figures.get((name_key(type_name), symbol_key(figure)), ()))

    @cached_property
    def names(self) -> NameIndex:
        """The central instruments by the names they are cited by."""
        return NameIndex(row for row in self._by_date if row.level == "central")

    def meeting(self, kind: str, term: str, ordinal: str | None = None) -> list[Meeting]:
        """Return the meetings of a term, a plenum by its figure or its word (one can have two sittings).

        >>> [each.adopted[1] for each in registry().meeting("plenum", "XI", "bảy")]
        ['25-NQ/TW@2013-06-03']
        """
        return [
            each
            for each in self.meetings
            if (each.kind, each.term) == (kind, term)
            and (kind == "congress" or ordinal in (each.ordinal, *each.ordinal_word))
        ]

    @cached_property
    def terms(self) -> dict[str, tuple[str, str | None]]:
        """First and last day of each term of the Central Committee, from congress to congress.

        >>> registry().terms["XI"]
        ('2011-01-19', '2016-01-28')
        """
        congresses = sorted((each.date or "", each.term) for each in self.meetings if each.kind == "congress")
        ends = [*(day for day, _ in congresses[1:]), None]
        return {term: (day, end) for (day, term), end in zip(congresses, ends, strict=True)}

    def named_body(self, name: str, on: date | str | None = None) -> BodyRecord | None:
        """Return the body of exactly that name or alias on that day; case, punctuation, tone placement aside."""
        found = self._bodies.get(name_key(name))
        return _one_valid(found, days.iso(on)) if found else None

    def body(self, name: str, on: date | str | None = None) -> BodyRecord | None:
        """Return the body of that name or alias on that day, or None where none or more than one fits.

        The name of a province at the end does not count. A name that is in no file is compared for likeness
        (at least 92 of 100, from ten letters on), so that a letter lost in scanning does no harm.

        >>> registry().body("BAN DÂN VẬN TỈNH UỶ").successors
        ('Ban Tuyên giáo và Dân vận Tỉnh ủy',)
        """
        key = name_key(name)
        found = self._bodies.get(key) or self._bodies.get(self._without_province(key)) or self._alike(key)
        return _one_valid(found, days.iso(on)) if found else None

    def successors(self, body: BodyRecord | str, on: date | str | None = None) -> list[BodyRecord]:
        """Return the bodies that do the work of `body` on a day (None: at last): itself while it exists.

        >>> [each.canonical for each in registry().successors("Ban Dân vận Huyện ủy", "2025-08-01")]
        ['Ban Xây dựng Đảng đảng ủy xã', 'Ủy ban Mặt trận Tổ quốc Việt Nam xã']
        """
        day = days.iso(on)
        first = self.body(body) if isinstance(body, str) else body
        waiting, seen, found = [first] if first else [], set(), []
        while waiting:
            record = waiting.pop(0)
            if record in seen:
                continue
            seen.add(record)
            if record.valid_to is None or (day is not None and days.not_after(day, record.valid_to)):
                found.append(record)
            else:
                waiting += [self._next(name, record.valid_to) for name in record.successors]
        return found

    def province(self, name: str, on: date | str | None = None) -> Province | None:
        """Return the province of that name (with or without `tỉnh`, `thành phố`), as it was on that day.

        >>> registry().province("tỉnh Nam Định").unit
        ('Ninh Bình',)
        """
        key = name_key(name)
        found = self._provinces.get(key)
        for kind in ("tỉnh ", "thành phố ", "tp "):
            found = found or self._provinces.get(key.removeprefix(kind))
        return _one_valid(found, days.iso(on)) if found else None

    @cached_property
    def _by_date(self) -> list[Instrument]:
        return sorted(self.instruments.values(), key=lambda row: (row.date or "", row.id))

    @cached_property
    def _numbered(self) -> dict[str, list[Instrument]]:
        index: dict[str, list[Instrument]] = defaultdict(list)
        for row in self._by_date:
            if row.symbol:
                index[symbol_key(row.symbol)].append(row)
        for row in self._by_date:
            for other in row.other_symbols:
                index[symbol_key(other)].append(row)
        return index

    @cached_property
    def _figures(self) -> dict[tuple[str, str], list[Instrument]]:
        index: dict[tuple[str, str], list[Instrument]] = defaultdict(list)
        for row in self._by_date:
            if row.symbol and row.level == "central":
                index[name_key(row.type), symbol_key(row.symbol).split("/")[0]].append(row)
        return index

    @cached_property
    def _bodies(self) -> dict[str, list[BodyRecord]]:
        index: dict[str, list[BodyRecord]] = defaultdict(list)
        for row in self.bodies:
            index[name_key(row.canonical)].append(row)
        for row in self.bodies:
            for alias in row.aliases:
                held = index[name_key(alias)]
                if row not in held and not any(name_key(each.canonical) == name_key(alias) for each in held):
                    held.append(row)
        return dict(index)

    @cached_property
    def _provinces(self) -> dict[str, list[Province]]:
        index: dict[str, list[Province]] = defaultdict(list)
        for row in self.provinces:
            for key in dict.fromkeys(map(name_key, (row.former, *row.aliases))):
                index[key].append(row)
        return dict(index)

    def _without_province(self, key: str) -> str:
        """Return the key of a body without the province at its end: `tỉnh ủy nam định` is `tỉnh ủy`."""
        words = key.split()
        for length in range(min(5, len(words) - 1), 0, -1):
            if " ".join(words[-length:]) in self._provinces:
                return " ".join(words[:-length])
        return key

    def _alike(self, key: str) -> list[BodyRecord] | None:
        if len(key) < BODY_LETTERS:
            return None
        from rapidfuzz import fuzz, process

        best = process.extractOne(key, self._bodies.keys(), scorer=fuzz.ratio, score_cutoff=BODY_CUTOFF)
        # A damaged word is a word of no name; where both are words of names (`bộ`, `sở`), the bodies are two.
        if best is None or self._words_of_bodies.intersection(set(key.split()) - set(best[0].split())):
            return None
        return self._bodies[best[0]]

    @cached_property
    def _words_of_bodies(self) -> frozenset[str]:
        return frozenset(word for key in self._bodies for word in key.split())

    def _next(self, name: str, after: str) -> BodyRecord:
        """Return the row of a successor that exists when its predecessor ends."""
        rows = [row for row in self.bodies if row.canonical == name]
        return next((row for row in rows if days.within(after, row.valid_from, row.valid_to)), rows[-1])


def _one_valid(rows: list[P], day: str | None) -> P | None:
    """Return the one row that holds on that day; without a day the only one, or the one still in being."""
    if day is not None:
        rows = [row for row in rows if days.within(day, row.valid_from, row.valid_to)]
    elif len(rows) > 1:
        rows = [row for row in rows if row.valid_to is None]
    return rows[0] if len(rows) == 1 else None


def _rows(tables: Mapping[type[Row], list[Row]], row_type: type[R]) -> list[R]:
    return [row for row in tables[row_type] if isinstance(row, row_type)]


@cache
def registry() -> Registry:
    """Return the registry of the package's own files, loaded once.

    >>> registry() is registry()
    True
    """
    return Registry.load()
