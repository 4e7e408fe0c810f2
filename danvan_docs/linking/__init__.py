"""From mentions to instruments: which row of the authority registry a citation or a name means, and why.

    citations ──by symbol──> rows ──by date, or narrowed by clues──> Verdict ──> citation with instrument_id
    names ──by name or meeting──> rows ──narrowed by date──> Verdict ──> name with instrument_id

What stays open is said, not guessed: `instrument_id` is None, `candidates` and `reason` tell why.
"""

from .citations import link_citations
from .directive import link_directive
from .named import link_named

__all__ = ["link_citations", "link_directive", "link_named"]
