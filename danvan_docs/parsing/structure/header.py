"""The header of a document: type, number, date, issuer, title, signer, recipients."""

from __future__ import annotations

from ...models import Header
from ...reading import Reading
from ...reading.folding import plain
from ..instruments.mentions import Mention
from ..instruments.symbols import spelled
from ..times.dates import day_at
from .organs import begins_body, is_organ_line
from .page import Page, page_patterns, words_of

#: A dispatch names its author within so many paragraphs, after its legal bases.
_OPENING = 20
#: Who concludes, decides or demands says so within so many.
_FIRST = 6
#: A line shorter than this may be the name of an instrument and nothing else.
_SHORT = 60


def read_header(
    reading: Reading, page: Page, mentions: list[Mention]
) -> tuple[Header, tuple[int, int] | None]:
    """Return the header, and the span of the document's own number in the reading text, if it stands there.

    >>> from danvan_docs.knowledge import Knowledge
    >>> from danvan_docs.reading import read_layout
    >>> from danvan_docs.parsing.structure.page import read_page
    >>> letterhead = "TỈNH ỦY LAM HÀ\\n*\\nSố 12-NQ/TU\\nLam Hà, ngày 05 tháng 3 năm 2022"
    >>> reading = read_layout(letterhead + "\\n\\nNGHỊ QUYẾT\\n\\nvề dân vận")
    >>> header, own = read_header(reading, read_page(reading, Knowledge.of()), [])
    >>> header.symbol, header.date, header.issuer, header.type, header.title
    ('12-NQ/TU', '2022-03-05', 'TỈNH ỦY LAM HÀ', 'NGHỊ QUYẾT', 'về dân vận')
    """
    top = range(page.first, page.body.start)
    symbol, own = _number(reading, page, top)
    place, date = _place_and_date(reading, top)
    signer, signer_title, for_organ = _signature(reading, page)
    type_name = _type(reading, page)
    recipients = _recipients(reading, page)
    headline = _headline(reading, page, mentions)
    if symbol is None:
        itself = headline or _introduced(reading, page, mentions, type_name)
        same = [m for m in mentions if itself and m.symbol == itself.symbol]
        symbol = itself.symbol if itself else None
        date = date or next((m.date for m in same if m.date), None)
        for_organ = for_organ or next((m.issuer for m in same if m.issuer), None)
    header = Header(
        type=type_name,
        symbol=symbol,
        date=date,
        place=place,
        issuer=_issuer(reading, page, for_organ),
        title=_title(reading, page, headline),
        signer=signer,
        signer_title=signer_title,
        recipients=recipients or None,
    )
    return header, own or ((headline.start, headline.end) if headline else None)


def _number(reading: Reading, page: Page, top: range) -> tuple[str | None, tuple[int, int] | None]:
    """Return the document's own number; a blank left for it is no number."""
    for index in top:
        match = page_patterns()["number"].search(words_of(reading, index))
        if match and index not in page.title:
            start = reading.paragraphs[index].start
            return spelled(match["symbol"]), (start + match.start("symbol"), start + match.end("symbol"))
    return None, None


def _place_and_date(reading: Reading, top: range) -> tuple[str | None, str | None]:
    for index in top:
        words = words_of(reading, index)
        match = page_patterns()["place_date"].search(words)
        if match and (day := day_at(words, match.end())):
            return match["place"].split(" - ")[-1].strip(), day.iso
    return None, None


def _type(reading: Reading, page: Page) -> str | None:
    """The name of the type above the title; else what the text calls itself; a paper with addressees is a dispatch."""
    if page.type_line is not None:
        return page.type_line.type
    body = reading.paragraphs[page.body.start : page.body.stop]
    if not body:
        return None
    match = page_patterns()["self_type"].search(reading.text, body[0].start, body[-1].end)
    if match:
        return match["type"]
    addressed = page.addressed_at is not None
    return "Công văn" if addressed else None


def _title(reading: Reading, page: Page, headline: Mention | None) -> str | None:
    """The words below the type or on its line; the headline, if it is more than a number; what `V/v` introduces."""
    if page.type_line and page.type_line.title:
        return reading.words(*page.type_line.title)
    if page.title:
        start, end = reading.paragraphs[page.title[0]].start, reading.paragraphs[page.title[-1]].end
        if not (headline and start <= headline.start < end):
            return reading.words(start, end)
    for index in range(page.first, page.body.start):
        match = page_patterns()["subject"].search(words_of(reading, index))
        if match:
            start = reading.paragraphs[index].start
            return reading.words(start + match.start("title"), start + match.end("title"))
    return None


def _headline(reading: Reading, page: Page, mentions: list[Mention]) -> Mention | None:
    """Return what the first line of a web page names, where that is the document which the page reprints."""
    index = next((i for i in range(page.first, page.body.start) if page.kinds[i] != "furniture"), None)
    if index is None or index == page.type_at or index + 1 == len(page.kinds):
        return None
    paragraph = reading.paragraphs[index]
    words = page_patterns()["headline"].match(reading.text, paragraph.start, paragraph.end)
    # A short line that only names an instrument is its headline; a long one is an article's, unless it says so.
    if not words and paragraph.end - paragraph.start >= _SHORT:
        return None
    start = words.end() if words else paragraph.start
    return next((m for m in mentions if m.start == start), None)


def _introduced(
    reading: Reading, page: Page, mentions: list[Mention], type_name: str | None
) -> Mention | None:
    """Return what the first paragraph says was signed, where the text goes on to call itself by that type."""
    if page.type_at is not None or type_name is None or not page.body:
        return None
    first = reading.paragraphs[page.body.start]
    signed = page_patterns()["signed"]
    return next(
        (
            m
            for m in mentions
            if first.start <= m.start < first.end
            and m.type == type_name
            and signed.search(reading.text, first.start, m.start)
        ),
        None,
    )


def _issuer(reading: Reading, page: Page, for_organ: str | None) -> str | None:
    """The organ of the letterhead; else what stands under the type, who speaks in the text, for whom it is signed."""
    rules = page_patterns()
    limit = page.type_at if page.type_at is not None else page.body.start
    organs = _organs(reading, page, limit)
    if organs:
        return organs[-1]
    if page.type_line and page.type_line.issuer:
        return reading.words(*page.type_line.issuer).strip(" ,-")
    for index in range(page.first, page.body.start):
        words = words_of(reading, index)
        match = rules["of_issuer"].fullmatch(words)
        start = reading.paragraphs[index].start
        if match:
            return reading.words(start + match.start("issuer"), start + match.end("issuer"))
        if index > limit and index not in page.title and is_organ_line(words):
            return reading.words(start, start + len(words))
    addressed = page.addressed_at is not None
    for index in list(page.body)[: _OPENING if addressed else 0]:
        paragraph = reading.paragraphs[index]
        match = rules["self_issuer"].search(reading.text, paragraph.start, paragraph.end)
        if match:
            return reading.words(match.start("issuer"), match.end("issuer"))
    for index in list(page.body)[: 0 if for_organ else _FIRST]:
        paragraph = reading.paragraphs[index]
        match = rules["speaks"].search(reading.text, paragraph.start, paragraph.end)
        if match:
            return reading.words(match.start("issuer"), match.end("issuer"))
    return for_organ


def _organs(reading: Reading, page: Page, limit: int) -> list[str]:
    """Return the organs of the letterhead, the superior one first; state mottos and places joined or left out."""
    rules = page_patterns()
    organs: list[str] = []
    in_motto = False
    for index in range(page.first, limit):
        words = words_of(reading, index)
        motto = rules["state_words"].search(plain(words))
        upper = words[: motto.start() if motto else None].strip(" -")
        wrapped = in_motto and bool(rules["state_words_rest"].fullmatch(plain(upper)))
        in_motto = bool(motto) or wrapped
        if wrapped:
            continue
        if page.kinds[index] == "furniture" or not upper.isupper() or rules["number"].search(words):
            continue
        if not (organs or begins_body(upper)):
            continue
        paragraph = reading.paragraphs[index]
        written = reading.words(paragraph.start, paragraph.start + len(upper))
        if organs and rules["locality_line"].fullmatch(upper):
            organs[-1] = f"{organs[-1]} {written}"
        else:
            organs.append(written)
    return organs


def _recipients(reading: Reading, page: Page) -> list[str]:
    lines = (" ".join(reading.words(*place) for place in each) for each in page.foot.recipients)
    return [line for line in lines if line]


def _signature(reading: Reading, page: Page) -> tuple[str | None, str | None, str | None]:
    """Return the signer's name and office, and the organ signed for."""
    if not page.foot.signers:
        return None, None, None
    signer = page.foot.signers[0]
    name, office, organ = (
        " ".join(reading.words(*place) for place in part) or None
        for part in (signer.name, signer.office, signer.organ)
    )
    return name, office, organ
