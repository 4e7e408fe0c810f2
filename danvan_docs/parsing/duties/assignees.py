"""Which bodies a heading names as those who act: by its own words, or since the headings beside it do."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table, words
from ...knowledge import Knowledge
from ..structure.sections import Heading
from .bodies import Body, bodies_at, body_at
from .subjects import demanded, subject_at

#: A heading longer than this is no name.
_LONGEST_NAME = 120
_SEPARATOR = re.compile(r"(?:,|;| và) ")


@dataclass(frozen=True, slots=True)
class Assignee:
    """The bodies of a heading; `directs` where it says that they direct others, `end` where their names end."""

    bodies: list[Body]
    directs: bool
    end: int


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    directs: re.Pattern[str]
    helped_by: re.Pattern[str]
    office: re.Pattern[str]
    matter: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    sections, roles = table("bodies")["sections"], table("bodies")["roles"]
    verbs = words([*roles["verb"], *sections["matters"]])
    return _Patterns(
        compiled(sections["heading_lead"]),
        compiled(sections["heading_tail"]),
        compiled(rf" {sections['heading_directs']}"),
        compiled(rf"(?: chủ trì)?,? {roles['coordinate']}"),
        compiled(sections["heading_office"]),
        compiled(rf"{verbs}(?![{{a}}])", re.IGNORECASE),
    )


def assignee_of(text: str, start: int, end: int, known: Knowledge) -> Assignee | None:
    """Return the bodies that are the whole title `text[start:end]`, apart from what says that they act.

    >>> text = "Trách nhiệm của Sở Nội vụ"
    >>> found = assignee_of(text, 0, len(text), Knowledge.of())
    >>> text[found.bodies[0].start : found.bodies[0].end], found.directs
    ('Sở Nội vụ', False)
    """
    patterns = _patterns()
    lead = patterns.lead.match(text, start, end)
    bodies = bodies_at(text, lead.end() if lead else start, end, known)
    if not bodies:
        return None
    after = bodies[-1].end
    labelled = text[end - 1] == ":" and not demanded(text, start, end, known)
    if labelled and (subject := subject_at(text, start, end, known)):
        return Assignee(subject.bodies, bool(patterns.directs.fullmatch(text[after:end])), subject.end)
    helped_by = patterns.helped_by.match(text, after, end)
    helpers = bodies_at(text, helped_by.end(), end, known) if helped_by else []
    rest = text[helpers[-1].end if helpers else after : end].rstrip()
    if re.fullmatch(r"(?: \([^()]*\))?[:.]?", rest) or patterns.tail.fullmatch(rest):
        return Assignee(bodies, bool(patterns.directs.fullmatch(rest)), after)
    if patterns.office.fullmatch(rest):
        return Assignee(bodies_of(text, lead.end() if lead else start, end, known), False, end)
    return None


def read_assignees(text: str, headings: list[Heading], known: Knowledge) -> dict[int, Assignee]:
    """Return the bodies that headings name, by the paragraph of the heading.

    Where most headings side by side are names of bodies, those after the first are too, whatever the name: an office
    lists who must do what (`5. Báo và Phát thanh, Truyền hình tỉnh`).
    """
    found: dict[int, Assignee] = {}
    beside: dict[int | None, list[Heading]] = defaultdict(list)
    for heading in headings:
        if heading.is_heading:
            beside[heading.parent].append(heading)
            if assignee := assignee_of(text, heading.title_start, heading.title_end, known):
                found[heading.paragraph] = assignee
    for group in beside.values():
        named = sum(heading.paragraph in found for heading in group)
        if named < 2 or 2 * named < len(group):
            continue
        first = next(index for index, heading in enumerate(group) if heading.paragraph in found)
        for heading in group[first:]:
            if heading.paragraph not in found and _may_be_name(text, heading, known):
                bodies = bodies_of(text, heading.title_start, heading.title_end, known)
                found[heading.paragraph] = Assignee(bodies, False, bodies[-1].end)
    return found


def _may_be_name(text: str, heading: Heading, known: Knowledge) -> bool:
    start, end = heading.title_start, heading.title_end
    if end - start > _LONGEST_NAME:
        return False
    return body_at(text, start, end, known) is not None or not _patterns().matter.match(text, start, end)


def bodies_of(text: str, start: int, end: int, known: Knowledge) -> list[Body]:
    """Cut `text[start:end]`, which must be a list of names, where a new name surely begins; never empty.

    >>> text = "Báo và Phát thanh, Truyền hình tỉnh, các cơ quan báo chí"
    >>> [text[body.start : body.end] for body in bodies_of(text, 0, len(text), Knowledge.of())]
    ['Báo và Phát thanh, Truyền hình tỉnh', 'các cơ quan báo chí']
    """
    end = start + len(text[start:end].rstrip(" .:;"))
    bodies = []
    for separator in _SEPARATOR.finditer(text, start, end):
        if separator.start() > start and body_at(text, separator.end(), end, known):
            bodies.append(Body(start, separator.start()))
            start = separator.end()
    return [*bodies, Body(start, end)]
