"""The registry: all authority files together, checked against each other, with their look-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from . import days
from .checks import check_references, checked, key_of
from .instruments import Instruments
from .keys import name_key, name_keys, symbol_key
from .names import NameIndex
from .rows import BodyRecord, DocumentType, Instrument, Issuer, Meeting, Province, Row
from .table import INSTRUMENTS, Placed, read_table, unread

R = TypeVar("R", Meeting, DocumentType, Issuer, BodyRecord, Province)
P = TypeVar("P", BodyRecord, Province)

#: Levels whose symbols tell them apart.
_WITH_SYMBOLS = ("central", "province", "district", "commune")
#: How alike a damaged name must be to the name of a body, and from how many letters on it is tried at all.
BODY_CUTOFF, BODY_LETTERS = 92, 10


class Registry:
    """Instruments, meetings, document types, issuers, bodies and provinces, with fast look-ups.

    >>> known = registry()
    >>> known.instruments["25-NQ/TW@2013-06-03"].issuer
    ('Ban Chấp hành Trung ương',)
    """

    def __init__(self, extra: Sequence[Placed] = ()) -> None:
        """Take the files of the package and rows that add to theirs; one with the key of another overrides it.

        Raises AuthorityError where a row of `extra` refers to something that no row holds.
        """
        self._extra = [row for row, _ in extra]
        self.instruments = Instruments(
            unread(_file(INSTRUMENTS), Instrument),
            [row for row in self._extra if isinstance(row, Instrument)],
        )
        if extra:
            check_references(extra, self._held())

    @classmethod
    def load(cls, extra: Iterable[Path] = ()) -> Registry:
        """Read the files of the package, then the user's own, whose rows add to them or override them.

        A file of `extra` has the columns of one file of the package (its optional ones may be left out); its
        header tells which. Raises AuthorityError, naming file and line, for anything that does not hold.
        """
        return cls([placed for path in extra for placed in checked(read_table(Path(path)))])

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The congresses and plenums."""
        return self._table("meetings.csv", Meeting)

    @cached_property
    def document_types(self) -> tuple[DocumentType, ...]:
        """The types of documents."""
        return self._table("document_types.csv", DocumentType)

    @cached_property
    def issuers(self) -> tuple[Issuer, ...]:
        """What symbols close with."""
        return self._table("issuers.csv", Issuer)

    @cached_property
    def bodies(self) -> tuple[BodyRecord, ...]:
        """The bodies, each period by itself."""
        return self._table("bodies.csv", BodyRecord)

    @cached_property
    def provinces(self) -> tuple[Province, ...]:
        """The provinces, each period by itself."""
        return self._table("provinces.csv", Province)

    def by_number(self, symbol: str) -> list[Instrument]:
        """Return the instruments of that number and symbol, oldest first, then those that are also cited so.

        >>> [each.date for each in registry().by_number("25/NQ-TW")]
        ['1985-06-17', '2003-03-12', '2008-07-25', '2013-06-03', '2026-08-22']
        """
        return self.instruments.by_number(symbol)

    def by_figure(self, type_name: str, figure: str) -> list[Instrument]:
        """Return the central instruments of a type and a bare number (with the year that is in it), oldest first.

        >>> [each.id for kind, figure in (("Nghị quyết", "57"), ("Nghị định", "30/2020"))
        ...  for each in registry().by_figure(kind, figure)]
        ['57-NQ/TW@2024-12-22', '30/2020/NĐ-CP@2020-03-05']
        """
        return self.instruments.by_figure(type_name, figure)

    @property
    def names(self) -> NameIndex:
        """The central instruments by the names they are cited by."""
        return self.instruments.names

    def today(self, province: Province) -> Province | None:
        """Return the province or city that holds the territory of one that has ended; None where no row tells.

        >>> known = registry()
        >>> today = known.today(known.province("Bình Phước"))
        >>> today.former, today.kind, today.valid_from
        ('Đồng Nai', 'thành phố trực thuộc Trung ương', '2026-04-30')
        """
        seen, row = [province], province
        while row.valid_to is not None:
            later = [
                each
                for each in self.provinces
                if each.former == row.unit[0] and each not in seen and (each.valid_to or "9") >= row.valid_to
            ]
            if not later:
                return row if row is not province else None
            row = min(later, key=lambda each: each.valid_to or "9")
            seen.append(row)
        return row

    def levels_of_symbol(self, symbol: str) -> frozenset[str]:
        """Return the levels of the bodies that a symbol can close with; none where no issuer is known by it.

        >>> known = registry()
        >>> sorted(known.levels_of_symbol("25-NQ/TW")), sorted(known.levels_of_symbol("96/KH-UBND"))
        (['central'], ['commune', 'district', 'province'])
        """
        codes = symbol_key(symbol).split("/")[1:]
        # The longest known ending; then, in a symbol of joint issuers, the first body that is known.
        endings = [*("/".join(codes[i:]) for i in range(1, len(codes))), *codes[1:], *codes[:1]]
        return next((self._suffixes[one] for one in endings if one in self._suffixes), frozenset())

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
    def _suffixes(self) -> dict[str, frozenset[str]]:
        """The levels that use each suffix of issuers; a variant counts where it is no suffix itself."""
        suffixes: dict[str, set[str]] = defaultdict(set)
        variants: dict[str, set[str]] = defaultdict(set)
        for row in self.issuers:
            if row.level in _WITH_SYMBOLS:
                suffixes[symbol_key(row.suffix)].add(row.level)
                for variant in row.variants:
                    variants[symbol_key(variant)].add(row.level)
        return {suffix: frozenset(levels) for suffix, levels in (variants | suffixes).items()}

    @cached_property
    def _bodies(self) -> dict[str, list[BodyRecord]]:
        """Bodies by name, then by alias where that is the name of no other."""
        index: dict[str, list[BodyRecord]] = defaultdict(list)
        for key, row in zip(name_keys(row.canonical for row in self.bodies), self.bodies, strict=True):
            index[key].append(row)
        canonical = frozenset(index)
        aliases = [(alias, row) for row in self.bodies for alias in row.aliases]
        for key, (_, row) in zip(name_keys(alias for alias, _ in aliases), aliases, strict=True):
            if key not in canonical and row not in index[key]:
                index[key].append(row)
        return dict(index)

    @cached_property
    def _provinces(self) -> dict[str, list[Province]]:
        index: dict[str, list[Province]] = defaultdict(list)
        names = [(name, row) for row in self.provinces for name in (row.former, *row.aliases)]
        for key, (_, row) in zip(name_keys(name for name, _ in names), names, strict=True):
            if row not in index[key]:
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

    def _table(self, name: str, row_type: type[R]) -> tuple[R, ...]:
        """Return the rows of a file of the package, with those of the user that add to it or override one."""
        merged: dict[tuple[object, ...], Row] = {}
        for placed in read_table(_file(name), row_type):
            merged[key_of(placed.row)] = placed.row
        merged |= {key_of(row): row for row in self._extra}
        return tuple(row for row in merged.values() if isinstance(row, row_type))

    def _held(self) -> dict[type[Row], Collection[str]]:
        """Return what rows may refer to, by the type of the row that is named."""
        return {
            Instrument: self.instruments.keys(),
            Issuer: {row.suffix for row in self.issuers},
            BodyRecord: {row.canonical for row in self.bodies},
            Province: {row.former for row in self.provinces},
        }

    def _next(self, name: str, after: str) -> BodyRecord:
        """Return the row of a successor that exists when its predecessor ends."""
        rows = [row for row in self.bodies if row.canonical == name]
        return next((row for row in rows if days.within(after, row.valid_from, row.valid_to)), rows[-1])


def _one_valid(rows: list[P], day: str | None) -> P | None:
    """Return the one row that holds on that day; without a day the only one, or the one still in being.

    Of two periods of one name that both can hold the day of the change, it is the one before.
    """
    if day is not None:
        rows = [row for row in rows if days.within(day, row.valid_from, row.valid_to)]
        if len({row.name for row in rows}) == 1:
            return min(rows, key=lambda row: row.valid_to or "9")
    elif len(rows) > 1:
        rows = [row for row in rows if row.valid_to is None]
    return rows[0] if len(rows) == 1 else None


def _file(name: str) -> Traversable:
    return files(__package__).joinpath("data", name)


@cache
def registry() -> Registry:
    """Return the registry of the package's own files, loaded once.

    >>> registry() is registry()
    True
    """
    return Registry.load()


def registry_of(files: Iterable[str | Path]) -> Registry:
    """Return the registry of the package with files of the user, loaded once as long as they do not change.

    Raises AuthorityError as `Registry.load` does.
    """
    paths = tuple(map(Path, files))
    return _loaded(tuple((path, _changed(path)) for path in paths)) if paths else registry()


@lru_cache(maxsize=4)
def _loaded(files: tuple[tuple[Path, int], ...]) -> Registry:
    return Registry.load(path for path, _ in files)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
