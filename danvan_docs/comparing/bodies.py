"""Which bodies of two levels do the same work, and which bodies a directive cannot bind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ..authority import Registry
from ..authority.keys import name_key
from ..grammar import compiled, table
from ..linking.locality import Level

_LEVELS: tuple[Level, ...] = ("central", "province", "district", "commune")


@lru_cache(maxsize=4096)
def work_of(name: str, registry: Registry) -> frozenset[str]:
    """Return what a body does, whatever its level: its name without level and place, and those of its successors.

    >>> from danvan_docs.authority import registry
    >>> of = [work_of(name, registry()) for name in ("Ban Dân vận Trung ương", "Ban Tuyên giáo và Dân vận Tỉnh ủy")]
    >>> sorted(of[0] & of[1])
    ['ban tuyên giáo và dân vận']
    >>> work_of("Bộ Nội vụ", registry()) == work_of("Sở Nội vụ", registry())
    True
    """
    record = registry.body(name)
    names = [name, record.canonical, *record.successors] if record else [name]
    return frozenset(_work(name_key(each)) for each in names)


def same_work(names: Iterable[str], others: Iterable[str], registry: Registry) -> bool:
    """Tell whether a body of the one list does the work of one of the other.

    >>> from danvan_docs.authority import registry
    >>> same_work(["Ban cán sự đảng Chính phủ"], ["Đảng ủy Ủy ban nhân dân tỉnh"], registry())
    True
    """
    works, other = (
        frozenset[str]().union(*(work_of(name, registry) for name in each)) for each in (names, others)
    )
    return not works.isdisjoint(other)


def is_one_body(name: str, registry: Registry) -> bool:
    """Tell a body from a collective that every directive addresses.

    >>> from danvan_docs.authority import registry
    >>> [is_one_body(name, registry()) for name in ("Ban Dân vận Huyện ủy", "các cấp ủy, tổ chức đảng", "Các đơn vị")]
    [True, False, False]
    """
    return work_of(name, registry).isdisjoint(table("comparing")["bodies"]["collectives"])


def level_of(name: str, registry: Registry) -> Level | None:
    """Return the level of a body; None of one that several levels have.

    >>> from danvan_docs.authority import registry
    >>> names = ("Đảng đoàn Quốc hội", "Sở Y tế", "Đảng ủy các xã, phường", "Các cấp ủy")
    >>> [level_of(name, registry()) for name in names]
    ['central', 'province', 'commune', None]
    """
    key = name_key(name)
    for level in reversed(_LEVELS):
        pattern = table("comparing")["bodies"]["levels"][level]
        if compiled(pattern).search(key):
            return level
    record = registry.body(name)
    return next((level for level in _LEVELS if record and record.level == level), None)


def can_bind(name: str, level: Level, registry: Registry, *, led: bool = False) -> bool:
    """Tell whether a duty of this body is one for documents of a level: not where it belongs to a level above.

    A body of no known level is bound, unless it is `led` by another: then it is of the level of its leader.
    """
    own = level_of(name, registry)
    if own is None:
        return not led or bool(_pattern("local").search(name_key(name)))
    return _LEVELS.index(own) >= _LEVELS.index(level)


def _work(key: str) -> str:
    for pattern, work in _works():
        key = pattern.sub(work, key)
    return _pattern("place").sub("", key, count=1) or key


@cache
def _works() -> list[tuple[re.Pattern[str], str]]:
    return [(compiled(pattern), work) for pattern, work in table("comparing")["bodies"]["work"]]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(table("comparing")["bodies"][name])
