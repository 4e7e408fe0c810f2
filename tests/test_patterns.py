"""No pattern of the package takes longer than its text: not one that doubles its ways with every word."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

import pytest
from pumping import worst_growth
from watching import Use, watched

from benchmarks.documents import text_of
from benchmarks.hostile import FAMILIES, hostile

#: How long a stretch is that a pattern is tried on: as long as it was ever given, within these. One that was never
#: used is taken for one of those compiled at the same place, or else to be searched for in a long one.
SHORTEST, LONGEST = 200, 4000
#: What the texts of the corpora do not hold: tables with bars, a document without a type.
RARE = (
    "Số 12-XX/TU\n\n1. Giao Sở Nội vụ.",
    "KẾ HOẠCH\n\n| TT | Nội dung | Cơ quan |\n|---|---|---|\n| 1 | Báo cáo | Sở Nội vụ |\n| 2 | Họp | Sở Y tế |\n",
)


@cache
def uses() -> list[Use]:
    return watched((hostile(name, 2 * LONGEST) for name in FAMILIES), [text_of(20_000), *RARE]).uses


def place_of(use: Use) -> str:
    return use.where


def test_the_patterns_of_every_part_are_seen() -> None:
    parts = {use.where.partition(".")[0].partition(":")[0] for use in uses()}
    assert parts >= {
        "authority",
        "checking",
        "comparing",
        "corpus",
        "linking",
        "outputs",
        "parsing",
        "reading",
    }
    assert len(uses()) > 300
    assert sum(use.calls > 0 for use in uses()) > 200


def test_no_pattern_takes_longer_than_its_text() -> None:
    slow = []
    for _, place in groupby(sorted(uses(), key=place_of), key=place_of):
        here = list(place)
        used = [use for use in here if use.calls]
        for use in here:
            like = [use] if use.calls else used
            searched = any(one.searched for one in like) or not like
            longest = max((one.longest for one in like), default=LONGEST)
            growth = worst_growth(use.pattern, use.flags, searched, min(max(longest, SHORTEST), LONGEST))
            if growth and growth.superlinear:
                slow.append(
                    f"{use.where}: {growth} ({use.calls} calls, up to {longest}): {use.pattern[:100]!r}"
                )
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize(
    ("pattern", "searched"),
    [
        (r"(?:a+)+$", False),  # either loop can take each letter
        (r"(?:, ?| ?,| và |, và )+\d", False),  # a blank that belongs to what is before and to what is after
        (r"(?: hiệu quả| tốt| hiệu quả)*$", False),  # one way written twice
        (r"\s*x?\s*x?\s*$", False),  # three loops that read the same
        (r"\d+(?:\.\d+)*/", True),  # begins again at each digit of one run
        (r"[^.]*theo ", True),
    ],
)
def test_a_pattern_that_does_is_found(pattern: str, searched: bool) -> None:
    growth = worst_growth(pattern, 0, searched, LONGEST)
    assert growth
    assert growth.superlinear


@pytest.mark.parametrize(
    ("pattern", "searched"),
    [
        (r"(?>a+)+$", False),
        (r"\w+(?: \w+)*", True),
        (r"(?:, (?:và )?| hoặc )+\d", False),
        (r"(?<![\d.])\d++(?:\.\d++)*+/", True),
        (r"[^.]{0,60}theo ", False),
    ],
)
def test_a_pattern_that_does_not_is_left_alone(pattern: str, searched: bool) -> None:
    growth = worst_growth(pattern, 0, searched, LONGEST)
    assert growth is None or not growth.superlinear


def test_a_pattern_without_a_loop_cannot() -> None:
    assert worst_growth(r"\d{1,3}/\d{4}", re.IGNORECASE, True, LONGEST) is None
