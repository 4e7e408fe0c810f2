"""Which documents are the same one come twice: the page of a portal and the file that was sent round.

Two documents are compared when they have a number or some paragraphs in common. They are one where their headers
do not contradict each other and the words of their bodies are nearly the same; letterhead, recipients and
signature do not count, since pages of portals leave them out.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

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
# A paragraph of fewer words, or one that stands in more documents, says nothing of a common origin.
_MIN_WORDS, _COMMON = 8, 50


def paragraph_digests(directive: Directive) -> set[int]:
    """Return a number for each longer paragraph: the same for the same words in any spelling and case."""
    found = set()
    for block in directive.blocks:
        words = _words(directive.quote(block)) if block.kind in _BODY else []
        if len(words) >= _MIN_WORDS:
            digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
            found.add(int.from_bytes(digest, signed=True))
    return found


def body_words(directive: Directive) -> list[str]:
    """Return the words of the body, in one spelling."""
    return [
        word for block in directive.blocks if block.kind in _BODY for word in _words(directive.quote(block))
    ]


def find_copies(store: Store) -> dict[str, str]:
    """Return the source of every document that repeats another, with the source of that one.

    The original is the document with number and date, then the one with more words, then the first by source;
    what stands in the store decides, not the order in which it came.
    """
    partners: dict[str, set[str]] = defaultdict(set)
    for one, other in _candidates(store):
        partners[one].add(other)
        partners[other].add(one)
    directive = lru_cache(maxsize=64)(store.directive)
    ranked = sorted(partners, key=lambda source: _rank(directive(source)))
    place = {source: number for number, source in enumerate(ranked)}
    copies: dict[str, str] = {}
    for source in ranked:
        for other in sorted(partners[source], key=place.__getitem__):
            first = place[other] < place[source] and other not in copies
            if first and same_document(directive(other), directive(source)):
                copies[source] = other
                break
    return copies


def same_document(one: Directive, other: Directive) -> bool:
    """Tell whether two documents are one and the same, come twice."""
    identity, others = _identity(one), _identity(other)
    if any(a and b and a != b for a, b in zip(identity, others, strict=True)):
        return False
    words, more = sorted((body_words(one), body_words(other)), key=len)
    if len(words) < _MIN_WORDS:
        return False
    if None not in identity[:2] and identity[:2] == others[:2]:
        return _same_words(words, more) / len(words) >= CONTAINED
    return 2 * _same_words(words, more) / (len(words) + len(more)) >= ALIKE


def _same_words(one: list[str], other: list[str]) -> int:
    """Return how many words two texts have in common, in order."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(one, other)


def _identity(directive: Directive) -> tuple[str | None, str | None, str | None, str | None]:
    """Return number, date, place and type of a document, None for what its header does not give."""
    from ..linking.locality import locality_of

    header = directive.header
    place = document_id(directive, locality_of(directive)).key[2]
    symbol = symbol_key(header.symbol) if header.symbol else None
    return symbol, header.date, place, header.type and header.type.casefold()


def _candidates(store: Store) -> set[tuple[str, str]]:
    """Return the pairs of sources that have a paragraph or a number in common, and no contradiction in columns."""
    pairs = store.query(
        f"""
        WITH rare AS (
            SELECT digest FROM paragraphs GROUP BY digest HAVING count(*) BETWEEN 2 AND {_COMMON}
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


def _rank(directive: Directive) -> tuple[int, int, str]:
    header = directive.header
    return -bool(header.symbol) - bool(header.date), -len(body_words(directive)), directive.source


def _words(text: str) -> list[str]:
    return _WORD.findall(unmarked(text))
