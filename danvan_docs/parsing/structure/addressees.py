"""The addressees of a letter: what stands behind `Kính gửi`, on its line, in a list below it, or in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...grammar import compiled, table
from ...reading import Reading
from .organs import begins_body, is_of_dependent

#: A line of the list is no longer than this.
_LONGEST = 400
#: Behind a comma a name has so many words at least.
_NAME = 2
_TRIMMED = " -+•*|_:;,."
_BULLETS = "-+•*·▪"
#: Between two addressees on one line.
_BETWEEN = re.compile(r";[ |-]*|, (?=\S)| và (?=\S)")

_Place = tuple[int, int]


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: compiled(pattern) for name, pattern in table("page")["addressees"].items()}


def find_salutation(reading: Reading, index: int) -> int | None:
    """Return where the words after `Kính gửi` begin in a paragraph, None where it does not begin so.

    A telegram names its addressees after `… điện:`.
    """
    paragraph = reading.paragraphs[index]
    match = _rules()["salutation"].match(reading.text, paragraph.start, paragraph.end)
    return match.end() if match else None


def read_addressees(reading: Reading, at: int, limit: int) -> tuple[list[_Place], int]:
    """Return the place of each addressee of the salutation in paragraph `at`, and the paragraph after them.

    >>> from danvan_docs.reading import read_layout
    >>> reading = read_layout("Kính gửi:\\n- Sở Y tế;\\n- UBND các xã, phường.\\n\\nThực hiện kế hoạch")
    >>> places, after = read_addressees(reading, 0, 4)
    >>> [reading.text[slice(*place)] for place in places], after
    (['Sở Y tế', 'UBND các xã, phường'], 3)
    """
    start = find_salutation(reading, at)
    assert start is not None
    items: list[_Place] = []
    end = reading.paragraphs[at].end
    if words := reading.text[start:end].rstrip(" |"):
        items.append((start, start + len(words)))
    after = at + 1
    listed = False
    for index in range(at + 1, limit):
        paragraph = reading.paragraphs[index]
        if paragraph.style == "furniture":
            continue
        place, bullet = _item(reading, index)
        if _rules()["address"].fullmatch(reading.text, *place):
            after = index + 1
            continue
        if place[1] - place[0] > _LONGEST or (items and _closed(reading, items[-1])):
            break
        if items and not bullet and _carries_on(reading, items[-1], place):
            items[-1] = (items[-1][0], place[1])
        elif (bullet and (listed or not items)) or _begins_addressee(reading, *place):
            if items and not bullet and not _awaits_more(reading, items[-1]):
                break
            items.append(place)
            listed = listed or bullet
        else:
            break
        after = index + 1
    return [place for item in items for place in _split(reading.text, *item)], after


def _item(reading: Reading, index: int) -> tuple[_Place, bool]:
    """Return where the words of a line stand, bars and bullet aside, and whether it has a bullet."""
    paragraph = reading.paragraphs[index]
    words = reading.text[paragraph.start : paragraph.end]
    bare = words.lstrip(" |")
    bullet = bare[:1] in _BULLETS
    start = paragraph.end - len(bare.lstrip(_BULLETS + " ") if bullet else bare)
    end = paragraph.start + len(words.rstrip(" |"))
    return (min(start, end), max(end, paragraph.start + 1)), bullet


def _closed(reading: Reading, item: _Place) -> bool:
    return reading.text[item[1] - 1] == "."


def _awaits_more(reading: Reading, item: _Place) -> bool:
    return reading.text[item[1] - 1] in ";,:"


def _carries_on(reading: Reading, item: _Place, place: _Place) -> bool:
    first = reading.text[place[0]]
    return (
        not _closed(reading, item) and reading.text[item[1] - 1] != ";" and (first.islower() or first == "(")
    )


def _begins_addressee(reading: Reading, start: int, end: int) -> bool:
    return begins_body(reading.text, start, end) or bool(_rules()["people"].match(reading.text, start, end))


def _split(text: str, start: int, end: int) -> Iterator[_Place]:
    """Part the addressees of one line: at each `;`, and at a comma before another name (`Sở Y tế, Công an tỉnh`)."""
    begin = start
    begin += len(text[start:end]) - len(text[start:end].lstrip(_TRIMMED))
    for between in _BETWEEN.finditer(text, begin, end):
        listed = ":" in text[begin : between.start()]  # `Các Sở: Công Thương, Tài chính`
        if between[0][0] == ";" or (not listed and _names_another(text, begin, between, end)):
            yield from _trimmed(text, begin, between.start())
            begin = between.end()
    yield from _trimmed(text, begin, end)


def _names_another(text: str, begin: int, between: re.Match[str], end: int) -> bool:
    """Tell whether another name follows; `các sở, ban, ngành` is one."""
    if between[0].strip() == "và" and is_of_dependent(text, begin):
        return False  # `Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh`
    after = text[between.end() : end]
    alone = len(re.split(r"[,;]| và ", after, maxsplit=1)[0].split()) < _NAME
    return not alone and begins_body(text, between.end(), end)


def _trimmed(text: str, start: int, end: int) -> Iterator[_Place]:
    words = text[start:end]
    start += len(words) - len(words.lstrip(_TRIMMED))
    end -= len(words) - len(words.rstrip(_TRIMMED))
    if start < end:
        yield start, end
