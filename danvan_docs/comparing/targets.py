"""Which goals of two documents are about the same indicator, and which of the two asks for more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..authority.days import day_text
from ..authority.keys import name_key
from ..models import Directive, Target
from .amounts import Amount, amount, compare, pattern
from .clauses import clauses
from .likeness import Likenesses, likenesses, terms
from .pairing import Pair, pair_up
from .passages import heading_above
from .reasons import reason
from .results import Indicator, TargetPair, TargetVerdict, Timing
from .timing import timing

#: How alike the clauses of one indicator are: from `CUT` on it may be one, from `SURE` on it is.
CUT, SURE = 0.3, 0.4
#: What a pair loses that differs in time, unit or meaning.
OTHER_TIME, OTHER_UNIT, OTHER_MEASURE = 0.9, 0.8, 0.8
#: A clause of fewer terms takes the title of its section to help.
SHORT = 3
#: Goals of one document so alike, with the same number, are one goal said twice.
REPEATED = 0.5


@dataclass(frozen=True)
class Goal:
    """A goal, or a quantity that is reported, with what it is compared by."""

    indicator: Indicator
    amount: Amount
    terms: tuple[str, ...]
    strives: bool


def compare_targets(central: Directive, provincial: Directive) -> list[TargetPair]:
    """Pair the goals of an upper directive with those of the lower one that carries it out.

    Pairs come in the order of the upper document, then the goals that only the lower one has. A goal that is said
    twice counts once. Statistics are left out. Where two goals are about as like, the pair is `unclear`.

    >>> from danvan_docs import parse
    >>> upper = parse("I. MỤC TIÊU\\n\\n- Phấn đấu đến năm 2030, tỷ lệ hộ nghèo giảm còn dưới 3%.")
    >>> lower = parse("I. MỤC TIÊU\\n\\n- Phấn đấu đến năm 2030 tỷ lệ hộ nghèo của tỉnh giảm còn dưới 4%.")
    >>> [(pair.verdict, pair.deadline) for pair in compare_targets(upper, lower)]
    [('lower', 'same')]
    """
    upper, lower = (_once(_to_be_reached(quantities(each))) for each in (central, provincial))
    alike = _goal_likenesses(upper, lower)
    partners = {pair.left: pair for pair in pair_up(alike, CUT)}
    taken = {pair.right for pair in partners.values()}
    return [
        *(
            _pair(goal, lower[partners[i].right], partners[i])
            if i in partners
            else _alone("missing", alike.nearest_right[i], central=goal.indicator)
            for i, goal in enumerate(upper)
        ),
        *(
            _alone("added", alike.nearest_left[j], provincial=goal.indicator)
            for j, goal in enumerate(lower)
            if j not in taken
        ),
    ]


def quantities(directive: Directive) -> list[Goal]:
    """Return every quantity of a directive with its clause and what it is compared by, statistics included.

    What is counted weighs double; a part (`trong đó …`) is compared with the words of the whole.
    """
    found: list[Goal] = []
    text = directive.text
    for target, start, end, sentence in clauses(directive):
        clause = text[start:end]
        whole = "" if target.part_of is None else found[target.part_of].indicator.quote
        words = [*terms(f"{whole} ; {clause}"), *terms(target.subject or "")]
        if len(words) < SHORT:
            words += terms(heading_above(directive, target.start))
        found.append(
            Goal(
                Indicator(start=start, end=end, quote=clause, section=target.section, target=target),
                amount(target, text[start : target.start]),
                tuple(words) or (clause,),
                strives=bool(pattern("strive").search(name_key(text[sentence : target.start]))),
            )
        )
    return found


def _to_be_reached(found: Iterable[Goal]) -> list[Goal]:
    return [goal for goal in found if goal.indicator.target.kind == "target"]


def _goal_likenesses(upper: Sequence[Goal], lower: Sequence[Goal]) -> Likenesses:
    """Return how alike goals are, by the words of their clauses, their time, unit and meaning."""
    alike = likenesses([goal.terms for goal in upper], [goal.terms for goal in lower])
    return alike.revised(lambda i, j, value: value * _agreement(upper[i], lower[j]))


def _agreement(one: Goal, other: Goal) -> float:
    first, second = one.indicator.target, other.indicator.target
    agreement = 1.0 if timing(first.deadline, second.deadline) in ("same", None) else OTHER_TIME
    if name_key(first.unit) != name_key(second.unit):
        agreement *= OTHER_UNIT
    return agreement if one.amount.measure is other.amount.measure else agreement * OTHER_MEASURE


def _once(found: Sequence[Goal]) -> list[Goal]:
    """Leave out goals that are said again, such as in an appendix."""
    alike = likenesses([goal.terms for goal in found], [goal.terms for goal in found])
    again = {
        j
        for (i, j), value in alike.items()
        if i < j and value >= REPEATED and same_number(found[i].indicator.target, found[j].indicator.target)
    }
    return [goal for i, goal in enumerate(found) if i not in again]


def same_number(one: Target, other: Target) -> bool:
    """Tell whether two goals say the same number of the same unit by the same time."""
    fields = {"op", "value", "open", "unit", "deadline", "frequency"}
    return one.model_dump(include=fields) == other.model_dump(include=fields)


def _pair(upper: Goal, lower: Goal, pair: Pair) -> TargetPair:
    central, provincial = upper.indicator, lower.indicator
    when = timing(central.target.deadline, provincial.target.deadline)
    verdict, code = _verdict(upper, lower, pair, when)
    why = [reason(code, central=number(central), provincial=number(provincial))]
    if verdict != "unclear":
        if when not in ("same", None):
            days = day_text(central.target.deadline), day_text(provincial.target.deadline)
            why.append(reason(when, central=days[0], provincial=days[1]))
        if lower.strives and not upper.strives:
            why.append(reason("strives"))
    return TargetPair(
        central=central,
        provincial=provincial,
        verdict=verdict,
        deadline=when,
        likeness=pair.likeness,
        reason=" ".join(why),
    )


def _verdict(upper: Goal, lower: Goal, pair: Pair, when: Timing | None) -> tuple[TargetVerdict, str]:
    """Return the verdict and the code of its reason; less by an earlier day may be a step on the way."""
    if doubt := pair.doubt(SURE):
        return "unclear", doubt
    order = compare(upper.amount, lower.amount)
    if order is None:
        return "not_comparable", "not_comparable"
    if order < 0 and when == "earlier":
        return "not_comparable", "lower_but_earlier"
    if order > 0 and when == "later":
        return "not_comparable", "higher_but_later"
    verdict: TargetVerdict = "higher" if order > 0 else "lower" if order < 0 else "equal"
    return verdict, verdict


def _alone(
    verdict: Literal["missing", "added"],
    nearest: float,
    *,
    central: Indicator | None = None,
    provincial: Indicator | None = None,
) -> TargetPair:
    return TargetPair(
        central=central,
        provincial=provincial,
        verdict=verdict,
        deadline=None,
        likeness=nearest,
        reason=reason(verdict),
    )


def number(indicator: Indicator) -> str:
    """Return the number of a goal as written, on one line."""
    start = indicator.target.start - indicator.start
    return " ".join(indicator.quote[start : indicator.target.end - indicator.start].split())
