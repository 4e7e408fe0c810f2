"""Duties: which body must do what, with whom, by when.

An item or bullet that opens with its body is one duty as a whole; elsewhere the sentence that has the subject is. A
heading that names a body gives each paragraph below it that body; a lead-in bullet passes its own on to its
sub-bullets. What was done, how things stand, and principles are no duties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest

from ..grammar import compiled, table
from ..models import Role
from ..reading import Paragraph, Reading
from .bodies import Body, bodies_at
from .labels import Label, label_at
from .outline import Outline
from .sentences import sentences
from .subjects import Subject, demanded, heading_subject, subject_at, verb_follows
from .times import Time, find_times, frequency_of


@dataclass(frozen=True, slots=True)
class Doer:
    """A body in a duty; offsets are of the reading text."""

    start: int
    end: int
    role: Role


@dataclass(slots=True)
class Duty:
    """A duty in reading offsets; `path` is that of its section."""

    start: int
    end: int
    doers: list[Doer]
    deadline: str | None
    frequency: str | None
    path: str


@dataclass(slots=True)
class _Context:
    """What a heading or a lead-in hands down: the bodies that act, what else they are told, how often."""

    leads: list[Body] = field(default_factory=list)
    others: list[Doer] = field(default_factory=list)
    directs: bool = False
    frequency: str | None = None


@cache
def _roles() -> dict[str, re.Pattern[str]]:
    rules = table("bodies")["roles"]
    return {
        name: compiled(rules[name])
        for name in ("coordinate", "report_to", "advise", "direct", "closing", "deontic", "enumerator")
    }


_CLAUSE = re.compile(r"; (?:đồng thời,? |và )?|, (?=(?:định kỳ|hằng năm|hàng năm|đồng thời) )")


def find_duties(reading: Reading, outline: Outline, *, reports: bool = False) -> list[Duty]:
    """Return the duties of a document, in order; `reports` says that the text is an article that mostly reports.

    >>> from danvan_docs import parse
    >>> directive = parse("KẾ HOẠCH\\n\\n1. Ban Dân vận Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ theo dõi.")
    >>> [(a.text, a.role) for a in directive.tasks[0].actors]
    [('Ban Dân vận Tỉnh ủy', 'lead'), ('Sở Nội vụ', 'coordinate')]
    """
    duties: list[Duty] = []
    labelled = _Labelled()
    lead_in: _Context | None = None
    lead_level = 0
    for index in outline.body:
        paragraph = reading.paragraphs[index]
        if outline.kinds[index] not in ("body", "bullet") or outline.is_heading(index):
            lead_in = None
            continue
        level = outline.depth(reading, index)
        if lead_in and level <= lead_level:
            lead_in = None
        if outline.is_report(index) or outline.is_principle(index):
            continue
        if label := label_at(reading.text, paragraph.body, paragraph.end):
            duties += labelled.read(reading.text, paragraph, label, outline, index)
            continue
        context = lead_in or _heading_context(reading, outline, index)
        next_level = outline.depth(reading, index + 1) if index + 1 < outline.body.stop else 0
        if reading.text[paragraph.end - 1] == ":" and next_level > level:
            lead_in, lead_level = _lead_in(reading, paragraph, context), level
            if lead_in.leads:
                continue
            lead_in = None
        duties += _paragraph_duties(reading, paragraph, context, outline, index, reports)
    return duties


@dataclass(slots=True)
class _Labelled:
    """The duty of a section whose time, lead and helpers stand in bullets of their own, in any order."""

    section: int | None = None
    duty: Duty | None = None
    due: str | None = None

    def read(self, text: str, paragraph: Paragraph, label: Label, outline: Outline, index: int) -> list[Duty]:
        """Return the duty that a label begins, if it does; other labels add to the one before."""
        if outline.paragraph_of(index) != self.section:
            self.section, self.duty, self.due = outline.paragraph_of(index), None, None
        bodies = bodies_at(text, label.end, paragraph.end)
        if label.kind == "when":
            self.due = _deadline(list(find_times(text, paragraph.body, paragraph.end)))
        elif label.kind == "coordinate" and self.duty:
            self.duty.doers += [Doer(body.start, body.end, "coordinate") for body in bodies]
        elif label.kind == "lead" and bodies:
            others = _other_doers(text, bodies[-1].end, paragraph.end, bodies)
            self.duty = _duty(text, paragraph.body, paragraph.end, outline.path(index), bodies, others)
        if self.duty:
            self.duty.deadline = self.duty.deadline or self.due
        return [self.duty] if self.duty and label.kind == "lead" and bodies else []


def _heading_context(reading: Reading, outline: Outline, index: int) -> _Context | None:
    """The bodies that the nearest heading above names as its title."""
    if _roles()["closing"].match(
        reading.text, reading.paragraphs[index].body
    ) and index != outline.paragraph_of(index):
        return None
    for heading in outline.above(index):
        if heading.paragraph == index or not heading.is_heading:
            continue
        named = heading_subject(reading.text, heading.title_start, heading.title_end)
        if named:
            return _Context(named[0], directs=named[1])
    return None


def _lead_in(reading: Reading, paragraph: Paragraph, context: _Context | None) -> _Context:
    """What a paragraph that ends in a colon hands down to the bullets below it."""
    text = reading.text
    start, end = paragraph.body, paragraph.end
    subject = subject_at(text, start, end)
    named = heading_subject(text, start, end - 1)
    if subject and not demanded(text, start, end):
        leads, after = subject.bodies, subject.end
    elif named:
        leads, after = named[0], end
    else:
        leads, after = (context.leads if context else []), start
    frequency = frequency_of(list(find_times(text, start, end)))
    return _Context(leads, _other_doers(text, after, end, leads), frequency=frequency)


def _paragraph_duties(
    reading: Reading,
    paragraph: Paragraph,
    context: _Context | None,
    outline: Outline,
    index: int,
    reports: bool,
) -> list[Duty]:
    text, end = reading.text, paragraph.end
    enumerator = _roles()["enumerator"].match(text, paragraph.body, end)
    start = enumerator.end() if enumerator else paragraph.body
    if start >= end:
        return []
    path = outline.path(index)
    opening = subject_at(text, start, end)
    if context and context.leads:
        leads = context.leads
        others = list(context.others)
        if opening and (context.directs or (opening.assigned and not opening.label)):
            others += [Doer(b.start, b.end, "directed") for b in opening.bodies]
        elif opening and opening.bodies:
            return _clauses(text, start, end, path, opening)
        others += _other_doers(text, opening.end if opening else start, end, leads)
        return [_duty(text, start, end, path, leads, others, context.frequency)]
    in_preamble = outline.is_preamble(index)
    if paragraph.style and opening and not reports and not demanded(text, start, end):
        return _clauses(text, start, end, path, opening)
    found: list[Duty] = []
    for first, last in sentences(text, start, end):
        enumerator = _roles()["enumerator"].match(text, first, last)
        first = enumerator.end() if enumerator else first
        subject = None if reports else demanded(text, first, last)
        if subject:
            found.append(
                _duty(
                    text,
                    first,
                    last,
                    path,
                    subject.bodies,
                    _other_doers(text, subject.end, last, subject.bodies),
                )
            )
        elif not in_preamble:
            found += _sentence(text, first, last, path, reports)
    return found


def _sentence(text: str, start: int, end: int, path: str, reports: bool) -> list[Duty]:
    """Duties of one sentence; in a text that reports, only where it says what must be done."""
    subject = subject_at(text, start, end)
    if reports and not (subject and re.match(rf" {_roles()['deontic'].pattern}", text[subject.end : end])):
        return []
    return _clauses(text, start, end, path, subject)


def _clauses(text: str, start: int, end: int, path: str, subject: Subject | None) -> list[Duty]:
    """One duty for each clause of `text[start:end]` that has a subject of its own, all with the same span."""
    subjects = [subject] if subject else []
    for match in _CLAUSE.finditer(text, subject.end if subject else start, end):
        begin = match.end()
        if subjects and begin <= subjects[-1].end:
            continue
        following = subject_at(text, begin, end, known_verb=True)
        if following and not following.label and following.bodies[0].start - begin < 60:
            subjects.append(following)
    duties = []
    for current, after in zip_longest(subjects, subjects[1:]):
        begin = start if current is subjects[0] else current.bodies[0].start
        stop = after.bodies[0].start if after else end
        others = _other_doers(text, current.end, stop, current.bodies)
        duties.append(_duty(text, start, end, path, current.bodies, others, clause=(begin, stop)))
    return duties


def _other_doers(text: str, start: int, end: int, leads: list[Body]) -> list[Doer]:
    """Return the bodies that the leads work with, report to, advise or direct, in order."""
    taken = {body.start for body in leads}
    found: list[Doer] = []
    cues: tuple[tuple[str, Role], ...] = (
        ("coordinate", "coordinate"), ("report_to", "report_to"), ("advise", "advise"), ("direct", "directed"),
    )  # fmt: skip
    for cue, role in cues:
        for match in _roles()[cue].finditer(text, start, end):
            bodies = bodies_at(text, match.end(), end)
            if not bodies or (role == "directed" and not verb_follows(text, bodies[-1].end, end)):
                continue
            for body in bodies:
                if body.start not in taken:
                    taken.add(body.start)
                    found.append(Doer(body.start, body.end, role))
    return sorted(found, key=lambda doer: doer.start)


def _duty(
    text: str, start: int, end: int, path: str, leads: list[Body], others: list[Doer],
    frequency: str | None = None, clause: tuple[int, int] | None = None,
) -> Duty:  # fmt: skip
    """Make a duty of `text[start:end]`; its times are those of its own clause."""
    times = [time for time in find_times(text, *(clause or (start, end))) if not time.text.startswith("/")]
    doers = [Doer(body.start, body.end, "lead") for body in leads] + others
    return Duty(start, end, doers, _deadline(times), frequency_of(times) or frequency, path)


def _deadline(times: list[Time]) -> str | None:
    return next((time.iso for time in times if time.is_deadline), None)
