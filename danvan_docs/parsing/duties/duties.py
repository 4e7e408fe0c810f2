"""Duties: which body must do what, with whom, by when.

An item or bullet that opens with its body is one duty as a whole; elsewhere the sentence that has the subject is. A
heading that names a body gives each paragraph below it that body; a lead-in bullet passes its own on to its
sub-bullets. What was done, how things stand, and principles are no duties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ...grammar import compiled, table
from ...knowledge import Knowledge
from ...reading import Paragraph, Reading
from ..structure.outline import Outline
from ..structure.sentences import sentences
from ..times.schedule import Schedule, schedule_of
from .assignees import Assignee, assignee_of, read_assignees
from .bodies import Body
from .duty import Doer, Duty, clauses, make_duty, other_doers
from .labelled import LabelledDuty
from .labels import label_at
from .subjects import Subject, demanded, subject_at


@dataclass(slots=True)
class _Context:
    """What a heading or a lead-in hands down: the bodies that act, what else they are told, how often."""

    leads: list[Body] = field(default_factory=list)
    others: list[Doer] = field(default_factory=list)
    directs: bool = False
    schedule: Schedule = field(default_factory=Schedule)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = table("bodies")["roles"]
    return {name: compiled(rules[name]) for name in ("closing", "deontic", "enumerator")}


def find_duties(reading: Reading, outline: Outline, known: Knowledge, *, reports: bool = False) -> list[Duty]:
    """Return the duties of a document, in order; `reports` says that the text is an article that mostly reports.

    >>> from danvan_docs import parse
    >>> directive = parse("KẾ HOẠCH\\n\\n1. Ban Dân vận Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ theo dõi.")
    >>> [(a.text, a.role) for a in directive.tasks[0].actors]
    [('Ban Dân vận Tỉnh ủy', 'lead'), ('Sở Nội vụ', 'coordinate')]
    """
    duties: list[Duty] = []
    assignees = read_assignees(reading.text, outline.headings, known)
    labelled = LabelledDuty(known)
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
        if outline.is_report(index) or outline.is_principle(index) or outline.is_postscript(index):
            continue
        if label := label_at(reading.text, paragraph.body, paragraph.end):
            duties += labelled.read(reading, outline, index, label)
            continue
        context = lead_in or _heading_context(reading, outline, index, assignees, known)
        next_level = outline.depth(reading, index + 1) if index + 1 < outline.body.stop else 0
        if reading.text[paragraph.end - 1] == ":" and next_level > level:
            lead_in, lead_level = _lead_in(reading, paragraph, context, known), level
            if lead_in.leads:
                continue
            lead_in = None
        found = _paragraph_duties(reading, paragraph, context, outline, index, known, reports)
        duties += found
        if found and context is None and paragraph.style and next_level > level == 0:
            lead_in, lead_level = _item_above(reading, paragraph, known), level
    return duties


def _heading_context(
    reading: Reading, outline: Outline, index: int, assignees: dict[int, Assignee], known: Knowledge
) -> _Context | None:
    """What the nearest heading above that names bodies hands down."""
    if _patterns()["closing"].match(
        reading.text, reading.paragraphs[index].body
    ) and index != outline.paragraph_of(index):
        return None
    for heading in outline.above(index):
        if heading.paragraph != index and (named := assignees.get(heading.paragraph)):
            others = other_doers(reading.text, named.end, heading.title_end, named.bodies, known)
            return _Context(named.bodies, others, directs=named.directs)
    return None


def _item_above(reading: Reading, paragraph: Paragraph, known: Knowledge) -> _Context | None:
    """What a numbered item that opens with its body hands down to bullets that go on with it."""
    text, start, end = reading.text, paragraph.body, paragraph.end
    subject = None if demanded(text, start, end, known) else subject_at(text, start, end, known)
    return _Context(subject.bodies) if subject else None


def _lead_in(reading: Reading, paragraph: Paragraph, context: _Context | None, known: Knowledge) -> _Context:
    """What a paragraph that ends in a colon hands down to the bullets below it."""
    text = reading.text
    start, end = paragraph.body, paragraph.end
    subject = subject_at(text, start, end, known)
    named = assignee_of(text, start, end - 1, known)
    if subject and not demanded(text, start, end, known):
        leads, after = subject.bodies, subject.end
    elif named:
        leads, after = named.bodies, named.end
    else:
        leads, after = (context.leads if context else []), start
    schedule = Schedule(frequency=schedule_of(text, start, end).frequency)
    return _Context(leads, other_doers(text, after, end, leads, known), schedule=schedule)


def _paragraph_duties(
    reading: Reading,
    paragraph: Paragraph,
    context: _Context | None,
    outline: Outline,
    index: int,
    known: Knowledge,
    reports: bool,
) -> list[Duty]:
    text, end = reading.text, paragraph.end
    enumerator = _patterns()["enumerator"].match(text, paragraph.body, end)
    start = enumerator.end() if enumerator else paragraph.body
    if start >= end:
        return []
    path = outline.path(index)
    opening = subject_at(text, start, end, known)
    if context and context.leads:
        leads = context.leads
        others = list(context.others)
        told = context.directs or (opening and opening.assigned and not opening.label)
        if opening and told and not _same(text, opening.bodies, leads):
            others += [Doer(b.start, b.end, "directed") for b in opening.bodies]
        elif opening and opening.bodies:
            return clauses(text, start, end, path, opening, known)
        others += other_doers(text, opening.end if opening else start, end, leads, known)
        return [make_duty(text, start, end, path, leads, others, context.schedule)]
    in_preamble = outline.is_preamble(index)
    if paragraph.style and opening and not reports and not demanded(text, start, end, known):
        return [
            duty
            for first, last, subject in _by_subject(text, start, end, opening, known)
            for duty in clauses(text, first, last, path, subject, known)
        ]
    found: list[Duty] = []
    for first, last in sentences(text, start, end):
        enumerator = _patterns()["enumerator"].match(text, first, last)
        first = enumerator.end() if enumerator else first
        subject = None if reports else demanded(text, first, last, known)
        if subject:
            found.append(
                make_duty(
                    text,
                    first,
                    last,
                    path,
                    subject.bodies,
                    other_doers(text, subject.end, last, subject.bodies, known),
                )
            )
        elif not in_preamble:
            subject = opening if first == start else subject_at(text, first, last, known)
            found += _sentence(text, first, last, path, subject, known, reports)
    return found


def _same(text: str, bodies: list[Body], others: list[Body]) -> bool:
    """Tell whether two lists of names share a body."""
    names = {text[body.start : body.end].casefold() for body in others}
    return any(text[body.start : body.end].casefold() in names for body in bodies)


def _by_subject(
    text: str, start: int, end: int, opening: Subject, known: Knowledge
) -> list[tuple[int, int, Subject]]:
    """Cut an item that opens with its body where a later sentence has a subject of its own."""
    parts = [(start, opening)]
    for first, last in sentences(text, start, end):
        subject = subject_at(text, first, last, known, known_verb=True) if first > opening.end else None
        if subject and not subject.label:
            parts.append((first, subject))
    ends = [first for first, _ in parts[1:]]
    return [
        (first, _trimmed(text, first, last), subject)
        for (first, subject), last in zip(parts, [*ends, end], strict=True)
    ]


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _sentence(
    text: str, start: int, end: int, path: str, subject: Subject | None, known: Knowledge, reports: bool
) -> list[Duty]:
    """Duties of one sentence; in a text that reports, only where it says what must be done."""
    if reports and not (subject and re.match(rf" {_patterns()['deontic'].pattern}", text[subject.end : end])):
        return []
    return clauses(text, start, end, path, subject, known)
