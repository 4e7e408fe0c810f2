"""What the stages know beside the grammar, handed from stage to stage: today the authority registry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .authority import Registry
from .authority import registry as own_registry

#: What a stage makes of knowledge (patterns, look-ups) is kept for this many of them, the last used ones.
KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Made once, never changed. Two are the same only if they are one, so that results can be kept by it.

    >>> Knowledge.of() is Knowledge.of()
    True
    """

    registry: Registry

    @classmethod
    def of(cls, registry: Registry | None = None) -> Knowledge:
        """Return the knowledge with that registry, by default the package's own."""
        return _of(registry or own_registry())


@lru_cache(maxsize=KEPT)
def _of(registry: Registry) -> Knowledge:
    return Knowledge(registry)
