"""Mentions without a number: laws, resolutions of a meeting, texts that a numbered one promulgates."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ..authority import Instrument, Registry, days
from ..authority.names import Found
from ..models import Citation, NamedInstrument
from .meetings import Passed, passed_by_meeting
from .subject import REACH, closest_title, words_behind
from .verdict import Verdict, linked, unlinked

_YEAR = re.compile(r"(?<![\s,(])[\s,(]*(?:năm|ngày)? ?(?:\d{1,2}[/.-]){0,2}(?P<year>(?:19|20)\d\d)\)?\s*$")
Cited = Collection[str | None]
_SURENESS = {"name": 0.95, "beginning of the name": 0.85, "similar name": 0.8}


def link_named(
    named: Sequence[NamedInstrument],
    registry: Registry,
    *,
    document_date: str | None = None,
    text: str | None = None,
    citations: Sequence[Citation] = (),
) -> list[NamedInstrument]:
    """Return the named instruments with `instrument_id`, `confidence`, `reason` and `candidates` set.

    Of several versions of one name the year in it decides, else which is in force at `document_date` (ISO).
    With `text` the words behind a plenum resolution tell which of its resolutions is meant; with `citations`
    (linked ones of the same text) a name that leads to several rows means the one that is cited by number.

    >>> from danvan_docs.authority import registry
    >>> name = "Luật Thực hiện dân chủ ở cơ sở"
    >>> law = NamedInstrument(start=0, end=len(name), type="Luật", name=name)
    >>> link_named([law], registry())[0].instrument_id
    '10/2022/QH15@2022-11-10'
    """
    cited = {citation.instrument_id for citation in citations}
    found: dict[tuple[str, str | None], Verdict] = {}
    results = []
    for mention in named:
        following = "" if text is None else words_behind(text[mention.end : mention.end + REACH])
        meeting = passed_by_meeting(mention.name, mention.type, registry)
        if meeting:
            verdict = _of_meeting(meeting, following, cited)
        else:
            key = mention.name, mention.date
            if key not in found:
                found[key] = _by_name(mention, registry, document_date, cited)
            verdict = found[key]
        results.append(verdict.applied(mention))
    return results


def _of_meeting(passed: Passed, following: str, cited: Cited) -> Verdict:
    rows, meeting, rest = passed
    if not rows:
        return unlinked(f"nothing of that type and {meeting} in the registry")
    if len(rows) == 1:
        return linked(rows[0], 0.95, f"adopted by that {meeting}")
    if row := closest_title(rows, f"{rest} {following}"):
        return linked(row, 0.85, f"{meeting} and subject")
    if row := _only_cited(rows, cited):
        return linked(row, 0.75, f"{meeting}, and cited by number in the document")
    return unlinked(f"ambiguous: the {meeting} adopted {len(rows)}", rows)


def _by_name(
    mention: NamedInstrument, registry: Registry, document_date: str | None, cited: Cited
) -> Verdict:
    found, year = _rows_of(mention, registry)
    if not found.rows:
        return unlinked("not in the registry")
    rows, reason, sure = found.rows, found.how, _SURENESS[found.how]
    if day := mention.date or year:
        rows = [row for row in rows if row.date and days.same(row.date, day)]
        if not rows:
            return unlinked(f"date differs from the registry ({_dates(found.rows)})", found.rows)
        reason = f"{found.how} and date"
    elif len(rows) > 1 and (row := _only_cited(rows, cited)):
        return linked(row, min(sure, 0.85), f"{found.how}, and cited by number in the document")
    elif document_date:
        before = in_force(rows, document_date, registry)
        if not before:
            return unlinked("later than the document", rows)
        if len(before) < len(rows):
            reason, sure = f"{found.how}, in force at the document's date", min(sure, 0.8)
        rows = before
    if len(rows) > 1:
        return unlinked(f"ambiguous: {len(rows)} instruments of that name", rows)
    return linked(rows[0], sure, reason)


def _rows_of(mention: NamedInstrument, registry: Registry) -> tuple[Found, str | None]:
    """Return what the name leads to, and the year at its end where that is not part of the name itself."""
    whole = registry.names.find(mention.name)
    year = _YEAR.search(mention.name)
    if whole.rows or not year:
        return whole, None
    return registry.names.find(mention.name[: year.start()]), year["year"]


def in_force(rows: Sequence[Instrument], day: str, registry: Registry) -> list[Instrument]:
    """Return the version of a name that holds on a day: passed by then, not replaced, the latest of its kind.

    >>> from danvan_docs.authority import registry
    >>> versions = registry().names.find("Luật Đất đai").rows
    >>> [row.id for row in in_force(versions, "2020-01-01", registry())]
    ['45/2013/QH13@2013-11-29']
    """
    passed = [row for row in rows if row.date and days.not_after(row.date, day)]
    standing = [
        row for row in passed if not any(_gone(row, other, day, registry) for other in row.replaced_by)
    ]
    latest = max((row.date or "" for row in standing), default="")
    return [row for row in standing if row.date == latest]


def _gone(row: Instrument, successor: str, day: str, registry: Registry) -> bool:
    date = registry.instruments[successor].date
    return date is not None and date != row.date and days.not_after(date, day)


def _only_cited(rows: Sequence[Instrument], cited: Cited) -> Instrument | None:
    here = [row for row in rows if row.id in cited]
    return here[0] if len(here) == 1 else None


def _dates(rows: Sequence[Instrument]) -> str:
    return ", ".join(row.date for row in rows if row.date)
