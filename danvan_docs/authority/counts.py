"""How many rows the registry has, and how sure they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..models import Model
from .registry import Registry
from .rows import Row


class Count(Model):
    """The rows of one file, or of one kind of instruments in it."""

    rows_of: str
    rows: int
    high: int
    medium: int
    low: int


def counts(registry: Registry) -> list[Count]:
    """Return the counts of each file, those of the instruments by level and system as well.

    >>> from danvan_docs.authority import registry
    >>> [(each.rows_of, each.rows) for each in counts(registry())][:2]
    [('instruments', 3261), ('instruments: central front', 4)]
    """
    instruments = list(registry.instruments.values())
    kinds = sorted({(row.level, row.system) for row in instruments})
    return [
        _count("instruments", instruments),
        *(
            _count(
                f"instruments: {level} {system}",
                [row for row in instruments if (row.level, row.system) == (level, system)],
            )
            for level, system in kinds
        ),
        _count("meetings", registry.meetings),
        _count("document_types", registry.document_types),
        _count("issuers", registry.issuers),
        _count("bodies", registry.bodies),
        _count("provinces", registry.provinces),
    ]


def _count(rows_of: str, rows: Iterable[Row]) -> Count:
    sure = Counter(row.confidence for row in rows)
    return Count(
        rows_of=rows_of, rows=sure.total(), high=sure["high"], medium=sure["medium"], low=sure["low"]
    )
