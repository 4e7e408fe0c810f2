"""The tree of headings and numbered items.

Party texts climb `I.` → `1.` → `1.1.` → `a)`, schemes begin with `Phần`, regulations with `Chương` → `Mục` → `Điều` →
khoản → điểm (Hướng dẫn 36-HD/VPTW; Nghị định 30/2020/NĐ-CP). The rank of a label says what can hold what; its value
says whether it goes on with a list or begins a new one. Wrong numbers are kept as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...reading import Reading
from ...reading.numbering import Number, number_of

#: What can stand inside what: a smaller rank holds a larger one. Styles of one rank nest in the order they come.
_RANK = {
    "appendix": 0,
    "part": 1,
    "chapter": 2,
    "division": 3,
    "upper": 3,
    "roman": 4,
    "article": 5,
    "arabic": 6,
    "lost": 6,
    "decimal": 7,
    "composite": 7,
    "letter": 8,
    "letterdot": 8,
    "paren": 8,
    "lettered": 9,
}
#: Styles that are one: a figure that a scan lost stood in a list of figures.
_AS = {"lost": "arabic", "letterdot": "letter"}
#: A labelled paragraph with more words than this is running text, whatever it ends with.
_HEADING_WORDS = 60
_ITEM_TITLE_WORDS = 8


@dataclass(slots=True)
class Heading:
    """A labelled paragraph in its place in the tree; offsets are of the reading text.

    `paragraph` is its index in the reading; `title_end` may lie in the next paragraph (`Phần thứ nhất ⏎ TÊN PHẦN`).
    """

    paragraph: int
    style: str
    label: str
    path: str
    level: int
    parent: int | None
    start: int
    title_start: int
    title_end: int
    body_end: int
    is_heading: bool

    def title(self, reading: Reading) -> str:
        """Return the heading's text as the source spells it, or the first eight words of running text."""
        if self.is_heading:
            return " ".join(reading.words(self.title_start, self.title_end).split())
        end = self.title_start
        for _ in range(_ITEM_TITLE_WORDS):
            blank = reading.text.find(" ", end + 1, self.title_end)
            end = blank if blank > 0 else self.title_end
        return " ".join(reading.words(self.title_start, end).split()[:_ITEM_TITLE_WORDS])


#: Running text ends so; a footnote's mark may follow (`… tại các chi bộ cơ sở).1`).
_TAIL = 12
_CLOSED = re.compile(r"[.;,][”\"’) ]*\d?$")


#: Labels that number running text as well as headings.
_ITEM_STYLES = ("arabic", "lost", "decimal", "composite", "letter", "letterdot", "paren", "lettered")
#: A line that names a group of items takes no more characters than this.
_LONGEST_GROUP = 120
_OPENING, _CLOSING = "“", "”"
_QUOTED_TO_THE_END = re.compile(r'["”][.;,]{0,2}$')


@dataclass(slots=True)
class _Open:
    """A section that can still take children: `prefix` is its number as decimal ones below it repeat it."""

    index: int
    style: str
    number: Number
    prefix: tuple[str, ...]


def find_headings(reading: Reading, body: range) -> list[Heading]:
    """Return the headings and items among the paragraphs `body` of `reading`, in order.

    >>> from danvan_docs.reading import read_layout
    >>> reading = read_layout("II. MỤC TIÊU\\n\\n2. Cụ thể\\n\\n2.1. Chung\\n\\na) Một.\\n\\n3. Khác")
    >>> [h.path for h in find_headings(reading, range(5))]
    ['II', 'II/2', 'II/2/2.1', 'II/2/2.1/a', 'II/3']
    """
    headings: list[Heading] = []
    stack: list[_Open] = []
    quoted = frozenset(_quoted(reading, body))
    for index in body:
        paragraph = reading.paragraphs[index]
        if paragraph.style not in _RANK or paragraph.cell or index in quoted:
            continue
        style = _AS.get(paragraph.style, paragraph.style)
        number = number_of(style, paragraph.value)
        if paragraph.style == "lost":
            number = _after(stack)
        _close(stack, style, number, _led_in(reading, index))
        parent = stack[-1].index if stack else None
        stack.append(_Open(len(headings), style, number, number.prefix or (paragraph.value,)))
        path = f"{headings[parent].path}/{paragraph.label}" if parent is not None else paragraph.label
        title_start, title_end, is_heading = _title(reading, index, body)
        headings.append(
            Heading(
                index,
                paragraph.style,
                paragraph.label,
                path,
                len(stack) - 1,
                parent,
                paragraph.start + reading.text.startswith("(", paragraph.start),
                title_start,
                title_end,
                0,
                is_heading,
            )
        )
    _set_body_ends(headings, reading, body)
    for heading in headings:
        if heading.is_heading and heading.style in _ITEM_STYLES:
            heading.is_heading = _holds_text(reading, heading)
    return headings


def _quoted(reading: Reading, body: range) -> Iterator[int]:
    """Yield the paragraphs that an amending instrument quotes: after a colon, from “ to the ” that closes it."""
    start, depth = None, 0
    for index in body:
        paragraph = reading.paragraphs[index]
        text = reading.text
        first, last = text[paragraph.start], text[max(paragraph.end - 4, 0) : paragraph.end]
        if first in f'{_OPENING}"' and index > body.start and _ends_in_colon(reading, index - 1):
            start, depth = index, 0
        if start is None:
            continue
        straight = text[reading.paragraphs[start].start] == '"'
        depth += text.count(_OPENING, paragraph.start, paragraph.end)
        depth -= text.count(_CLOSING, paragraph.start, paragraph.end)
        if _QUOTED_TO_THE_END.search(last) if straight else depth <= 0:
            yield from range(start, index + 1)
            start = None


def _ends_in_colon(reading: Reading, index: int) -> bool:
    return reading.text.endswith(":", 0, reading.paragraphs[index].end)


def _led_in(reading: Reading, index: int) -> bool:
    """Tell whether a list begins below what stands right above it, rather than in a new group of items.

    A group is named by a short line without label that is no sentence (`Khối chính quyền`, `* Các sở:`).
    """
    if index == 0:
        return True
    before = reading.paragraphs[index - 1]
    words = reading.text[before.start : before.end]
    names_group = not before.label and len(words) <= _LONGEST_GROUP and words[-1] not in ".;,"
    return not names_group


def _after(stack: list[_Open]) -> Number:
    """Return the number that follows the last figure of the lists that stand open."""
    return Number(next((each.number.value + 1 for each in reversed(stack) if each.style == "arabic"), 1))


def _close(stack: list[_Open], style: str, number: Number, led_in: bool) -> None:
    """Take off the stack what the new label ends, so that its parent is on top."""
    same = [i for i, s in enumerate(stack) if s.style == style]
    following = [i for i in same if number.follows(stack[i].number)]
    if following:
        del stack[following[-1] :]
        return
    if number.prefix:
        _close_decimal(stack, number.prefix, _RANK[style])
        return
    deeper = bool(stack) and stack[-1].style != style and _RANK[stack[-1].style] > _RANK[style]
    restarts = number.is_first and bool(same) and deeper and led_in
    if same and not restarts:
        del stack[same[-1] :]
        return
    while stack and _RANK[stack[-1].style] >= _RANK[style] and not restarts:
        if _RANK[stack[-1].style] == _RANK[style] and stack[-1].style != style and number.is_first:
            return
        stack.pop()


def _close_decimal(stack: list[_Open], prefix: tuple[str, ...], rank: int) -> None:
    """`2.1.3` belongs under `2.1`, else under `2.`, `II.1` under `II`, else where any number of its kind stands."""
    for i in range(len(stack) - 1, -1, -1):
        whole = stack[i].prefix
        if len(whole) < len(prefix) and whole == prefix[: len(whole)]:
            del stack[i + 1 :]
            return
        if len(whole) == len(prefix) > 1 and whole[:-1] == prefix[:-1]:
            del stack[i:]
            return
    while stack and _RANK[stack[-1].style] >= rank:
        stack.pop()


def _title(reading: Reading, index: int, body: range) -> tuple[int, int, bool]:
    """Return where the title stands and whether the paragraph is a heading rather than running text."""
    paragraph = reading.paragraphs[index]
    text = reading.text[paragraph.body : paragraph.end]
    if text:
        closed = bool(_CLOSED.search(text, max(0, len(text) - _TAIL)))
        running = closed or text.count(" ") >= _HEADING_WORDS
        return paragraph.body, paragraph.end, text.isupper() or not running
    end = start = paragraph.end
    for follower in range(index + 1, min(index + 4, body.stop)):
        after = reading.paragraphs[follower]
        words = reading.text[after.start : after.end]
        if after.style or after.cell or (end > start and not words.isupper()):
            break
        start = after.start if end == start else start
        end = after.end
        if not words.isupper():
            break
    return start, end, True


def _holds_text(reading: Reading, heading: Heading) -> bool:
    """A label with nothing below it is an item that lacks its full stop, unless it stands in capitals."""
    title = reading.text[heading.title_start : heading.title_end]
    return title.isupper() or heading.body_end > heading.title_end


def _set_body_ends(headings: list[Heading], reading: Reading, body: range) -> None:
    """A section ends where the next one of its level or above begins."""
    # Notes are read after everything else, wherever they stand.
    read_in_place = (reading.paragraphs[index] for index in reversed(body))
    last = next((each.end for each in read_in_place if each.style != "note"), 0)
    open_: list[Heading] = []
    for heading in headings:
        while open_ and open_[-1].level >= heading.level:
            open_.pop().body_end = reading.paragraphs[heading.paragraph - 1].end
        open_.append(heading)
    for heading in open_:
        heading.body_end = last
