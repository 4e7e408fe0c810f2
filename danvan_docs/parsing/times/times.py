"""By when, and how often: deadlines with the days that they name, frequencies as written.

A month or quarter ends on its last day, so that `trong quý II/2026` is `2026-06-30`. A frequency that names a day
(`trước ngày 15/12 hằng năm`) sets no deadline. Deadlines that name no full date (`trước ngày 15/10`, `hết nhiệm kỳ`,
`trước Tết Nguyên đán`) keep their words; `reckoning` says which day they mean, where they mean one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from heapq import merge
from operator import attrgetter

from ...grammar import table
from .moments import BARE, Moment, moment_at
from .pieces import Scanner, expanded

_LOOK_BACK = 40  # characters before a time that may change what it means
_LONGEST_PLAN = 300  # characters of a plan's name before its year


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days, weeks or months, and whether they run from the issue of the document."""

    count: str
    unit: str
    from_issue: bool


@dataclass(frozen=True, slots=True)
class Time:
    """A deadline or a frequency: its words and where they stand.

    `iso` is the date that a deadline names, a year as its number; `due` the last day that it leaves. Without them
    `moment` or `relative` says what the document's own date tells of it; `before` that the words are `trước`,
    `within` that they only name a stretch (`trong năm 2024`), which may be over. A deadline that is `weak` gives way to
    any other, a frequency that is `vague` to a more precise one; what is `pledged` binds a number but no deed.
    """

    start: int
    end: int
    text: str
    iso: str | None = None
    vague: bool = False
    due: str | None = None
    is_frequency: bool = False
    weak: bool = False
    moment: Moment | None = None
    before: bool = False
    within: bool = False
    pledged: bool = False
    relative: Relative | None = None

    @property
    def is_deadline(self) -> bool:
        """Tell a deadline that names its date from other times."""
        return self.iso is not None

    @property
    def is_impossible(self) -> bool:
        """Tell whether the words name a day that no calendar has: `31/11/2025`."""
        return self.moment is not None and not self.moment.lunar and not self.moment.exists


@dataclass(frozen=True, slots=True)
class _Patterns:
    cue: Scanner
    before: re.Pattern[str]
    not_after: re.Pattern[str]
    of_thing: re.Pattern[str]
    plan: re.Pattern[str]
    plan_ends: re.Pattern[str]
    horizon: re.Pattern[str]
    existing: re.Pattern[str]
    quoted: re.Pattern[str]
    past: re.Pattern[str]
    vision: re.Pattern[str]
    pledge: re.Pattern[str]
    reported: re.Pattern[str]
    begins: re.Pattern[str]
    reached: re.Pattern[str]
    often: Scanner
    often_of_thing: re.Pattern[str]
    loose: Scanner
    issue: re.Pattern[str]
    period: re.Pattern[str]


#: In this order: `chậm nhất trong` is no `trong`, a label none of the words behind it.
_CUES = ("label", "by", "done", "to", "within", "from")
#: Moments of figures alone that a cue allows: `trước 15/12`, `đến 2030`, but no `đến 2/3`.
_BARE = {
    "label": BARE, "by": BARE, "from": BARE, "to": ("bare_year",), "done": ("bare_year",),
}  # fmt: skip
_LOOSE = ("relative", "near", "other_month", "each", "weekday", "term", "event", "occasion", "after")


@cache
def _patterns() -> _Patterns:
    rules = table("times")
    look = {name: expanded(begins) for name, begins in rules["look"].items()}
    when, often, loose = rules["deadline"], rules["frequency"], rules["loose"]
    cues = "|".join(f"(?P<{name}>{when[name]})" for name in _CUES)
    named = "|".join(f"(?P<{name}>{loose[name]})" for name in _LOOSE)
    precise = "|".join(often["precise"])
    alone = (
        "before",
        "begins",
        "not_after",
        "of_thing",
        "plan",
        "plan_ends",
        "horizon",
        "existing",
        "reached",
        "quoted",
        "vision",
        "pledge",
        "past",
        "reported",
    )
    return _Patterns(
        cue=Scanner(look["deadline"], expanded(rf"(?:{cues})(?={when['follows']})|(?P<head>{when['head']})")),
        **{name: expanded(when[name]) for name in alone},
        often=Scanner(
            look["frequency"],
            expanded(rf"(?i:(?P<precise>{precise})|(?P<vague>{often['vague']})|(?P<slash>{often['slash']}))"),
        ),
        often_of_thing=expanded(often["of_thing"]),
        loose=Scanner(look["loose"], expanded(named)),
        issue=expanded(loose["issue"]),
        period=expanded(f"{when['period']}|{when['heading_year']}"),
    )


def find_times(text: str, start: int, end: int) -> Iterator[Time]:
    """Yield the deadlines and frequencies of `text[start:end]`, in order; none holds another.

    >>> text = "Hằng năm, trước 17h00 ngày 15/12/2025 và trong quý II/2026"
    >>> [(t.text, t.iso) for t in find_times(text, 0, len(text))]
    [('Hằng năm', None), ('trước 17h00 ngày 15/12/2025', '2025-12-15'), ('trong quý II/2026', '2026-06-30')]
    """
    kinds = (_frequencies, _dated, _loose)
    last = start
    # What stands first goes first; of two at one place the frequency, then the one that names a moment.
    for time in merge(*(kind(text, start, end) for kind in kinds), key=attrgetter("start")):
        if time.start >= last:
            last = time.end
            yield time


def sure_times(text: str, start: int, end: int) -> Iterator[Time]:
    """Yield the times that are frequencies or name their date, in order.

    >>> text = "Hằng năm và trước ngày 15/12 đạt 50%; đến năm 2030 đạt 90%"
    >>> [time.text for time in sure_times(text, 0, len(text))]
    ['Hằng năm', 'đến năm 2030']
    """
    return (time for time in find_times(text, start, end) if time.is_deadline or time.is_frequency)


def _frequencies(text: str, start: int, end: int) -> Iterator[Time]:
    patterns = _patterns()
    for match in patterns.often.finditer(text, start, end):
        if not patterns.often_of_thing.search(text, max(start, match.start() - _LOOK_BACK), match.start()):
            yield Time(match.start(), match.end(), match[0], vague=bool(match["vague"]), is_frequency=True)


def _dated(text: str, start: int, end: int) -> Iterator[Time]:
    position = start
    for match in _patterns().cue.finditer(text, start, end):
        if match.start() < position:
            continue
        cue = match.lastgroup or ""
        moment = moment_at(text, match.end(), end, _BARE.get(cue, ()))
        position = moment.end if moment else match.end()
        if moment and _is_of_deed(text, start, match, moment):
            yield _deadline(text, start, match, moment, _is_of_plan(text, start, match, moment))


def _is_of_deed(text: str, start: int, cue: re.Match[str], moment: Moment) -> bool:
    """Tell whether a moment says when the deed is done, not when it begins nor what its object is."""
    if _patterns().begins.search(cue[0]) and not moment.span:
        return False
    if cue["label"]:
        return True
    patterns, near = _patterns(), max(start, cue.start() - _LOOK_BACK)
    of_else = [patterns.not_after, patterns.of_thing, *([patterns.reported] if cue["within"] else [])]
    if any(each.search(text, near, cue.start()) for each in of_else):
        return False
    return not patterns.past.match(text, moment.end) and _is_of_plan(text, start, cue, moment) is not True


def _is_of_plan(text: str, start: int, cue: re.Match[str], moment: Moment) -> bool | None:
    """Tell whether a year is part of a plan's name; None where that plan is still to be made."""
    patterns = _patterns()
    near = max(start, cue.start() - _LONGEST_PLAN)
    if not (moment.whole_year and patterns.horizon.fullmatch(cue[0])):
        return False
    if patterns.quoted.match(text, moment.end):
        return True
    if patterns.reached.match(text, moment.end):
        return False
    ends = [match.end() for match in patterns.plan_ends.finditer(text, near, cue.start())]
    plan = patterns.plan.search(text, ends[-1] if ends else near, cue.start())
    if plan is None:
        return bool(patterns.vision.match(text, moment.end))
    first = plan.start()
    is_name = text[first].isupper() or patterns.existing.search(text, max(start, first - _LOOK_BACK), first)
    return True if is_name else None


def _deadline(text: str, first: int, cue: re.Match[str], moment: Moment, of_plan: bool | None) -> Time:
    # `Thời gian hoàn thành: Quý I/2026`: the label is none of the words.
    start = cue.start() + len(cue["head"] or "")
    if cue["label"]:
        colon = cue.start() + cue[0].index(":") + 1
        start = colon + text.startswith(" ", colon)
    before = bool(_patterns().before.search(cue[0]))
    found = timed(text, moment, start=start, before=before, weak=of_plan is None)
    return replace(found, within=cue["within"] is not None, pledged=_is_pledged(text, first, cue, moment))


def _is_pledged(text: str, first: int, cue: re.Match[str], moment: Moment) -> bool:
    """Tell whether a year is the one of what somebody has pledged, which a number may be for but no deed."""
    near = max(first, cue.start() - _LONGEST_PLAN)
    return moment.whole_year and _patterns().pledge.search(text, near, cue.start()) is not None


def timed(text: str, moment: Moment, *, start: int, before: bool = False, weak: bool = False) -> Time:
    """Return the deadline that a moment sets, its words from `start` on; `before` says that they are `trước`."""
    due = moment.due(moment.year, before=before) if moment.iso and moment.year else None
    return Time(
        start,
        moment.end,
        text[start : moment.end],
        moment.iso,
        due=due.isoformat() if due else None,
        weak=weak,
        moment=moment,
        before=before,
    )


def _loose(text: str, start: int, end: int) -> Iterator[Time]:
    for match in _patterns().loose.finditer(text, start, end):
        relative = None
        if match["relative"]:
            from_issue = bool(match["since"] and _patterns().issue.match(match["since"]))
            relative = Relative(match["count"], match["unit"], from_issue)
        moment = None
        if match["to"]:
            moment = Moment(match.start(), match.end(), year=int(match["to"]))
        due = f"{moment.year}-12-31" if moment else None
        yield Time(match.start(), match.end(), match[0], due=due, moment=moment, relative=relative)


def period_end(text: str) -> str | None:
    """Return the year that a heading names, of a period its last one.

    >>> period_end("MỤC TIÊU GIAI ĐOẠN 2023 - 2025"), period_end("Chỉ tiêu năm 2026")
    ('2025', '2026')
    """
    match = _patterns().period.search(text)
    return match["to"] or match["year"] if match else None


def frequency_of(times: Iterable[Time]) -> Time | None:
    """Return the more precise frequency."""
    often = [time for time in times if time.is_frequency]
    return next((time for time in often if not time.vague), often[0] if often else None)
