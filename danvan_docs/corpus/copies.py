"""Which documents are the same one come twice: the page of a portal and the file that was sent round.

Two documents are compared when they have a number or some paragraphs in common. They are one where their headers
do not contradict each other and the words of their bodies are nearly the same; letterhead, recipients and
signature do not count, since pages of portals leave them out.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..authority import Registry
from ..authority.keys import symbol_key
from ..models import BlockKind, Directive
from .identity import document_id
from .passages import unmarked

if TYPE_CHECKING:
    from .store import Store

#: Blocks whose words make out a document.
_BODY: frozenset[BlockKind] = frozenset({"title", "heading", "item", "bullet", "body", "cell", "footnote"})
#: What share of the words must be the same in order: of the shorter of two documents with one number and date,
#: since a page alone or a scan is a copy, too; of both where a header does not give number and date.
CONTAINED, ALIKE = 0.8, 0.95
_WORD = re.compile(r"[^\W_]+")
#: A paragraph that stands in more documents says nothing of a common origin, nor one of fewer words.
COMMON = 50
_MIN_WORDS = 8


def paragraph_digests(directive: Directive) -> set[int]:
    """Return a number for each longer paragraph: the same for the same words in any spelling and case."""
    found = set()
    for block in directive.blocks:
        words = _words(directive.quote(block)) if block.kind in _BODY else []
        if len(words) >= _MIN_WORDS:
            digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
            found.add(int.from_bytes(digest, signed=True))
    return found


@dataclass(frozen=True, slots=True)
class Body:
    """What of a document is compared with others: its header, None for what that does not give, and its words."""

    source: str
    number: str | None
    date: str | None
    place: str | None
    type: str | None
    words: list[str]
    """In one spelling, without letterhead, recipients and signature."""

    @property
    def rank(self) -> tuple[int, int, str]:
        """The place among those that may be the same: the least is the original."""
        return -bool(self.number) - bool(self.date), -len(self.words), self.source


def body_of(directive: Directive, known: Registry) -> Body:
    """Return what of a document is compared with others."""
    from ..linking.locality import locality_of

    header = directive.header
    return Body(
        source=directive.source,
        number=symbol_key(header.symbol) if header.symbol else None,
        date=header.day,
        place=document_id(directive, locality_of(directive, known)).key[2],
        type=header.type and header.type.casefold(),
        words=[
            w for block in directive.blocks if block.kind in _BODY for w in _words(directive.quote(block))
        ],
    )


def find_copies(store: Store, known: Registry) -> dict[str, str]:
    """Return the source of every document that repeats another, with the source of that one."""
    body = lru_cache(maxsize=64)(lambda source: body_of(store.directive(source), known))
    return choose_originals(
        _candidates(store),
        lambda source: body(source).rank,
        lambda one, other: same_document(body(one), body(other)),
    )


def choose_originals(
    pairs: Iterable[tuple[str, str]],
    rank: Callable[[str], tuple[int, int, str]],
    same: Callable[[str, str], bool],
) -> dict[str, str]:
    """Return which documents repeat which, of pairs that may be the same; each is asked about by its source.

    The original is the document with number and date, then the one with more words, then the first by source;
    what stands in the corpus decides, not the order in which it came.
    """
    partners: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        partners[one].add(other)
        partners[other].add(one)
    ranked = sorted(partners, key=rank)
    place = {source: number for number, source in enumerate(ranked)}
    copies: dict[str, str] = {}
    for source in ranked:
        for other in sorted(partners[source], key=place.__getitem__):
            first = place[other] < place[source] and other not in copies
            if first and same(other, source):
                copies[source] = other
                break
    return copies


def same_document(one: Body, other: Body) -> bool:
    """Tell whether two documents are one and the same, come twice."""
    headers = [(each.number, each.date, each.place, each.type) for each in (one, other)]
    if any(a and b and a != b for a, b in zip(*headers, strict=True)):
        return False
    words, more = sorted((one.words, other.words), key=len)
    if len(words) < _MIN_WORDS:
        return False
    if all(each.number and each.date for each in (one, other)):
        return _same_words(words, more) / len(words) >= CONTAINED
    return 2 * _same_words(words, more) / (len(words) + len(more)) >= ALIKE


def _same_words(one: list[str], other: list[str]) -> int:
    """Return how many words two texts have in common, in order."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(one, other)


def _candidates(store: Store) -> set[tuple[str, str]]:
    """Return the pairs of sources that have a paragraph or a number in common, and no contradiction in columns."""
    pairs = store.query(
        f"""
        WITH rare AS (
            SELECT digest FROM paragraphs GROUP BY digest HAVING count(*) BETWEEN 2 AND {COMMON}
        ), pairs AS (
            SELECT a.document_id AS one, b.document_id AS other
            FROM rare JOIN paragraphs a USING (digest) JOIN paragraphs b USING (digest)
            WHERE a.document_id < b.document_id
            UNION
            SELECT a.id, b.id FROM documents a JOIN documents b ON a.symbol = b.symbol AND a.id < b.id
        )
        SELECT a.source AS one, b.source AS other
        FROM pairs JOIN documents a ON a.id = one JOIN documents b ON b.id = other
        WHERE (a.date = b.date) IS NOT FALSE AND (a.province = b.province) IS NOT FALSE
        """
    )
    return {(row["one"], row["other"]) for row in pairs}


def _words(text: str) -> list[str]:
    return _WORD.findall(unmarked(text))
