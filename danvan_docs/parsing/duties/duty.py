"""One duty: what is to be done, the bodies in it, its times, its product; without a body it is an action of nobody."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..clauses import Body, Doer
from ..times.schedule import Schedule, schedule_of
from .products import find_product


@dataclass(slots=True)
class Duty:
    """A duty in reading offsets; `path` is that of its section, `product` the place of what it is to leave.

    `rule` names what found it, `score` says how sure it is. Doers may be added while the text is read on: labels below
    a duty name those who act.
    """

    start: int
    end: int
    doers: list[Doer]
    schedule: Schedule
    path: str
    product: tuple[int, int] | None = None
    rule: str = ""
    score: float = 1.0

    @property
    def doers_lead(self) -> bool:
        """Tell whether somebody is named who must act."""
        return any(doer.role == "lead" for doer in self.doers)


@dataclass(frozen=True, slots=True)
class Handed:
    """What a heading, an opening or a lead-in hands down to what stands below it.

    `via` says which of them; `directs` that its bodies direct others to act; `schedule` and `others` hold for all.
    `names_only` is true where it only carries a list of things: nothing below is a duty of its own.
    """

    leads: tuple[Body, ...] = ()
    others: tuple[Doer, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    via: str = "heading"
    directs: bool = False
    names_only: bool = False


def leads_of(bodies: tuple[Body, ...], via: str = "own", rule: str = "") -> list[Doer]:
    """Return bodies as those who lead."""
    return [Doer(body.start, body.end, "lead", body.certainty, via, rule) for body in bodies]


def make_duty(
    text: str,
    start: int,
    end: int,
    path: str,
    doers: list[Doer],
    *,
    rule: str,
    score: float,
    above: Schedule | None = None,
    clause: tuple[int, int] | None = None,
) -> Duty:
    """Make a duty of `text[start:end]`; times and product are those of its own clause, then what stands `above`."""
    first, last = clause or (start, end)
    subject = next((doer.start for doer in doers if doer.role == "lead" and first <= doer.start < last), 0)
    schedule = schedule_of(text, first, last, subject=subject)
    schedule = schedule.completed_by(above) if above else schedule
    return Duty(start, end, doers, schedule, path, find_product(text, first, last), rule, score)
