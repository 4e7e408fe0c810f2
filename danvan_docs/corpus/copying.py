"""Who repeats whom in a whole corpus.

Either along the citations: each document and all that it stands on, step by step; or wherever paragraphs are
alike, cited or not. Alike paragraphs are found by MinHash, whose work grows with their number, not with that of
their pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import MissingExtra
from .compact import Asked, Compact
from .questions import STANDS_ON
from .reuse import Readied, Reuse, reuse
from .store import Store

if TYPE_CHECKING:
    from datasketch import MinHash

#: Two paragraphs of so many words are compared where so much of their word triples is the same.
SHORTEST, ALIKE = 20, 0.5
_TRIPLE, _HASHES = 3, 64
# A paragraph that stands in more documents is a formula of all, not a trace of one.
_FORMULA = 50
_HELD = 512  # documents that are held in memory, ready to compare


def reuse_along_citations(store: Store, document: str | None = None) -> list[Reuse]:
    """Return what documents repeat of the documents of the corpus that they stand on, the largest share first.

    With `document`, a file, symbol or id, only what this one repeats. Pairs without any repetition are left
    out. Raises StoreError where the corpus has no such document.
    """
    return _compared(store, _citing_pairs(Compact.of(store), document))


def reuse_anywhere(store: Store) -> list[Reuse]:
    """Return which documents repeat which earlier ones, whether they cite them or not, the largest share first.

    Of two documents the later one is taken to repeat the earlier; without two dates, the first by name is taken
    for the earlier. Raises MissingExtra where datasketch is not installed.
    """
    rows = store.query("SELECT source, date FROM documents WHERE copy_of IS NULL")
    day = {row["source"]: (row["date"] or "9999", row["source"]) for row in rows}
    pairs = _alike_pairs((source, _paragraphs(store, source)) for source in sorted(day))
    return _compared(store, sorted(sorted(pair, key=day.__getitem__)[::-1] for pair in pairs))


def _compared(store: Store, pairs: Iterable[Iterable[str]]) -> list[Reuse]:
    readied = lru_cache(maxsize=_HELD)(lambda source: Readied(store.directive(source), store.registry))
    found = (reuse(readied(one), readied(other)) for one, other in pairs)
    return sorted(
        (each for each in found if each.passages), key=lambda row: (-row.share, row.document, row.source)
    )


def _citing_pairs(asked: Asked, document: str | None) -> Iterator[tuple[str, str]]:
    graph = Compact.of(asked)
    in_corpus = graph.arrays.in_corpus
    for node in graph.found(document) if document else in_corpus.nonzero()[0].tolist():
        walk = graph.walk(node, STANDS_ON, STANDS_ON, up=True)
        above = [other for other in walk.nodes[1:] if in_corpus[other]]
        own, *others = graph.instruments([node, *above])
        for other in others if own.source else ():
            yield own.source or "", other.source or ""


def _paragraphs(store: Store, source: str) -> Iterator[set[bytes]]:
    """Yield the word triples of each longer paragraph of a document."""
    body = Readied(store.directive(source), store.registry)
    for words in body.paragraphs():
        if len(words) >= SHORTEST:
            yield {" ".join(words[at : at + _TRIPLE]).encode() for at in range(len(words) - _TRIPLE + 1)}


def _alike_pairs(documents: Iterable[tuple[str, Iterable[set[bytes]]]]) -> set[frozenset[str]]:
    """Return the pairs of documents that have a paragraph in common, nearly."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        raise MissingExtra("datasketch", "graph") from None
    table = MinHashLSH(threshold=ALIKE, num_perm=_HASHES)
    sketches: dict[tuple[str, int], MinHash] = {}
    for source, paragraphs in documents:
        for number, sketch in enumerate(MinHash.bulk(paragraphs, num_perm=_HASHES)):
            sketches[source, number] = sketch
            table.insert((source, number), sketch, check_duplication=False)
    pairs: set[frozenset[str]] = set()
    for (source, _), sketch in sketches.items():
        others = {other for other, _ in table.query(sketch)} - {source}
        if len(others) < _FORMULA:
            pairs.update(frozenset((source, other)) for other in others)
    return pairs
