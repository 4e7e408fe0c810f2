"""Where a paragraph stands: its section, the headings above it, and what kind of section that is."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, cast

from ...grammar import compiled, table
from ...models import BlockKind
from ...reading import Reading
from ..times.times import find_times, period_end
from .page import Page
from .sections import Heading, find_headings

SectionKind = Literal["", "report", "principle", "scope", "aim", "listing"]


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {kind: compiled(pattern) for kind, pattern in table("sections")["kinds"].items()}


@cache
def _forward() -> re.Pattern[str]:
    return compiled(table("sections")["forward"])


#: The mark of a bullet that stars set off; the reading leaves them out.
_STAR = "*"


@dataclass(slots=True)
class Outline:
    """The headings of a document, and for each paragraph of the body the section that holds it."""

    body: range
    kinds: list[BlockKind]
    headings: list[Heading]
    _holders: list[int | None] = field(default_factory=list)
    _by_paragraph: dict[int, Heading] = field(default_factory=dict)
    _kinds: list[SectionKind] = field(default_factory=list)
    _depths: list[int] = field(default_factory=list)
    _postscript: list[bool] = field(default_factory=list)
    _deadlines: dict[str, str | None] = field(default_factory=dict)

    def is_heading(self, index: int) -> bool:
        """Tell whether a paragraph is a heading rather than running text."""
        heading = self._by_paragraph.get(index)
        return bool(heading and heading.is_heading)

    def holder(self, index: int) -> Heading | None:
        """Return the innermost section that holds a paragraph, itself included."""
        position = self._holders[index]
        return None if position is None else self.headings[position]

    def paragraph_of(self, index: int) -> int | None:
        """Return the paragraph at which the section of a paragraph begins."""
        holder = self.holder(index)
        return holder.paragraph if holder else None

    def above(self, index: int) -> list[Heading]:
        """Return the sections that hold a paragraph, innermost first."""
        found = []
        position = self._holders[index]
        while position is not None:
            found.append(self.headings[position])
            position = self.headings[position].parent
        return found

    def depth(self, reading: Reading, index: int) -> int:
        """Return how deep a paragraph stands in a list: plain text and items 0, bullets 1, bullets below others 2 …"""
        return self._depths[index]

    def path(self, index: int) -> str:
        """Return the path of the section that holds a paragraph, '' outside of all."""
        holder = self.holder(index)
        return holder.path if holder else ""

    def is_report(self, index: int) -> bool:
        """Tell whether a paragraph stands in a report of how things are."""
        return self.kind(index) == "report"

    def is_preamble(self, index: int) -> bool:
        """Tell whether a paragraph stands before the first heading of a document that has headings."""
        return bool(self.headings) and index < self.headings[0].paragraph

    def is_principle(self, index: int) -> bool:
        """Tell whether a paragraph stands among principles, definitions, or what the document is about."""
        return self.kind(index) in ("principle", "scope")

    def is_postscript(self, index: int) -> bool:
        """Tell whether a paragraph follows the closing `./.`, before a heading that opens another part."""
        return self._postscript[index]

    def deadline(self, reading: Reading, index: int) -> str | None:
        """Return the year that the headings above a paragraph set: a period's last one, or `đến năm …`."""
        for heading in self.above(index):
            if heading.is_heading:
                if heading.path not in self._deadlines:
                    self._deadlines[heading.path] = _deadline_in(
                        reading.text[heading.title_start : heading.title_end]
                    )
                if deadline := self._deadlines[heading.path]:
                    return deadline
        return None

    def kind(self, index: int) -> SectionKind:
        """Return what kind of section holds a paragraph, '' for one of orders; grammar/sections.toml tells them."""
        position = self._holders[index]
        return "" if position is None else self._kinds[position]


def _deadline_in(title: str) -> str | None:
    time = next((time for time in find_times(title, 0, len(title)) if time.is_deadline), None)
    return time.iso if time else period_end(title)


def read_outline(reading: Reading, page: Page) -> Outline:
    """Return the outline of a page."""
    headings = find_headings(reading, page.body)
    outline = Outline(page.body, page.kinds, headings)
    outline._by_paragraph = {heading.paragraph: heading for heading in headings}
    current: int | None = None
    closed = False
    starts = {heading.paragraph: position for position, heading in enumerate(headings)}
    outline._depths = list(_depths(reading, starts))
    for index in range(len(reading.paragraphs)):
        closed = closed and index not in starts
        outline._postscript.append(closed)
        closed = closed or reading.text.startswith("./.", max(reading.paragraphs[index].end - 3, 0))
        current = starts.get(index, current)
        outline._holders.append(current if index in page.body else None)
    for heading in headings:
        title = reading.text[heading.title_start : heading.title_end] if heading.is_heading else ""
        inherited = outline._kinds[heading.parent] if heading.parent is not None else ""
        outline._kinds.append(_kind_of(title, inherited))
    return outline


def _depths(reading: Reading, starts: Container[int]) -> Iterator[int]:
    """Yield how deep each paragraph stands among bullets: a mark that is new to a list stands below the others.

    A star names a group, and a dash never stands below a plus.
    """
    marks: list[str] = []
    for index, paragraph in enumerate(reading.paragraphs):
        if paragraph.style != "bullet":
            marks = [] if index in starts else marks
            yield 0
            continue
        mark = reading.text[paragraph.start] if paragraph.body > paragraph.start else _STAR
        if mark in marks:
            del marks[marks.index(mark) + 1 :]
        elif mark == _STAR:
            marks = [mark]
        elif mark == "-":
            marks = [*(each for each in marks if each != "+"), mark]
        else:
            marks.append(mark)
        yield len(marks)


def _kind_of(title: str, inherited: SectionKind) -> SectionKind:
    """`QUAN ĐIỂM, MỤC TIÊU, NHIỆM VỤ` and the like hold more than what they begin with."""
    if _forward().search(title):
        return ""
    for kind, pattern in _kinds().items():
        if title and pattern.search(title):
            return cast(SectionKind, kind)
    return inherited
