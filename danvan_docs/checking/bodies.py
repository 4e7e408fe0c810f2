"""Bodies that no longer existed on the date of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..authority import BodyRecord, days
from ..authority.keys import name_key
from ..grammar import table
from ..models import Citation, Directive
from ..parsing.sentences import sentences
from ..reading.folding import fold
from .case import Case
from .finding import Finding
from .rules import finding
from .symbols import vietnamese_day

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def dissolved_body(case: Case) -> Iterator[Finding]:
    """`Ban Dân vận Trung ương` in a document of 2026, but not where the text tells of the past."""
    if case.date is None:
        return
    gone = _gone(case, case.date)
    if not gone:
        return
    folded, offsets = fold(case.directive.text)
    for match in _pattern(gone).finditer(folded):
        start, end = offsets.span(*match.span()) if offsets else match.span()
        record = gone[name_key(match[0])]
        if record.valid_to and not _tells_of_the_past(case.directive, start, end, record.valid_to):
            heirs = "; ".join(each.canonical for each in case.registry.successors(record, case.date))
            yield finding(
                "body-dissolved", (start, end),
                name=" ".join(match[0].split()), day=vietnamese_day(case.date), proposed=heirs or None,
            )  # fmt: skip


def _gone(case: Case, day: str) -> dict[str, BodyRecord]:
    """Return the bodies that had ended before that day, by the key of each of their names."""
    least = table("findings")["bodies"]["least_words"]
    gone: dict[str, BodyRecord] = {}
    for record in case.registry.bodies:
        if record.valid_to and not days.not_after(day, record.valid_to):
            for name in (record.canonical, *record.aliases):
                named = name[0].isupper() and len(name.split()) >= least
                if named and case.registry.body(name, day) is None:
                    gone[name_key(name)] = record
    return gone


def _pattern(gone: dict[str, BodyRecord]) -> re.Pattern[str]:
    names = {fold(name)[0] for record in gone.values() for name in (record.canonical, *record.aliases)}
    spelled = sorted((n for n in names if name_key(n) in gone), key=len, reverse=True)
    both = [way for name in spelled for way in (name, name.upper())]
    return re.compile(rf"(?<!\w)(?:{'|'.join(_over_lines(name) for name in both)})(?!\w)")


def _over_lines(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _tells_of_the_past(directive: Directive, start: int, end: int, valid_to: str) -> bool:
    """Tell whether the words around a body place it in its own time, or in the name of an older instrument."""
    rules = table("findings")["bodies"]
    if any(each.start <= start < each.end for each in (*directive.named, *directive.citations)):
        return True
    first, last = _sentence(directive, start)
    cited = [each for each in directive.citations if first <= each.start < last]
    if any(_issued(directive, each, start, end) for each in cited):
        return True
    before = [each for each in cited if each.end <= start]
    if before and any(f" {word} " in directive.text[before[-1].end : start] for word in rules["title_words"]):
        return True
    words = _without_citations(directive.text, first, last, cited)
    if any(word in words for word in rules["history"]):
        return True
    return any(year[0] <= valid_to[:4] for year in _YEAR.finditer(words))


def _sentence(directive: Directive, position: int) -> tuple[int, int]:
    for block in directive.blocks:
        if block.start <= position < block.end:
            for first, last in sentences(directive.text, block.start, block.end):
                if position < last:
                    return first, last
    return position, position


def _issued(directive: Directive, cited: Citation, start: int, end: int) -> bool:
    """Tell whether a body is the issuer of a citation beside it."""
    reach = table("findings")["bodies"]["issuer_reach"]
    near = -reach <= start - cited.end <= reach or end <= cited.start <= end + reach
    return bool(near and cited.issuer and name_key(directive.text[start:end]) in name_key(cited.issuer))


def _without_citations(text: str, first: int, last: int, cited: list[Citation]) -> str:
    """Return a sentence without the numbers and dates of what it cites: they are not its own time."""
    words = list(text[first:last])
    for each in cited:
        for start, end in ((each.start, each.end), (each.date_start or 0, each.date_end or 0)):
            for at in range(max(start, first), min(end, last)):
                words[at - first] = " "
    return "".join(words)
