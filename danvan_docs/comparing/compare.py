"""An upper directive and the one that carries it out, side by side."""

from __future__ import annotations

from ..authority import Registry
from ..authority import registry as own_registry
from ..models import Directive
from .duties import compare_duties
from .passages import document
from .results import Comparison
from .targets import compare_targets


def compare_directives(
    central: Directive, provincial: Directive, *, registry: Registry | None = None
) -> Comparison:
    """Say which duties and goals of an upper directive have their counterpart in a lower one.

    `registry` says which bodies do the same work, by default the package's own.

    >>> from danvan_docs import parse
    >>> upper = parse("KẾ HOẠCH\\n\\n1. Các cấp ủy xây dựng kế hoạch chuyển đổi số trước ngày 30/6/2025.")
    >>> lower = parse("KẾ HOẠCH\\n\\n1. Đảng ủy các xã, phường xây dựng kế hoạch chuyển đổi số trước ngày 15/9/2025.")
    >>> [(pair.verdict, pair.weaknesses) for pair in compare_directives(upper, lower).tasks]
    [('weakened', ['deadline_later'])]
    """
    goals = compare_targets(central, provincial)
    return Comparison(
        central=document(central),
        provincial=document(provincial),
        tasks=compare_duties(central, provincial, goals, registry or own_registry()),
        targets=goals,
    )
