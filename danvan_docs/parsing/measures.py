"""Numbers that measure something: comparator, value, unit.

`từ 95% trở lên` is >= 95 %, `02/108 xã` a fraction, `từ 1 đến 2 mô hình điển hình trở lên` an open range. Numbering,
dates, instrument numbers, periods and slogans measure nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..grammar import compiled, table, words
from ..models import Comparator

Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its comparator and unit, in reading offsets; `often` is a frequency that is part of it."""

    start: int
    end: int
    op: Comparator
    value: Value
    unit: str
    open: bool
    often: str | None


@dataclass(frozen=True, slots=True)
class _Grammar:
    number: re.Pattern[str]
    comparator: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    bound: re.Pattern[str]
    scale: re.Pattern[str]
    money: re.Pattern[str]
    noun: re.Pattern[str]
    word: re.Pattern[str]
    modifiers: re.Pattern[str]
    per: re.Pattern[str]
    noun_tail: re.Pattern[str]
    operators: dict[str, Comparator]
    scales: dict[str, float]
    not_nouns: frozenset[str]


@cache
def _grammar() -> _Grammar:
    rules = table("quantities")
    number, units = rules["numbers"]["number"], rules["units"]
    operators: dict[str, Comparator] = {
        word: op for op, group in rules["comparators"]["before"].items() for word in group
    }
    # `đến` parts a range in words; a slash makes a fraction.
    second = rf"(?:(?P<to> ?%? ?(?:-|đến|tới) ?)(?P<high>{number})|(?P<slash> ?/ ?)(?P<whole>{number}))?"
    return _Grammar(
        number=compiled(rf"(?<![\w/.,])(?<!\w-)(?P<low>{number}){second}(?![\w/])(?![.,]\d)"),
        comparator=compiled(
            rf"(?<![{{a}}{{A}}])(?P<word>(?i:{words(list(operators))}))(?: (?:có|đạt|bằng|là))? ?$"
        ),
        not_after=compiled(rf"(?<![{{a}}{{A}}]){rules['numbers']['not_after']}$"),
        not_before=compiled(rules["numbers"]["not_before"]),
        bound=compiled(rules["comparators"]["after"]),
        scale=compiled(rf" ?{units['scale']}"),
        money=compiled(rf" ?{units['money']}"),
        noun=compiled(rf" ?(?P<noun>{words(units['nouns'])})(?![{{a}}])"),
        word=compiled(r" ?(?P<noun>[{a}{A}]+)"),
        modifiers=compiled(rf"(?: {words(units['modifiers'])})+"),
        per=compiled(units["per"]),
        noun_tail=compiled(units["noun_tail"]),
        operators=operators,
        scales=units["scales"],
        not_nouns=frozenset(units["not_nouns"]),
    )


_LONGEST_COMPARATOR = 24
_LONGEST_BEFORE = 22
_QUOTED = re.compile(r"[“\"][^”\"\n]{1,80}[”\"]")
_PERCENT = re.compile(r" ?%")
_BRACKET = re.compile(r" ?\([^()]{1,30}\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def figure(text: str) -> float:
    """Read a Vietnamese figure: `.` parts thousands, `,` decimals; a single `.` before one or two digits is a slip.

    >>> figure("1.265"), figure("8,07"), figure("3.5")
    (1265.0, 8.07, 3.5)
    """
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def find_measures(text: str, start: int, end: int) -> Iterator[Measure]:
    """Yield the measures of `text[start:end]`, in order; numbers inside a quoted slogan are none.

    >>> text = "từ 1 đến 2 cuộc giám sát trở lên; 39 triệu đồng/người/năm; ngày 03/6; Điều 5"
    >>> [(m.op, m.value, m.unit, m.open, m.often) for m in find_measures(text, 0, len(text))]
    [('range', (1.0, 2.0), 'cuộc', True, None), ('=', 39000000.0, 'đồng', False, '/năm')]
    """
    grammar = _grammar()
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
    for match in grammar.number.finditer(text, start, end):
        low = match.start()
        while quoted and quoted[0][1] <= low:
            quoted.pop(0)
        if quoted and quoted[0][0] < low:
            continue
        comparator = grammar.comparator.search(text, max(start, low - _LONGEST_COMPARATOR), low)
        percent = _PERCENT.match(text, match.end(), end)
        numbering = grammar.not_after.search(text, max(start, low - _LONGEST_BEFORE), low)
        if numbering and not (percent or comparator):
            continue
        measure = _measure(text, match, comparator, end)
        if measure:
            yield measure


def _measure(text: str, match: re.Match[str], comparator: re.Match[str] | None, limit: int) -> Measure | None:
    """Return the measure of a number, None where it counts nothing."""
    grammar = _grammar()
    found = _unit(text, match, comparator is None, limit)
    if found is None:
        return None
    unit, scale, end, counted = found
    modifiers = grammar.modifiers.match(text, end, limit)
    bound = grammar.bound.match(text, modifiers.end() if modifiers else end, limit)
    if modifiers and (bound or unit == "cuộc"):
        end = modifiers.end()
    end = bound.end() if bound else end
    tail = grammar.noun_tail.match(text, end, limit) if counted else None
    per = grammar.per.match(text, tail.end() if tail else end, limit)
    end = per.end() if per and per[0] else end
    low = figure(match["low"]) * scale
    high = match["high"] or match["whole"]
    word = comparator["word"].lower() if comparator else ""
    upward = bool(bound and bound[0].endswith("lên"))
    op: Comparator
    value: Value = low
    if high:
        op = "fraction" if match["whole"] else "range"
        value = (low, figure(high) * scale)
    elif bound:
        op = ">=" if upward else "<="
    else:
        op = grammar.operators.get(word, "=")
    start = comparator.start() if comparator else match.start()
    return Measure(start, end, op, value, unit, op == "range" and upward, per["often"] if per else None)


def _unit(text: str, match: re.Match[str], bare: bool, limit: int) -> tuple[str, float, int, bool] | None:
    """Return unit, scale, where the unit ends, and whether it is a counted noun; `bare` is without comparator."""
    grammar = _grammar()
    end, fraction = match.end(), match["whole"] is not None
    percent = _PERCENT.match(text, end, limit)
    if percent or "%" in (match["to"] or ""):
        return "%", 1.0, percent.end() if percent else end, False
    if fraction:
        return _counted_part(text, end, limit)
    scaled = grammar.scale.match(text, end, limit)
    end = scaled.end() if scaled else end
    scale = grammar.scales[scaled["scale"]] if scaled else 1.0
    money = grammar.money.match(text, end, limit)
    if money:
        foreign = money["currency"].startswith(("U", "đô"))
        return money["currency"] if foreign else "đồng", scale, money.end(), False
    year = bare and _YEAR.fullmatch(match["low"])
    if year or text[end : end + 1] != " " or grammar.not_before.match(text, end, limit):
        return None
    noun = _noun(text, end, limit)
    if noun is None or noun["noun"][0].isupper():
        return None
    return noun["noun"], scale, noun.end(), True


def _counted_part(text: str, end: int, limit: int) -> tuple[str, float, int, bool] | None:
    """`226/431 (52,49%) xã`: the noun of a fraction may stand behind a bracket, which is no part of the measure."""
    if _grammar().not_before.match(text, end, limit):
        return None
    bracket = _BRACKET.match(text, end, limit)
    noun = _noun(text, bracket.end() if bracket else end, limit)
    if noun is None:
        return None
    return noun["noun"], 1.0, end if bracket else noun.end(), True


def _noun(text: str, position: int, limit: int) -> re.Match[str] | None:
    grammar = _grammar()
    noun = grammar.noun.match(text, position, limit) or grammar.word.match(text, position, limit)
    return None if noun is None or noun["noun"] in grammar.not_nouns else noun
