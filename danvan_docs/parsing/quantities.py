"""Quantities and what they mean: comparator, value, unit, and whether a goal or a statistic.

`từ 95% trở lên` is >= 95 %, `02/108 xã` a fraction, `từ 1 đến 2 mô hình điển hình trở lên` an open range. Numbering,
dates, instrument numbers, periods and slogans measure nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..grammar import compiled, table, words
from ..models import Comparator
from ..reading import Reading
from .mentions import Mention
from .outline import Outline
from .sentences import sentences
from .times import Time, find_times

Value = float | tuple[float, float]


@dataclass(slots=True)
class Quantity:
    """A quantity in reading offsets."""

    start: int
    end: int
    op: Comparator
    value: Value
    unit: str
    kind: Literal["target", "statistic"]
    open: bool
    deadline: str | None
    frequency: str | None
    path: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    number: re.Pattern[str]
    before: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    after: re.Pattern[str]
    scale: re.Pattern[str]
    money: re.Pattern[str]
    noun: re.Pattern[str]
    word: re.Pattern[str]
    statistic: re.Pattern[str]
    target: re.Pattern[str]
    year: re.Pattern[str]
    operators: dict[str, Comparator]
    scales: dict[str, float]
    not_nouns: frozenset[str]


@cache
def _patterns() -> _Patterns:
    rules = table("quantities")
    number, units = rules["numbers"]["number"], rules["units"]
    operators: dict[str, Comparator] = {w: op for op, ws in rules["comparators"]["before"].items() for w in ws}
    before = rf"(?<![{{a}}{{A}}])(?P<word>(?i:{words(list(operators))}))(?: (?:có|đạt|bằng|là))? ?$"
    # `đến` parts a range in words; a slash makes a fraction.
    second = rf"(?:(?P<to> ?%? ?(?:-|đến|tới) ?)(?P<high>{number})|(?P<slash> ?/ ?)(?P<whole>{number}))?"
    return _Patterns(
        compiled(rf"(?<![\w/.,])(?<!\w-)(?P<low>{number}){second}(?![\w/])(?![.,]\d)"),
        compiled(before),
        compiled(rf"(?<![{{a}}{{A}}]){rules['numbers']['not_after']}$"),
        compiled(rules["numbers"]["not_before"]),
        compiled(rules["comparators"]["after"]),
        compiled(rf" ?{units['scale']}"),
        compiled(rf" ?{units['money']}"),
        compiled(rf" ?(?P<noun>{words(units['nouns'])})(?![{{a}}])"),
        compiled(r" ?(?P<noun>[{a}{A}][{a}{A}]*)"),
        compiled(rules["kinds"]["statistic"]),
        compiled(rules["kinds"]["target"]),
        compiled(rules["kinds"]["year"]),
        operators,
        units["scales"],
        frozenset(units["not_nouns"]),
    )


_QUOTED = re.compile(r"[“\"][^”\"\n]{1,80}[”\"]")
_PER = re.compile(r"(?:/(?!năm|quý|tháng|tuần|lần)[a-zà-ỹđ]+(?: [a-zà-ỹđ]+)?)*(?P<often>/ ?(?:năm|quý|tháng|tuần|lần|nhiệm kỳ))?")
_LONGEST_COMPARATOR = 24
_NOUN_TAIL = re.compile(r"(?: [a-zà-ỹđ]+){1,4}(?=/ ?(?:năm|quý|tháng|tuần|nhiệm kỳ))")
_MODIFIERS = re.compile(r"(?: (?:điển hình|giám sát|tiêu biểu|kiểu mẫu|đối thoại|tập huấn|trở lên))+")
_CLAUSE_END = re.compile(r"[;,.]")
#: A time within so many characters of the beginning of a sentence stands at its head.
_HEAD = 14
_GOAL = re.compile(r"[Pp]hấn đấu|chỉ tiêu|mục tiêu đến|yêu cầu")
_PERCENT = re.compile(r" ?%")
_BRACKET = re.compile(r" ?\([^()]{1,30}\)")


def _figure(text: str) -> float:
    """Read a Vietnamese figure: `.` parts thousands, `,` decimals.

    >>> _figure("1.265"), _figure("8,07"), _figure("3.5")
    (1265.0, 8.07, 3.5)
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def find_quantities(
    reading: Reading, outline: Outline, mentions: list[Mention], *, reports: bool = False, year: int | None = None
) -> list[Quantity]:
    """Return the quantities of a document, in order.

    `reports` says that the text is an article that mostly reports, `year` when the document was written.

    >>> from danvan_docs import parse
    >>> directive = parse("KẾ HOẠCH\\n\\nI. MỤC TIÊU\\n\\n- Hằng năm, từ 95% trở lên chi bộ hoàn thành tốt nhiệm vụ.")
    >>> [(t.op, t.value, t.unit, t.kind, t.frequency) for t in directive.targets]
    [('>=', 95.0, '%', 'target', 'Hằng năm')]
    """
    found: list[Quantity] = []
    taken = sorted((m.start, max(m.end, m.date_end or 0)) for m in mentions)
    lead_in: Time | None = None
    lead_level = 0
    for index in outline.body:
        paragraph = reading.paragraphs[index]
        if outline.kinds[index] not in ("body", "bullet"):
            continue
        level = outline.depth(reading, index)
        if outline.is_heading(index) or level <= lead_level:
            lead_in = None
        heading_deadline = outline.deadline(reading, index)
        if outline.is_heading(index) and not reading.text[paragraph.end - 1 : paragraph.end] == ":":
            continue
        for start, end in sentences(reading.text, paragraph.body, paragraph.end):
            measured = list(_measures(reading.text, start, end, taken))
            if not measured:
                continue
            kind = _kind(reading.text[start:end], _reported(outline, index, reports), reports, year)
            found += _timed(reading.text, start, end, measured, kind, lead_in, heading_deadline, outline.path(index))
        if reading.text[paragraph.end - 1] == ":":
            times = list(find_times(reading.text, paragraph.body, paragraph.end))
            lead_in, lead_level = (times[-1], level) if times else (None, 0)
    return found


def _reported(outline: Outline, index: int, reports: bool) -> bool:
    """What stands before the first heading tells how things are."""
    in_preamble = bool(outline.headings) and index < outline.headings[0].paragraph
    return outline.is_report(index) or in_preamble or reports


def _kind(sentence: str, reported: bool, article: bool, year: int | None) -> Literal["target", "statistic"]:
    """A report gives statistics; so does a sentence in the past; a goal needs words for it where the text reports."""
    patterns = _patterns()
    if article or reported:
        return "target" if _GOAL.search(sentence) and not patterns.statistic.search(sentence) else "statistic"
    if patterns.target.search(sentence):
        return "target"
    years = [int(match["year"]) for match in patterns.year.finditer(sentence)]
    past = year is not None and bool(years) and max(years) < year
    return "statistic" if past or patterns.statistic.search(sentence) else "target"


def _timed(
    text: str, start: int, end: int, measured: list[tuple[Quantity, str | None]], kind: Literal["target", "statistic"],
    lead_in: Time | None, heading_deadline: str | None, path: str,
) -> Iterator[Quantity]:  # fmt: skip
    """Give each quantity of a sentence its kind and the time of its own clause, of the lead-in or of the heading."""
    times = [time for time in find_times(text, start, end) if not time.text.startswith("/")]
    for quantity, own_frequency in measured:
        deadline, frequency = _time_of(text, quantity, times, start)
        if own_frequency:
            deadline, frequency = None, own_frequency
        elif not (deadline or frequency) and lead_in:
            deadline, frequency = lead_in.iso, None if lead_in.iso else lead_in.text
        elif not (deadline or frequency):
            deadline = heading_deadline
        quantity.kind, quantity.path = kind, path
        quantity.deadline, quantity.frequency = deadline if kind == "target" else None, frequency
        yield quantity


def _time_of(text: str, quantity: Quantity, times: list[Time], start: int) -> tuple[str | None, str | None]:
    """Return deadline and frequency of a quantity from its sentence, which begins at `start`.

    The time right behind the number in its clause counts first, else the last one before it; a deadline reaches
    over a semicolon only from the head of the sentence.
    """
    clause = _CLAUSE_END.search(text, quantity.end)
    stop = clause.start() if clause else len(text)
    behind = next((t for t in times if quantity.end <= t.start < stop), None)
    before = [t for t in times if t.end <= quantity.start and _reaches(text, t, quantity, start)]
    own = behind or (before[-1] if before else None)
    if own is None or not own.vague:
        return (own.iso, None if own.iso else own.text) if own else (None, None)
    earlier = [t for t in before if t.is_deadline]
    return (earlier[-1].iso, None) if earlier else (None, own.text)


def _reaches(text: str, time: Time, quantity: Quantity, start: int) -> bool:
    at_head = time.start - start < _HEAD
    return not time.is_deadline or at_head or ";" not in text[time.end : quantity.start]


def _measures(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[Quantity, str | None]]:
    """Yield the numbers that measure something, each with a frequency that is part of it (`/năm`)."""
    patterns = _patterns()
    quoted = [m.span() for m in _QUOTED.finditer(text, start, end)]
    for match in patterns.number.finditer(text, start, end):
        low = match.start()
        if any(a <= low < b for a, b in taken) or any(a < low < b for a, b in quoted):
            continue
        comparator = patterns.before.search(text, max(start, low - _LONGEST_COMPARATOR), low)
        percent = _PERCENT.match(text, match.end(), end)
        if not (percent or comparator) and patterns.not_after.search(text, max(start, low - 22), low):
            continue
        measured = _measure(text, match, comparator, end)
        if measured:
            yield measured


def _measure(
    text: str, match: re.Match[str], comparator: re.Match[str] | None, limit: int
) -> tuple[Quantity, str | None] | None:
    patterns = _patterns()
    position = match.end()
    fraction = match["whole"] is not None
    second = match["high"] or match["whole"]
    percent = _PERCENT.match(text, position, limit) or ("%" in (match["to"] or ""))
    if isinstance(percent, re.Match):
        position = percent.end()
    scaled = None if percent or fraction else patterns.scale.match(text, position, limit)
    position = scaled.end() if scaled else position
    scale = patterns.scales[scaled["scale"]] if scaled else 1.0
    money = None if percent or fraction else patterns.money.match(text, position, limit)
    if percent:
        unit = "%"
    elif money:
        unit, position = "đồng" if not money["currency"].startswith(("U", "đô")) else money["currency"], money.end()
    else:
        noun = _noun(text, position, limit, match["low"] if comparator is None else "", fraction)
        if noun is None:
            return None
        unit, position = noun
    modifiers = _MODIFIERS.match(text, position, limit)
    if modifiers and modifiers[0].endswith("trở lên"):
        position = modifiers.end()
    elif modifiers and unit == "cuộc":
        position = modifiers.end()
    trailing = patterns.after.match(text, position, limit)
    if trailing:
        position = trailing.end()
    upward = text[:position].endswith("trở lên")
    downward = bool(trailing and trailing[0].endswith("xuống"))
    tail = None if percent or money else _NOUN_TAIL.match(text, position, limit)
    position = tail.end() if tail else position
    per = _PER.match(text, position, limit)
    own_frequency = per["often"] if per else None
    position = per.end() if per and per[0] else position
    word = comparator["word"].lower() if comparator else ""
    op, value, is_open = _compare(word, _figure(match["low"]) * scale, _figure(second) * scale if second else None, fraction, upward, downward)
    begin = comparator.start() if comparator else match.start()
    return Quantity(begin, position, op, value, unit, "target", is_open, None, None, ""), own_frequency


def _compare(
    word: str, low: float, high: float | None, fraction: bool, upward: bool, downward: bool
) -> tuple[Comparator, Value, bool]:
    """Return operator, value and whether a range is open, from the words around the number."""
    if fraction and high is not None:
        return "fraction", (low, high), False
    if high is not None:
        return "range", (low, high), upward
    if upward:
        return ">=", low, False
    if downward:
        return "<=", low, False
    return _patterns().operators.get(word, "="), low, False


def _noun(text: str, position: int, limit: int, bare: str, fraction: bool) -> tuple[str, int] | None:
    """Return the counted noun and where it ends; None where the number (`bare` without comparator) counts nothing."""
    patterns = _patterns()
    if patterns.not_before.match(text, position, limit):
        return None
    if not fraction and re.fullmatch(r"(?:19|20)\d\d", bare):
        return None
    if fraction:
        bracket = _BRACKET.match(text, position, limit)
        after = bracket.end() if bracket else position
        noun = patterns.noun.match(text, after, limit) or patterns.word.match(text, after, limit)
        if noun is None or noun["noun"] in patterns.not_nouns:
            return None
        return noun["noun"], position if bracket else noun.end()
    if text[position : position + 1] != " ":
        return None
    noun = patterns.noun.match(text, position, limit) or patterns.word.match(text, position, limit)
    if noun is None or noun["noun"] in patterns.not_nouns or noun["noun"][0].isupper():
        return None
    return noun["noun"], noun.end()
