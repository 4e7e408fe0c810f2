"""The sentence that shows something: evidence for an edge."""

from __future__ import annotations

import re

from ..models import Directive

LONGEST = 200  # characters of a quote, unless what it shows is longer
_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n\s*\n")


def quote_around(directive: Directive, start: int, end: int) -> str:
    """Return the sentence around `text[start:end]`, cut between words to some 200 characters; verbatim.

    >>> from danvan_docs import parse
    >>> directive = parse("Một câu. Thực hiện Nghị quyết số 25-NQ/TW, Tỉnh ủy yêu cầu. Câu khác.")
    >>> quote_around(directive, 19, 41)
    'Thực hiện Nghị quyết số 25-NQ/TW, Tỉnh ủy yêu cầu.'
    """
    text = directive.text
    block = next((b for b in directive.blocks if b.start <= start and end <= b.end), None)
    low, high = (block.start, block.end) if block else (0, len(text))
    low, high = max(low, start - LONGEST), min(high, end + LONGEST)
    low = max((m.end() for m in _SENTENCE_END.finditer(text, low, start)), default=low)
    high = next((m.end() for m in _SENTENCE_END.finditer(text, end, high)), high)
    spare = max(0, LONGEST - (end - start))
    before = min(start - low, max(spare // 2, spare - (high - end)))
    after = min(high - end, spare - before)
    return text[_word_start(text, start - before, start) : _word_end(text, end + after, end)].strip()


def _word_start(text: str, position: int, latest: int) -> int:
    """Move `position` to the right until a word begins there."""
    while 0 < position < latest and not text[position - 1].isspace():
        position += 1
    return position


def _word_end(text: str, position: int, earliest: int) -> int:
    """Move `position` to the left until a word ends there."""
    while earliest < position < len(text) and not text[position].isspace():
        position -= 1
    return position
