"""What linking decides about one mention, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..authority import Instrument
from ..models import Citation, NamedInstrument

#: A link is never surer than the row that it leads to.
CEILING = {"high": 1.0, "medium": 0.95, "low": 0.7}

M = TypeVar("M", Citation, NamedInstrument)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The instrument that a mention means, or None and the ids that fit, with the reason."""

    reason: str
    instrument_id: str | None = None
    confidence: float | None = None
    candidates: tuple[str, ...] = ()

    def applied(self, mention: M) -> M:
        """Return the mention with this verdict in its fields."""
        return mention.with_values(
            instrument_id=self.instrument_id,
            confidence=self.confidence,
            reason=self.reason,
            candidates=list(self.candidates),
        )


def linked(row: Instrument, confidence: float, reason: str) -> Verdict:
    """Return the verdict that a mention means `row`."""
    return Verdict(reason, row.id, round(min(confidence, CEILING[row.confidence]), 2))


def unlinked(reason: str, rows: Sequence[Instrument] = ()) -> Verdict:
    """Return the verdict that nothing is certain; `rows` are the instruments that it could be."""
    return Verdict(reason, candidates=tuple(row.id for row in rows))
