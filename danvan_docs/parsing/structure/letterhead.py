"""The letterhead: organs, number, place and date, subject, and the marks of a draft.

The superior organ stands above the issuing one; a name may be broken over lines; number and day of a draft are left
blank (Hướng dẫn 36-HD/VPTW; Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ...grammar import compiled, table
from ...reading import Reading
from ..instruments.symbols import spelled
from ..times.dates import day_at
from .marks import is_draft_mark, is_rest_of_motto, is_urgent_mark, motto_start
from .organs import begins_body, is_dependent
from .page import Page, words_of
from .pieces import Piece, by_column, pieces

_Place = tuple[int, int]
#: A line that names an organ is no longer than this.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A value of the header, and where it stands in the reading text."""

    value: str
    start: int
    end: int


@dataclass(slots=True)
class Letterhead:
    """What a letterhead says; each organ is the places of its lines, the superior organ first."""

    organs: list[list[_Place]] = field(default_factory=list)
    number: Found | None = None
    place: str | None = None
    date: Found | None = None
    subject: list[_Place] = field(default_factory=list)
    draft: bool = False


@cache
def letterhead_patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of `[letterhead]` in `grammar/page.toml` by name."""
    return {name: compiled(pattern) for name, pattern in table("page")["letterhead"].items()}


def read_letterhead(reading: Reading, page: Page) -> Letterhead:
    """Read what stands above the text, the lines of type and title aside."""
    head = Letterhead()
    paragraphs = [i for i in range(page.first, page.body.start) if i not in page.title and i != page.type_at]
    if page.addressed_at is not None:
        paragraphs = [i for i in paragraphs if i < page.addressed_at] or paragraphs
    _read_number(reading, head, paragraphs)
    _read_date(reading, head, paragraphs)
    lines = _lines(reading, page, paragraphs)
    _read_subject(reading, head, lines)
    limit = page.type_at if page.type_at is not None else page.body.start
    _read_organs(reading, head, [line for line in lines if line.paragraph < limit])
    return head


def _lines(reading: Reading, page: Page, paragraphs: list[int]) -> list[Piece]:
    """Return the lines in the order in which a column is read, rules and bars left out."""
    return by_column(pieces(reading, [i for i in paragraphs if page.kinds[i] != "furniture"]))


def _read_number(reading: Reading, head: Letterhead, paragraphs: list[int]) -> None:
    rules = letterhead_patterns()
    for index in paragraphs:
        words, start = words_of(reading, index), reading.paragraphs[index].start
        if match := rules["number"].search(words) or rules["named_number"].search(words):
            place = match.span("symbol")
            head.number = Found(spelled(match["symbol"]), start + place[0], start + place[1])
            return
        head.draft = head.draft or bool(rules["blank_number"].search(words))


def _read_date(reading: Reading, head: Letterhead, paragraphs: list[int]) -> None:
    rules = letterhead_patterns()
    for index in paragraphs:
        words, start = words_of(reading, index), reading.paragraphs[index].start
        match = rules["place_date"].search(words) or rules["bare_date"].match(words)
        if match and (day := day_at(words, match.end())):
            head.date = Found(day.iso, start + day.start, start + day.end)
        elif match := rules["blank_date"].search(words):
            month = f"-{int(match['month']):02}" if match["month"] else ""
            head.date = Found(f"{match['year']}{month}", start + match.start("day"), start + match.end())
            head.draft = True
        if head.date and match:
            place = match.groupdict().get("place")
            if place and match.start("place") == 0:
                place = f"{_broken_place(reading, index)}{place}"
            head.place = place.split(" - ")[-1].strip() if place else None
            return


def _broken_place(reading: Reading, index: int) -> str:
    """Return what the line above has of a place that is broken (`Thành phố Hồ` / `Chí Minh, ngày …`)."""
    words = words_of(reading, index - 1) if index else ""
    return f"{words} " if letterhead_patterns()["broken_place"].fullmatch(words) else ""


def _read_subject(reading: Reading, head: Letterhead, lines: list[Piece]) -> None:
    """What `V/v` introduces, on over the lines below it up to another part of the letterhead."""
    rules = letterhead_patterns()
    begun: Piece | None = None
    for line in lines:
        if begun is None:
            match = rules["subject"].search(line.words(reading))
            if match or (head.number and _follows(reading, head.number, line)):
                start = line.start + (match.start("title") if match else 0)
                head.subject, begun = [(start, line.end)], line
        elif _ends_subject(reading, begun, line):
            return
        else:
            head.subject.append((line.start, line.end))
            begun = line


def _follows(reading: Reading, number: Found, line: Piece) -> bool:
    """Tell whether a line right below the number says what the letter is about (`Về hướng dẫn …`)."""
    between = reading.text[number.end : line.start] if line.start >= number.end else "-"
    return not between.strip() and reading.text.startswith("Về ", line.start)


def _ends_subject(reading: Reading, before: Piece, line: Piece) -> bool:
    rules, words = letterhead_patterns(), line.words(reading)
    parted = any(
        reading.paragraphs[i].style == "furniture" for i in range(before.paragraph + 1, line.paragraph)
    )
    return (
        parted
        or line.column != before.column
        or motto_start(words) is not None
        or bool(rules["number"].search(words) or rules["any_date"].search(words) or is_draft_mark(words))
        or (words.isupper() and begins_body(words))
    )


def _read_organs(reading: Reading, head: Letterhead, lines: list[Piece]) -> None:
    """Put the lines that name organs together to names."""
    organs = head.organs
    for start, end in _organ_lines(reading, head, lines):
        words = reading.text[start:end]
        if organs and _goes_on(reading, organs, words):
            organs[-1].append((start, end))
        elif organs or begins_body(words) or head.number:
            organs.append([(start, end)])


def _organ_lines(reading: Reading, head: Letterhead, lines: list[Piece]) -> Iterator[_Place]:
    """Yield the lines that may name an organ; names and motto of state and Party cut off."""
    rules = letterhead_patterns()
    taken = {place[0] for place in head.subject}
    in_motto = False
    for line in lines:
        words = line.words(reading)
        if is_draft_mark(words):
            head.draft = True
            continue
        motto = motto_start(words)
        left = words[:motto]
        wrapped = in_motto and is_rest_of_motto(left.strip(" -"))
        in_motto = motto is not None or wrapped
        if wrapped or line.start in taken or len(left) > _LONGEST or is_urgent_mark(words):
            continue
        bare = left.strip(" -*_")
        if (
            not bare.isupper()
            or "/" in bare
            or rules["number"].search(words)
            or rules["blank_number"].search(words)
        ):
            continue
        start = line.start + left.index(bare)
        yield start, start + len(bare)


def _goes_on(reading: Reading, organs: list[list[_Place]], words: str) -> bool:
    """Tell whether a line carries on the name above it, or begins the name of another organ."""
    rules = letterhead_patterns()
    above = " ".join(reading.text[slice(*place)] for place in organs[-1])
    if rules["locality"].match(words) or rules["open_end"].search(above):
        return True
    return not begins_body(words) or (is_dependent(above) and len(organs) == 1)
