"""Sentences, words and word classes by underthesea, with exact offsets.

For search indexes and for research on the language of directives. Reading a directive needs none of this.
underthesea is asked about one line at a time, on text with one spelling (`fold`), and what it answers is
found again in the source: it drops blanks, knows no offsets, and takes numbering for sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pydantic import Field

from ..models import Span
from ..reading.folding import fold

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PLAIN_WORD = re.compile(r"\w+|[^\w\s]")
_NUMBERING = re.compile(r"[-+*•]|\(?(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])[.)]+")
_NO_END = re.compile(r"(?:^|[\s(.])(?:GS|PGS|TS|ThS|TM|KT|TL|TUQ|TP|TX|TT|tr|vv)\.$")
# How far beyond the word before it a word is looked for; what lies between is cut by letters and signs.
_REACH = 16

#: A word and its class, in the spelling of underthesea.
_Answer = tuple[str, str]


class TaggedWord(Span):
    """A word with its class: N noun, Np name, V verb, A adjective, E preposition, M numeral, CH sign …"""

    tag: str = Field(description="word class of underthesea; X where it gave none")


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text`; `text[start:end]` is the sentence without blanks around it.

    The end of a line always ends a sentence. Numbering (`1.`, `II.`, `a)`) and titles (`PGS.TS.`) end none;
    a line that holds nothing but numbering is none.

    >>> text = "1. Kiểm tra. Báo cáo PGS.TS. Lê.\\nII. GIẢI PHÁP"
    >>> [text[each.start:each.end] for each in sentences(text)]
    ['1. Kiểm tra.', 'Báo cáo PGS.TS. Lê.', 'II. GIẢI PHÁP']
    """
    from underthesea import sent_tokenize

    found = []
    for line in _LINE.finditer(text):
        start, end = line.start(), line.start()
        for piece in sent_tokenize(line[0]):
            at = text.find(piece, end, line.end())
            start = start if start < end else at
            end = at + len(piece)
            if not (_NUMBERING.fullmatch(text, start, end) or _NO_END.search(text, start, end)):
                found.append(Span(start=start, end=end))
                start = end
        if start < end and not _NUMBERING.fullmatch(text, start, end):
            found.append(Span(start=start, end=end))
    return found


def words(text: str, keep: Iterable[str] = ()) -> list[Span]:
    """Return the words of `text`; every character but blanks is in one. Each of `keep` stays one word.

    Give symbols and names of bodies to `keep`: underthesea cuts `25-NQ/TW` into five pieces. Where the source
    cannot be found in an answer of underthesea, that stretch is cut into runs of letters and single signs.

    >>> text = "Thực hiện Nghị quyết số 25-NQ/TW"
    >>> [text[each.start:each.end] for each in words(text, keep=["25-NQ/TW"])]
    ['Thực hiện', 'Nghị quyết', 'số', '25-NQ/TW']
    """
    from underthesea import word_tokenize

    def ask(line: str) -> list[_Answer]:
        return [(word, "") for word in word_tokenize(line, use_token_normalize=False)]

    return [Span(start=word.start, end=word.end) for word in _segment(text, keep, ask)]


def pos_tags(text: str, keep: Iterable[str] = ()) -> list[TaggedWord]:
    """Return the words of `text` with their classes; each of `keep` is one word, and a name (`Np`).

    >>> text = "Ban Dân vận Tỉnh ủy kiểm tra"
    >>> [(text[each.start:each.end], each.tag) for each in pos_tags(text, keep=["Ban Dân vận Tỉnh ủy"])]
    [('Ban Dân vận Tỉnh ủy', 'Np'), ('kiểm tra', 'V')]
    """
    from underthesea import pos_tag

    return list(_segment(text, keep, pos_tag))


def _segment(text: str, keep: Iterable[str], ask: Callable[[str], list[_Answer]]) -> Iterator[TaggedWord]:
    """Cut `text` into lines, lines at the phrases to keep, and what lies between by `ask`."""
    folded, offsets = fold(text)
    kept = _kept(keep)
    for line in _LINE.finditer(folded):
        for start, end, tag in _segment_line(folded, line.span(), kept, ask):
            first, last = offsets.span(start, end) if offsets else (start, end)
            yield TaggedWord(start=first, end=last, tag=tag)


def _kept(keep: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of the phrases to keep, the longest first.

    underthesea has `fixed_words` for this, but reads them as regular expressions and goes on using them for
    every later caller in the process.
    """
    phrases = sorted({" ".join(fold(phrase)[0].split()) for phrase in keep} - {""}, key=len, reverse=True)
    choices = "|".join(re.escape(phrase).replace(r"\ ", " +") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE) if phrases else None


def _segment_line(
    text: str, line: tuple[int, int], kept: re.Pattern[str] | None, ask: Callable[[str], list[_Answer]]
) -> Iterator[tuple[int, int, str]]:
    start, end = line
    for phrase in kept.finditer(text, start, end) if kept else ():
        yield from _align(text, start, phrase.start(), ask(text[start : phrase.start()]))
        yield phrase.start(), phrase.end(), "Np"
        start = phrase.end()
    yield from _align(text, start, end, ask(text[start:end]))


def _align(text: str, start: int, end: int, answers: Iterable[_Answer]) -> Iterator[tuple[int, int, str]]:
    """Find the words of underthesea in `text[start:end]`; cut what it left out plainly."""
    for word, tag in answers:
        place = _find(text, word.split(), start, end)
        if place:
            yield from _plain_words(text, start, place[0])
            yield *place, tag
            start = place[1]
    yield from _plain_words(text, start, end)


def _find(text: str, parts: list[str], start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a word whose parts may stand apart, or None where it is not near."""
    first = None
    for part in parts:
        at = text.find(part, start, min(start + _REACH + len(part), end))
        if at < 0:
            return None
        first = at if first is None else first
        start = at + len(part)
    return None if first is None else (first, start)


def _plain_words(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    return ((*match.span(), "X") for match in _PLAIN_WORD.finditer(text, start, end))
