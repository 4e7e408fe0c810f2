"""The header of a document: type, number, date, issuer, title, signers, addressees, recipients; and where it is told.

The letterhead, the title and the signature come first; then what the text says of itself; the block of a portal fills
what is still open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...knowledge import Knowledge
from ...models import Addressee, Header, HeaderPart, Origin, Signer
from ...reading import Reading
from ...reading.folding import plain
from ..instruments.mentions import Mention
from ..instruments.symbols import spelled
from ..instruments.types import type_words
from ..times.dates import day_at
from .foot import Signer as SignatureBlock
from .issuer_names import in_normal_case, issuer_of
from .letterhead import Found, Letterhead, read_letterhead
from .organs import is_organ_line
from .own_words import (
    Headline,
    Introduction,
    annexed_to,
    find_headline,
    find_introduction,
    own_type,
    passed_on,
    speakers,
)
from .page import Page, page_patterns, words_of

_Place = tuple[int, int]


@dataclass(slots=True)
class _Values:
    """The values of the header by field, the first one that is told; and which part of the page tells it."""

    reading: Reading
    said: dict[str, str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)

    def take(self, name: str, found: Found | None, part: HeaderPart) -> None:
        """Take a value, unless a better place has told it."""
        if found is not None and found.value and name not in self.said:
            start, end = self.reading.source_span(found.start, found.end)
            self.said[name] = found.value
            self.origins[name] = Origin(start=start, end=end, part=part)

    def words(self, name: str, places: list[_Place], part: HeaderPart) -> None:
        """Take the words that stand at `places`, joined."""
        if places:
            self.take(name, Found(_joined(self.reading, places), places[0][0], places[-1][1]), part)


def read_header(
    reading: Reading, page: Page, mentions: list[Mention], known: Knowledge
) -> tuple[Header, tuple[int, int] | None]:
    """Return the header, and the span of the document's own number in the reading text, if it stands there.

    >>> from danvan_docs.reading import read_layout
    >>> from danvan_docs.parsing.structure.page import read_page
    >>> letterhead = "TỈNH ỦY LAM HÀ\\n*\\nSố 12-NQ/TU\\nLam Hà, ngày 05 tháng 3 năm 2022"
    >>> reading, known = read_layout(letterhead + "\\n\\nNGHỊ QUYẾT\\n\\nvề dân vận"), Knowledge.of()
    >>> header, own = read_header(reading, read_page(reading, known), [], known)
    >>> header.symbol, header.date, header.issuer, header.type, header.title
    ('12-NQ/TU', '2022-03-05', 'TỈNH ỦY LAM HÀ', 'NGHỊ QUYẾT', 'về dân vận')
    >>> header.issuer_name, header.origins["symbol"].part
    ('Tỉnh ủy Lam Hà', 'letterhead')
    """
    values, head = _Values(reading), read_letterhead(reading, page)
    headline = None if head.number else find_headline(reading, page, mentions)
    values.take("symbol", head.number, "letterhead")
    values.take("date", head.date, "letterhead")
    _take_type(values, page, head, headline, known)
    _take_title(values, page, head, headline)
    introduction = None
    if "symbol" not in values.said:
        symbol = headline.mention.symbol if headline and headline.mention else None
        introduction = find_introduction(reading, page, mentions, values.said.get("type"), symbol)
    named = _named_itself(headline, introduction, mentions)
    for mention in named:
        values.take("symbol", Found(mention.symbol, mention.start, mention.end), "headline")
        _take_date(values, mention, "headline")
    superior = _take_issuer(values, page, head, named, known, introduction)
    _take_signer(values, page, introduction)
    if (
        annex := annexed_to(reading, page, mentions, values.said.get("type"))
        if "symbol" not in values.said
        else None
    ):
        _take_annex(values, annex)
    if "date" not in values.said:
        values.take("date", passed_on(reading, page), "text")
    _take_portal(values, page, known)
    header = Header(
        **values.said,
        place=head.place,
        issuer_name=_issuer_name(values, page, head, known),
        superior=superior,
        draft=head.draft,
        signers=[_signer(reading, block) for block in page.foot.signers if block.name],
        addressees=[_addressee(reading, place) for place in page.addressees],
        recipients=_recipients(reading, page) or None,
        origins=values.origins,
    )
    if head.number:
        return header, (head.number.start, head.number.end)
    itself = headline.mention if headline else None
    return header, (itself.start, itself.end) if itself else None


def _joined(reading: Reading, places: Iterable[_Place]) -> str:
    return " ".join(reading.words(*place) for place in places)


def _take_type(
    values: _Values, page: Page, head: Letterhead, headline: Headline | None, known: Knowledge
) -> None:
    """The name of the type above the title; else what headline or text call it; a letter has none but its number's."""
    reading = values.reading
    if page.type_line is not None and page.type_at is not None:
        paragraph = reading.paragraphs[page.type_at]
        end = min(page.type_line.issuer or page.type_line.title or (paragraph.end,))
        values.take("type", Found(page.type_line.type, paragraph.start, end), "title")
        return
    if headline:
        values.take("type", headline.type, "headline")
    values.take("type", own_type(reading, page), "text")
    if head.number:
        named = _type_of_number(head.number.value, known, addressed=page.addressed_at is not None)
        values.take("type", Found(named, head.number.start, head.number.end), "letterhead")


def _type_of_number(symbol: str, known: Knowledge, *, addressed: bool) -> str:
    """Return the type that a number tells (`15/TB-UBND`); a letter's names only bodies (`15/CT-CS`)."""
    codes = symbol.replace("/", "-").split("-")[1:]
    codes = codes[1:] if codes and codes[0].isdigit() else codes
    named = type_words(known).name_of_code.get(codes[0]) if codes else None
    issuers = {suffix for row in known.registry.issuers for suffix in (row.suffix, *row.variants)}
    if named is None or (addressed and not issuers & set(codes[1:])):
        return "Công văn"
    return named


def _take_title(values: _Values, page: Page, head: Letterhead, headline: Headline | None) -> None:
    """The words below the type or on its line; of a headline what is more than a number; what `V/v` introduces."""
    reading = values.reading
    if page.type_line and page.type_line.title:
        values.words("title", [page.type_line.title], "title")
    if headline and headline.title:
        values.words("title", [headline.title], "headline")
    if page.title:
        start, end = reading.paragraphs[page.title[0]].start, reading.paragraphs[page.title[-1]].end
        if not (headline and start <= headline.start < end):
            values.words("title", [(start, end)], "title")
    values.words("title", head.subject, "letterhead")


def _named_itself(
    headline: Headline | None, introduction: Introduction | None, mentions: list[Mention]
) -> list[Mention]:
    """Return the mentions of the instrument that the text says it is, the headline's first."""
    if headline and headline.mention:
        own = headline.mention.symbol
        return [headline.mention, *(m for m in mentions if m.symbol == own)]
    if introduction:
        return [introduction.mention, *(m for m in mentions if m.symbol == introduction.mention.symbol)]
    return []


def _take_date(values: _Values, mention: Mention, part: HeaderPart) -> None:
    if mention.date and mention.date_start is not None and mention.date_end is not None:
        values.take("date", Found(mention.date, mention.date_start, mention.date_end), part)


def _take_issuer(
    values: _Values,
    page: Page,
    head: Letterhead,
    named: list[Mention],
    known: Knowledge,
    introduction: Introduction | None,
) -> str | None:
    """Take the organ of the letterhead, else what stands under the type, who speaks in the text, for whom it is signed.

    Return the organ above the issuing one.
    """
    reading = values.reading
    issuer = issuer_of([_joined(reading, organ) for organ in head.organs], known)
    if issuer:
        start, end = head.organs[-1][0][0], head.organs[-1][-1][1]
        values.take("issuer", Found(issuer.printed, start, end), "letterhead")
        return issuer.superior
    if page.type_line and page.type_line.issuer:
        start, end = page.type_line.issuer
        values.take("issuer", Found(reading.words(start, end).strip(" ,-"), start, end), "title")
    values.take("issuer", _below_type(reading, page), "title")
    signed_for = next((block.organ for block in page.foot.signers if block.organ), [])
    told = next((mention for mention in named if mention.issuer), None)
    if not (signed_for or told) or page.addressed_at is not None:
        for speaker in speakers(reading, page, values.said.get("type")):
            values.take("issuer", speaker, "text")
    values.words("issuer", signed_for, "signature")
    if told:
        signer = introduction.signer.value if introduction and introduction.signer else ""
        name = (told.issuer or "").removesuffix(signer).strip()  # `Thủ tướng Phạm Văn Mẫu đã ký ban hành …`
        values.take("issuer", Found(name, told.start, max(told.tail, told.end)), "headline")
    return None


def _below_type(reading: Reading, page: Page) -> Found | None:
    """Return the organ that a line below the type names (`CỦA BAN THƯỜNG VỤ TỈNH ỦY`, `QUỐC HỘI`)."""
    limit = page.type_at if page.type_at is not None else page.body.start
    for index in range(page.first, page.body.start):
        words, start = words_of(reading, index), reading.paragraphs[index].start
        match = page_patterns()["of_issuer"].fullmatch(words)
        if match:
            place = (start + match.start("issuer"), start + match.end("issuer"))
            return Found(reading.words(*place), *place)
        if index > limit and index not in page.title and is_organ_line(words):
            return Found(reading.words(start, start + len(words)), start, start + len(words))
    return None


def _issuer_name(values: _Values, page: Page, head: Letterhead, known: Knowledge) -> str | None:
    issuer = issuer_of([_joined(values.reading, organ) for organ in head.organs], known)
    if issuer:
        return issuer.name
    printed = values.said.get("issuer")
    return in_normal_case(printed, known) if printed else None


def _take_signer(values: _Values, page: Page, introduction: Introduction | None) -> None:
    for block in page.foot.signers[:1]:
        values.words("signer", block.name, "signature")
        values.words("signer_title", block.office, "signature")
    if introduction:
        values.take("date", introduction.date, "text")
        values.words("title", [introduction.title] if introduction.title else [], "text")
        values.take("signer", introduction.signer, "text")
        values.take("signer_title", introduction.office, "text")


def _take_annex(values: _Values, mention: Mention) -> None:
    """The letter is lost, but the line of its annex names it."""
    values.take("symbol", Found(mention.symbol, mention.start, mention.end), "annex")
    values.take("type", Found(mention.type or "", mention.start, mention.end), "annex")
    values.take("issuer", Found(mention.issuer or "", mention.start, max(mention.tail, mention.end)), "annex")
    _take_date(values, mention, "annex")


def _take_portal(values: _Values, page: Page, known: Knowledge) -> None:
    """Fill what is still open from the block of a portal."""
    for name, place in page.portal.said.items():
        words = values.reading.words(*place)
        if name == "symbol":
            words = spelled(words)
        elif name == "date":
            day = day_at(values.reading.text, place[0])
            words = day.iso if day else ""
        elif name == "type":
            words = type_words(known).names.get(plain(words), "")
        values.take(name, Found(words, *place), "portal")


def _signer(reading: Reading, block: SignatureBlock) -> Signer:
    return Signer(
        name=_joined(reading, block.name),
        title=_joined(reading, block.office) or None,
        on_behalf=_joined(reading, block.organ) or None,
    )


def _addressee(reading: Reading, place: _Place) -> Addressee:
    start, end, words = reading.quoted(*place)
    return Addressee(start=start, end=end, text=words)


def _recipients(reading: Reading, page: Page) -> list[str]:
    lines = (_joined(reading, each) for each in page.foot.recipients)
    return [line for line in lines if line]
