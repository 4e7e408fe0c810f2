"""Instruments cited by number: from symbols to citations with type, date and issuer.

A citation reads `type [name] [số] number-symbol[, ngày date] [của issuer [term]]`. In a list, what stands once is
shared: the type by what follows it, the symbol by what precedes it, date and issuer by the members before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from ...grammar import compiled, table, words
from ...knowledge import Knowledge
from ...models import Issue
from ...reading.folding import plain
from ..times.dates import Day, day_after, day_at, vague_end
from .issuers import issuer_after, issuer_before, issuer_of_report, issuer_unmarked, promulgated, term_end
from .mentions import Mention
from .symbols import Symbol, find_symbols
from .types import type_words

_WINDOW = 170
_NUMBER_WORD = r"(?:(?<![a-z0-9])(?:so|s0|o)(?: hieu)? ?[:.]? ?)"
_NUMBER_WORD_LAST = re.compile(rf" ?{_NUMBER_WORD}?$")
_REPEATED = re.compile(r"\b(\w+)(?: \1\b)+")
#: How alike a damaged type word has to be to the one that the code stands for.
_ALIKE = 0.8
#: What may part a type word from its number without naming the instrument: nothing, a bracket, the issuer.
_PLAIN_MIDDLE = re.compile(
    rf" ?(?:\([^()]{{1,30}}\) ?)?(?:cua [a-z ]{{2,60}}?(?:,? |(?=:)))?(?:: ?)?(?:{_NUMBER_WORD})?$"
)
_NAMED_MIDDLE = re.compile(rf" [a-z][^;:.“”\"()0-9]{{2,130}}? {_NUMBER_WORD}$")
#: Each blank belongs to the word behind it, so that there is but one way to read them.
_CONJUNCTION = re.compile(
    r"(?:\)?(?: ?[,;]| (?:và|hoặc)(?= )| ?&))++ ?(?:các |của )?(?:s[ốôo] ?:? ?)?$", re.IGNORECASE
)


@cache
def _named_types() -> frozenset[str]:
    return frozenset(table("citations")["heads"]["named"])


def find_mentions(text: str, known: Knowledge) -> list[Mention]:
    """Return the citations of a reading text, in order.

    >>> [(m.symbol, m.date, m.issuer) for m in find_mentions(
    ...     "Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị", Knowledge.of())]
    [('217-QĐ/TW', '2013-12-12', 'Bộ Chính trị'), ('218-QĐ/TW', '2013-12-12', 'Bộ Chính trị')]
    """
    mentions: list[Mention] = []
    for group in find_symbols(text, known):
        mentions.extend(_group(text, group, mentions[-1] if mentions else None, known))
    mentions = sorted([*mentions, *_bare_numbers(text, mentions, known)], key=lambda m: m.start)
    _share(text, mentions)
    _follow_lead_in(text, mentions)
    for mention in mentions:
        mention.issues = _issues(mention, known)
    return mentions


def _group(text: str, symbols: list[Symbol], previous: Mention | None, known: Knowledge) -> list[Mention]:
    """Return the citations of symbols that share their codes; only the last one has a tail."""
    first = symbols[0]
    head = _head(text, first, known)
    start, type_name = head.start, head.type
    if type_name is None and previous and _CONJUNCTION.fullmatch(text, previous.tail, first.start):
        type_name = previous.type if _agrees(previous.type, first.codes, known) else None
    if not (type_words(known).codes_of.get(type_name or "") and _agrees(type_name, first.codes, known)):
        start, type_name = _by_code(text, first, start, type_name, known)
    found = []
    for symbol in symbols:
        begin = start if symbol is first else symbol.start
        elided = symbol is not first or start == first.start
        found.append(
            Mention(
                begin, symbol.end, symbol.text, type_name, tail=symbol.end, codes=symbol.codes, elided=elided
            )
        )
    _read_tail(text, found[-1], known)
    told = issuer_before(text, start, known) if start < first.start else None
    told = told or (issuer_of_report(text, start, type_name, known) if type_name else None)
    found[-1].leads = head.leads
    if found[-1].date is None and (day := _day_before(text, start)):
        found[-1].date, found[-1].date_start, found[-1].date_end = day.iso, day.start, day.end
    for mention in found:
        mention.date, mention.issuer = found[-1].date, found[-1].issuer
        mention.date_start, mention.date_end = found[-1].date_start, found[-1].date_end
        mention.issuer = mention.issuer or head.issuer or (told.text if told else None)
    return found


def _by_code(
    text: str, symbol: Symbol, start: int, type_name: str | None, known: Knowledge
) -> tuple[int, str | None]:
    """Return start and type of a citation whose type words, if it has any, do not go with its code."""
    names = type_words(known).name_of_code
    coded = names.get(symbol.codes[0]) or names.get(plain(symbol.codes[0]))
    damaged = _damaged_type(text, symbol.start, coded) if coded else symbol.start
    if coded and (damaged < symbol.start or type_name is None):
        return min(start, damaged), coded
    return start, type_name


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a citation starts, its type, and an issuer between type and number; `leads`: both hold for a list."""

    start: int
    type: str | None = None
    issuer: str | None = None
    leads: bool = False


def _head(text: str, symbol: Symbol, known: Knowledge) -> _Head:
    paragraph = text.rfind("\n", max(0, symbol.start - _WINDOW), symbol.start) + 1
    window_start = max(paragraph, symbol.start - _WINDOW)
    window = text[window_start : symbol.start]
    flat = plain(window)
    types = type_words(known)
    for match in reversed(list(types.before.finditer(flat))):
        middle = flat[match.end() :]
        written = window[match.start() : match.end()]
        name = types.names.get(match[0]) or (types.short_forms[match[0]] if written[:2].isupper() else None)
        if name is None:
            continue
        if _PLAIN_MIDDLE.fullmatch(middle) and (middle.strip() or match.end() == len(flat.rstrip())):
            inner = issuer_after(text, window_start + match.end(), known)
            issuer = inner.text if inner and inner.end <= symbol.start else None
            return _Head(window_start + match.start(), name, issuer, bool(issuer) and ":" in middle)
        if name in _named_types() and written[0].isupper() and _NAMED_MIDDLE.fullmatch(middle):
            return _Head(window_start + _first_of_type(window, match.start(), name), name)
    for written, name in _general().items():
        if window.rstrip().endswith(written):
            return _Head(window_start + window.rindex(written), name)
    return _Head(symbol.start)


@cache
def _general() -> dict[str, str]:
    """The words for any document, in both cases, with `số`."""
    return {
        written: name
        for name in table("citations")["heads"]["general"]
        for written in (f"{name} số", f"{name} số".upper())
    }


def _damaged_type(text: str, position: int, type_name: str) -> int:
    """Return where a damaged spelling of the type begins (`Kế hoach hoạch 12-KH/TU`), or `position`.

    >>> text = "Thực hiện Kế hoạh số 12-KH/TU"
    >>> text[_damaged_type(text, 21, "Kế hoạch"):21]
    'Kế hoạh số '
    """
    window_start = max(0, position - 3 * len(type_name))
    window_start = max(window_start, text.rfind("\n", window_start, position) + 1)
    before = _NUMBER_WORD_LAST.sub("", plain(text[window_start:position]))
    meant, count = plain(type_name), type_name.count(" ") + 1
    starts = [word.start() for word in re.finditer(r"\S+", before)]
    for syllables in (count, count + 1, count - 1):
        if 0 < syllables <= len(starts):
            written = _REPEATED.sub(r"\1", before[starts[-syllables] :])
            if SequenceMatcher(None, written, meant).ratio() >= _ALIKE:
                return window_start + starts[-syllables]
    return position


def _first_of_type(window: str, start: int, name: str) -> int:
    """`Luật sửa đổi, bổ sung một số điều của Luật X số …` begins at its first `Luật`."""
    if name not in ("Luật", "Pháp lệnh"):
        return start
    amending = re.search(rf"{name} sửa đổi(?:, bổ sung)? một số điều (?:của )?$", window[:start])
    return amending.start() if amending else start


#: A remark between the number and date or issuer (`Kế hoạch số 47-KH/BCĐ (Kế hoạch số 47) của Ban Chỉ đạo`).
_ASIDE = re.compile(r" ?\((?!(?:ngày )?\d)[^()]{1,40}\)(?= của |,? ngày \d)")


def _read_tail(text: str, mention: Mention, known: Knowledge) -> None:
    """Read date and issuer after the symbol, in either order."""
    position = term_end(text, mention.end)
    if aside := _ASIDE.match(text, position):
        position = aside.end()
    day = day_after(text, position)
    if day:
        position = day.end
        if text.startswith("(", mention.end + 1) and text.startswith(")", position):
            position += 1
    issuer = issuer_after(text, position, known)
    if issuer is None and day is None and (vague := vague_end(text, position)):
        issuer = issuer_after(text, vague, known)
    if issuer is None and day:
        issuer = issuer_unmarked(text, position, known)
    if issuer:
        position = issuer.end
        day = day or day_after(text, position)
        position = max(position, day.end if day else 0)
    if day:
        mention.date, mention.date_start, mention.date_end = day.iso, day.start, day.end
    mention.issuer = issuer.text if issuer else None
    mention.tail = position


_OPENING_DAY = re.compile(r"(?:^|[\n;•+-] ?|\. )Ngày (?=\d)")


def _day_before(text: str, position: int) -> Day | None:
    """Return the day that opens the sentence that promulgates what stands at `position`.

    >>> text = "Ngày 25/5/2025, đồng chí Bí thư ký ban hành Kết luận số 157-KL/TW"
    >>> _day_before(text, 44).iso
    '2025-05-25'
    """
    window_start = max(0, position - _WINDOW)
    ends = (text.rfind(end, window_start, position) for end in ("\n", ". "))
    window_start = max(window_start, *ends)
    if not promulgated(text, window_start, position):
        return None
    opening = _OPENING_DAY.match(text, window_start) or _OPENING_DAY.search(text, window_start, position)
    return day_at(text, opening.end()) if opening else None


def _share(text: str, mentions: list[Mention]) -> None:
    """Give the date and issuer that close a list to its members, and the type that opens it."""
    for index in range(len(mentions) - 1, 0, -1):
        mention, after = mentions[index - 1], mentions[index]
        if not _CONJUNCTION.fullmatch(text, mention.tail, after.start):
            continue
        alike = mention.codes[-1:] == after.codes[-1:]
        if mention.date is None and mention.issuer is None and mention.type == after.type and alike:
            mention.date, mention.date_start, mention.date_end = after.date, after.date_start, after.date_end
        if mention.issuer is None and alike and (mention.date or mention.type == after.type):
            mention.issuer = after.issuer


#: A sentence ends, or a line that no bullet opens: a lead-in holds no longer.
_LEFT = re.compile(r"\.(?= )|\n(?! ?[-+•*])")


def _follow_lead_in(text: str, mentions: list[Mention]) -> None:
    """Give type and issuer of `các Quyết định của Thủ tướng Chính phủ: số …` to the numbers that follow it."""
    lead: Mention | None = None
    done = 0
    for mention in mentions:
        if mention.leads:
            lead = mention
        elif lead and (not mention.elided or _LEFT.search(text, done, mention.start)):
            lead = None
        elif lead and mention.codes[-1:] == lead.codes[-1:]:
            mention.type = lead.type
            mention.issuer = mention.issuer or lead.issuer
        done = mention.tail


_FIGURES = r"\d{1,4}[a-zđ]?(?:/(?:19|20)\d\d)?"
_BARE_NUMBER = re.compile(_FIGURES)


@cache
def _bare() -> re.Pattern[str]:
    rules = table("citations")["heads"]
    names = [*rules["bare"], *map(str.upper, rules["bare"]), *rules["bare_short"]]
    counted = rf" (?i:{words(rules['not_bare_before'])}|ngày(?! \d))\b"
    number = rf"(?!(?:19|20)\d\d\b){_FIGURES}(?![\w%/]|[.,]\d|- ?\d| ?[-/] ?[{{A}}]|{counted})"
    more = rf"(?: ?, ?(?:số )?{number}(?={rules['bare_goes_on']})|,? (?i:và) (?:số )?{number})*"
    return compiled(
        rf"(?<![{{A}}{{a}}-])(?P<type>{words(names)}) (?:(?:số|SỐ) ?)?(?P<numbers>{number}{more})"
    )


def _bare_numbers(text: str, mentions: list[Mention], known: Knowledge) -> Iterator[Mention]:
    """Yield instruments named by type and number alone (`Nghị quyết 71, 57, Đề án 06`)."""
    taken = {m.start for m in mentions} | {m.end for m in mentions}
    for match in _bare().finditer(text):
        numbers = list(_BARE_NUMBER.finditer(text, match.start("numbers"), match.end("numbers")))
        if match.start() in taken or numbers[-1].end() in taken or numbers[0].end() in taken:
            continue
        types, written = type_words(known), plain(match["type"])
        type_name = types.names.get(written) or types.short_forms[written]
        for number in numbers:
            start = match.start() if number is numbers[0] else number.start()
            mention = Mention(
                start, number.end(), number[0], type_name, tail=number.end(), elided=number is not numbers[0]
            )
            if number is numbers[-1]:
                _read_tail(text, mention, known)
            yield mention


@cache
def _issue_patterns() -> dict[str, re.Pattern[str]]:
    return {name: compiled(pattern) for name, pattern in table("citations")["issues"].items()}


def _agrees(type_name: str | None, codes: tuple[str, ...], known: Knowledge) -> bool:
    """Tell whether the type's codes allow this symbol; a symbol without a type code goes with any."""
    words_ = type_words(known)
    patterns = _issue_patterns()
    if len(codes) == 1 and patterns["offices"].fullmatch(codes[0]):
        return True
    if codes and patterns["ministries"].fullmatch(codes[0]):
        codes = codes[1:]
    code = plain(codes[0]) if codes else ""
    own = words_.codes_of.get(type_name or "", frozenset())
    # A joint form begins with the code of the plain one: HDLB, TTLT, QCPH.
    return not (code in words_.codes and own and not code.startswith(tuple(own)))


def _issues(mention: Mention, known: Knowledge) -> list[Issue]:
    """Say what a careful clerk would query of the citation as it stands."""
    found: list[Issue] = []
    patterns = _issue_patterns()
    if mention.issuer and mention.codes:
        levels = known.registry.levels_of_symbol(mention.symbol or "")
        other = "local_issuer" if levels == {"central"} else "central_issuer"
        is_clear = levels == {"central"} or (levels and "central" not in levels)
        if is_clear and patterns[other].search(mention.issuer):
            found.append("issuer_symbol_mismatch")
    if not _agrees(mention.type, mention.codes, known):
        found.append("type_symbol_mismatch")
    return found
