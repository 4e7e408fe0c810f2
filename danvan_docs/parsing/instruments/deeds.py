"""The words that say what is done to an instrument, as `grammar/acts.toml` knows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from ...grammar import compiled, table

#: What one instrument can do to another, in the order in which the words are tried.
Deed = Literal["promulgates", "replaces", "repeals", "amends", "guides", "implements"]
DEEDS: tuple[Deed, ...] = get_args(Deed)
#: Deeds that change an instrument, or end it.
CHANGES: tuple[Deed, ...] = ("replaces", "repeals", "amends")


@dataclass(frozen=True, slots=True)
class Done:
    """A deed whose object stands at the end of the words read; `start` is where it is told in them."""

    deed: Deed
    start: int


@cache
def pattern(part: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the grammar of acts; case is no matter in it."""
    rules = table("acts")
    return compiled(rules[part][name].replace("{part}", rules["parts"]["part"]), re.IGNORECASE)


def deed_before(words: str, deeds: tuple[Deed, ...]) -> Done | None:
    """Return the deed whose object stands right behind `words`.

    >>> deed_before("Quyết định này sửa đổi, bổ sung một số điều của", CHANGES)
    Done(deed='amends', start=15)
    >>> deed_before("vốn được giao bổ sung tại", CHANGES) is None
    True
    """
    for deed in deeds:
        if found := pattern("deeds", deed).search(words):
            return Done(deed, found.start())
    return None
