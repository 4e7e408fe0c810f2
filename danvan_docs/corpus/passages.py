"""A text as the search sees it: cut at its sections, in one spelling, with and without diacritics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..models import Directive
from ..reading.folding import fold, plain


@dataclass(frozen=True, slots=True)
class Passage:
    """The own text of a section, up to the next one; what stands before the first has the path ''.

    `start` to `end` is label and title, to `text_end` the own text, to `body_end` all that belongs to it.
    """

    start: int
    end: int
    body_end: int
    text_end: int
    path: str
    label: str
    title: str
    heading: bool
    text: str


def passages(directive: Directive) -> Iterator[Passage]:
    """Yield the stretches of a text, in order; together they are the whole text.

    >>> from danvan_docs import parse
    >>> directive = parse("KẾ HOẠCH\\n\\nI. MỤC TIÊU\\n\\n1. Chung\\n\\n2. Cụ thể")
    >>> [(each.path, each.text.strip()) for each in passages(directive)]
    [('', 'KẾ HOẠCH'), ('I', 'I. MỤC TIÊU'), ('I/1', '1. Chung'), ('I/2', '2. Cụ thể')]
    """
    text, sections = directive.text, directive.sections
    ends = [*(section.start for section in sections), len(text)]
    if ends[0]:
        yield Passage(0, 0, ends[0], ends[0], "", "", "", False, text[: ends[0]])
    for section, end in zip(sections, ends[1:], strict=True):
        place = section.start, section.end, section.body_end, end
        named = section.path, section.label, section.title, section.heading
        yield Passage(*place, *named, text[section.start : end])


def marked(text: str) -> str:
    """Return `text` in one spelling: composed letters, the older place of tone marks, one kind of dash."""
    return fold(text)[0]


def unmarked(text: str) -> str:
    """Return `text` in small letters without diacritics, as long as `marked(text)`.

    >>> unmarked("Đảng uỷ khoá XI")
    'dang uy khoa xi'
    """
    return plain(marked(text))
