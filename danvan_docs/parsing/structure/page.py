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
from .type_line import TypeLine, type_line

#: The title stands within so many paragraphs from the top.
_TOP = 40
_LONGEST_TITLE = 600
_KIND_OF_STYLE: dict[str, BlockKind] = {"furniture": "furniture", "note": "footnote", "bullet": "bullet"}


@dataclass(slots=True)
class Page:
    """Paragraph indices of each region of a reading; `kinds` says what each paragraph is.

    `type_at` is the paragraph that names the type, `type_line` what it says, `title` the paragraphs of the title.
    """

    kinds: list[BlockKind]
    body: range
    type_at: int | None = None
    type_line: TypeLine | None = None
    title: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    signature: list[int] = field(default_factory=list)


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
    start = _read_top(reading, page, known)
    end = _read_bottom(reading, page, start, known)
    page.body = range(start, end)
    return page


def words_of(reading: Reading, index: int) -> str:
    """Return the text of a paragraph."""
    paragraph = reading.paragraphs[index]
    return reading.text[paragraph.start : paragraph.end]


def _read_top(reading: Reading, page: Page, known: Knowledge) -> int:
    """Mark letterhead and title; return the first paragraph of the body."""
    rules = page_patterns()
    top = min(_TOP, len(page.kinds))
    first_section = next(
        (i for i in range(top) if reading.paragraphs[i].style not in ("", "bullet", "furniture")), top
    )
    lines = ((i, _type_line(reading, i, known)) for i in range(first_section))
    page.type_at, page.type_line = next(((i, line) for i, line in lines if line), (None, None))
    if page.type_at is None:
        return _read_untitled_top(reading, page, first_section)
    after = _read_title(reading, page, first_section)
    for index in range(after):
        if page.kinds[index] != "furniture":
            page.kinds[index] = "title" if index in (page.type_at, *page.title) else "letterhead"
    if after < len(page.kinds) and rules["organ_line"].fullmatch(words_of(reading, after)):
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
    if rules["opening"].match(words) or rules["organ_line"].fullmatch(words) or words[-1] in ".;:,":
        return False
    both_capital = words.isupper() and words_of(reading, page.title[-1]).isupper()
    return both_capital or not reading.paragraphs[index].gap


def _read_untitled_top(reading: Reading, page: Page, first_section: int) -> int:
    """A dispatch, or a text that lost its head: the letterhead ends with its number, date and addressees."""
    rules = page_patterns()
    after = 0
    addressed = False
    for index in range(first_section):
        words = words_of(reading, index)
        addressed = addressed or bool(rules["addressees"].match(words))
        if (
            rules["letterhead"].search(words)
            or (addressed and (page.kinds[index] == "bullet" or rules["addressees"].match(words)))
            or (words.isupper() and len(words) < 120)
        ):
            after = index + 1
    if not after and page.kinds:
        after = _read_article_title(reading, page, first_section)
    for index in range(after):
        if page.kinds[index] != "furniture" and index not in page.title:
            page.kinds[index] = "letterhead"
    return after


def _read_article_title(reading: Reading, page: Page, first_section: int) -> int:
    """The first line of an article, where it is no sentence, is its title."""
    index = next((i for i, kind in enumerate(page.kinds[:first_section]) if kind != "furniture"), None)
    if index is None:
        return 0
    words = words_of(reading, index)
    if (
        len(words) > 300
        or words.rstrip()[-1:] in ".;:,"
        or page.kinds[index] == "bullet"
        or index + 1 >= len(page.kinds)
    ):
        return 0
    page.title, page.kinds[index] = [index], "title"
    return index + 1


def _read_bottom(reading: Reading, page: Page, start: int, known: Knowledge) -> int:
    """Mark recipients and signature; return the paragraph after the body."""
    rules = page_patterns()
    count = len(page.kinds)
    end = next((i for i in range(start, count) if rules["recipients"].match(words_of(reading, i))), None)
    if end is None:
        return _read_signature_only(reading, page, start)
    index = end
    while index < count and page.kinds[index] not in ("footnote",):
        words = words_of(reading, index)
        style = reading.paragraphs[index].style
        if index > end and (style not in ("", "bullet", "furniture") or _type_line(reading, index, known)):
            break
        if index == end or style == "bullet" or rules["recipients_part"].fullmatch(words):
            page.kinds[index] = "recipients"
            if style == "bullet":
                page.recipients.append(index)
        elif style != "furniture":
            page.kinds[index] = "signature"
            page.signature.append(index)
        index += 1
    before = end
    while before > start and _is_signature(words_of(reading, before - 1), rules):
        before -= 1
        page.kinds[before] = "signature"
        page.signature.insert(0, before)
    return before if index >= count or page.kinds[index] == "footnote" else count


def _is_signature(words: str, rules: dict[str, re.Pattern[str]]) -> bool:
    return bool(
        rules["for_organ"].match(words)
        or rules["office"].fullmatch(words)
        or rules["person"].fullmatch(words)
    )


def _read_signature_only(reading: Reading, page: Page, start: int) -> int:
    """Without a list of recipients, the signature is what stands last: office and name, in either order."""
    rules = page_patterns()
    end = next((i for i in range(start, len(page.kinds)) if page.kinds[i] == "footnote"), len(page.kinds))
    last = end
    while last > start and page.kinds[last - 1] == "furniture":
        last -= 1
    first = last
    while first > start and last - first < 5:
        words = words_of(reading, first - 1)
        if not (_is_signature(words, rules) or (len(words) < 60 and rules["office_word"].match(words))):
            break
        first -= 1
    if any(rules["person"].fullmatch(words_of(reading, i)) for i in range(first, last)):
        page.signature = list(range(first, last))
        for index in page.signature:
            page.kinds[index] = "signature"
        return first
    return end
