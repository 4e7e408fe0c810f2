"""Who issued the instrument: the body after `của`, between type and number, or the subject of `ban hành`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ...grammar import compiled, table, words
from ...knowledge import KEPT, Knowledge
from .types import type_words

_LONGEST = 120
#: A remark on the issuer (`của Ban Thường vụ Huyện ủy (trước sắp xếp)`).
_BRACKET = re.compile(r" ?\([^()\d]{1,40}\)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    after: re.Pattern[str]
    bare: re.Pattern[str]
    subject: re.Pattern[str]


@lru_cache(maxsize=KEPT)
def _patterns(known: Knowledge) -> _Patterns:
    rules = table("citations")
    types = words(list(type_words(known).names.values()))
    stop = rf"(?= (?:{words(rules['issuer']['stop'])}|số \d|và (?:[{{a}}]|{types})|[\d-])|[,;.:()“”\"\n?!]|$)"
    rest = rf"[^,;.:()“”\"\n?!\d]{{1,{_LONGEST}}}?"
    heads = words(rules["issuer"]["heads"])
    return _Patterns(
        compiled(rf"{rules['issuer']['lead']}(?P<issuer>[{{A}}]{rest}{rules['issuer']['plenum']}){stop}"),
        compiled(rf" (?P<issuer>{heads} {rest}){stop}"),
        compiled(rf"(?P<issuer>{heads}\b[^,;.:()“”\"\n]{{0,80}}?){rules['issuer']['subject_verb']}"),
    )


@cache
def _term() -> re.Pattern[str]:
    return compiled(table("citations")["dates"]["term"])


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body as written, and where the words about it end (its term included)."""

    text: str
    start: int
    end: int


def issuer_after(text: str, position: int, known: Knowledge) -> Issuer | None:
    """Return the issuer that follows `position`.

    >>> issuer_after("số 25-NQ/TW của Ban Chấp hành Trung ương khóa XI về", 11, Knowledge.of()).text
    'Ban Chấp hành Trung ương'
    """
    match = _patterns(known).after.match(text, position)
    return _found(text, match) if match else None


def issuer_unmarked(text: str, position: int, known: Knowledge) -> Issuer | None:
    """Return the issuer that follows a date without `của` (`ngày 15/01/2020 Bộ Chính trị về …`)."""
    match = _patterns(known).bare.match(text, position)
    return _found(text, match) if match else None


def issuer_before(text: str, position: int, known: Knowledge) -> Issuer | None:
    """Return the subject of the `ban hành` that ends at `position`.

    >>> text = "Ban Thường vụ Tỉnh ủy ban hành Kế hoạch số 201-KH/TU"
    >>> issuer_before(text, 30, Knowledge.of()).text
    'Ban Thường vụ Tỉnh ủy'
    """
    window_start = max(0, position - _LONGEST)
    window_start = max(window_start, text.rfind("\n", window_start, position) + 1)
    window = text[window_start:position].rstrip()
    match = _patterns(known).subject.search(window)
    if not match:
        return None
    return Issuer(match["issuer"], window_start + match.start(), position)


def term_end(text: str, position: int) -> int:
    """Return where the term of office that follows `position` ends (` khóa XI`), or `position`."""
    match = _term().match(text, position)
    return match.end() if match else position


def _found(text: str, match: re.Match[str]) -> Issuer:
    end = match.end()
    for aside in (_term(), _BRACKET):
        found = aside.match(text, end)
        end = found.end() if found else end
    return Issuer(match["issuer"].strip(), match.start("issuer"), end)
