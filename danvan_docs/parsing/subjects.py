"""Who acts in a sentence: the bodies at its head, or those that it assigns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..grammar import compiled, table, words
from .bodies import Body, bodies_at


@dataclass(frozen=True, slots=True)
class Subject:
    """The bodies that must act, and where the words about what they do begin.

    `label` is true where a colon follows (`Ban Tuyên giáo Tỉnh ủy: Chủ trì …`), `assigned` where a verb such as
    `giao` precedes.
    """

    bodies: list[Body]
    end: int
    label: bool
    assigned: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    adjunct: re.Pattern[str]
    assign: re.Pattern[str]
    verb: re.Pattern[str]
    no_verb: re.Pattern[str]
    demand: re.Pattern[str]
    speaker: re.Pattern[str]
    reported: re.Pattern[str]
    heading_lead: re.Pattern[str]
    heading_tail: re.Pattern[str]
    heading_directs: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules, sections = table("bodies")["roles"], table("bodies")["sections"]
    verb = words([*rules["verb"], *table("bodies")["grammar"]["deeds"]])
    return _Patterns(
        compiled(rf"{rules['adjunct']} ?"),
        compiled(rf"{rules['assign']} "),
        compiled(rf"(?: \([^()]{{1,80}}\))?(?:,? (?:cũng|tự|cùng|cùng nhau|sẽ|để))? {verb}(?![{{a}}])"),
        compiled(rf" (?:{words(rules['no_verb'])})(?![{{a}}])"),
        compiled(rf"(?<![{{a}}{{A}}]){rules['demands']} "),
        compiled(rules["speaker"]),
        compiled(rules["reported"]),
        compiled(sections["heading_lead"]),
        compiled(sections["heading_tail"]),
        compiled(rf" {sections['heading_directs']}"),
    )


def verb_follows(text: str, position: int, limit: int, *, known: bool = False) -> bool:
    """Tell whether what a body does, or must do, begins at `position`.

    A known verb does; so does, unless it must be `known`, any small word that is no function word, since a name
    has ended before it.
    """
    if _patterns().verb.match(text, position, limit):
        return True
    if known:
        return False
    begins_small = text[position : position + 1] == " " and text[position + 1 : position + 2].islower()
    return begins_small and not _patterns().no_verb.match(text, position, limit)


def subject_at(text: str, start: int, limit: int, *, known_verb: bool = False) -> Subject | None:
    """Return the subject at the head of a sentence or clause, after adjuncts as there may be.

    `known_verb` asks for a verb of the vocabulary: in the middle of a sentence a name may be one of a mere list.

    >>> text = "Hằng năm, Giao Ban Dân vận Huyện ủy chủ trì, phối hợp"
    >>> subject = subject_at(text, 0, len(text))
    >>> [text[b.start : b.end] for b in subject.bodies], subject.assigned
    (['Ban Dân vận Huyện ủy'], True)
    """
    patterns = _patterns()
    position = start
    for _ in range(4):
        assigned = patterns.assign.match(text, position, limit)
        begin = assigned.end() if assigned else position
        bodies = bodies_at(text, begin, limit)
        if bodies:
            end = bodies[-1].end
            label = text[end : end + 1] == ":" or text[end : end + 2] == " :"
            done = end >= limit or text[end:limit].strip(" .;") == ""
            if (
                label
                or verb_follows(text, end, limit, known=known_verb)
                or (assigned and (done or text[end : end + 1] in ",:"))
            ):
                return Subject(bodies, end, label, bool(assigned))
        adjunct = patterns.adjunct.match(text, position, limit)
        if not adjunct or adjunct.end() <= position:
            return None
        position = adjunct.end()
    return None


def demanded(text: str, start: int, limit: int) -> Subject | None:
    """Return the bodies of whom the speaking organ demands something (`… yêu cầu các cấp ủy thực hiện …`)."""
    patterns = _patterns()
    for match in patterns.demand.finditer(text, start, limit):
        bodies = bodies_at(text, match.end(), limit)
        before = text[max(start, match.start() - 90) : match.start()].rstrip()
        if patterns.reported.search(text, start, match.start()):
            continue
        if bodies and patterns.speaker.search(before) and verb_follows(text, bodies[-1].end, limit):
            return Subject(bodies, bodies[-1].end, False, True)
    return None


def heading_subject(text: str, start: int, end: int) -> tuple[list[Body], bool] | None:
    """Return the bodies that a heading names as its whole title, and whether it says that they direct.

    >>> text = "Trách nhiệm của Sở Nội vụ"
    >>> bodies, directs = heading_subject(text, 0, len(text))
    >>> text[bodies[0].start : bodies[0].end], directs
    ('Sở Nội vụ', False)
    """
    patterns = _patterns()
    lead = patterns.heading_lead.match(text, start, end)
    bodies = bodies_at(text, lead.end() if lead else start, end)
    if not bodies:
        return None
    rest = text[bodies[-1].end : end].rstrip()
    if re.fullmatch(r"(?: \([^()]*\))?", rest) or patterns.heading_tail.fullmatch(rest):
        return bodies, bool(patterns.heading_directs.fullmatch(rest))
    return None
