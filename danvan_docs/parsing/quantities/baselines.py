"""What a goal is measured from: `tăng từ 60% năm 2024 lên 80%`, `đạt 80% (năm 2024: 60%)`, `so với năm 2024`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from ...grammar import compiled, table
from .measures import Measure


@dataclass(frozen=True, slots=True)
class Baseline:
    """The number that a goal starts from, in the goal's own unit, and the year of it; None where not given."""

    value: float | None
    year: str | None


class Based(NamedTuple):
    """A measure, what it is measured from, and whether it is a start itself."""

    measure: Measure
    baseline: Baseline
    is_start: bool


_NONE = Baseline(None, None)


@dataclass(frozen=True, slots=True)
class _Patterns:
    rise: re.Pattern[str]
    start: re.Pattern[str]
    since: re.Pattern[str]
    bracket: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = table("quantities")["baseline"]
    return _Patterns(
        rise=compiled(rules["rise"]),
        start=compiled(rules["from"]),
        since=compiled(rules["since"]),
        bracket=compiled(rules["bracket"]),
    )


def read_baselines(text: str, measures: Sequence[Measure], end: int) -> list[Based]:
    """Return the measures of a sentence that ends at `end` with what they are measured from.

    A start (`từ 60%` before `lên 80%`) is how things are: its `từ` compares nothing.

    >>> from danvan_docs.parsing.quantities.measures import find_measures
    >>> text = "Tăng tỷ lệ từ 60% năm 2024 lên 80%"
    >>> found = read_baselines(text, list(find_measures(text, 0, len(text))), len(text))
    >>> [(m.op, m.value, baseline.value, baseline.year, start) for m, baseline, start in found]
    [('=', 60.0, None, None, True), ('=', 80.0, 60.0, '2024', False)]
    """
    found: list[Based] = []
    for index, measure in enumerate(measures):
        before = found[-1].measure if found else None
        after = measures[index + 1] if index + 1 < len(measures) else None
        start = _as_start(text, measure, after)
        if start:
            found.append(Based(start, _NONE, True))
        else:
            found.append(Based(measure, _baseline(text, measure, before, after, end), False))
    return found


def _as_start(text: str, measure: Measure, after: Measure | None) -> Measure | None:
    """Return the measure without its `từ` where it is the start of the one after it."""
    start = _patterns().start.match(text, measure.start, measure.end)
    if not start or after is None or measure.bounded or measure.op != ">=":
        return None
    if not _patterns().rise.fullmatch(text, measure.end, after.start):
        return None
    return replace(measure, op="=", start=start.end())


def _baseline(
    text: str, measure: Measure, before: Measure | None, after: Measure | None, end: int
) -> Baseline:
    patterns = _patterns()
    if before and isinstance(before.value, float):
        rise = patterns.rise.fullmatch(text, before.end, measure.start)
        if rise and patterns.start.search(text, max(0, before.start - 8), before.start):
            return Baseline(before.value, rise["year"])
    if after and after.unit == measure.unit and isinstance(after.value, float):
        bracket = patterns.bracket.fullmatch(text, measure.end, after.start)
        if bracket:
            return Baseline(after.value, bracket["year"])
    since = patterns.since.match(text, measure.end, end)
    return Baseline(None, since["year"]) if since else _NONE
