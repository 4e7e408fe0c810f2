"""What the document does with each instrument that it cites.

For deeds that change an instrument, the clause before it says who acts and whether it is done: the document by its
own operative clause (`Quyết định này thay thế …`, `Điều 1. Bãi bỏ …`), a body that is told to (`Sở Tư pháp tham mưu
sửa đổi …`: `to_amend`), or nobody (a noun, a passive, a negation, another instrument's title). Other uses are told by
the words right before the citation (`Căn cứ …`, `tiếp tục thực hiện …`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ...grammar import compiled, table, words
from ...knowledge import KEPT, Knowledge
from ...models import Use
from .deeds import CHANGES, Deed, deed_before, pattern
from .mentions import Mention
from .relations import Link, in_title
from .types import type_words

_REACH = 260
_USE_WINDOW = 70
#: How far before it the clause of a deed is read.
_CLAUSE = 300
#: How far behind an instrument what is done to it may still be told.
_BEHIND = 700
_NEWLINE = re.compile("\n")
_CODE = re.compile(r"[-/ ]")
_CLAUSE_END = re.compile(r"[;:]|\.(?= )")
_SENTENCE_END = re.compile(r"\.(?= )")
_LABEL = re.compile(
    r"(?:[-+•*]|\d{1,3}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|\(\d{1,2}\)|[IVX]{1,5}[.)-])+ ?", re.IGNORECASE
)
ORDERED: dict[Deed, Use] = {"amends": "to_amend", "replaces": "to_replace", "repeals": "to_repeal"}


@dataclass(frozen=True, slots=True)
class Document:
    """What the uses ask of the document itself; empty where its header does not say."""

    type: str = ""
    symbol: str = ""
    title: str = ""

    def is_of(self, types: list[str]) -> bool:
        """Tell whether the document is of one of these types."""
        return self.type.casefold() in {name.casefold() for name in types}

    def may_change(self, mention: Mention) -> bool:
        """Tell whether the issuer of the document can have issued the instrument: their symbols end alike."""
        if not mention.codes:
            return not self.symbol and bool(mention.symbol)
        own = _CODE.split(self.symbol)[-1].replace(".", "").casefold()
        return not own or own == mention.codes[-1].replace(".", "").casefold()


@dataclass(frozen=True, slots=True)
class _Cue:
    use: Use
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Types:
    """Patterns that name types of documents."""

    itself: re.Pattern[str]
    ended: re.Pattern[str]
    ended_by: re.Pattern[str]
    made: re.Pattern[str]
    lead: re.Pattern[str]


@lru_cache(maxsize=KEPT)
def _types(known: Knowledge) -> _Types:
    types = words([*type_words(known).names.values()])
    mood, lead = table("acts")["mood"], table("acts")["lead"]
    patterns = (
        mood["itself"],
        mood["ended"],
        mood["ended_by"],
        r"(?<![{a}]){types}(?: mới| khác)?$",
        lead["tail"],
    )
    return _Types(*(compiled(p.replace("{types}", types), re.IGNORECASE) for p in patterns))


@cache
def _uses() -> dict[Use, re.Pattern[str]]:
    """The cues in the order of the grammar file: the first that fits wins."""
    return {name: compiled(cue) for name, cue in table("acts")["use"].items()}


def read_uses(
    text: str, mentions: list[Mention], links: list[Link], document: Document, known: Knowledge
) -> None:
    """Set on each mention what the document does with it, and the words that show it.

    Members of a list share what opens the list; what another instrument acts on, or has in its title, is a mere
    mention.
    """
    governed = {id(link.source if link.passive else link.target) for link in links}
    reader = _Reader(text, document, known)
    previous: Mention | None = None
    inside = 0
    for mention in mentions:
        nested = mention.start < inside
        inside = max(inside, mention.end)
        if (document.symbol and mention.symbol == document.symbol) or id(mention) in governed or nested:
            continue
        listed = previous is not None and _listed(text[previous.tail : mention.begin])
        if previous and not listed and in_title(text, previous, mention.begin):
            continue
        cue = reader.cue(mention)
        if cue is None and listed and previous:
            mention.use, mention.use_words = previous.use, previous.use_words
        elif cue is None:
            cue = reader.lead_in(mention)
        if cue and cue.use != "mentions":
            mention.use, mention.use_words = cue.use, (cue.start, cue.end)
        previous = mention
    for link in links:
        # What is done to a Quy chế is done to the decision that it came into force with.
        if link.type == "promulgates" and link.passive:
            link.source.use, link.source.use_words = link.target.use, link.target.use_words


def _listed(gap: str) -> bool:
    """Tell whether nothing but a title or a conjunction parts two members of a list."""
    return (
        len(gap) < _REACH
        and "\n" not in gap
        and "." not in gap
        and (gap.rstrip().endswith((";", "và", ",")) or not gap.strip())
    )


@dataclass(slots=True)
class _Reader:
    """Reads the clauses of one text."""

    text: str
    document: Document
    known: Knowledge
    _lines: list[int] = field(init=False)
    _leads: dict[int, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lines = [0, *(found.end() for found in _NEWLINE.finditer(self.text))]

    def cue(self, mention: Mention) -> _Cue | None:
        """Return what the words before, or behind, a mention say that the document does with it."""
        return self._ended(mention) or self._told(self._line(mention.begin), mention.begin, mention)

    def _line(self, position: int) -> int:
        """Return where the line that holds a position begins."""
        return self._lines[bisect_right(self._lines, position) - 1]

    def _told(self, line: int, end: int, mention: Mention) -> _Cue | None:
        """Return the use told by `text[line:end]`."""
        start = max(line, end - _CLAUSE)
        told = self.text[start:end].rstrip(' “"(')
        if told.endswith(":") and (lead := _types(self.known).lead.search(told)):
            if lead["ended"]:
                return _Cue("repeals", start + lead.start("ended"), start + len(told))
            told = told[: lead.start()]
        if done := deed_before(told, CHANGES):
            use = self._changed(done.deed, line, start + done.start, mention)
            return _Cue(use, start + done.start, start + len(told)) if use else _Cue("mentions", end, end)
        window_start = max(start, start + len(told) - _USE_WINDOW)
        window = _small(told[window_start - start :])
        for name, cue in _uses().items():
            if shown := cue.search(window):
                return _Cue(name, window_start + shown.start(), window_start + shown.end())
        return None

    def _changed(self, deed: Deed, line: int, start: int, mention: Mention) -> Use | None:
        """Return the use that a deed at `start` makes: done by the document, told to be done, or none."""
        sentence = _after_last(_SENTENCE_END, self.text[max(line, start - _CLAUSE) : start])
        clause = _after_last(_CLAUSE_END, sentence).strip(' “"(')
        if any(_mood(name).search(clause) for name in ("negated", "passive", "past")):
            return None
        if (own := self._own_words(sentence)) is not None and not _mood("ordered").search(own):
            return deed
        if _mood("noun").search(clause):
            return ORDERED[deed] if _mood("ordered_noun").search(clause) else None
        ordered = bool(_mood("ordered").search(sentence))
        if _mood("resolves").search(clause):
            return deed if self._enacts() else ORDERED[deed]
        subject = self._subject(line, start, clause)
        if not subject and self._acts_without_subject(deed, line, start, mention):
            return deed
        reports = not self.document.type or (subject and self.document.is_of(table("acts")["mood"]["norms"]))
        return None if reports and not ordered else ORDERED[deed]

    def _own_words(self, sentence: str) -> str | None:
        """Return what follows `Quyết định này` as the subject of a sentence; None where it is none."""
        for found in _types(self.known).itself.finditer(sentence):
            if not _mood("not_itself").search(sentence[: found.start()]):
                return sentence[found.end() :]
        return None

    def _enacts(self) -> bool:
        return self.document.is_of(table("acts")["mood"]["enacting"])

    def _subject(self, line: int, start: int, clause: str) -> str:
        """Return what stands before a deed beside labels, the word `Điều` and words that name nobody."""
        if self._in_title(line, start):
            return ""
        named = _LABEL.match(clause)
        rest = clause[named.end() :] if named else clause
        article = _mood("article").match(rest)
        rest = rest[article.end() :] if article else rest
        return "" if _mood("empty").fullmatch(rest) else rest

    def _in_title(self, line: int, position: int) -> bool:
        if position - line > _CLAUSE:
            return False
        head = " ".join(self.text[line : position + 1].split()).casefold()
        return bool(head) and " ".join(self.document.title.split()).casefold().startswith(head)

    def _acts_without_subject(self, deed: Deed, line: int, start: int, mention: Mention) -> bool:
        """Tell a deed of the document (`Điều 1. Sửa đổi …`, `Bãi bỏ …`) from an order (`Sửa đổi Luật Giá`)."""
        if self._in_title(line, start):
            return True
        if self._enacts() and (_mood("article").match(self.text, line) or self._leads_to_wording(mention)):
            return True
        mine = self.document.may_change(mention)
        return mine and (deed != "amends" or self._enacts() or self._leads_to_wording(mention))

    def _leads_to_wording(self, mention: Mention) -> bool:
        """Tell whether the new wording follows (`… như sau:`)."""
        end = min(self._line_end(mention.tail), mention.tail + _BEHIND)
        return self.text.find(table("acts")["mood"]["wording"], mention.tail, end) >= 0

    def _ended(self, mention: Mention) -> _Cue | None:
        """`A hết hiệu lực kể từ ngày Nghị định này …`, `A được thay thế bởi Quyết định này`."""
        if self.text.find(" này", mention.tail, mention.tail + _BEHIND) < 0:
            return None
        types = _types(self.known)
        if found := types.ended_by.match(self.text, mention.tail):
            deed = found["deed"].lower()
            use: Use = "replaces" if deed == "thay thế" else "repeals" if deed == "bãi bỏ" else "amends"
            return _Cue(use, found.start("deed"), found.end())
        found = types.ended.match(self.text, mention.tail)
        return _Cue("repeals", found.start(), found.end()) if found else None

    def lead_in(self, mention: Mention) -> _Cue | None:
        """Return the use that a lead-in above gives a mention that opens a member of its list."""
        line = self._line(mention.begin)
        member = pattern("lead", "member").match(self.text, line)
        if member is None or member.end() != mention.begin:
            return None
        lead = self._lead_of(line)
        if lead is None:
            return None
        return self._told(lead, self._line_end(lead), mention)

    def _line_end(self, line: int) -> int:
        end = self.text.find("\n", line)
        return end if end >= 0 else len(self.text)

    def _lead_of(self, line: int) -> int | None:
        """Return the line that opens the list in which a line stands; each line is asked once."""
        passed: list[int] = []
        lead: int | None = None
        while line not in self._leads and line:
            passed.append(line)
            above = self._line(line - 1)  # the break belongs to the line that it ends
            if self.text[above : line - 1].rstrip().endswith(":"):
                lead = above if self._style(above) != self._style(line) or not self._style(line) else None
                break
            if self._style(above) != self._style(line):
                break
            line = above
        else:
            lead = self._leads.get(line)
        for each in passed:
            self._leads[each] = lead
        return lead

    def _style(self, line: int) -> str:
        label = _LABEL.match(self.text, line)
        if label is None:
            return ""
        return "digit" if label[0][0].isdigit() else "letter" if label[0][0].isalpha() else label[0][0]


@cache
def _mood(name: str) -> re.Pattern[str]:
    return pattern("mood", name)


def _after_last(end: re.Pattern[str], told: str) -> str:
    """Return what stands behind the last end of a clause or sentence."""
    last = 0
    for found in end.finditer(told):
        last = found.end()
    return told[last:]


def _small(told: str) -> str:
    """Return the words in small letters, as far as that keeps their length: so patterns are tried much faster."""
    small = told.lower()
    return small if len(small) == len(told) else told
