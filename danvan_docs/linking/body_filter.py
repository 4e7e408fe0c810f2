"""Does a duty concern this body? By name, part of a name, abbreviation, alias, former or later name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..models import Actor

if TYPE_CHECKING:
    from ..authority import BodyRecord, Registry


class BodyFilter:
    """Tells whether an actor is the body asked for.

    A name is found as a whole phrase inside the actor, capitals also as the initials of a name; beyond that,
    two bodies are one where the registry knows them as one, or one as the successor of the other. A part of
    a name (`Ban Dân vận`) means every body whose name begins so.

    >>> from danvan_docs.authority import registry
    >>> from danvan_docs.models import Actor
    >>> actor = Actor(start=0, end=19, text="Ban Dân vận Tỉnh uỷ", role="lead")
    >>> names = ("ban dân vận tỉnh ủy", "BDV Tỉnh ủy", "Sở Nội vụ")
    >>> [BodyFilter(name, registry())(actor) for name in names]
    [True, True, False]
    """

    def __init__(self, name: str, registry: Registry) -> None:
        self._phrase, self._registry = _phrase(name), registry
        records = self._known(name) if self._phrase else []
        self._asked = {record.canonical for record in records}
        self._line = self._asked.union(*(record.successors for record in records))

    def __call__(self, actor: Actor) -> bool:
        """Return True where `actor` is the body asked for."""
        from ..authority.keys import name_key

        if self._phrase and self._phrase.search(name_key(actor.text)):
            return True
        if not self._line:
            return False
        record = self._registry.body(actor.body or actor.text)
        return record is not None and (
            record.canonical in self._line or not self._asked.isdisjoint(record.successors)
        )

    def _known(self, name: str) -> list[BodyRecord]:
        from ..authority.keys import name_key

        record = self._registry.body(name)
        if record or len(name.split()) < 2 or not self._phrase:
            return [record] if record else []
        return [each for each in self._registry.bodies if self._phrase.match(name_key(each.canonical))]


def _phrase(name: str) -> re.Pattern[str] | None:
    """Return a pattern over name keys: the words of `name`, a word in capitals also as initials."""
    from ..authority.keys import name_key

    words = [_initials(key) if word.isupper() else key for word in name.split() if (key := name_key(word))]
    return re.compile(rf"(?<!\w){' '.join(words)}(?!\w)") if words else None


def _initials(key: str) -> str:
    spelled_out = " ".join(rf"{letter}\w*" for letter in key)
    return f"(?:{key}|{spelled_out})"
