"""Which duties of an upper directive the lower one keeps, weakens or leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import inf
from re import Pattern
from typing import Literal

from ..authority import Registry
from ..authority.days import day_text
from ..authority.keys import name_key
from ..grammar import compiled, table
from ..linking.locality import locality_of
from ..models import Directive
from .amounts import per_year
from .bodies import same_work
from .charges import Charge, binds, charge_likenesses, charges, sentences_besides
from .fulfilment import Fulfilment
from .pairing import Pair, pair_up
from .reasons import reason
from .results import Duty, DutyPair, TargetPair, Weakness
from .targets import number
from .timing import timing

#: How alike two duties are: from `CUT` on they may be one, from `SURE` on they are.
CUT, SURE = 0.3, 0.45
#: From how much on they are one though another body acts, or none is named.
OTHER_BODY = 0.5


def compare_duties(
    central: Directive, provincial: Directive, goals: Sequence[TargetPair], registry: Registry
) -> list[DutyPair]:
    """Pair the duties of two directives; `goals` are their targets as compared.

    A duty to issue a document such as the lower one is kept by the document itself. A sentence of the lower text
    that names no body can be a counterpart too: then the lead is gone.
    """
    level = locality_of(provincial, registry).level or "province"
    itself = Fulfilment(central, provincial, registry)
    upper, own = charges(central, registry), charges(provincial, registry)
    lower = [*own, *sentences_besides(provincial)]
    fulfilled = {i for i, charge in enumerate(upper) if itself.of(charge)}
    binding = [binds(charge, level, registry) for charge in upper]
    alike = charge_likenesses(upper, lower, registry)
    # What the document itself keeps is done; what does not bind needs no counterpart, and a doubtful one is none.
    partners = {
        pair.left: pair
        for pair in pair_up({at: value for at, value in alike.items() if at[0] not in fulfilled}, CUT)
        if binding[pair.left] or not _doubt(upper[pair.left], lower[pair.right], pair, registry)
    }
    pairs = []
    for i, charge in enumerate(upper):
        if i in fulfilled:
            found = [*_later(charge.duty, itself.duty), *_fewer(charge.duty, goals)]
            pairs.append(_kept(charge.duty, itself.duty, 1.0, found, "itself"))
        elif i in partners:
            counterpart = lower[partners[i].right]
            pairs.append(_pair(charge, counterpart, partners[i], goals, registry, binds=binding[i]))
        else:
            verdict: Literal["missing", "not_binding"] = "missing" if binding[i] else "not_binding"
            pairs.append(_alone(verdict, alike.nearest_right[i], central=charge.duty))
    taken = {pair.right for pair in partners.values()}
    return pairs + [
        _alone("added", alike.nearest_left[j], provincial=charge.duty)
        for j, charge in enumerate(own)
        if j not in taken
    ]


def _pair(
    upper: Charge, lower: Charge, pair: Pair, goals: Sequence[TargetPair], registry: Registry, *, binds: bool
) -> DutyPair:
    if doubt := _doubt(upper, lower, pair, registry):
        return DutyPair(
            central=upper.duty,
            provincial=lower.duty,
            verdict="unclear",
            weaknesses=[],
            likeness=pair.likeness,
            reason=reason(doubt),
        )
    found = _weaknesses(upper.duty, lower.duty, goals) if binds else ()
    return _kept(upper.duty, lower.duty, pair.likeness, list(found), "kept" if binds else "kept_above")


def _doubt(upper: Charge, lower: Charge, pair: Pair, registry: Registry) -> Literal["several", "far"] | None:
    elsewhere = upper.bodies and not same_work(upper.bodies, lower.bodies, registry)
    return pair.doubt(OTHER_BODY if elsewhere else SURE)


def _kept(
    above: Duty, below: Duty, likeness: float, found: Sequence[tuple[Weakness, str]], otherwise: str
) -> DutyPair:
    """Return a pair that is weakened by what was `found`; `otherwise` is the reason where that is nothing."""
    return DutyPair(
        central=above,
        provincial=below,
        verdict="weakened" if found else "kept",
        weaknesses=list(dict.fromkeys(weakness for weakness, _ in found)),
        likeness=likeness,
        reason=" ".join(why for _, why in found) or reason(otherwise),
    )


def _weaknesses(above: Duty, below: Duty, goals: Sequence[TargetPair]) -> Iterator[tuple[Weakness, str]]:
    """Yield in what the lower duty asks for less, each with its sentence."""
    yield from _later(above, below)
    often = {"central": above.frequency, "provincial": below.frequency}
    if above.frequency and not below.frequency:
        yield "frequency_gone", reason("frequency_gone", **often)
    elif (per_year(below.frequency) or inf) < (per_year(above.frequency) or 0):
        yield "frequency_rarer", reason("frequency_rarer", **often)
    yield from _fewer(above, goals)
    softer = [_soft().search(name_key(each.quote)) for each in (above, below)]
    if softer[1] and not softer[0]:
        yield "softened", reason("softened", provincial=softer[1][0])
    if above.leads and not below.leads:
        yield "lead_gone", reason("lead_gone", central=", ".join(above.leads))


def _later(above: Duty, below: Duty) -> Iterator[tuple[Weakness, str]]:
    days = {"central": day_text(above.deadline), "provincial": day_text(below.deadline)}
    when = timing(above.deadline, below.deadline)
    if when == "later":
        yield "deadline_later", reason("deadline_later", **days)
    elif when == "gone":
        yield "deadline_gone", reason("deadline_gone", **days)


def _fewer(above: Duty, goals: Sequence[TargetPair]) -> Iterator[tuple[Weakness, str]]:
    """Yield the goals inside a duty that are lower below, or gone."""
    for goal in goals:
        if goal.central and above.start <= goal.central.target.start < above.end:
            if goal.verdict == "lower":
                yield "quantity_lower", goal.reason
            elif goal.verdict == "missing":
                yield "quantity_gone", reason("quantity_gone", central=number(goal.central))


def _alone(
    verdict: Literal["missing", "not_binding", "added"],
    nearest: float,
    *,
    central: Duty | None = None,
    provincial: Duty | None = None,
) -> DutyPair:
    return DutyPair(
        central=central,
        provincial=provincial,
        verdict=verdict,
        weaknesses=[],
        likeness=nearest,
        reason=reason(verdict),
    )


@cache
def _soft() -> Pattern[str]:
    return compiled(table("comparing")["duty"]["soft"])
