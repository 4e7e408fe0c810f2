"""Numbers that measure something: comparator, value, unit.

`từ 95% trở lên` is >= 95 %, `02/108 xã` a fraction, `từ 1 đến 2 mô hình điển hình trở lên` an open range. Numbering,
dates, instrument numbers, periods and slogans measure nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ...grammar import compiled, table, words
from ...models import Comparator

Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its comparator and unit, in reading offsets.

    `often` is a frequency that is part of it, `each` tells a rate per person, household …; `noun` is where the counted
    noun begins, None for per cent and money; `bounded` says that `trở lên` or the like closes it; `rank` that the
    number is a place in an order.
    """

    start: int
    end: int
    op: Comparator
    value: Value
    unit: str
    open: bool
    often: str | None
    each: bool
    noun: int | None
    bounded: bool
    rank: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    number: re.Pattern[str]
    comparator: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    bound: re.Pattern[str]
    index_look: str
    index: re.Pattern[str]
    zero: re.Pattern[str]
    share: re.Pattern[str]
    place: re.Pattern[str]
    place_ends: tuple[str, ...]
    group: re.Pattern[str]
    group_end: re.Pattern[str]
    said: re.Pattern[str]
    percent: re.Pattern[str]
    factor: re.Pattern[str]
    minus: re.Pattern[str]
    negated: re.Pattern[str]
    on: re.Pattern[str]
    start: re.Pattern[str]
    scale: re.Pattern[str]
    half: re.Pattern[str]
    part: re.Pattern[str]
    money: re.Pattern[str]
    symbol: re.Pattern[str]
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
    numbers, units, bare = rules["numbers"], rules["units"], rules["bare"]
    number = rf"\d{numbers['rest']}"
    noun = words(units["nouns"])
    operators: dict[str, Comparator] = {
        word: op for op, group in rules["comparators"]["before"].items() for word in group
    }
    # `đến` and the like part a range; a slash makes a fraction.
    second = rf"(?:(?P<to>{numbers['to']})(?P<high>{number})|(?P<slash> ?/ ?)(?P<whole>{number}))?"
    return _Grammar(
        number=compiled(rf"(?P<low>{numbers['first']}{numbers['rest']}){second}(?![\w/])(?![.,]\d)"),
        comparator=compiled(
            rf"(?<![{{a}}{{A}}])(?P<word>(?i:{words(list(operators))}))(?: (?:có|đạt|bằng|là))? ?$"
        ),
        not_after=compiled(rf"(?<![{{a}}{{A}}]){rules['numbers']['not_after']}$"),
        not_before=compiled(rules["numbers"]["not_before"]),
        bound=compiled(rules["comparators"]["after"]),
        index_look=bare["index_look"],
        index=compiled(bare["index"]),
        zero=compiled(bare["zero"]),
        place=compiled(bare["place"]),
        place_ends=tuple(bare["place_ends"]),
        group=compiled(bare["group"]),
        group_end=compiled(bare["group_end"]),
        **{name: compiled(numbers[name]) for name in ("said", "percent", "factor", "minus", "share")},
        negated=compiled(rules["comparators"]["negated"]),
        on=compiled(rules["comparators"]["on"]),
        start=compiled(rf"(?: (?:lên|xuống|còn|thành))(?: (?:còn|đến|tới|mức))? (?P<goal>{number})"),
        half=compiled(units["half"]),
        part=compiled(rf" (?P<figure>\d{{1,3}}) (?P<scale>{words(list(units['scales']))})(?![{{a}}])"),
        scale=compiled(rf" ?(?P<scale>{words(list(units['scales']))})(?![{{a}}])"),
        money=compiled(rf" ?{units['money']}"),
        symbol=compiled(rf" ?(?P<symbol>{words(units['symbols'])})(?!\w)"),
        noun=compiled(rf" ?(?P<noun>(?i:{noun}))(?![{{a}}])"),
        word=compiled(r" ?(?P<noun>[{a}{A}]+)"),
        modifiers=compiled(rf"(?: {words(units['modifiers'])})+"),
        per=compiled(units["per"].replace("{noun}", noun)),
        noun_tail=compiled(units["noun_tail"]),
        operators=operators,
        scales=units["scales"],
        not_nouns=frozenset(units["not_nouns"]),
    )


_LONGEST_COMPARATOR = 24
_NEGATED: dict[Comparator, Comparator] = {">": "<=", "<": ">="}
_LONGEST_BEFORE = 22
_LONGEST_INDEX = 120
#: A number of so much that counts no noun is money.
_MUCH = 1e9
_QUOTED = re.compile(r"[“\"][^”\"\n]{1,80}[”\"]")
_CAPITAL = compiled(" [{A}]")
_BRACKET = re.compile(r" ?\([^()]{1,30}\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+")
#: Thousands parted as in English: several times, or once in a number of things counted, of which there are no parts.
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_ENGLISH_COUNT = re.compile(r"[1-9]\d{0,2},\d{3}")


def figure(text: str, *, counted: bool = False) -> float:
    """Read a Vietnamese figure: `.` parts thousands, `,` decimals; a single `.` before one or two digits is a slip.

    `counted` says that the number counts things: a comma before three figures then parts thousands.

    >>> figure("1.265"), figure("8,07"), figure("3.5"), figure("940 000"), figure("1,500", counted=True)
    (1265.0, 8.07, 3.5, 940000.0, 1500.0)
    """
    if _ENGLISH.fullmatch(text) or (counted and _ENGLISH_COUNT.fullmatch(text)):
        return float(text.replace(",", ""))
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "").replace(" ", "")
    return float(text.replace(",", "."))


def find_measures(text: str, start: int, end: int) -> Iterator[Measure]:
    """Yield the measures of `text[start:end]`, in order; numbers inside a quoted slogan are none.

    >>> text = "từ 1 đến 2 cuộc giám sát trở lên; 39 triệu đồng/người/năm; ngày 03/6; Điều 5"
    >>> [(m.op, m.value, m.unit, m.open, m.often) for m in find_measures(text, 0, len(text))]
    [('range', (1.0, 2.0), 'cuộc', True, None), ('=', 39000000.0, 'đồng', False, '/năm')]
    """
    grammar = _grammar()
    numbers = list(grammar.number.finditer(text, start, end))
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)] if numbers else []
    done = start
    for match in numbers:
        low = match.start()
        if low < done:  # `300 triệu` of `2 tỷ 300 triệu đồng`
            continue
        while quoted and quoted[0][1] <= low:
            quoted.pop(0)
        if quoted and quoted[0][0] < low:
            continue
        before = _Before(text, start, low)
        percent = grammar.percent.match(text, match.end(), end)
        if before.has(grammar.not_after) and not (percent or before.comparator or before.is_place):
            continue
        measure = None if before.has(grammar.factor) else _measure(text, match, before, end)
        if measure:
            done = measure.end
            yield measure


class _Before:
    """The words right before a number, asked for what they say of it only where that matters."""

    def __init__(self, text: str, start: int, low: int) -> None:
        self._text, self._start, self._low = text, start, low
        self.comparator = self._search(_grammar().comparator, _LONGEST_COMPARATOR)
        self.minus = None if self.comparator else self._search(_grammar().minus, _LONGEST_BEFORE)

    @property
    def start(self) -> int:
        """Where the measure begins: with its comparator or sign, as there may be."""
        sign = self.comparator or self.minus
        return sign.start() if sign else self._low

    @property
    def op(self) -> Comparator:
        """What the comparator means; `không` before it, with a verb between them as there may be, turns it round."""
        if self.comparator is None:
            return "="
        grammar, first = _grammar(), self.comparator.start()
        op = grammar.operators[self.comparator["word"].lower()]
        near = max(self._start, first - _LONGEST_COMPARATOR)
        return _NEGATED.get(op, op) if grammar.negated.search(self._text, near, first) else op

    @property
    def opens(self) -> bool:
        """Tell whether the number begins the sentence."""
        return self._low == self._start

    @property
    def is_place(self) -> bool:
        """Tell whether the number is a place in an order: `xếp thứ 5`."""
        grammar = _grammar()
        return self._text.endswith(grammar.place_ends, self._start, self._low) and self.has(grammar.place)

    @property
    def bare(self) -> bool:
        """Tell whether the number needs no unit: a place in an order, the value of an index."""
        grammar = _grammar()
        if self.is_place or (self._text.startswith("0", self._low) and self.has(grammar.zero)):
            return True
        near = max(self._start, self._low - _LONGEST_INDEX)
        indexed = self._text.rfind(grammar.index_look, near, self._low) >= 0
        return indexed and grammar.index.search(self._text, near, self._low) is not None

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the pattern is found right before the number."""
        return bool(self._search(pattern, _LONGEST_BEFORE))

    def _search(self, pattern: re.Pattern[str], reach: int) -> re.Match[str] | None:
        return pattern.search(self._text, max(self._start, self._low - reach), self._low)


def _measure(text: str, match: re.Match[str], before: _Before, limit: int) -> Measure | None:
    """Return the measure of a number, None where it counts nothing."""
    unit = _unit(text, match, before, limit)
    if unit is None:
        return None
    closing = _closing(text, unit, limit)
    value = _value(match, unit, before)
    op, start = before.op, before.start
    if isinstance(value, tuple):
        op = "fraction" if match["whole"] else "range"
    elif closing.bound:
        op = ">=" if closing.upward else "<="
    elif op == ">" and unit.noun is not None and _grammar().on.match(text, match.end(), limit):
        op, start = "=", match.start()
    return Measure(
        start=start,
        end=closing.end,
        op=op,
        value=value,
        unit=unit.name,
        open=op == "range" and closing.upward,
        often=closing.often,
        each=closing.each,
        noun=unit.noun,
        bounded=closing.bound,
        rank=_is_rank(text, before, closing.end, limit),
    )


def _value(match: re.Match[str], unit: _Unit, before: _Before) -> Value:
    counted = unit.noun is not None and unit.scale == 1
    low = figure(match["low"], counted=counted) * unit.scale + unit.more
    high = match["high"] or match["whole"]
    if high:
        return low, figure(high, counted=counted) * unit.scale + unit.more
    return -low if before.minus else low


@dataclass(frozen=True, slots=True)
class _Closing:
    """What stands behind the unit of a measure, and where it all ends."""

    end: int
    bound: bool
    upward: bool
    often: str | None
    each: bool


def _closing(text: str, unit: _Unit, limit: int) -> _Closing:
    grammar, end = _grammar(), unit.end
    modifiers = grammar.modifiers.match(text, end, limit)
    bound = grammar.bound.match(text, modifiers.end() if modifiers else end, limit)
    if modifiers and (bound or unit.name == "cuộc"):
        end = modifiers.end()
    end = bound.end() if bound else end
    tail = grammar.noun_tail.match(text, end, limit) if unit.noun is not None else None
    per = grammar.per.match(text, tail.end() if tail else end, limit)
    return _Closing(
        end=per.end() if per and per[0] else end,
        bound=bound is not None,
        upward=bool(bound and bound[0].endswith("lên")),
        often=per["often"].strip() if per and per["often"] else None,
        each=bool(per and per["each"]),
    )


def _is_rank(text: str, before: _Before, end: int, limit: int) -> bool:
    """Tell whether a number that ends at `end` is a place in an order, or that of bodies of which one is the first."""
    grammar = _grammar()
    if before.is_place:
        return True
    return before.has(grammar.group) and bool(grammar.group_end.match(text, end, limit))


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is measured in: its name, what to multiply the number by, where it ends, where a counted noun begins.

    `more` is what smaller scales add: 3e8 in `2 tỷ 300 triệu đồng`.
    """

    name: str
    end: int
    scale: float = 1.0
    noun: int | None = None
    more: float = 0.0


def _unit(text: str, match: re.Match[str], before: _Before, limit: int) -> _Unit | None:
    grammar = _grammar()
    said = grammar.said.match(text, match.end(), limit)
    end = said.end() if said else match.end()
    percent = grammar.percent.match(text, end, limit)
    if percent or "%" in (match["to"] or ""):
        return _Unit("%", percent.end() if percent else end)
    if match["whole"] is not None:
        return _counted_part(text, end, limit)
    if goal := grammar.start.match(text, end, limit):  # `từ 2 lên 3 phó trưởng phòng`
        number = grammar.number.match(text, goal.start("goal"), limit)
        unit = _unit(text, number, before, limit) if number else None
        return replace(unit, end=end) if unit else None
    scale, more, end = _scale(text, end, limit)
    money = grammar.money.match(text, end, limit)
    if money:
        return _Unit(money["foreign"] or "đồng", money.end(), scale, more=more)
    symbol = grammar.symbol.match(text, end, limit)
    if symbol:
        return _Unit(symbol["symbol"], symbol.end(), scale, more=more)
    year = before.comparator is None and bool(_YEAR.fullmatch(match["low"]))
    counts = not year and text[end : end + 1] == " " and not grammar.not_before.match(text, end, limit)
    noun = _noun(text, end, limit) if counts else None
    if noun and _is_counted(noun, before):
        return _Unit(noun["noun"], noun.end(), scale, noun.start("noun"), more)
    if scale >= _MUCH:
        return _Unit("đồng", end, scale, more=more)
    return _Unit("", end) if not year and before.bare else None


def _scale(text: str, end: int, limit: int) -> tuple[float, float, int]:
    """Return what to multiply a number by, what smaller scales behind it add (`2 tỷ 300 triệu`), and where they end."""
    grammar = _grammar()
    first = grammar.scale.match(text, end, limit)
    if first is None:
        return 1.0, 0.0, end
    scale = last = grammar.scales[first["scale"]]
    more, end = 0.0, first.end()
    while (part := grammar.part.match(text, end, limit)) and grammar.scales[part["scale"]] < last:
        last = grammar.scales[part["scale"]]
        more += figure(part["figure"]) * last
        end = part.end()
    half = grammar.half.match(text, end, limit)
    return (scale, more + last / 2, half.end()) if half else (scale, more, end)


def _is_counted(noun: re.Match[str], before: _Before) -> bool:
    """A noun with a capital counts where it is known and stands in mid sentence: `108 Khối`, but no `Thành phố Huế`."""
    if noun["noun"][0].islower():
        return True
    known = noun.re is not _grammar().word
    is_name = noun["noun"].lower() in _places() and _CAPITAL.match(noun.string, noun.end())
    return known and not before.opens and not is_name


@cache
def _places() -> frozenset[str]:
    return frozenset(word for place in table("localities")["places"] for word in place["words"])


def _counted_part(text: str, end: int, limit: int) -> _Unit | None:
    """`226/431 (52,49%) xã`: the noun of a fraction may stand behind a bracket, which is no part of the measure."""
    grammar = _grammar()
    if grammar.not_before.match(text, end, limit):
        return None
    bracket = _BRACKET.match(text, end, limit)
    first = bracket.end() if bracket else end
    share = grammar.share.match(text, first, limit)
    noun = _noun(text, share.end() if share else first, limit)
    if noun is None:
        return None
    return _Unit(noun["noun"], end if bracket else noun.end(), noun=noun.start("noun"))


def _noun(text: str, position: int, limit: int) -> re.Match[str] | None:
    grammar = _grammar()
    noun = grammar.noun.match(text, position, limit) or grammar.word.match(text, position, limit)
    return None if noun is None or noun["noun"] in grammar.not_nouns else noun
