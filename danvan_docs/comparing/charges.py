"""The duties of a directive, with what they are compared by, and whom they bind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ..authority import Registry
from ..authority.keys import symbol_key
from ..linking.locality import Level
from ..models import Directive, Task
from ..parsing.structure.sentences import sentences
from ..parsing.times.times import find_times, frequency_of
from .bodies import can_bind, is_one_body, same_work, work_of
from .likeness import Likenesses, likenesses, terms
from .passages import on_one_line, section_path
from .results import Duty

#: What it counts, beside the words, that the same body acts; where the upper duty names none, words count alone.
SAME_BODY = 0.2
#: A sentence of fewer terms says too little to be a duty.
ENOUGH = 6
#: Roles of the bodies that carry a duty out.
ACTING = ("lead", "directed")
_TEXT = ("item", "bullet", "body")


@dataclass(frozen=True)
class Charge:
    """A duty with what it is compared by."""

    duty: Duty
    terms: tuple[str, ...]
    bodies: tuple[str, ...]
    task: Task | None


def charges(directive: Directive, registry: Registry) -> list[Charge]:
    """Return the duties of a directive with what they are compared by."""
    return [_charge(directive, task, registry) for task in directive.tasks]


def _charge(directive: Directive, task: Task, registry: Registry) -> Charge:
    """Return a duty with its words, the bodies in them brought to what they do, and what it cites."""
    words, place = [], task.start
    for actor in sorted(task.actors, key=lambda actor: actor.start):
        if place <= actor.start and actor.end <= task.end:
            words.append(directive.text[place : actor.start])
            place = actor.end
    words.append(directive.text[place : task.end])
    leads = [actor for actor in task.actors if actor.role == "lead"]
    duty = Duty(
        start=task.start,
        end=task.end,
        quote=directive.quote(task),
        section=task.section,
        leads=[on_one_line(actor.text) for actor in leads],
        deadline=task.deadline or task.due,
        frequency=task.frequency,
    )
    cited = (f"={symbol_key(symbol)}" for symbol in task.basis)
    bodies = [actor.body or actor.text for actor in task.actors if actor.role in ACTING]
    others = (
        f"{each.role}={work}"
        for each in task.actors
        if each.role not in ACTING
        for work in work_of(each.text, registry)
    )
    return Charge(duty, (*(terms(" ; ".join(words)) or [duty.quote]), *cited, *others), tuple(bodies), task)


def sentences_besides(directive: Directive) -> list[Charge]:
    """Return the sentences of the running text that hold no duty with a named body."""
    taken = sorted((task.start, task.end) for task in directive.tasks)
    starts, text = [start for start, _ in taken], on_one_line(directive.text)
    found = []
    for block in directive.blocks:
        if block.kind not in _TEXT:
            continue
        for start, end in sentences(text, block.start, block.end):
            nearest = bisect_left(starts, end) - 1
            words = terms(text[start:end])
            if len(words) >= ENOUGH and (nearest < 0 or taken[nearest][1] <= start):
                found.append(Charge(_sentence(directive, text, start, end), tuple(words), (), None))
    return found


def _sentence(directive: Directive, text: str, start: int, end: int) -> Duty:
    times = list(find_times(text, start, end))
    often = frequency_of(times)
    return Duty(
        start=start,
        end=end,
        quote=directive.text[start:end],
        section=section_path(directive, start),
        leads=[],
        deadline=next((time.iso for time in times if time.is_deadline), None),
        frequency=often.text if often else None,
    )


def charge_likenesses(upper: Sequence[Charge], lower: Sequence[Charge], registry: Registry) -> Likenesses:
    """Return how alike duties are: their words without the bodies, what they cite, and who acts."""
    acting = [
        [[name for name in each.bodies if is_one_body(name, registry)] for each in side]
        for side in (upper, lower)
    ]

    def with_bodies(i: int, j: int, likeness: float) -> float:
        if not acting[0][i]:
            return likeness
        return (1 - SAME_BODY) * likeness + SAME_BODY * same_work(acting[0][i], acting[1][j], registry)

    return likenesses([each.terms for each in upper], [each.terms for each in lower]).revised(with_bodies)


def binds(charge: Charge, level: Level, registry: Registry) -> bool:
    """Tell whether a duty concerns documents of a level: by who leads it or is directed in it."""
    if charge.task is None or not charge.task.actors:
        return True
    return any(
        can_bind(actor.text, level, registry, led=actor.role == "directed")
        for actor in charge.task.actors
        if actor.role in ACTING
    )
