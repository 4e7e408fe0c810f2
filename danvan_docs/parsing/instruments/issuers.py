"""Who issued the instrument: the body after `của`, between type and number, before `tại`, or that does `ban hành`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ...grammar import compiled, table, words
from ...knowledge import KEPT, Knowledge
from .types import type_words

_LONGEST = 120
#: How far before its number in brackets a report may be named.
_FARTHEST_REPORT = 400
#: A remark on the issuer (`của Ban Thường vụ Huyện ủy (trước sắp xếp)`).
_BRACKET = re.compile(r" ?\([^()\d]{1,40}\)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    after: re.Pattern[str]
    bare: re.Pattern[str]
    subject: re.Pattern[str]
    body: re.Pattern[str]
    said_at: re.Pattern[str]


@lru_cache(maxsize=KEPT)
def _patterns(known: Knowledge) -> _Patterns:
    rules = table("citations")
    types = words(list(type_words(known).names.values()))
    issuer = rules["issuer"]
    stop = (
        rf"(?= (?:{words(issuer['stop'])}|số \d|và (?:[{{a}}]|{types})|[\d-])(?![{{a}}])"
        rf"| (?:và [{{a}}]|[\d-])|[,;.:()“”\"\n?!]|$)"
    )
    rest = rf"[^,;.:()“”\"\n?!\d]{{1,{_LONGEST}}}?"
    heads = words(issuer["heads"])
    any_case = rf"(?:[{{A}}]|(?i:{heads}) )"
    return _Patterns(
        compiled(
            rf"(?:{issuer['session']}|{issuer['lead']})(?P<issuer>{any_case}{rest}{issuer['plenum']}){stop}"
        ),
        compiled(rf" (?P<issuer>{heads} {rest}){stop}"),
        compiled(rf"(?P<issuer>{heads}\b[^,;.:()“”\"\n]{{0,80}}?){issuer['subject_verb']}"),
        compiled(rf"(?<![{{A}}{{a}}])(?P<issuer>{heads}(?! hành)(?: {rest})?){stop}"),
        compiled(issuer["said_at"]),
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
    """Return the subject of the `ban hành`, or the body before the `tại`, that ends at `position`.

    >>> text = "Ban Thường vụ Tỉnh ủy ban hành Kế hoạch số 201-KH/TU"
    >>> issuer_before(text, 30, Knowledge.of()).text
    'Ban Thường vụ Tỉnh ủy'
    >>> issuer_before("Theo đề nghị của Sở Nội vụ tại Tờ trình số 45/TTr-SNV", 31, Knowledge.of()).text
    'Sở Nội vụ'
    """
    window_start = max(0, position - _LONGEST)
    window_start = max(window_start, text.rfind("\n", window_start, position) + 1)
    window = text[window_start:position].rstrip()
    match = _patterns(known).subject.search(window)
    if match is None:
        # The last body before `tại`: what stands before it may name others.
        for body in _patterns(known).body.finditer(window):
            match = body if _patterns(known).said_at.fullmatch(window, body.end()) else match
    if match is None:
        return None
    return Issuer(match["issuer"], window_start + match.start(), position)


@cache
def _promulgates() -> re.Pattern[str]:
    return compiled(table("citations")["issuer"]["subject_verb"])


def promulgated(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` ends in `ban hành` or the like."""
    return bool(_promulgates().search(text[start:end].rstrip()))


def issuer_of_report(text: str, position: int, type_name: str, known: Knowledge) -> Issuer | None:
    """Return the issuer of what a bracket gives the number of (`Báo cáo của Bộ X về … (Báo cáo số …)`).

    >>> text = "Xem xét Báo cáo của Bộ Nội vụ về biên chế (Báo cáo số 12/BC-BNV)"
    >>> issuer_of_report(text, 43, "Báo cáo", Knowledge.of()).text
    'Bộ Nội vụ'
    """
    if not text.startswith("(", position - 1):
        return None
    window_start = max(0, position - _FARTHEST_REPORT)
    window_start = max(window_start, text.rfind("\n", window_start, position) + 1)
    named = text.rfind(f"{type_name} của ", window_start, position)
    return issuer_after(text, named + len(type_name), known) if named >= 0 else None


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
