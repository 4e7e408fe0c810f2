"""Who acts in a sentence: the bodies at its head, or those that it assigns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ...grammar import compiled, table, words
from ...knowledge import Knowledge
from .bodies import Body, bodies_at

_COMMA = re.compile(r"[,:] ")
#: How far an adjunct may reach, and how many commas of its own it may hold.
_ADJUNCT, _MOST_COMMAS = 300, 5


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
    must_after_clause: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = table("bodies")["roles"]
    verb = words([*rules["verb"], *table("bodies")["grammar"]["deeds"]])
    return _Patterns(
        compiled(rf"{rules['adjunct']} ?"),
        compiled(rf"{rules['assign']} "),
        compiled(rf"(?: \([^()]{{1,80}}\))?(?:,? (?:cũng|tự|cùng|cùng nhau|sẽ|để))? {verb}(?![{{a}}])"),
        compiled(rf" (?:{words(rules['no_verb'])})(?![{{a}}])"),
        compiled(f"{rules['demands']} "),
        compiled(rules["speaker"]),
        compiled(rules["reported"]),
        compiled(rf" {rules['clause_on_body']} {rules['deontic']}(?![{{a}}])"),
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


def subject_at(
    text: str, start: int, limit: int, known: Knowledge, *, known_verb: bool = False
) -> Subject | None:
    """Return the subject at the head of a sentence or clause, after adjuncts as there may be.

    `known_verb` asks for a verb of the vocabulary: in the middle of a sentence a name may be one of a mere list.

    >>> text = "Hằng năm, Giao Ban Dân vận Huyện ủy chủ trì, phối hợp"
    >>> subject = subject_at(text, 0, len(text), Knowledge.of())
    >>> [text[b.start : b.end] for b in subject.bodies], subject.assigned
    (['Ban Dân vận Huyện ủy'], True)
    """
    position = start
    for _ in range(4):
        if subject := _subject_right_at(text, position, limit, known, known_verb):
            return subject
        adjunct = _patterns().adjunct.match(text, position, limit)
        if not adjunct or adjunct.end() <= position:
            break
        position = adjunct.end()
    if position == start:
        return None
    # An adjunct may hold commas of its own (`Trường hợp đảng viên ốm, không có mặt tại địa phương, …`); where a deed
    # begins, no subject follows.
    reach = min(limit, position + _ADJUNCT)
    for comma in islice(_COMMA.finditer(text, position, reach), _MOST_COMMAS):
        if _patterns().verb.match(text, position - 1, limit):
            break
        position = comma.end()
        if subject := _subject_right_at(text, position, limit, known, known_verb=True):
            return subject
    return None


def _subject_right_at(
    text: str, position: int, limit: int, known: Knowledge, known_verb: bool
) -> Subject | None:
    patterns = _patterns()
    assigned = patterns.assign.match(text, position, limit)
    bodies = bodies_at(text, assigned.end() if assigned else position, limit, known)
    if not bodies:
        return None
    end = bodies[-1].end
    label = text[end : end + 1] == ":" or text[end : end + 2] == " :"
    acts = verb_follows(text, end, limit, known=known_verb) or patterns.must_after_clause.match(
        text, end, limit
    )
    return Subject(bodies, end, label, bool(assigned)) if label or assigned or acts else None


def demanded(text: str, start: int, limit: int, known: Knowledge) -> Subject | None:
    """Return the bodies of whom the speaking organ demands something (`… yêu cầu các cấp ủy thực hiện …`)."""
    patterns = _patterns()
    for match in patterns.demand.finditer(text, start, limit):
        bodies = bodies_at(text, match.end(), limit, known)
        if not bodies or not verb_follows(text, bodies[-1].end, limit):
            continue
        before = text[max(start, match.start() - 90) : match.start()].rstrip()
        if patterns.speaker.search(before) and not patterns.reported.search(text, start, match.start()):
            return Subject(bodies, bodies[-1].end, False, True)
    return None
