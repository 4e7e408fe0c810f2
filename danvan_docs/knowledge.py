"""What the stages know beside the grammar, handed from stage to stage: the authority registry and the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .authority import Registry
from .authority import registry as own_registry
from .language import Lexicon
from .language.lexicon import make_lexicon

#: What a stage makes of knowledge (patterns, look-ups) is kept for this many of them, the last used ones.
KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Made once, never changed. Two are the same only if they are one, so that results can be kept by it.

    >>> Knowledge.of() is Knowledge.of()
    True
    """

    registry: Registry
    lexicon: Lexicon

    @classmethod
    def of(cls, registry: Registry | None = None, lexicon: str | Path | None = None) -> Knowledge:
        """Return the knowledge with that registry, by default the package's own, and with the words of a file as well.

        Raises AuthorityError for a file of words that cannot be read.
        """
        return _of(registry or own_registry(), str(lexicon) if lexicon else None)


@lru_cache(maxsize=KEPT)
def _of(registry: Registry, lexicon: str | None) -> Knowledge:
    return Knowledge(registry, make_lexicon(registry, Path(lexicon) if lexicon else None))
