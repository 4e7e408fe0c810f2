"""Which passages of a document repeat another one, word for word or nearly.

Both texts are read as words in one spelling. Five words in a row that both have are a trace; traces that follow
each other in both texts make a passage, and the words of its two sides are aligned. The work grows with the
length of the texts. Numbers, dates and titles of cited instruments do not count: naming a thing is not repeating
what it says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..authority import Registry
from ..authority import registry as own_registry
from ..models import BlockKind, Citation, Directive, Model, NamedInstrument, Span
from ..reading.folding import fold

#: Words in a row that make a trace; words between two traces of one passage, at most.
TRACE, GAP = 5, 8
#: A passage has so many words that count, and so much of its words in common with the other side.
SHORTEST, LEAST = 12, 0.75
# A trace that comes more often in the text from above is a stock phrase.
_STOCK = 8
_BODY: frozenset[BlockKind] = frozenset({"heading", "item", "bullet", "body", "cell", "footnote"})
_WORD = re.compile(r"[^\W_]+")
_BEFORE_ISSUER = 20  # characters between a date and the issuer
Trace = tuple[str, ...]


class ReusedPassage(Span):
    """A passage that repeats the words of another text, from `source_start` to `source_end` there."""

    text: str
    source_start: int
    source_end: int
    source_text: str
    words: int
    """Words that count: without those that only name an instrument."""
    likeness: float
    """Share of the words of both sides that are the same in order; 1 is word for word."""


class Reuse(Model):
    """How much of a document repeats another one, and the passages in the order of its text."""

    document: str
    source: str
    words: int
    """Words of the body of the document, without title, letterhead, recipients and signature."""
    share: float
    """Share of these words that stand in the passages."""
    verbatim: float
    """Share that stands in passages repeated word for word."""
    source_words: int
    source_share: float
    """Share of the words of the other text that are repeated."""
    passages: list[ReusedPassage]


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one spelling, and where each begins and ends in a text."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def traces(self) -> Iterator[Trace]:
        """Yield every trace, by the place of its first word."""
        return zip(*(self.words[i:] for i in range(TRACE)), strict=False)


class Readied:
    """A document made ready to be compared with many."""

    def __init__(self, directive: Directive, registry: Registry | None = None) -> None:
        self.text, self.source = directive.text, directive.source
        labels = {section.start: len(section.label) for section in directive.sections}
        self._blocks = [
            (block.start + labels.get(block.start, 0), block.end)
            for block in directive.blocks
            if block.kind in _BODY
        ]
        self.body = _words(directive.text, self._blocks)
        self.own_title = set(_title_traces([directive.header.title]))
        cited: list[Citation | NamedInstrument] = [*directive.citations, *directive.named]
        self._spans = [_naming_span(directive.text, each) for each in cited]
        known = (registry or own_registry()).instruments
        records = (known.get(each.instrument_id or "") for each in cited)
        self._titles = set(_title_traces(record.title for record in records if record))

    @cached_property
    def index(self) -> Mapping[Trace, list[int]]:
        """Where each trace stands; stock phrases are left out."""
        places: dict[Trace, list[int]] = defaultdict(list)
        for place, trace in enumerate(self.body.traces()):
            places[trace].append(place)
        return {trace: found for trace, found in places.items() if len(found) <= _STOCK}

    def paragraphs(self) -> Iterator[list[str]]:
        """Yield the words of each paragraph."""
        places = [bisect_left(self.body.starts, start) for start, _ in self._blocks]
        for low, high in pairwise([*places, len(self.body.words)]):
            yield self.body.words[low:high]

    def naming(self, other: Readied) -> set[int]:
        """Return the places of words that name an instrument, `other` among them."""
        starts = self.body.starts
        places: set[int] = set()
        for start, end in self._spans:
            places.update(range(bisect_left(starts, start), bisect_left(starts, end)))
        for place, trace in enumerate(self.body.traces()):
            if trace in self._titles or trace in other.own_title or trace in self.own_title:
                places.update(range(place, place + TRACE))
        return places


def reuse(
    document: Directive | Readied, source: Directive | Readied, *, registry: Registry | None = None
) -> Reuse:
    """Return what `document`, say a provincial plan, repeats of `source`, the text from above.

    Each may be made ready before with `Readied`, where it is compared with many. `registry` is the one that they were
    read by, by default the package's own.

    >>> from danvan_docs import parse
    >>> above = parse("1. Nâng cao nhận thức của cấp ủy về vị trí, vai trò của công tác dân vận ở cơ sở.")
    >>> plan = parse("2. Các chi bộ nâng cao nhận thức của cấp uỷ về vị trí, vai trò công tác dân vận ở cơ sở.")
    >>> [(each.text[:8], each.words, each.likeness) for each in reuse(plan, above).passages]
    [('nâng cao', 19, 0.9744)]
    """
    own, other = (
        each if isinstance(each, Readied) else Readied(each, registry) for each in (document, source)
    )
    naming = own.naming(other)
    runs = [run.measured(own, other, naming) for run in _joined(own.body, other.index)]
    passages = _apart(run for run in runs if run.words >= SHORTEST and run.likeness >= LEAST)
    repeated = {place for run in passages for place in range(run.source_first, run.source_last)}
    return Reuse(
        document=own.source,
        source=other.source,
        words=len(own.body.words),
        share=_share(sum(run.words for run in passages), own.body),
        verbatim=_share(sum(run.words for run in passages if run.likeness == 1), own.body),
        source_words=len(other.body.words),
        source_share=_share(len(repeated), other.body),
        passages=[_passage(own, other, run) for run in passages],
    )


@dataclass(slots=True)
class _Run:
    """Words `first` to before `last` of the document, and of the source, that go together."""

    first: int
    last: int
    source_first: int
    source_last: int
    words: int = 0
    likeness: float = 0.0

    def measured(self, own: Readied, other: Readied, naming: set[int]) -> _Run:
        from rapidfuzz.distance import Indel

        self.words = sum(place not in naming for place in range(self.first, self.last))
        if self.words >= SHORTEST:
            mine = own.body.words[self.first : self.last]
            theirs = other.body.words[self.source_first : self.source_last]
            self.likeness = round(Indel.normalized_similarity(mine, theirs), 4)
        return self


def _joined(own: Words, index: Mapping[Trace, list[int]]) -> Iterator[_Run]:
    """Yield the runs of traces that follow each other in both texts."""
    runs: list[_Run] = []
    for place, trace in enumerate(own.traces()):
        there = index.get(trace)
        if not there:
            continue
        yield from (run for run in runs if place - run.last > GAP)
        runs = [run for run in runs if place - run.last <= GAP]
        for source_place in there:
            run = next((run for run in runs if -TRACE < source_place - run.source_last <= GAP), None)
            if run is None:
                runs.append(_Run(place, place + TRACE, source_place, source_place + TRACE))
            else:
                run.last, run.source_last = place + TRACE, source_place + TRACE
    yield from runs


def _apart(runs: Iterable[_Run]) -> list[_Run]:
    """Return runs that do not overlap in the document; the longer and more alike ones are chosen first."""
    taken: set[int] = set()
    kept = []
    for run in sorted(runs, key=lambda run: (-run.words * run.likeness, run.first, run.source_first)):
        places = range(run.first, run.last)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(run)
    return sorted(kept, key=lambda run: run.first)


def _share(count: int, words: Words) -> float:
    return round(count / max(1, len(words.words)), 4)


def _passage(own: Readied, other: Readied, run: _Run) -> ReusedPassage:
    start, end = own.body.starts[run.first], own.body.ends[run.last - 1]
    source_start, source_end = other.body.starts[run.source_first], other.body.ends[run.source_last - 1]
    return ReusedPassage(
        start=start,
        end=end,
        text=own.text[start:end],
        source_start=source_start,
        source_end=source_end,
        source_text=other.text[source_start:source_end],
        words=run.words,
        likeness=run.likeness,
    )


def _naming_span(text: str, cited: Citation | NamedInstrument) -> tuple[int, int]:
    """Return where a citation begins, and where its number, date and issuer end."""
    end = max(cited.end, cited.date_end or 0)
    issuer = cited.issuer if isinstance(cited, Citation) else None
    place = text.find(issuer, end, end + len(issuer) + _BEFORE_ISSUER) if issuer else -1
    return cited.start, end if place < 0 else place + len(issuer or "")


def _title_traces(titles: Iterable[str | None]) -> Iterator[Trace]:
    for title in titles:
        yield from _words(title or "", [(0, len(title or ""))]).traces()


def _words(text: str, spans: Sequence[tuple[int, int]]) -> Words:
    """Return the words of spans of a text."""
    found = Words([], [], [])
    for start, end in spans:
        folded, offsets = fold(text[start:end])
        for match in _WORD.finditer(folded):
            low, high = offsets.span(*match.span()) if offsets else match.span()
            found.words.append(match[0].lower())
            found.starts.append(start + low)
            found.ends.append(start + high)
    return found
