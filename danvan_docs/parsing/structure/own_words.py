"""What a text says of itself: a headline, the introduction of a press copy, the line of an annex, who speaks in it.

A copy from the press or the web has lost the letterhead, but its first lines say which instrument it reprints. Where
the letter itself is lost, the line of the annex (`Kèm theo …`) still has its number, date and issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table
from ...reading import Paragraph, Reading
from ..instruments.mentions import Mention
from ..times.dates import day_at
from .letterhead import Found
from .organs import begins_body
from .page import Page, page_patterns

#: A letter names its author within so many paragraphs, after its legal bases; any paper before its first heading.
_OPENING = 20
_BASES = 30
#: A line shorter than this may be the name of an instrument and nothing else; a headline is no longer than that.
_SHORT, _HEADLINE = 60, 400
#: A press copy says within so many paragraphs, and characters before the instrument, that it was signed.
_INTRODUCTION, _BEFORE = 2, 500
#: The name of a body is no longer than this.
_LONGEST_NAME = 120
#: The line of an annex is no longer than this.
_ANNEX_LINE = 400


_SENTENCE_END = re.compile(r"[.:](?= |$)")


@cache
def own_patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of `[own_words]` in `grammar/page.toml` by name."""
    return {name: compiled(pattern) for name, pattern in table("page")["own_words"].items()}


def own_type(reading: Reading, page: Page) -> Found | None:
    """Return what the text calls itself (`Công văn này`)."""
    body = reading.paragraphs[page.body.start : page.body.stop]
    if not body:
        return None
    match = own_patterns()["self_type"].search(reading.text, body[0].start, body[-1].end)
    return Found(match["type"], *match.span("type")) if match else None


@dataclass(frozen=True, slots=True)
class Headline:
    """What the line at `start` names as the instrument which the page reprints; `title` is where its title stands."""

    start: int
    type: Found | None
    title: tuple[int, int] | None
    mention: Mention | None = None


def find_headline(reading: Reading, page: Page, mentions: list[Mention]) -> Headline | None:
    """Return what the first line of a page names, where that is the document which the page reprints."""
    index = next((i for i in range(page.first, page.portal.last) if page.kinds[i] != "furniture"), None)
    if index is None or index == page.type_at or index + 1 == len(page.kinds):
        return None
    paragraph = reading.paragraphs[index]
    said = page_patterns()["headline"].match(reading.text, paragraph.start, paragraph.end)
    start = said.end() if said else paragraph.start
    if paragraph.end - paragraph.start > _HEADLINE or reading.text[paragraph.end - 1] in ".;:,":
        return None
    mention = next((m for m in mentions if m.start == start), None)
    if mention is None:
        match = own_patterns()["plain_headline"].match(reading.text, start, paragraph.end)
        if not match or page.type_at is not None:
            return None
        return Headline(start, Found(match["type"], *match.span("type")), (match.end(), paragraph.end))
    after = own_patterns()["after_headline"].match(
        reading.text, max(mention.tail, mention.end), paragraph.end
    )
    title = None
    if after:
        begin = after.start("title") if after["title"] else after.end()
        title = (begin, paragraph.end) if begin < paragraph.end else None
    short = paragraph.end - paragraph.start < _SHORT
    sure = said or (after and (short or mention.issuer or mention.date))
    named = Found(mention.type, mention.start, mention.end) if mention.type else None
    return Headline(start, named, title, mention) if sure else None


@dataclass(frozen=True, slots=True)
class Introduction:
    """The instrument that a press copy says was signed, with day and signer as it says them."""

    mention: Mention
    date: Found | None
    signer: Found | None
    office: Found | None
    title: tuple[int, int] | None


def find_introduction(
    reading: Reading, page: Page, mentions: list[Mention], type_name: str | None, symbol: str | None
) -> Introduction | None:
    """Return what the first paragraphs say was signed, where it is the document itself: `symbol`, or of its type."""
    if page.type_at is not None or type_name is None:
        return None
    signed, text = page_patterns()["signed"], reading.text
    for index in range(page.body.start, min(page.body.start + _INTRODUCTION, page.body.stop)):
        paragraph = reading.paragraphs[index]
        for mention in mentions:
            if not paragraph.start <= mention.start < paragraph.end:
                continue
            itself = mention.symbol == symbol if symbol else mention.type == type_name
            if itself and signed.search(text, paragraph.start, mention.start):
                return _introduction(reading, paragraph, mention)
    return None


def _introduction(reading: Reading, paragraph: Paragraph, mention: Mention) -> Introduction:
    rules, text = own_patterns(), reading.text
    start = max(paragraph.start, mention.start - _BEFORE)
    date = office = signer = None
    if (match := rules["day_of"].search(text, start, mention.start)) and (day := day_at(text, match.end())):
        date = Found(day.iso, day.start, day.end)
    if match := rules["signed_by"].search(text, start, mention.start):
        signer = Found(
            match["person"].strip(),
            match.start("person"),
            match.start("person") + len(match["person"].strip()),
        )
        office = Found(match["office"], *match.span("office")) if match["office"] else None
    tail = max(mention.tail, mention.end)
    after = rules["after_headline"].match(text, tail)
    stops = (match.start() for match in _SENTENCE_END.finditer(text, tail, paragraph.end))
    stop = next(stops, paragraph.end)
    title = (after.start("title"), stop) if after and after["title"] else None
    return Introduction(mention, date, signer, office, title)


def annexed_to(
    reading: Reading, page: Page, mentions: list[Mention], type_name: str | None
) -> Mention | None:
    """Return the instrument that the line of an annex says it came with, where that is the lost letter.

    Below the title the line may name any instrument; further down only one of the document's own type.
    """
    pattern = own_patterns()["annexed_to"]
    for mention in mentions:
        index = reading.paragraph_at(mention.start)
        paragraph = reading.paragraphs[index]
        if mention.start - paragraph.start > _ANNEX_LINE or not page.first <= index < page.portal.last:
            continue
        if not pattern.search(reading.text, paragraph.start, mention.start):
            continue
        same = bool(type_name and mention.type and mention.type.casefold() == type_name.casefold())
        if same or index < page.body.start or type_name is None:
            return mention
    return None


def passed_on(reading: Reading, page: Page) -> Found | None:
    """Return the day on which the text says that a law was passed."""
    body = reading.paragraphs[page.body.start : page.body.stop]
    match = own_patterns()["passed"].search(reading.text, body[0].start, body[-1].end) if body else None
    day = day_at(reading.text, match.end()) if match else None
    return Found(day.iso, day.start, day.end) if day else None


def speakers(reading: Reading, page: Page, type_name: str | None) -> Iterator[Found]:
    """Yield who says in the first paragraphs that the text is theirs, the surest sentence first."""
    rules = own_patterns()
    if page.addressed_at is not None:
        said = _found(reading, list(page.body)[:_OPENING], rules["self_issuer"])
        yield from (found for found in said if not _is_listed(reading, found))
    before = [i for i in page.body[:_BASES] if not reading.paragraphs[i].label]
    yield from _found(reading, before, rules["speaks"])
    for index in before:
        paragraph = reading.paragraphs[index]
        match = rules["issues"].search(reading.text, paragraph.start, paragraph.end)
        if match and type_name and match["type"].casefold() == type_name.casefold():
            yield Found(reading.words(*match.span("issuer")), *match.span("issuer"))


def _is_listed(reading: Reading, found: Found) -> bool:
    """Tell whether a name is the last of a list of bodies, which is no subject (`…, Bộ Công an, Văn phòng …`)."""
    text = reading.text
    comma = text.rfind(",", max(0, found.start - 2), found.start)
    if comma < 0:
        return False
    begin = max(text.rfind(mark, max(0, comma - _LONGEST_NAME), comma) for mark in ",;.:\n“")
    return begin >= 0 and begins_body(text[begin + 1 : comma].strip())


def _found(reading: Reading, paragraphs: list[int], pattern: re.Pattern[str]) -> Iterator[Found]:
    for index in paragraphs:
        paragraph = reading.paragraphs[index]
        if match := pattern.search(reading.text, paragraph.start, paragraph.end):
            place = match.span("issuer")
            yield Found(reading.words(*place), *place)
