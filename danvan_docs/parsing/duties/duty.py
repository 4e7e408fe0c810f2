"""One duty: the bodies in it and their roles, its clauses, its times and its product."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from ...grammar import compiled, table, words
from ...knowledge import Knowledge
from ...models import Role
from ..times.schedule import Schedule, schedule_of
from .bodies import Body, bodies_at
from .products import find_product
from .subjects import Subject, subject_at, verb_follows

_CUES: tuple[tuple[str, Role], ...] = (
    ("coordinate", "coordinate"), ("report_to", "report_to"), ("advise", "advise"), ("direct", "directed"),
)  # fmt: skip
_CLAUSE = re.compile(r"; (?:đồng thời,? |và )?|, (?=(?:định kỳ|hằng năm|hàng năm|đồng thời) )")


@dataclass(frozen=True, slots=True)
class Doer:
    """A body in a duty; offsets are of the reading text."""

    start: int
    end: int
    role: Role


@dataclass(slots=True)
class Duty:
    """A duty in reading offsets; `path` is that of its section, `product` the place of what it is to leave."""

    start: int
    end: int
    doers: list[Doer]
    schedule: Schedule
    path: str
    product: tuple[int, int] | None = None


@cache
def _roles() -> list[tuple[Role, re.Pattern[str]]]:
    """The cues before the bodies of each role, in the order in which they claim a body."""
    rules = table("bodies")["roles"]
    return [(role, compiled(rules[name])) for name, role in _CUES]


@cache
def _look() -> re.Pattern[str]:
    """What the cues hold: far the most sentences have none of it, which is told much faster."""
    return compiled(words(word for look in table("bodies")["roles"]["look"].values() for word in look))


def clauses(
    text: str, start: int, end: int, path: str, subject: Subject | None, known: Knowledge
) -> list[Duty]:
    """One duty for each clause of `text[start:end]` that has a subject of its own, all with the same span."""
    subjects = [subject] if subject else []
    for match in _CLAUSE.finditer(text, subject.end if subject else start, end):
        begin = match.end()
        if subjects and begin <= subjects[-1].end:
            continue
        following = subject_at(text, begin, end, known, known_verb=True)
        if following and not following.label and following.bodies[0].start - begin < 60:
            subjects.append(following)
    if not subjects:
        return []
    # `Hằng năm, A lập dự toán; B thẩm định`: what stands before the first body holds for all.
    head = Schedule(frequency=schedule_of(text, start, subjects[0].bodies[0].start).frequency)
    duties = []
    for current, after in zip_longest(subjects, subjects[1:]):
        begin = start if current is subjects[0] else current.bodies[0].start
        stop = after.bodies[0].start if after else end
        others = other_doers(text, current.end, stop, current.bodies, known)
        duties.append(make_duty(text, start, end, path, current.bodies, others, head, (begin, stop)))
    return duties


def other_doers(text: str, start: int, end: int, leads: list[Body], known: Knowledge) -> list[Doer]:
    """Return the bodies that the leads work with, report to, advise or direct, in order."""
    taken = {body.start for body in leads}
    found: list[Doer] = []
    if not _look().search(text, start, end):
        return found
    for role, cue in _roles():
        for match in cue.finditer(text, start, end):
            bodies = bodies_at(text, match.end(), end, known)
            if not bodies or (role == "directed" and not verb_follows(text, bodies[-1].end, end)):
                continue
            for body in bodies:
                if body.start not in taken:
                    taken.add(body.start)
                    found.append(Doer(body.start, body.end, role))
    return sorted(found, key=lambda doer: doer.start)


def make_duty(
    text: str, start: int, end: int, path: str, leads: list[Body], others: list[Doer],
    above: Schedule | None = None, clause: tuple[int, int] | None = None,
) -> Duty:  # fmt: skip
    """Make a duty of `text[start:end]`; its times and its product are those of its own clause."""
    schedule = schedule_of(text, *(clause or (start, end)), subject=leads[0].start)
    doers = [Doer(body.start, body.end, "lead") for body in leads] + others
    product = find_product(text, *(clause or (start, end)))
    return Duty(start, end, doers, schedule.completed_by(above) if above else schedule, path, product)
