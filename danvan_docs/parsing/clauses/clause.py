"""A clause: its agents, its mood, and the bodies that take part in another role.

    units of a sentence ── rules ──> heads, the best first ──> Clause ── rules of roles ──> doers

A sentence has one clause for each subject: those with a subject of their own behind `;` or a comma begin another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...knowledge import Knowledge
from ...language.rules import Match, Mood, rules
from ...language.units import Units, read_units
from ...models import Role


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it stands in the reading text; `certainty` says how sure it is that the words are one."""

    start: int
    end: int
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Doer:
    """A body in a role; offsets are of the reading text. `via` says how it came, `rule` what found it."""

    start: int
    end: int
    role: Role
    certainty: float = 1.0
    via: str = "own"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a stretch of a sentence says: `leads` act (none: nobody is named), by `rule`, as sure as `score`.

    `speakers` ask them to; `first` and `last` bound its units, `after` is the first unit of what is to be done.
    """

    units: Units
    first: int
    last: int
    leads: tuple[Body, ...]
    speakers: tuple[Body, ...]
    mood: Mood
    rule: str
    score: float
    after: int

    @property
    def start(self) -> int:
        """Where the clause begins in the text."""
        return self.units.start_of(self.first)

    @property
    def is_charge(self) -> bool:
        """Tell whether somebody is asked to act (`giao X …`, `yêu cầu X …`)."""
        return self.rule.startswith(("asked", "charged"))

    def begins_with(self, letters: str) -> bool:
        """Tell whether the units of what is to be done begin with one of some letters."""
        return self.units.letters[self.after : self.after + 1] in tuple(letters)

    def others(self, leads: tuple[Body, ...] | None = None) -> list[Doer]:
        """Return the bodies that take part in another role than to act, in order; `leads` act (default: its own)."""
        taken = {body.start for body in (self.leads if leads is None else leads)}
        taken |= {body.start for body in self.speakers}
        found: list[Doer] = []
        for match in rules().roles(self.units, self.after, self.last):
            role = match.rule.role
            for body in bodies_in(self.units, match.units[role]):
                if body.start not in taken:
                    taken.add(body.start)
                    found.append(
                        Doer(body.start, body.end, role, body.certainty, "own", match.rule.name)  # type: ignore[arg-type]
                    )
        return sorted(found, key=lambda doer: doer.start)


def bodies_in(units: Units, index: int) -> tuple[Body, ...]:
    """Return the bodies of a unit of names."""
    tokens = units.tokens
    return tuple(
        Body(tokens.starts[name.start], tokens.ends[name.end - 1], name.certainty)
        for name in units.units[index].names
    )


def read_clauses(text: str, start: int, end: int, known: Knowledge) -> list[Clause]:
    """Return the clauses of the sentence or item `text[start:end]`, in order; none where it tells nothing to do.

    >>> text = "Hằng năm, Sở Y tế lập dự toán; Sở Tài chính thẩm định."
    >>> clauses = read_clauses(text, 0, len(text), Knowledge.of())
    >>> [(text[body.start : body.end], clause.rule) for clause in clauses for body in clause.leads]
    [('Sở Y tế', 'subject behind an adjunct'), ('Sở Tài chính', 'further subject')]
    """
    units = read_units(text, start, end, known.lexicon)
    heads = rules().heads(units)
    matches = [*heads[:1], *_further(units, heads[0] if heads else None)]
    bounds = [0, *(match.units["lead"] for match in matches[1:]), len(units.units)]
    return [
        _clause(units, match, first, last)
        for match, (first, last) in zip(matches, pairwise(bounds if matches else [0]), strict=True)
    ]


def _further(units: Units, head: Match | None) -> Iterator[Match]:
    """Yield the clauses behind the first that have a subject of their own."""
    after = head.units.get("lead", head.end - 1) + 1 if head else 0
    yield from rules().furthers(units, after)


def _clause(units: Units, match: Match, first: int, last: int) -> Clause:
    lead, speaker = match.units.get("lead"), match.units.get("speaker")
    return Clause(
        units,
        first,
        last,
        bodies_in(units, lead) if lead is not None else (),
        bodies_in(units, speaker) if speaker is not None else (),
        match.rule.mood,
        match.rule.name,
        match.score,
        first if lead is None else lead + 1,
    )
