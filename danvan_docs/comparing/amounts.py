"""Which of two goals asks for more: comparator, direction, range, fraction and frequency considered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from re import Pattern

from ..authority.keys import name_key
from ..grammar import compiled, table
from ..models import Target

_PERCENT = "%"
Range = tuple[float, float]


class Measure(Enum):
    """How a number is meant: the state to be reached, or by how much it rises or falls."""

    level = "level"
    rise = "rise"
    fall = "fall"


@dataclass(frozen=True, slots=True)
class Amount:
    """How the number of a goal is meant; `less` is better of a level that shall fall, and of a rank."""

    target: Target
    measure: Measure
    less: bool


def amount(target: Target, before: str) -> Amount:
    """Return how a goal is meant, by the words of its clause before the number.

    >>> goal = Target(start=0, end=0, op="<", value=3, unit="%", kind="target")
    >>> amount(goal, "tỷ lệ hộ nghèo giảm còn ").less, amount(goal, "giảm ").measure.value
    (True, 'fall')
    """
    before = name_key(before) + " "
    change = pattern("change").search(before)
    if change and not change["level"]:
        return Amount(target, Measure.rise if change["rise"] else Measure.fall, less=False)
    return Amount(
        target,
        Measure.level,
        less=target.rank or target.op in ("<", "<=") or bool(pattern("less").search(before)),
    )


def compare(central: Amount, provincial: Amount) -> int | None:
    """Return 1 where the second goal asks for more, -1 for less, 0 for the same; None where they cannot be compared.

    >>> goals = [Target(start=0, end=0, op="<", value=v, unit="%", kind="target") for v in (3, 4)]
    >>> central, provincial = (amount(goal, "tỷ lệ hộ nghèo giảm còn ") for goal in goals)
    >>> compare(central, provincial), compare(provincial, central)
    (-1, 1)
    """
    less = _shared_direction(central, provincial)
    ranges = _in_one_unit(central.target, provincial.target)
    rates = _rates(central, provincial)
    if less is None or ranges is None or rates is None:
        return None
    both_ranges = central.target.op == provincial.target.op == "range"
    first, second = (
        _demand(each.target, span, rate, less=less, to_both_ends=both_ranges)
        for each, span, rate in zip((central, provincial), ranges, rates, strict=True)
    )
    return (second > first) - (second < first)


def per_year(frequency: str | None) -> float | None:
    """Return how often a year something recurs; None where the words do not say.

    >>> [per_year(often) for often in ("hằng quý", "02 lần/năm", "6 tháng/lần", "định kỳ", None)]
    [4.0, 2.0, 2.0, None, None]
    """
    words = (frequency or "").casefold()
    rules = table("comparing")["frequency"]
    times = next((float(n) for period, n in rules["per_year"] if compiled(period).search(words)), None)
    count = compiled(rules["count"]).search(words)
    return times * float(count["count"]) if times and count else times


def _shared_direction(central: Amount, provincial: Amount) -> bool | None:
    """Tell whether less is better for both; a bare number takes the direction of the other."""
    if central.measure is not provincial.measure or not _from_one_year(central.target, provincial.target):
        return None
    differ = central.less is not provincial.less
    upward = central if provincial.less else provincial
    return None if differ and upward.target.op != "=" else central.less or provincial.less


def _from_one_year(central: Target, provincial: Target) -> bool:
    """Tell whether two changes can be counted from the same year."""
    years = {central.baseline_year, provincial.baseline_year} - {None}
    return len(years) < 2


def _in_one_unit(central: Target, provincial: Target) -> tuple[Range, Range] | None:
    """Return lower and upper end of both; a fraction is a share, or its count beside a number of the same unit."""
    same_unit = _unit(central) == _unit(provincial)
    fractions = [target.op == "fraction" for target in (central, provincial)]
    if not any(fractions):
        return (_range(central), _range(provincial)) if same_unit else None
    if all(fractions) or _PERCENT in (central.unit, provincial.unit):
        return _share(central), _share(provincial)
    return (_range(central), _range(provincial)) if same_unit else None


def _unit(target: Target) -> str:
    return name_key(target.unit) or target.unit


def _range(target: Target) -> Range:
    if not isinstance(target.value, tuple):
        return target.value, target.value
    low, high = target.value
    return (low, low) if target.op == "fraction" else (low, high)


def _share(target: Target) -> Range:
    """Return a share in percent."""
    if target.op != "fraction" or not isinstance(target.value, tuple):
        return _range(target)
    part, whole = target.value
    share = 100 * part / whole if whole else 0.0
    return share, share


def _rates(central: Amount, provincial: Amount) -> tuple[float, float] | None:
    """Return what counts a year: 1 and 1 for states, that only differ in when they are looked at."""
    if central.target.unit == provincial.target.unit == _PERCENT and central.measure is Measure.level:
        return 1.0, 1.0
    often = per_year(central.target.frequency), per_year(provincial.target.frequency)
    if often[0] is None or often[1] is None:
        return (1.0, 1.0) if often == (None, None) else None
    return often[0], often[1]


def _demand(target: Target, span: Range, rate: float, *, less: bool, to_both_ends: bool) -> tuple[float, ...]:
    """Return what a goal asks for, as numbers that grow with the demand."""
    low, high = (rate * end for end in span)
    firm = 1.0 if target.op in ("<", ">") else 0.0
    first, last = (-high, -low) if less else (low, high)
    return (first, firm, last) if to_both_ends else (first, firm)


@cache
def pattern(name: str) -> Pattern[str]:
    """Return a pattern of how goals are worded, `[target]` of grammar/comparing.toml."""
    return compiled(table("comparing")["target"][name])
