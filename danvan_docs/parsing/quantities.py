"""What a measure means: a goal or a statistic, by when, how often.

In a report of how things are, everything is a statistic; a plan, a norm or a duty makes a goal. The time of a measure
is that of its own clause, else of its sentence, of the lead-in above, of the heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..grammar import compiled, table
from ..reading import Reading
from .measures import Measure, find_measures
from .mentions import Mention
from .outline import Outline
from .sentence_times import SentenceTimes
from .sentences import sentences
from .times import Time, find_times

Kind = Literal["target", "statistic"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure with its meaning; `path` is that of its section."""

    measure: Measure
    kind: Kind
    deadline: str | None
    frequency: str | None
    path: str


@dataclass(frozen=True, slots=True)
class _Kinds:
    statistic: re.Pattern[str]
    target: re.Pattern[str]
    goal_in_report: re.Pattern[str]
    year: re.Pattern[str]


@cache
def _kinds() -> _Kinds:
    return _Kinds(**{name: compiled(pattern) for name, pattern in table("quantities")["kinds"].items()})


def find_quantities(
    reading: Reading,
    outline: Outline,
    mentions: list[Mention],
    *,
    reports: bool = False,
    year: int | None = None,
) -> list[Quantity]:
    """Return the quantities of a document, in order.

    `mentions` are the instruments cited, whose numbers measure nothing; `reports` says that the text is an article
    that mostly reports, `year` when the document was written.

    >>> from danvan_docs import parse
    >>> directive = parse("KẾ HOẠCH\\n\\nI. MỤC TIÊU\\n\\n- Hằng năm, từ 95% trở lên chi bộ hoàn thành tốt nhiệm vụ.")
    >>> [(t.op, t.value, t.unit, t.kind, t.frequency) for t in directive.targets]
    [('>=', 95.0, '%', 'target', 'Hằng năm')]
    """
    text = reading.text
    cited = sorted((mention.start, max(mention.end, mention.date_end or 0)) for mention in mentions)
    found: list[Quantity] = []
    lead_in: Time | None = None
    lead_level = 0
    for index in outline.body:
        paragraph = reading.paragraphs[index]
        if outline.kinds[index] not in ("body", "bullet"):
            continue
        level = outline.depth(reading, index)
        opens_list = text[paragraph.end - 1] == ":"
        if outline.is_heading(index) or level <= lead_level:
            lead_in = None
        if outline.is_heading(index) and not opens_list:
            continue
        reported = reports or outline.is_report(index) or outline.is_preamble(index)
        around = _Surroundings(lead_in, outline.deadline(reading, index), outline.path(index))
        for start, end in sentences(text, paragraph.body, paragraph.end):
            measures = [m for m in find_measures(text, start, end) if not _is_cited(m, cited)]
            if measures:
                kind = _kind(text[start:end], reported, year)
                found += _with_times(text, start, end, measures, kind, around)
        if opens_list:
            times = list(find_times(text, paragraph.body, paragraph.end))
            lead_in, lead_level = (times[-1], level) if times else (None, 0)
    return found


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands above a sentence: the time of a lead-in, the year of a heading, the section's path."""

    lead_in: Time | None
    heading_deadline: str | None
    path: str


def _is_cited(measure: Measure, cited: list[tuple[int, int]]) -> bool:
    """Tell whether the number is part of an instrument's name, number or date."""
    before = bisect_right(cited, (measure.end, 0)) - 1
    return before >= 0 and measure.start < cited[before][1]


def _kind(sentence: str, reported: bool, year: int | None) -> Kind:
    """A report gives statistics, and so does a sentence in the past, unless words for a goal say otherwise."""
    kinds = _kinds()
    past = bool(kinds.statistic.search(sentence))
    if reported:
        return "target" if kinds.goal_in_report.search(sentence) and not past else "statistic"
    if kinds.target.search(sentence):
        return "target"
    years = [int(match["year"]) for match in kinds.year.finditer(sentence)]
    over = year is not None and bool(years) and max(years) < year
    return "statistic" if past or over else "target"


def _with_times(
    text: str, start: int, end: int, measures: list[Measure], kind: Kind, around: _Surroundings
) -> list[Quantity]:
    """Give each measure of a sentence its time; a statistic has no deadline, a recurring goal none either."""
    times = SentenceTimes(text, start, end)
    found = []
    for measure in measures:
        time = times.of(measure.start, measure.end) or around.lead_in
        deadline = time.iso if time else around.heading_deadline
        frequency = time.text if time and not time.is_deadline else None
        if measure.often:
            deadline, frequency = None, measure.often
        found.append(Quantity(measure, kind, deadline if kind == "target" else None, frequency, around.path))
    return found
