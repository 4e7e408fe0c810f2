"""What is on a page beside its text: page numbers, running heads, notes at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table
from .assembly import superscript
from .page_lines import PageLine

_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"([¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[?\d{1,2}\]?(?= )) ?(?=\S)")
_MARKS = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\d{1,2}\]")
_NOTE_SIZE = 0.93  # of the letters of the text
_HEIGHTS = 4.0  # points by which a running head may move from page to page


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the foot of a page: its mark, and its lines."""

    mark: str
    lines: Sequence[PageLine]


@cache
def _rules() -> tuple[int, float, int, re.Pattern[str]]:
    rules = table("files")["running_heads"]
    return rules["lines"], rules["share"], rules["pages"], compiled(rules["page_number"])


def running_heads(pages: Sequence[Sequence[PageLine]]) -> set[int]:
    """Return the ids of the lines that are page numbers, or stand at the same height of most pages."""
    count, share, fewest, number = _rules()
    edges = [_edges(lines, count) for lines in pages]
    seen = Counter(key for page in edges for key in {_key(line) for line in page})
    found = set()
    for page, lines in enumerate(edges, start=1):
        for line in lines:
            match = number.fullmatch(line.text.strip())
            repeated = len(pages) >= fewest and _often(seen, line) >= share * len(pages)
            if repeated or (match and int(match["number"]) == page and len(pages) > 1):
                found.add(id(line))
    return found


def _edges(lines: Sequence[PageLine], count: int) -> list[PageLine]:
    ordered = sorted(lines, key=lambda line: line.base)
    return ordered if len(ordered) <= 2 * count else [*ordered[:count], *ordered[-count:]]


def _key(line: PageLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.base / _HEIGHTS)


def _often(seen: Counter[tuple[str, int]], line: PageLine) -> int:
    text, height = _key(line)
    return sum(seen[text, height + step] for step in (-1, 0, 1))


def split_notes(lines: list[PageLine], size: float) -> tuple[list[PageLine], list[Note]]:
    """Return the lines of the text and the notes below them; `size` is that of the letters of the text.

    A note begins with a mark that is called in the text above, in smaller letters; below it there are only notes.
    """
    called = {mark for line in lines if line.size > _NOTE_SIZE * size for mark in _MARKS.findall(line.text)}
    marks = [_note_mark(line, size, called) for line in lines]
    start = next((index for index, mark in enumerate(marks) if mark), None)
    if start is None:
        return lines, []
    notes: list[tuple[str, list[PageLine]]] = []
    for line, mark in zip(lines[start:], marks[start:], strict=True):
        if mark:
            notes.append((mark, [line]))
        else:
            notes[-1][1].append(line)
    return lines[:start], [Note(mark, found) for mark, found in notes]


def _note_mark(line: PageLine, size: float, called: set[str]) -> str:
    if line.size > _NOTE_SIZE * size:
        return ""
    match = _NOTE.match(line.text)
    if match is None:
        return ""
    mark = superscript(match[1]) if match[1].isdecimal() else match[1]
    return mark if mark in called else ""


def note_text(note: Note) -> str:
    """Return the words of a note without its mark."""
    text = " ".join(line.text for line in note.lines)
    match = _NOTE.match(text)
    return text[match.end() :] if match else text
