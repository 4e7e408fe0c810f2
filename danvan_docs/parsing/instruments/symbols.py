"""Numbers with symbols: `25-NQ/TW`, `201 - KH/TU`, `33/CT-TTg`, `10/2022/QH15`, `217, 218 -QĐ/TW`.

The Party writes number-type/body, the state number/type-body (Hướng dẫn 36-HD/VPTW; Nghị định 30/2020/NĐ-CP); clerks
swap, double and space the separators. Here a symbol is told by its shape; who issues it is for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table
from ...knowledge import Knowledge
from ...reading.folding import plain
from .types import type_words


@dataclass(slots=True)
class Symbol:
    """One number with its symbol, in reading offsets.

    `text` is spelled without blanks; `shared` says that the codes stand with a later number; `number_start` is where
    the number stands; `codes` are the letters after it.
    """

    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    shared: bool = False


@cache
def _symbol() -> re.Pattern[str]:
    rules = table("citations")["symbol"]
    code = _code().pattern
    tail = rf"(?:(?:{rules['join']}){code}){{1,7}}"
    spaced = rules["spaced"].replace("{code}", code)
    number = rf"(?P<number>{rules['number']}|{rules['misread']})"
    end = rf"(?:(?![{{a}}{{A}}])|(?={rules['glued']}))"
    return compiled(rf"{number}(?:{rules['typed']})?(?P<year>{rules['year']})?(?P<tail>{tail}|{spaced}){end}")


@cache
def _code() -> re.Pattern[str]:
    rules = table("citations")["symbol"]
    return compiled(rules["code"].replace("{glued}", rules["glued"]))


@cache
def _misread() -> dict[int, str]:
    return str.maketrans(table("citations")["symbol"]["digits"])


_LISTED = r"(?: ?[,;] ?|,? (?i:và|hoặc) | ?& ?)(?:(?i:số) ?)?"
_LIST_ENDS = re.compile(rf"\d[a-zđ]?{_LISTED}$")
#: Numbers that leave the symbol, or all but their year, to a later one.
_ELIDED = compiled(
    rf"(?:(?<![\w/.,%-])|(?<=[{{a}}Ố]))(?<!tháng )(?<!năm )(?<!ngày )"
    rf"(?:\d{{1,4}}[a-zđ]?(?:/(?:19|20)\d\d)?{_LISTED})+$"
)
#: Between two numbers of a list that each have their symbol (`số 12/UBND-NC, 13/UBND-NC`).
_AND = re.compile(r" ?[,;] ?|,? (?i:và|hoặc) (?:số )?")
_DECIMAL = re.compile(r"\d,$")
_NUMBER = re.compile(r"\d{1,4}[a-zđ]?(?P<year>/(?:19|20)\d\d)?")
_BLANK = re.compile(r" +")
_SEPARATORS = re.compile(r"([-/])[-/]+")


def spelled(written: str) -> str:
    """Return a symbol without blanks and doubled separators.

    >>> spelled("201 - KH/TU"), spelled("43 /CT//TW")
    ('201-KH/TU', '43/CT/TW')
    """
    return _SEPARATORS.sub(r"\1", _BLANK.sub("", written))


def find_symbols(text: str, known: Knowledge) -> Iterator[list[Symbol]]:
    """Yield each symbol of the reading text, with the numbers before it that share its codes.

    >>> [s.text for s in next(find_symbols("theo Quyết định 217, 218 -QĐ/TW", Knowledge.of()))]
    ['217-QĐ/TW', '218-QĐ/TW']
    """
    last = Symbol(0, 0, "", ())
    for match in _symbol().finditer(text):
        tail = match["tail"]
        codes = tuple(_code().findall(tail))
        if not codes:
            continue
        shared = _elided(text, match, codes, known)
        listed = codes == last.codes and _AND.fullmatch(text, last.end, match.start())
        if not (shared or listed or _plausible(match, codes, known)):
            continue
        if not shared and _DECIMAL.search(text, max(0, match.start() - 2), match.start()):
            continue
        number = match["number"].translate(_misread())
        symbol = last = Symbol(match.start(), match.end(), spelled(number + _rest(match)), codes)
        yield [*shared, symbol]


def _rest(match: re.Match[str]) -> str:
    """Return what follows the number."""
    return match[0][len(match["number"]) :]


def _plausible(match: re.Match[str], codes: tuple[str, ...], known: Knowledge) -> bool:
    """Tell a symbol from a look-alike: a period with a body (`năm 2025 - UBND tỉnh`), a plain code without a type."""
    words = type_words(known)
    before = _before(match)
    if _is_form(before):
        return False
    if not match[0][0].isdigit():
        return _headed(before, known)
    if codes[0] in table("citations")["symbol"]["copies"]:
        return bool(_DECREE.search(before))
    if plain(codes[0]) in words.codes:
        return len(codes) > 1 or bool(match["year"]) or _headed(before, known)
    if match["year"] and not match["tail"].startswith(" "):
        return True
    return _headed(before, known)


def _headed(before: str, known: Knowledge) -> bool:
    """Tell whether a type word or `số` ends the words before a number."""
    return bool(_NUMBER_WORD.search(before) or _ends_in_type(before, known))


def _is_form(before: str) -> bool:
    """Tell whether what is numbered is a form (`Mẫu số …`)."""
    word = _NUMBER_WORD.search(before)
    forms = tuple(table("citations")["symbol"]["forms"])
    return word is not None and before[: word.start()].rstrip().endswith(forms)


def _before(match: re.Match[str]) -> str:
    return plain(match.string[max(0, match.start() - 40) : match.start()])


_DECREE = re.compile(r"(?<![a-z])sac lenh (?:so ?)?\Z")
_NUMBER_WORD = re.compile(r"(?<![a-z])(?:so|s0) ?[:.]? ?\Z")


def _ends_in_type(before: str, known: Knowledge) -> bool:
    stripped = before.rstrip()
    return any(match.end() == len(stripped) for match in type_words(known).before.finditer(stripped))


def _elided(text: str, match: re.Match[str], codes: tuple[str, ...], known: Knowledge) -> list[Symbol]:
    """Return the numbers of a list that leave the symbol to the last one (`217, 218 -QĐ/TW`)."""
    if not _LIST_ENDS.search(text, max(0, match.start() - 8), match.start()):
        return []
    start = max(0, match.start() - 80)
    start = max(start, text.rfind("\n", start, match.start()) + 1)
    window = text[start : match.start()]
    run = _ELIDED.search(window)
    if not run:
        return []
    before = plain(window[: run.start()])
    if not (_NUMBER_WORD.search(before) or _ends_in_type(before, known)):
        return []
    return [
        Symbol(
            start + m.start(),
            start + m.end(),
            m[0] + spelled(match["tail"] if m["year"] else _rest(match)),
            codes,
            shared=True,
        )
        for m in _NUMBER.finditer(window, run.start(), run.end())
    ]
