"""What the measures of a document mean: goals or statistics, of what, from where, by when, how often.

The time of a measure is that of its own clause, else of its sentence, of the lead-in above, of the heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ...reading import Reading
from ..instruments.mentions import Mention
from ..structure.outline import Outline
from ..structure.sentences import sentences
from ..times.sentence_times import SentenceTimes
from ..times.times import Time, sure_times
from .baselines import Based, Baseline, read_baselines
from .counted import find_subject, is_link
from .kinds import Kind, SentenceKinds, is_fact
from .measures import Measure, find_measures
from .parts import BEFORE, Counted, find_wholes


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure with its meaning.

    `subject` is the place of what is counted, `part_of` the number of the quantity that holds it, in the order found;
    `path` is that of the section.
    """

    measure: Measure
    kind: Kind
    deadline: str | None
    frequency: str | None
    path: str
    subject: tuple[int, int] | None
    baseline: Baseline
    part_of: int | None


# What closes the clause of a number, so that the words behind it belong to the next one.
_CLOSES = re.compile(r"[,;:]")
_WORD = re.compile(r" \w+")
#: Most paragraphs hold none, and so no quantity.
_FIGURE = re.compile(r"\d")


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
    >>> [(t.op, t.value, t.unit, t.subject, t.kind, t.frequency) for t in directive.targets]
    [('>=', 95.0, '%', 'chi bộ', 'target', 'Hằng năm')]
    """
    text = reading.text
    cited = sorted((mention.start, max(mention.end, mention.date_end or 0)) for mention in mentions)
    found: list[Quantity] = []
    lead_in: Time | None = None
    lead_level = 0
    for index in outline.body:
        paragraph = reading.paragraphs[index]
        if outline.kinds[index] not in ("body", "bullet", "cell"):
            continue
        level = outline.depth(reading, index)
        opens_list = text[paragraph.end - 1] == ":"
        if outline.is_heading(index) or level <= lead_level:
            lead_in = None
        if not opens_list and (
            outline.is_heading(index) or not _FIGURE.search(text, paragraph.body, paragraph.end)
        ):
            continue
        reported = reports or outline.is_report(index) or outline.is_preamble(index)
        around = _Surroundings(lead_in, outline.deadline(reading, index), outline.path(index))
        previous = len(found)
        for start, end in sentences(text, paragraph.body, paragraph.end):
            known = len(found)
            measures = [m for m in find_measures(text, start, end) if not _is_cited(m, cited)]
            if measures:
                kinds = SentenceKinds(text, start, end, reported=reported, year=year)
                sentence = _Sentence(text, start, end, measures)
                found += sentence.quantities(kinds, around, known, found[-1] if previous < known else None)
            previous = known
        if opens_list:
            times = list(sure_times(text, paragraph.body, paragraph.end))
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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that holds measures, `text[start:end]`."""

    text: str
    start: int
    end: int
    measures: list[Measure]

    def quantities(
        self, kinds: SentenceKinds, around: _Surroundings, known: int, before: Quantity | None
    ) -> list[Quantity]:
        """Return the measures with their meaning.

        `known` is how many quantities stand before; `before` is the last one of the sentence before, if it has any.
        """
        times = SentenceTimes(self.text, self.start, self.end)
        based = read_baselines(self.text, self.measures, self.end)
        counted = self._counted(based)
        wholes = find_wholes(self.text, self.start, counted)
        found: list[Quantity] = []
        for each, (measure, baseline, is_start), whole in zip(counted, based, wholes, strict=True):
            told = is_start or is_fact(self.text, measure.start, measure.end, self.end)
            kind: Kind = "statistic" if told else kinds.of(measure.start)
            deadline, frequency = _times(measure, times, around)
            # A share is not parted over sentences: `tăng 8%. Trong đó: xuất khẩu tăng 9%`.
            held = whole != BEFORE or (before is not None and before.measure.unit != "%")
            found.append(
                Quantity(
                    measure=measure,
                    kind=kind,
                    deadline=deadline if kind == "target" else None,
                    frequency=frequency,
                    path=around.path,
                    subject=each.subject,
                    baseline=baseline,
                    part_of=known + whole if whole is not None and held else None,
                )
            )
        return found

    def _counted(self, based: list[Based]) -> list[Counted]:
        """Return the measures with what they count; a rise counts what its start counts."""
        counted: list[Counted] = []
        rises = False
        for measure, _, is_start in based:
            last = counted[-1] if counted else None
            subject = last.subject if last and rises else self._subject(measure, last)
            counted.append(Counted(measure, subject))
            rises = is_start
        return counted

    def _subject(self, measure: Measure, last: Counted | None) -> tuple[int, int] | None:
        """Return what a measure counts, which the one before it in the sentence may tell."""
        text = self.text
        if last is None:
            return find_subject(text, measure, self.start, self.end)
        stop, behind = last.measure.end, False
        if last.subject and last.subject[1] > last.measure.start:
            stop, behind = max(stop, last.subject[1]), True
        if measure.unit == "%" and text[stop : measure.start].strip() == "(":  # `236 vụ việc (87,4%)`
            return last.subject
        if is_link(text, stop, measure.start):  # `02/108 xã chiếm 1,85%`; `với tốc độ 01 Gb/s đạt 100%`
            return last.subject if behind else find_subject(text, measure, self.start, self.end)
        comma = _CLOSES.search(text, stop, measure.start)
        own = find_subject(text, measure, comma.end() if comma else stop, self.end, closed=comma is not None)
        if own and own[0] < measure.end:
            return own
        indicated = last.subject is not None and last.subject[1] <= last.measure.start
        series = indicated and _same_words(text, last.measure.end, measure.end)
        return last.subject if series or (measure.rank and last.measure.rank) else own


def _same_words(text: str, first: int, second: int) -> bool:
    """Tell whether the same word stands at both places: `1,5% GDP vào năm 2015, trên 2% GDP vào năm 2020`."""
    one, other = _WORD.match(text, first), _WORD.match(text, second)
    return bool(one and other and one[0] == other[0])


def _times(measure: Measure, times: SentenceTimes, around: _Surroundings) -> tuple[str | None, str | None]:
    """Return deadline and frequency; a recurring goal has no deadline, a rate per head and year may."""
    time = times.of(measure.start, measure.end) or around.lead_in
    deadline = time.iso if time else around.heading_deadline
    frequency = time.text if time and not time.is_deadline else None
    if measure.often:
        return (deadline if measure.each else None), measure.often
    return deadline, frequency
