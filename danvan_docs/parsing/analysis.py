"""Every stage in its order: page, header, outline, citations, names, relations, duties, quantities.

What the stages find is written down as rows, which the model checks all at once: that is far faster than one by one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias

from ..knowledge import Knowledge
from ..models import BlockKind, Directive
from ..notices import notice
from ..reading import Reading, read_layout
from .clauses import Doer
from .doubts import find_doubts
from .duties.coverage import read_coverage
from .duties.duty import Duty
from .duties.reader import find_duties
from .instruments.citations import find_mentions
from .instruments.mentions import Mention
from .instruments.named import find_named
from .instruments.pinpoints import find_pinpoint
from .instruments.references import BackReference, find_references
from .instruments.relations import Link, find_links
from .instruments.uses import Document, read_uses
from .quantities.quantities import Quantity, find_quantities
from .structure.header import read_header
from .structure.outline import Outline, read_outline
from .structure.page import Page, read_page
from .structure.sections import Heading
from .tables.duties import find_table_duties
from .times.dates import impossible_days
from .times.own_lines import complete_schedules
from .times.schedule import Schedule

#: The fields of one model by name.
_Row: TypeAlias = dict[str, Any]


def analyse(text: str, source: str, known: Knowledge) -> Directive:
    """Return everything that is found in `text`; citations are not yet linked to the registry."""
    reading = read_layout(text)
    page = read_page(reading, known)
    mentioned = find_mentions(reading.text, known)
    header, own_number = read_header(reading, page, mentioned, known)
    outline = read_outline(reading, page)
    reports = header.type is None and not page.addressees
    cited = [m for m in mentioned if not (own_number and _overlaps(m, own_number))]
    cited = [m for m in cited if not _in_furniture(reading, page, m)]
    named = find_named(reading.text, cited, header.title or "", header.type or "")
    named = [m for m in named if not _in_furniture(reading, page, m)]
    mentions = sorted([*cited, *named], key=lambda m: m.start)
    for mention in mentions:
        mention.pinpoint = find_pinpoint(reading.text, mention)
    links = find_links(reading.text, mentions)
    itself = Document(header.type or "", header.symbol or "", header.title or "")
    read_uses(reading.text, mentions, links, itself, known)
    in_tables, notices = find_table_duties(reading, outline, known)
    year = int(header.date[:4]) if header.date else None
    duties = [*find_duties(reading, outline, known, reports=reports, year=year), *in_tables]
    complete_schedules(reading, outline, duties)
    quantities = find_quantities(reading, outline, mentions, reports=reports, year=year)
    references = find_references(reading.text, mentions, header.type, known)
    return Directive.model_validate(
        {
            "source": source,
            "text": text,
            "header": header,
            "blocks": _in_order(_blocks(reading, page, outline)),
            "sections": [_section(reading, heading) for heading in outline.headings],
            "citations": _in_order(_citation(reading, m) for m in cited),
            "named": _in_order(_named(reading, m) for m in named),
            "relations": sorted((_relation(reading, link) for link in links), key=itemgetter("source_start")),
            "references": _in_order(_reference(reading, found) for found in references),
            "tasks": _in_order(_task(reading, duty, mentions, header.day, known) for duty in duties),
            "targets": _targets(reading, quantities),
            "footnotes": _in_order(_footnotes(reading, page)),
            "coverage": _coverage(reading, outline, duties),
            "warnings": [
                *find_doubts(reading, page, header, outline, duties),
                *notices,
                *_impossible_dates(reading),
            ],
        }
    )


def _overlaps(mention: Mention, span: tuple[int, int]) -> bool:
    return mention.start < span[1] and span[0] < mention.end


def _in_furniture(reading: Reading, page: Page, mention: Mention) -> bool:
    index = reading.paragraph_at(mention.start)
    return page.kinds[index] == "furniture"


def _in_order(found: Iterable[_Row]) -> list[_Row]:
    """Notes are read last but may stand anywhere: put results in the order of the source."""
    return sorted(found, key=itemgetter("start", "end"))


def _blocks(reading: Reading, page: Page, outline: Outline) -> Iterator[_Row]:
    kind: BlockKind
    for index, (paragraph, kind) in enumerate(zip(reading.paragraphs, page.kinds, strict=True)):
        if kind == "body" and paragraph.label:
            kind = "heading" if outline.is_heading(index) else "item"
        start, end = reading.place_of(paragraph)
        yield {"start": start, "end": end, "kind": kind}


def _section(reading: Reading, heading: Heading) -> _Row:
    start, end = reading.source_span(heading.start, heading.title_end)
    _, body_end = reading.source_span(heading.start, max(heading.body_end, heading.title_end))
    return {
        "start": start,
        "end": end,
        "label": heading.label,
        "path": heading.path,
        "title": heading.title(reading),
        "level": heading.level,
        "parent": heading.parent,
        "heading": heading.is_heading,
        "body_end": body_end,
    }


def _details(reading: Reading, mention: Mention) -> _Row:
    """What citations and names have in common: date, use and pinpoint, each with its place."""
    details: _Row = {"use": mention.use}
    if mention.date_start is not None and mention.date_end is not None:
        start, end = reading.source_span(mention.date_start, mention.date_end)
        details |= {"date": mention.date, "date_start": start, "date_end": end}
    if mention.use_words:
        start, end = reading.source_span(*mention.use_words)
        details |= {"use_start": start, "use_end": end}
    if mention.pinpoint:
        start, end, words = reading.quoted(*mention.pinpoint)
        details |= {"pinpoint": words, "pinpoint_start": start, "pinpoint_end": end}
    return details


def _citation(reading: Reading, mention: Mention) -> _Row:
    start, end = reading.source_span(mention.start, mention.end)
    return {
        "start": start,
        "end": end,
        "symbol": mention.symbol,
        "type": mention.type,
        "issuer": mention.issuer,
        "issues": mention.issues,
        **_details(reading, mention),
    }


def _named(reading: Reading, mention: Mention) -> _Row:
    start, end, name = reading.quoted(mention.start, mention.end)
    return {
        "start": start,
        "end": end,
        "type": mention.type or "",
        "name": name,
        **_details(reading, mention),
    }


def _relation(reading: Reading, link: Link) -> _Row:
    start, end = reading.source_span(link.start, link.end)
    return {
        "start": start,
        "end": end,
        "source": link.source.symbol,
        "target": link.target.symbol or reading.words(link.target.start, link.target.end),
        "type": link.type,
        "source_start": reading.source_span(link.source.start, link.source.end)[0],
        "target_start": reading.source_span(link.target.start, link.target.end)[0],
    }


def _reference(reading: Reading, found: BackReference) -> _Row:
    start, end = reading.source_span(found.start, found.end)
    antecedents = [m.symbol or reading.words(m.start, m.end) for m in found.antecedents]
    return {
        "start": start,
        "end": end,
        "kind": found.kind,
        "type": found.type,
        "antecedents": antecedents,
    }


@lru_cache(maxsize=4096)
def canonical(name: str, known: Knowledge) -> str | None:
    """Return the canonical name of a body as written, if the authority file knows it exactly."""
    record = known.registry.body(name)
    return record.canonical if record else None


def _actor(reading: Reading, doer: Doer, known: Knowledge) -> _Row:
    start, end, words = reading.quoted(doer.start, doer.end)
    return {
        "start": start,
        "end": end,
        "text": words,
        "role": doer.role,
        "body": canonical(words, known),
        "via": doer.via,
        "confidence": round(doer.certainty, 2),
        "rule": doer.rule,
    }


def _suggestion(reading: Reading, doer: Doer) -> _Row:
    """A body in a duty that names nobody to lead: it may be asked, but it is not charged."""
    return {"body": reading.words(doer.start, doer.end), "why": f"named in it as {doer.role}"}


def _task(
    reading: Reading, duty: Duty, mentions: list[Mention], issued: str | None, known: Knowledge
) -> _Row:
    start, end = reading.source_span(duty.start, duty.end)
    begin = attrgetter("start")
    first = bisect_left(mentions, duty.start, key=begin)
    inside = mentions[first : bisect_left(mentions, duty.end, lo=first, key=begin)]
    cited = [mention.symbol or reading.words(mention.start, mention.end) for mention in inside]
    return {
        "start": start,
        "end": end,
        "actors": [_actor(reading, doer, known) for doer in duty.doers] if duty.doers_lead else [],
        "suggested": [] if duty.doers_lead else [_suggestion(reading, doer) for doer in duty.doers],
        "section": duty.path,
        "rule": duty.rule,
        "confidence": round(duty.score, 2),
        "basis": list(dict.fromkeys(cited)),
        **_times(reading, duty.schedule, issued),
        **_product(reading, duty.product),
    }


def _times(reading: Reading, schedule: Schedule, issued: str | None) -> _Row:
    """When a duty is due, each time with its place; `issued` is the date of the document."""
    schedule = schedule.seen_from(issued)
    due, next_due = schedule.due(issued), schedule.next_due(issued)
    details: _Row = {
        "deadline": schedule.deadline.iso if schedule.deadline else None,
        "due": due.isoformat() if due else None,
        "next_due": next_due.isoformat() if next_due else None,
        "recurrence": schedule.recurrence,
    }
    if words := schedule.words:
        start, end, text = reading.quoted(words.start, words.end)
        details |= {"deadline_text": text, "deadline_start": start, "deadline_end": end}
    if frequency := schedule.frequency:
        start, end = reading.source_span(frequency.start, frequency.end)
        details |= {"frequency": frequency.text, "frequency_start": start, "frequency_end": end}
    return details


def _impossible_dates(reading: Reading) -> Iterator[str]:
    """Days that no calendar has are kept as words; each is reported."""
    for place in impossible_days(reading.text):
        start, _, words = reading.quoted(*place)
        yield notice("impossible-date", words=words, start=start)


def _product(reading: Reading, place: tuple[int, int] | None) -> _Row:
    if place is None:
        return {}
    start, end, words = reading.quoted(*place)
    return {"product": words, "product_start": start, "product_end": end}


def _targets(reading: Reading, quantities: list[Quantity]) -> list[_Row]:
    """Put the quantities in the order of the source; `part_of` follows."""
    spans = [reading.source_span(each.measure.start, each.measure.end) for each in quantities]
    order = sorted(range(len(quantities)), key=spans.__getitem__)
    places = {index: place for place, index in enumerate(order)}
    return [_target(reading, quantities[index], spans[index], places) for index in order]


def _target(reading: Reading, quantity: Quantity, span: tuple[int, int], places: dict[int, int]) -> _Row:
    measure, subject = quantity.measure, quantity.subject
    subject_span = reading.source_span(*subject) if subject else (None, None)
    return {
        "start": span[0],
        "end": span[1],
        "op": measure.op,
        "value": measure.value,
        "unit": measure.unit,
        "kind": quantity.kind,
        "open": measure.open,
        "deadline": quantity.deadline,
        "frequency": quantity.frequency,
        "section": quantity.path,
        "subject": reading.words(*subject) if subject else None,
        "subject_start": subject_span[0],
        "subject_end": subject_span[1],
        "rank": measure.rank,
        "baseline": quantity.baseline.value,
        "baseline_year": quantity.baseline.year,
        "part_of": None if quantity.part_of is None else places[quantity.part_of],
    }


def _coverage(reading: Reading, outline: Outline, duties: list[Duty]) -> _Row:
    found = read_coverage(reading, outline, duties)
    spans = (reading.source_span(start, end) for start, end in found.uncovered)
    return {
        "operative_chars": found.operative,
        "covered_chars": found.covered,
        "uncovered": [{"start": start, "end": end} for start, end in spans],
    }


def _footnotes(reading: Reading, page: Page) -> Iterator[_Row]:
    """Each note with the place of its mark in the running text."""
    for index, paragraph in enumerate(reading.paragraphs):
        if page.kinds[index] != "footnote":
            continue
        anchor = reading.text.find(paragraph.label)
        start, end = reading.source_span(paragraph.start, paragraph.end)
        place = reading.source_span(anchor, anchor + 1)[0] if 0 <= anchor < paragraph.start else None
        yield {"start": start, "end": end, "mark": paragraph.label, "anchor": place}
