"""Full text search over the sections of a store, with and without diacritics.

    WORDS ──Query──> FTS5 over `section_words`, filters over the other tables ──> sections, best first
          └─pattern─> place in the section ──> place in the document

The place is found with a pattern in the text of the section, since the index knows words, not characters.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from ..errors import StoreError
from ..models import Actor, Span
from ..reading.folding import fold
from .identity import InstrumentId, unknown
from .passages import marked, unmarked

if TYPE_CHECKING:
    from .store import Store

#: How marks count: `auto` is `exact` where the words looked for have any, else `ignore`.
Diacritics = Literal["auto", "exact", "ignore"]
Kind = Literal["target", "statistic"]

_AROUND = 70  # characters of a snippet on either side of what was found
_GAP = r"[\W_]+"
_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r"[\"“”]([^\"“”]*)[\"“”]?|(\S+)")
_TITLE_WEIGHT = 4.0  # of a word in a title, against one in the text


class Hit(Span):
    """One section that holds what was looked for; `start` and `end` are the first place in the document."""

    source: str
    symbol: str | None
    date: str | None
    province: str | None
    section: str
    """Path of the section, '' for what stands before the first."""
    title: str
    page: int | None
    found: str
    """The words as they stand there."""
    snippet: str
    """The words with some of the text around them, on one line."""


@dataclass(frozen=True)
class Query:
    """Words and phrases, all of which a section must hold."""

    text: str
    diacritics: Diacritics = "auto"

    @cached_property
    def exact(self) -> bool:
        """Whether diacritics count."""
        folded = marked(self.text)
        return self.diacritics == "exact" or (
            self.diacritics == "auto" and folded.lower() != unmarked(folded)
        )

    @cached_property
    def phrases(self) -> list[list[str]]:
        """The words of each phrase; a word by itself is a phrase, and so is a number with its symbol.

        >>> Query('"dân vận khéo" 25-NQ/TW').phrases
        [['dân', 'vận', 'khéo'], ['25', 'nq', 'tw']]
        """
        text = marked(self.text) if self.exact else unmarked(self.text)
        parts = (match[1] if match[1] is not None else match[2] for match in _PHRASE.finditer(text))
        return [words for part in parts if (words := _WORD.findall(part.lower()))]

    @property
    def matches(self) -> list[str]:
        """The query as FTS5 reads it: first as one phrase, then as phrases that stand anywhere."""
        columns = "title text" if self.exact else "plain_title plain_text"
        whole = [[word for phrase in self.phrases for word in phrase]]
        ways = [whole, self.phrases] if len(self.phrases) > 1 else [whole]
        return [f"{{{columns}}} : ({' AND '.join(map(_quoted, way))})" for way in ways]

    def places(self, text: str) -> Iterator[Span]:
        """Yield where in `text` the words stand, in its own characters: all in a row first, then each phrase."""
        folded, offsets = fold(text)
        searched = folded if self.exact else unmarked(folded)
        for pattern in self._patterns:
            for match in pattern.finditer(searched):
                start, end = offsets.span(*match.span()) if offsets else match.span()
                yield Span(start=start, end=end)

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        each = [_GAP.join(words) for words in sorted(self.phrases, key=len, reverse=True)]
        whole = _GAP.join(_GAP.join(words) for words in self.phrases)
        return [
            re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])", re.IGNORECASE)
            for choices in (whole, "|".join(each))
        ]


def _quoted(words: list[str]) -> str:
    return f'"{" ".join(words)}"'


@dataclass(frozen=True)
class Filters:
    """What else must hold: of the document, or of what stands in the section."""

    body: str | None = None
    instrument: str | None = None
    province: str | None = None
    year: int | None = None
    kind: Kind | None = None

    def conditions(self, store: Store) -> Iterator[tuple[str, Any]]:
        """Yield conditions in SQL over `d` (document) and `s` (section), each with its value."""
        inside = "BETWEEN s.start AND s.text_end - 1"
        if self.province is not None:
            yield f"d.province IN {_LIST}", _provinces(store, self.province)
        if self.year is not None:
            yield "substr(d.date, 1, 4) = ?", str(self.year)
        if self.kind is not None:
            yield (
                "EXISTS (SELECT 1 FROM targets t"
                f" WHERE t.document_id = d.id AND t.start {inside} AND t.kind = ?)",
                self.kind,
            )
        if self.instrument is not None:
            yield (
                "EXISTS (SELECT 1 FROM edges e"
                f" WHERE e.document = d.source AND e.start {inside} AND e.target IN {_LIST})",
                _instruments(store, self.instrument),
            )
        if self.body is not None:
            yield (
                "EXISTS (SELECT 1 FROM tasks k JOIN actors a ON a.task_id = k.id"
                f" WHERE k.document_id = d.id AND k.start {inside} AND a.text IN {_LIST})",
                _bodies(store, self.body),
            )


_LIST = "(SELECT value FROM json_each(?))"


def search(
    store: Store, query: Query, filters: Filters, *, whole_words: bool = False, limit: int = 20
) -> list[Hit]:
    """Return the sections that hold all words and phrases of `query`, best first.

    Those that hold them in a row go before the others; beyond that BM25 decides, titles counting more. With
    `whole_words` only those in which they tear no Vietnamese word apart, as underthesea cuts the text. Copies of
    a document are left out. Raises StoreError where there is no word to look for.
    """
    if not query.phrases:
        raise StoreError(f"{query.text!r}: no word to look for")
    conditions = list(filters.conditions(store))
    where = "".join(f" AND {condition}" for condition, _ in conditions)
    sql = (
        "SELECT s.id FROM section_words w"
        " JOIN sections s ON s.id = w.rowid JOIN documents d ON d.id = s.document_id"
        f" WHERE section_words MATCH ? AND d.copy_of IS NULL{where}"
        f" ORDER BY bm25(section_words, {_TITLE_WEIGHT}, 1, {_TITLE_WEIGHT}, 1), d.source, s.start"
    )
    values = [value for _, value in conditions]
    found = dict.fromkeys(row["id"] for match in query.matches for row in store.query(sql, match, *values))
    hits = (_hit(store, section, query, whole_words) for section in found)
    return list(islice(filter(None, hits), limit))


def _hit(store: Store, section: int, query: Query, whole_words: bool) -> Hit | None:
    """Return the hit in a section; None where every place in it tears words apart."""
    [row] = store.query(
        "SELECT d.source, d.symbol, d.date, d.province, s.path AS section, s.title, s.start, s.text,"
        " json_extract(d.directive, '$.pages') AS pages"
        " FROM sections s JOIN documents d ON d.id = s.document_id WHERE s.id = ?",
        section,
    )
    text = row["text"]
    places = query.places(text)
    place = next(_untorn(places, text) if whole_words else places, None)
    if place is None:
        return None
    start = row["start"] + place.start
    return Hit(
        **{name: row[name] for name in ("source", "symbol", "date", "province", "section", "title")},
        start=start,
        end=row["start"] + place.end,
        page=bisect_right(json.loads(row["pages"]), start) or None,
        found=_one_line(text[place.start : place.end]),
        snippet=_snippet(text, place),
    )


def _untorn(places: Iterator[Span], text: str) -> Iterator[Span]:
    """Yield the places that tear no word apart: `dân chủ`, but not in `người dân chủ động`.

    A place inside one longer word (`bí thư` in `Tổng Bí thư`) is whole.
    """
    from ..nlp.segment import words

    cut = words(text)
    starts, ends = [word.start for word in cut], [word.end for word in cut]
    for place in places:
        first, last = bisect_right(starts, place.start) - 1, bisect_left(ends, place.end)
        if first == last or (starts[first] == place.start and ends[last] == place.end):
            yield place


def _snippet(text: str, place: Span) -> str:
    """Return the place with what stands around it, cut between words."""
    low, high = max(0, place.start - _AROUND), min(len(text), place.end + _AROUND)
    before, after = text[low : place.start], text[place.end : high]
    if low:
        before = "… " + before.partition(" ")[2]
    if high < len(text):
        after = after.rpartition(" ")[0] + " …"
    return _one_line(before + text[place.start : place.end] + after)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _provinces(store: Store, name: str) -> str:
    """Return the provinces of documents that are meant, in any spelling, as JSON."""
    known = store.registry.province(name)
    wanted = {unmarked(each) for each in (name, known.former if known else name)}
    rows = store.query("SELECT DISTINCT province FROM documents WHERE province IS NOT NULL")
    return json.dumps([row["province"] for row in rows if unmarked(row["province"]) in wanted])


def _instruments(store: Store, symbol: str) -> str:
    """Return the ids of the instruments that a symbol may mean, as JSON; raise StoreError where there is none."""
    wanted = InstrumentId.parse(symbol)
    ids = [row["id"] for row in store.query("SELECT id FROM instruments")]
    found = [each for each in ids if wanted.may_mean(InstrumentId.parse(each))]
    if not found:
        raise unknown(symbol)
    return json.dumps(found)


def _bodies(store: Store, name: str) -> str:
    """Return the words by which duties call a body, as JSON."""
    from ..linking.body_filter import BodyFilter

    is_meant = BodyFilter(name, store.registry)
    rows = store.query("SELECT DISTINCT text, body FROM actors")
    actors = (
        Actor(start=0, end=len(row["text"]), role="lead", text=row["text"], body=row["body"]) for row in rows
    )
    return json.dumps([actor.text for actor in actors if is_meant(actor)])
