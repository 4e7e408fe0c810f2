"""Which bodies of two levels do the same work, and which bodies a directive cannot bind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ..authority import registry
from ..authority.keys import name_key
from ..grammar import compiled, table
from ..linking.locality import Level

_LEVELS: tuple[Level, ...] = ("central", "province", "district", "commune")


@lru_cache(maxsize=4096)
def work_of(name: str) -> frozenset[str]:
    """Return what a body does, whatever its level: its name without level and place, and those of its successors.

    >>> sorted(work_of("Ban Dân vận Trung ương") & work_of("Ban Tuyên giáo và Dân vận Tỉnh ủy"))
    ['ban tuyên giáo và dân vận']
    >>> work_of("Bộ Nội vụ") == work_of("Sở Nội vụ")
    True
    """
    record = registry().body(name)
    names = [name, record.canonical, *record.successors] if record else [name]
    return frozenset(_work(name_key(each)) for each in names)


def same_work(names: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether a body of the one list does the work of one of the other.

    >>> same_work(["Ban cán sự đảng Chính phủ"], ["Đảng ủy Ủy ban nhân dân tỉnh"])
    True
    """
    works = frozenset[str]().union(*map(work_of, names))
    return not works.isdisjoint(frozenset[str]().union(*map(work_of, others)))


def is_one_body(name: str) -> bool:
    """Tell a body from a collective that every directive addresses.

    >>> is_one_body("Ban Dân vận Huyện ủy"), is_one_body("các cấp ủy, tổ chức đảng"), is_one_body("Các đơn vị")
    (True, False, False)
    """
    return work_of(name).isdisjoint(table("comparing")["bodies"]["collectives"])


def level_of(name: str) -> Level | None:
    """Return the level of a body; None of one that several levels have.

    >>> [level_of(n) for n in ("Đảng đoàn Quốc hội", "Sở Y tế", "Đảng ủy các xã, phường", "Các cấp ủy")]
    ['central', 'province', 'commune', None]
    """
    key = name_key(name)
    for level in reversed(_LEVELS):
        pattern = table("comparing")["bodies"]["levels"][level]
        if compiled(pattern).search(key):
            return level
    record = registry().body(name)
    return next((level for level in _LEVELS if record and record.level == level), None)


def can_bind(name: str, level: Level, *, led: bool = False) -> bool:
    """Tell whether a duty of this body is one for documents of a level: not where it belongs to a level above.

    A body of no known level is bound, unless it is `led` by another: then it is of the level of its leader.
    """
    own = level_of(name)
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
