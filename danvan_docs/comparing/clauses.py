"""The clause of a number: what it is said of, with its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from ..models import Directive, Target
from ..parsing.structure.sentences import sentences
from .passages import on_one_line

_CLAUSE_END = re.compile(r"[;:](?= |$)")
_COMMA = re.compile(r",(?= )")


def clauses(directive: Directive) -> Iterator[tuple[Target, int, int, int]]:
    """Yield each target with the start and end of its clause, and the start of the sentence that holds it.

    A clause ends with a semicolon or colon, and where the next number is spoken of.
    """
    text, targets = on_one_line(directive.text), directive.targets
    pieces = list(_pieces(directive, text))
    starts = [start for start, _, _ in pieces]
    for at, target in enumerate(targets):
        held = bisect_right(starts, target.start) - 1
        start, end, sentence = pieces[held] if held >= 0 else (0, len(text), 0)
        if at and targets[at - 1].end > start:
            start = _turn(text, targets[at - 1].end, target.start)
        if at + 1 < len(targets) and targets[at + 1].start < end:
            end = _turn(text, target.end, targets[at + 1].start)
        yield target, *_trimmed(text, start, max(end, target.end)), sentence


def _pieces(directive: Directive, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield every stretch between two clause ends, with the start of its sentence, in order."""
    for block in directive.blocks:
        for first, last in sentences(text, block.start, block.end):
            start = first
            for end in chain((match.end() for match in _CLAUSE_END.finditer(text, first, last)), (last,)):
                yield start, end, first
                start = end


def _turn(text: str, start: int, end: int) -> int:
    """Return where, between two numbers, what is said of the first ends and of the second begins.

    `A đạt 5%, B đạt 7%` turns at the first comma, `90% A được B, 80% C` at the last.
    """
    commas = [match.end() for match in _COMMA.finditer(text, start, end)]
    if not commas:
        return end
    return commas[-1] if not text[commas[-1] : end].strip() else commas[0]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" ,;-+*•")), start + len(words.rstrip(" ,;"))
