"""Of which level and place a document is: central, or of a province, a district or a commune.

Issuer and letterhead say it best, then the title, then the running text and the place before the date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from re import Match, Pattern
from typing import Literal, get_args

from ..authority import Registry
from ..grammar import compiled, table, words
from ..models import Directive
from ..reading.folding import fold

Level = Literal["central", "province", "district", "commune"]
LOCAL: tuple[Level, ...] = ("province", "district", "commune")
_LEVELS: dict[str, Level] = {level: level for level in get_args(Level)}
_CITY = "thành phố"
# What a place is called where only the line of the date names it.
_USUAL_KIND: dict[Level, str] = {"province": "tỉnh", "district": "huyện", "commune": "xã"}


@dataclass(frozen=True, slots=True)
class Locality:
    """A place: the province by its bare name, what lies below it with its kind (`huyện Suối Đá`)."""

    level: Level | None = None
    province: str | None = None
    district: str | None = None
    commune: str | None = None

    def label(self, level: Level | None) -> str | None:
        """Return how the place at `level` is told apart from others; None where nothing is known of it.

        >>> place = Locality("commune", "Lam Hà", None, "xã Đồng Sim")
        >>> place.label("commune"), place.label("province")
        ('xã Đồng Sim, Lam Hà', 'Lam Hà')
        """
        unit = {"commune": self.commune, "district": self.district}.get(level or "")
        return ", ".join(part for part in (unit, self.province) if part) or None


@dataclass(frozen=True, slots=True)
class _Place:
    kind: str
    level: Level
    name: str


def locality_of(directive: Directive, registry: Registry) -> Locality:
    """Return the level and place of a document.

    >>> from danvan_docs import parse, registry
    >>> directive = parse("TỈNH ỦY LAM HÀ\\n*\\nSố 12-NQ/TU\\n\\nNGHỊ QUYẾT\\nvề công tác dân vận")
    >>> locality_of(directive, registry()).province
    'Lam Hà'
    """
    header = directive.header
    head = "\n".join(directive.quote(block) for block in directive.blocks if block.kind == "letterhead")
    issuer, letterhead, title = (
        _Zone(words, registry) for words in (header.issuer or "", head, header.title or "")
    )
    level = (
        level_of_symbol(header.symbol, registry) or _lowest_level((issuer, letterhead)) or _last_level(title)
    )
    if level == "central":
        return Locality(level)
    zones = [issuer, letterhead, title]
    if level:  # a text of no known level may speak of any place
        zones.append(_Zone(directive.text, registry))
    above = LOCAL[: LOCAL.index(level) + 1] if level else LOCAL[:1]
    places = {one: _most_named(one, zones) for one in above}
    if level and header.place and not places[level]:
        places[level] = _Place(_USUAL_KIND[level], level, header.place)
    return _locality(level, places)


def place_in(text: str, registry: Registry) -> Locality:
    """Return the place that a short text names, such as the issuer of a citation.

    >>> from danvan_docs.authority import registry
    >>> place_in("Ban Thường vụ Huyện ủy Suối Đá", registry())
    Locality(level='district', province=None, district='huyện Suối Đá', commune=None)
    """
    zones = [_Zone(text, registry)]
    return _locality(_lowest_level(zones), {level: _most_named(level, zones) for level in LOCAL})


def level_of_symbol(symbol: str | None, registry: Registry) -> Level | None:
    """Return the level of the body that a symbol closes with; None where it is in use at several levels.

    >>> from danvan_docs.authority import registry
    >>> symbols = ("25-NQ/TW", "59/2023/NĐ-CP", "12-NQ/TU", "05-NQ/HU", "96/KH-UBND")
    >>> [level_of_symbol(symbol, registry()) for symbol in symbols]
    ['central', 'central', 'province', 'district', None]
    """
    levels = registry.levels_of_symbol(symbol or "")
    return _LEVELS.get(next(iter(levels))) if len(levels) == 1 else None


def _locality(level: Level | None, places: dict[Level, _Place | None]) -> Locality:
    province, district, commune = (places.get(lvl) for lvl in LOCAL)
    return Locality(
        level,
        province.name if province else None,
        f"{district.kind} {district.name}" if district else None,
        f"{commune.kind} {commune.name}" if commune else None,
    )


class _Zone:
    """A stretch of text, looked through for places only when it is asked, and once."""

    def __init__(self, text: str, registry: Registry) -> None:
        self.text, self.registry = text, registry

    @cached_property
    def folded(self) -> str:
        """The text in one spelling."""
        return fold(self.text)[0]

    @cached_property
    def places(self) -> list[_Place]:
        """The places that it names."""
        return [_place(match, self.registry) for match in _named_places().finditer(self.folded)]


def _most_named(level: Level, zones: Iterable[_Zone]) -> _Place | None:
    """Return the place of `level` that the first zone with any names most often."""
    for zone in zones:
        counts = Counter(place for place in zone.places if place.level == level)
        if counts:
            return counts.most_common(1)[0][0]
    return None


def _place(match: Match[str], registry: Registry) -> _Place:
    kind, level = _kinds()[match["word"].casefold()]
    name = match["name"]
    if name.isupper():
        name = " ".join(word.capitalize() for word in name.split())
    known = registry.province(name) if level == "province" or kind == _CITY else None
    return _Place("tỉnh", "province", known.former) if known else _Place(kind, level, name)


def _lowest_level(zones: Iterable[_Zone]) -> Level | None:
    """Return the lowest level that the first zone with any speaks of: below stands whose document it is."""
    for zone in zones:
        if levels := _levels(zone):
            return max(levels, key=LOCAL.index)
    return None


def last_level(title: str, registry: Registry) -> Level | None:
    """Return the level that a title closes with; None where it speaks of no place.

    >>> from danvan_docs.authority import registry
    >>> last_level("về công tác dân vận ở xã, phường trên địa bàn tỉnh", registry())
    'province'
    """
    return _last_level(_Zone(title, registry))


def _last_level(zone: _Zone) -> Level | None:
    levels = _levels(zone)
    return levels[-1] if levels else None


def _levels(zone: _Zone) -> list[Level]:
    """Return the level of every place word; of a city only with its name, for it may be a province."""
    named = {
        match.start(): _place(match, zone.registry).level for match in _named_places().finditer(zone.folded)
    }
    found = []
    for match in _place_words().finditer(zone.folded):
        kind, level = _kinds()[match["word"].casefold()]
        if match.start() in named or kind != _CITY:
            found.append(named.get(match.start(), level))
    return found


@cache
def _kinds() -> dict[str, tuple[str, Level]]:
    places = table("localities")["places"]
    return {word: (place["kind"], place["level"]) for place in places for word in place["words"]}


@cache
def _place_words() -> Pattern[str]:
    not_these = words(_in_all_cases(table("localities")["look_alikes"]))
    # Atomic, so that `TỈNH ỦY` is never read as a province of the name `ỦY`.
    return compiled(rf"(?<!\w)(?!{not_these})(?P<word>(?>{words(_in_all_cases(_kinds()))}))(?!\w)")


def _in_all_cases(phrases: Iterable[str]) -> list[str]:
    return [s for phrase in phrases for s in (phrase, phrase.capitalize(), phrase.title(), phrase.upper())]


@cache
def _named_places() -> Pattern[str]:
    rules = table("localities")
    not_these = words(_in_all_cases([*rules["name_stops"], *_kinds()]))
    name = rf"[{{A}}]\w+(?:(?: -)? (?!{not_these}(?!\w))[{{A}}]\w+){{0,{rules['longest_name'] - 1}}}"
    return compiled(f"{_place_words().pattern} (?!{not_these}(?!\\w))(?P<name>{name})")
