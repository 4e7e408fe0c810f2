"""What a portal sets around a document that it reprints: banners, tabs, a block of metadata, lists of related papers.

All of it is furniture. What the block says of the document fills the gaps of the header, and never more than that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ...grammar import compiled, table
from ...knowledge import KEPT, Knowledge
from ...reading import Reading
from ...reading.folding import plain
from ..instruments.types import type_words
from .type_line import type_line

#: A block of metadata has so many labels at least, no two of them further apart than this.
_LABELS, _APART = 3, 8
#: A block stands within so many paragraphs from the top or it follows the document.
_HEAD = 150
#: A document has so many paragraphs at least.
_LEAST = 3
#: A caption that repeats type and number of the document is no longer than this.
_CAPTION = 500

_NUMBERED = re.compile(r"\d[\d.]*[a-zđ]? ?[-/]")
_DATED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_CELL = re.compile(r"[^|]+")


@dataclass(slots=True)
class Portal:
    """The paragraphs `[first, last)` of the document itself, and where the portal's block says what it is.

    `said` holds a place in the reading text by field: `symbol`, `type`, `issuer`, `signer`, `date`, `title`.
    """

    first: int
    last: int
    said: dict[str, tuple[int, int]] = field(default_factory=dict)
    block: tuple[int, int] | None = None


@cache
def _labels() -> re.Pattern[str]:
    names = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table("portal")["block"].items())
    return compiled(rf"(?:{names}) ?(?::|$)[* ]*")


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = table("portal")
    return {
        "empty": compiled(rules["block_values"]["empty"]),
        "head": compiled(rules["around"]["head"]),
    }


def read_portal(reading: Reading, known: Knowledge) -> Portal:
    """Tell the document from what a portal has set around it.

    >>> from danvan_docs.reading import read_layout
    >>> block = "Số hiệu: 12-KH/TU\\nLoại văn bản: Kế hoạch\\nNgày ban hành: 03/02/2026\\n\\n"
    >>> reading = read_layout(block + "KẾ HOẠCH\\n\\n1. Chung")
    >>> portal = read_portal(reading, Knowledge.of())
    >>> portal.first, reading.text[slice(*portal.said["symbol"])]
    (3, '12-KH/TU')
    """
    count = len(reading.paragraphs)
    portal = Portal(0, count)
    _read_block(reading, portal, known)
    if portal.block and portal.block[0] <= _HEAD and not _follows_document(reading, portal.block[0], known):
        portal.first = portal.block[1]
    portal.first = _after_head(reading, portal.first)
    portal.last = _before_tail(reading, portal, known)
    return portal


def _words(reading: Reading, index: int) -> str:
    paragraph = reading.paragraphs[index]
    return reading.text[paragraph.start : paragraph.end]


def _cells(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Yield paragraph, start and end of each cell that holds something."""
    for index, paragraph in enumerate(reading.paragraphs):
        if paragraph.style not in ("", "bullet"):
            continue
        for cell in _CELL.finditer(reading.text, paragraph.start, paragraph.end):
            words = cell[0]
            start = cell.start() + len(words) - len(words.lstrip())
            if words.strip():
                yield index, start, cell.start() + len(words.rstrip())


def _read_block(reading: Reading, portal: Portal, known: Knowledge) -> None:
    """Find the block of metadata and what it says."""
    label, empty = _labels(), _rules()["empty"]
    found: dict[str, tuple[int, int]] = {}
    pending, first, last = "", -1, -1
    for index, start, end in _cells(reading):
        if first >= 0 and index - last > _APART:
            if _is_block(reading, found, known):
                break
            found, pending, first = {}, "", -1
        match = label.match(reading.text, start, end)
        name = match.lastgroup or "" if match else pending
        if match:
            first, last = index if first < 0 else first, index
            pending, start = name, match.end()
            if start >= end:
                found.setdefault(name, (end, end))
                continue
        if name:
            if found.get(name, (0, 0))[0] == found.get(name, (0, 0))[1]:
                found[name] = (start, start) if empty.fullmatch(reading.text, start, end) else (start, end)
            pending, last = "", index
    if _is_block(reading, found, known):
        portal.block = (first, last + 1)
        portal.said = {
            name: place for name, place in found.items() if place[0] < place[1] and name != "other"
        }


def _is_block(reading: Reading, found: dict[str, tuple[int, int]], known: Knowledge) -> bool:
    """A block names a document: of number, type and date two at least are what they should be.

    A table that lists the fields of a record has the same labels, but no such values.
    """
    values = {name: reading.text[slice(*place)] for name, place in found.items()}
    sure = (
        bool(_NUMBERED.match(values.get("symbol", ""))),
        plain(values.get("type", "")) in type_words(known).names,
        bool(_DATED.search(values.get("date", ""))),
    )
    return len(found) >= _LABELS and sum(sure) > 1


def _follows_document(reading: Reading, block: int, known: Knowledge) -> bool:
    """Tell whether a document stands above the block: the name of its type, and further down its foot."""
    foot, typed = compiled(table("page")["foot"]["recipients"]), False
    for paragraph in reading.paragraphs[:block]:
        typed = typed or type_line(reading.text, paragraph.start, paragraph.end, known) is not None
        if typed and foot.match(reading.text, paragraph.start, paragraph.end):
            return True
    return False


def _after_head(reading: Reading, first: int) -> int:
    """Step over rules, tabs and menus above the document."""
    head = _rules()["head"]
    index = first
    while index < len(reading.paragraphs) and (
        reading.paragraphs[index].style == "furniture" or head.fullmatch(_words(reading, index))
    ):
        index += 1
    return index if index < len(reading.paragraphs) else first


def _before_tail(reading: Reading, portal: Portal, known: Knowledge) -> int:
    """Return where the portal's lists begin below the document, the captions above them included."""
    paragraphs = reading.paragraphs
    start = portal.first + _LEAST
    end = len(paragraphs)
    while end > start and paragraphs[end - 1].style == "note":  # notes are read last, wherever they stand
        end -= 1
    last = next((i for i in sorted(_tails(reading)) if i >= start), end)
    if portal.block and portal.block[0] > portal.first:
        last = min(last, portal.block[0])
    while start < last and _is_around(reading, last - 1, known):
        last -= 1
    return last


def _is_around(reading: Reading, index: int, known: Knowledge) -> bool:
    """Tell whether the last line so far is still the site's: a rule, a tab (`Chia sẻ`), a caption."""
    words = _words(reading, index)
    if reading.paragraphs[index].style == "furniture":
        return True
    return bool(_rules()["head"].fullmatch(words)) or _is_caption(words, known)


def _tails(reading: Reading) -> set[int]:
    """Return the paragraphs in which a line says that the portal speaks; lines may have been joined to it."""
    places = [match.start("tail") for match in _tail_line().finditer(reading.source)]
    found: set[int] = set()
    for index, paragraph in enumerate(reading.paragraphs if places else ()):
        begin, end = reading.place_of(paragraph)
        at = bisect_left(places, begin)
        if at < len(places) and places[at] < end:
            found.add(index)
    return found


@cache
def _tail_line() -> re.Pattern[str]:
    return compiled(rf"^[#*| ]*(?P<tail>{table('portal')['around']['tail']})[*| \r]*$", re.MULTILINE)


def _is_caption(words: str, known: Knowledge) -> bool:
    """Tell whether a line repeats type and number of the document, as a portal's caption does."""
    if len(words) > _CAPTION or words[-1] in ".;:,":
        return False
    match = _caption(known).match(plain(words))
    return bool(match)


@lru_cache(maxsize=KEPT)
def _caption(known: Knowledge) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, type_words(known).names))}) (?:so )?\d{{1,5}}[a-z]?[/-]\S*[a-z]"
    )
