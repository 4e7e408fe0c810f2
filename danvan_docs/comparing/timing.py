"""Which of two deadlines is the earlier."""

from __future__ import annotations

from .results import Timing

_YEAR = 4  # letters of an ISO date that is a year alone


def timing(central: str | None, provincial: str | None) -> Timing | None:
    """Return how the second deadline stands to the first; a year lasts to its end, None where neither is set.

    >>> timing("2025-12-31", "2025"), timing("2025", "2026-03-31"), timing("2030", None), timing(None, None)
    ('same', 'later', 'gone', None)
    """
    if central is None or provincial is None:
        return "gone" if central else "set" if provincial else None
    first, second = (f"{day}-12-31" if len(day) == _YEAR else day for day in (central, provincial))
    return "same" if first == second else "earlier" if second < first else "later"
