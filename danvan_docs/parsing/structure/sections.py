"""The tree of headings and numbered items.

Party texts climb `I.` → `1.` → `1.1.` → `a)`, schemes begin with `Phần`, regulations with `Chương` → `Mục` → `Điều` →
khoản → điểm (Hướng dẫn 36-HD/VPTW; Nghị định 30/2020/NĐ-CP). The rank of a label says what can hold what; its value
says whether it goes on with a list or begins a new one. Wrong numbers are kept as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from ...reading import Paragraph, Reading

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
    "decimal": 7,
    "letter": 8,
    "letterdot": 8,
    "paren": 8,
}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy")
_ROMAN = {"I": 1, "V": 5, "X": 10}
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
_ITEM_STYLES = ("arabic", "decimal", "letter", "letterdot", "paren")


@dataclass(slots=True)
class _Open:
    """A section that can still take children: `prefix` is the decimal number or ()."""

    index: int
    style: str
    number: int
    prefix: tuple[int, ...]


def find_headings(reading: Reading, body: range) -> list[Heading]:
    """Return the headings and items among the paragraphs `body` of `reading`, in order.

    >>> from danvan_docs.reading import read_layout
    >>> reading = read_layout("II. MỤC TIÊU\\n\\n2. Cụ thể\\n\\n2.1. Chung\\n\\na) Một.\\n\\n3. Khác")
    >>> [h.path for h in find_headings(reading, range(5))]
    ['II', 'II/2', 'II/2/2.1', 'II/2/2.1/a', 'II/3']
    """
    headings: list[Heading] = []
    stack: list[_Open] = []
    for index in body:
        paragraph = reading.paragraphs[index]
        if paragraph.style not in _RANK or paragraph.cell:
            continue
        number, prefix = _number(paragraph)
        _close(stack, paragraph.style, number, prefix)
        parent = stack[-1].index if stack else None
        stack.append(_Open(len(headings), paragraph.style, number, prefix))
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


def _number(paragraph: Paragraph) -> tuple[int, tuple[int, ...]]:
    """Return what the label counts, and the whole number of a decimal one."""
    value = paragraph.value
    if paragraph.style == "decimal":
        prefix = tuple(int(part) for part in value.split("."))
        return prefix[-1], prefix
    if value.isdecimal():
        return int(value), ()
    if paragraph.style in ("letter", "letterdot"):
        return _LETTERS.find(value) + 1, ()
    if paragraph.style == "upper":
        return ord(value) - ord("A") + 1, ()
    if value.lower() in _ORDINALS:
        return _ORDINALS.index(value.lower()) + 1, ()
    return _roman(value.upper()), ()


def _roman(value: str) -> int:
    total = 0
    for letter, after in zip_longest(value, value[1:], fillvalue=""):
        number = _ROMAN.get(letter, 0)
        total += -number if number < _ROMAN.get(after, 0) else number
    return total


def _close(stack: list[_Open], style: str, number: int, prefix: tuple[int, ...]) -> None:
    """Take off the stack what the new label ends, so that its parent is on top."""
    if prefix:
        _close_decimal(stack, prefix)
        return
    same = [i for i, s in enumerate(stack) if s.style == style]
    following = [i for i in same if stack[i].number + 1 == number]
    if following:
        del stack[following[-1] :]
        return
    restarts = number == 1 and same and stack[-1].style != style and _RANK[stack[-1].style] > _RANK[style]
    if same and not restarts:
        del stack[same[-1] :]
        return
    while stack and _RANK[stack[-1].style] >= _RANK[style] and not restarts:
        if _RANK[stack[-1].style] == _RANK[style] and stack[-1].style != style and number == 1:
            return
        stack.pop()


def _close_decimal(stack: list[_Open], prefix: tuple[int, ...]) -> None:
    """`2.1.3` belongs under `2.1`, else under `2.`, else where any number of its kind stands."""
    for i in range(len(stack) - 1, -1, -1):
        entry = stack[i]
        whole = entry.prefix or ((entry.number,) if entry.style == "arabic" else None)
        if whole and whole == prefix[: len(whole)] and len(whole) < len(prefix):
            del stack[i + 1 :]
            return
        if entry.prefix and len(entry.prefix) == len(prefix) and entry.prefix[:-1] == prefix[:-1]:
            del stack[i:]
            return
    while stack and _RANK[stack[-1].style] >= _RANK["decimal"]:
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
        if after.style or (end > start and not words.isupper()):
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
