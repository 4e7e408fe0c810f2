"""The regions of the page: letterhead and title, body, recipients, signature; and the header that they give.

Order and form of these parts follow Hướng dẫn 36-HD/VPTW (Party) and Nghị định 30/2020/NĐ-CP (state). A scan or a web
page may have lost any of them; what the page does not give stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ...grammar import compiled, table
from ...knowledge import Knowledge
from ...models import BlockKind
from ...reading import Reading
from .addressees import find_salutation, read_addressees
from .foot import Foot, read_foot
from .marks import is_draft_mark, motto_start
from .organs import is_organ_line
from .portal import Portal, read_portal
from .type_line import TypeLine, type_line

#: Paragraphs that begin so are no heading and no item.
NO_SECTION = ("", "bullet", "furniture", "lost")
#: The title stands within so many paragraphs from the top.
_TOP = 40
_LONGEST_TITLE = 600
_LONGEST_LETTERHEAD_LINE = 120
#: Organs, number and subject stand within so many paragraphs above the names of state or Party.
_ABOVE_MOTTO = 14
_KIND_OF_STYLE: dict[str, BlockKind] = {"furniture": "furniture", "note": "footnote", "bullet": "bullet"}


@dataclass(slots=True)
class Page:
    """Paragraph indices of each region of a reading; `kinds` says what each paragraph is.

    `first` is where the document itself begins; `type_at` the paragraph that names the type, `type_line` what it
    says, `title` the paragraphs of the title; `addressed_at` the paragraph that says `Kính gửi`, `addressees` where
    they stand.
    """

    kinds: list[BlockKind]
    body: range
    portal: Portal = field(default_factory=lambda: Portal(0, 0))
    first: int = 0
    type_at: int | None = None
    type_line: TypeLine | None = None
    title: list[int] = field(default_factory=list)
    addressed_at: int | None = None
    addressees: list[tuple[int, int]] = field(default_factory=list)
    foot: Foot = field(default_factory=lambda: Foot(0, 0))


@cache
def page_patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of `grammar/page.toml` by name."""
    return {name: compiled(pattern) for name, pattern in table("page")["patterns"].items()}


def read_page(reading: Reading, known: Knowledge) -> Page:
    """Tell the regions of the page apart.

    >>> from danvan_docs.reading import read_layout
    >>> reading = read_layout("KẾ HOẠCH\\n\\nvề công tác\\n\\nI. MỤC TIÊU\\n\\nNơi nhận:\\n- Như trên")
    >>> page = read_page(reading, Knowledge.of())
    >>> page.kinds
    ['title', 'title', 'body', 'recipients', 'recipients']
    """
    paragraphs = reading.paragraphs
    kinds: list[BlockKind] = ["body"] * len(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        kinds[index] = "cell" if paragraph.cell else _KIND_OF_STYLE.get(paragraph.style, "body")
    page = Page(kinds, range(len(paragraphs)))
    page.portal = read_portal(reading, known)
    page.first = _letterhead_start(reading, page.portal.first, known)
    for index in (*range(page.first), *range(page.portal.last, len(kinds))):
        kinds[index] = "furniture" if kinds[index] != "footnote" else "footnote"
    start = _read_top(reading, page, known)
    end = _read_bottom(reading, page, start, known)
    page.body = range(start, end)
    return page


def words_of(reading: Reading, index: int) -> str:
    """Return the text of a paragraph."""
    paragraph = reading.paragraphs[index]
    return reading.text[paragraph.start : paragraph.end]


def _letterhead_start(reading: Reading, first: int, known: Knowledge) -> int:
    """Return where the letterhead begins that the names of state or Party give away; else `first`.

    What stands above it, stamps or lines of a site, is no part of the document.
    """
    at = first
    for index in range(first, min(first + _TOP, len(reading.paragraphs))):
        style = reading.paragraphs[index].style
        if style not in NO_SECTION or _type_line(reading, index, known):
            return first
        if motto_start(words_of(reading, index)[:_LONGEST_LETTERHEAD_LINE]) is not None:
            at = index
            break
    above = range(max(first, at - _ABOVE_MOTTO), at)
    return next((i for i in above if _heads(words_of(reading, i))), at)


def _heads(line: str) -> bool:
    """Tell whether a letterhead may begin with a line: with an organ in capitals, the mark of a draft, the number."""
    return is_organ_line(line) or is_draft_mark(line) or bool(page_patterns()["letterhead"].search(line))


def _read_top(reading: Reading, page: Page, known: Knowledge) -> int:
    """Mark letterhead and title; return the first paragraph of the body."""
    top = min(page.first + _TOP, page.portal.last)
    paragraphs = reading.paragraphs
    first_section = next((i for i in range(page.first, top) if paragraphs[i].style not in NO_SECTION), top)
    page.addressed_at = next(
        (i for i in range(page.first, first_section) if find_salutation(reading, i)), None
    )
    limit = first_section if page.addressed_at is None else page.addressed_at
    lines = ((i, _type_line(reading, i, known)) for i in range(page.first, limit))
    page.type_at, page.type_line = next(((i, line) for i, line in lines if line), (None, None))
    after = page.first
    if page.type_at is not None:
        after = _read_title(reading, page, limit)
    elif page.addressed_at is None:
        after = _read_untitled_top(reading, page, limit)
    if page.addressed_at is not None:
        page.addressees, after = read_addressees(reading, page.addressed_at, first_section)
    for index in range(page.first, after):
        if page.kinds[index] != "furniture":
            page.kinds[index] = "title" if index in (page.type_at, *page.title) else "letterhead"
    if after < page.portal.last and is_organ_line(words_of(reading, after)):
        page.kinds[after] = "letterhead"
        after += 1
    return after


def _type_line(reading: Reading, index: int, known: Knowledge) -> TypeLine | None:
    paragraph = reading.paragraphs[index]
    return type_line(reading.text, paragraph.start, paragraph.end, known)


def _read_title(reading: Reading, page: Page, first_section: int) -> int:
    """Collect the title below the type, unless it stands on the same line; return the paragraph after it."""
    rules = page_patterns()
    assert page.type_line is not None
    assert page.type_at is not None
    if page.type_line.title:
        return page.type_at + 1
    index = page.type_at + 1
    while index < first_section:
        words = words_of(reading, index)
        if page.kinds[index] == "furniture":
            if page.title:
                return index + 1
        elif rules["promulgated_with"].match(words) or rules["of_issuer"].fullmatch(words):
            page.kinds[index] = "letterhead"
        elif not _belongs_to_title(reading, page, index):
            break
        else:
            page.title.append(index)
        index += 1
    return index


def _belongs_to_title(reading: Reading, page: Page, index: int) -> bool:
    """The line below the type is the title, unless the text itself begins; further lines only carry it on."""
    rules = page_patterns()
    words = words_of(reading, index)
    if page.kinds[index] == "bullet":
        return False
    if not page.title:
        begins = rules["opening"].match(words) and words[-1] in ".;:,"
        return not (begins or words.startswith("Căn cứ") or len(words) > _LONGEST_TITLE)
    if rules["opening"].match(words) or is_organ_line(words) or words[-1] in ".;:,":
        return False
    both_capital = words.isupper() and words_of(reading, page.title[-1]).isupper()
    return both_capital or not reading.paragraphs[index].gap


def _read_untitled_top(reading: Reading, page: Page, limit: int) -> int:
    """A text that lost its head: the letterhead, if there is any, ends with its number, date and subject."""
    rules = page_patterns()
    after = page.first
    for index in range(page.first, limit):
        words = words_of(reading, index)
        if rules["letterhead"].search(words) or (words.isupper() and len(words) < _LONGEST_LETTERHEAD_LINE):
            after = index + 1
    return after if after > page.first else _read_article_title(reading, page, limit)


def _read_article_title(reading: Reading, page: Page, first_section: int) -> int:
    """The first line of an article, where it is no sentence, is its title."""
    index = next((i for i in range(page.first, first_section) if page.kinds[i] != "furniture"), None)
    if index is None:
        return page.first
    words = words_of(reading, index)
    if (
        len(words) > 300
        or words.rstrip()[-1:] in ".;:,"
        or page.kinds[index] == "bullet"
        or index + 1 >= len(page.kinds)
    ):
        return page.first
    page.title, page.kinds[index] = [index], "title"
    return index + 1


def _read_bottom(reading: Reading, page: Page, start: int, known: Knowledge) -> int:
    """Mark recipients and signature; return the paragraph after the body."""
    count = page.portal.last
    end = next((i for i in range(start, count) if page.kinds[i] == "footnote"), count)
    foot = page.foot = read_foot(reading, start, end, known)
    for index in range(foot.start, foot.end):
        if page.kinds[index] != "furniture":
            page.kinds[index] = "recipients" if index in foot.received else "signature"
    return foot.start if foot.end == end else count
