"""Bodies that no longer existed on the date of the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..authority import BodyRecord, days
from ..authority.days import day_text
from ..authority.keys import name_key
from ..grammar import table, words
from ..models import Citation, Directive
from ..parsing.structure.sentences import sentences
from ..reading.folding import fold
from .case import Case
from .finding import Finding
from .rules import finding

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def dissolved_body(case: Case) -> Iterator[Finding]:
    """`Ban Dân vận Trung ương` in a document of 2026, but not where the text tells of the past."""
    if case.date is None:
        return
    gone = _gone(case, case.date)
    if not gone:
        return
    places: dict[BodyRecord, list[tuple[int, int]]] = defaultdict(list)
    for record, start, end in _mentions(case.directive.text, gone):
        if not _tells_of_the_past(case.directive, start, end, record.valid_to or ""):
            places[record].append((start, end))
    for record, spans in places.items():
        name = " ".join(case.directive.text[slice(*spans[0])].split())
        heirs = "; ".join(each.canonical for each in case.registry.successors(record, case.date))
        yield finding(
            "body-dissolved", spans[0],
            name=name, day=day_text(case.date), times=str(len(spans)), proposed=heirs or None,
        )  # fmt: skip


def _gone(case: Case, day: str) -> dict[str, BodyRecord]:
    """Return the bodies that had ended before that day, by the key of each of their names."""
    rules = table("findings")["bodies"]
    gone: dict[str, BodyRecord] = {}
    for record in case.registry.bodies:
        ended = record.valid_to and not days.not_after(day, record.valid_to)
        if (
            ended
            and record.class_ in rules["classes"]
            and len(record.canonical.split()) >= rules["least_words"]
        ):
            for name in _names(record):
                if case.registry.body(name, day) is None:
                    gone[name_key(name)] = record
    return gone


def _names(record: BodyRecord) -> list[str]:
    """Return the canonical name and the aliases that only shorten it; a kind of body (`các …`) has none."""
    head = record.canonical.split()[:2]
    kinds = set(table("findings")["bodies"]["kinds"])
    names = [record.canonical, *(each for each in record.aliases if each.split()[:2] == head)]
    return [name for name in names if name[0].isupper() and not kinds & set(name.split())]


def _mentions(text: str, gone: dict[str, BodyRecord]) -> Iterator[tuple[BodyRecord, int, int]]:
    """Yield the body and the place of each name in the text, but for bodies of a lower level of the same name."""
    folded, offsets = fold(text)
    lower = words(table("findings")["bodies"]["lower_places"])
    for match in _pattern(gone).finditer(folded):
        record = gone[name_key(match[0])]
        if record.level == "central" and re.match(rf"\s+{lower}\b", folded[match.end() : match.end() + 20]):
            continue
        yield record, *(offsets.span(*match.span()) if offsets else match.span())


def _pattern(gone: dict[str, BodyRecord]) -> re.Pattern[str]:
    names = {fold(name)[0] for record in gone.values() for name in _names(record) if name_key(name) in gone}
    both = [way for name in sorted(names, key=len, reverse=True) for way in (name, name.upper())]
    return re.compile(rf"(?<!\w)(?:{'|'.join(_over_lines(name) for name in both)})(?!\w)")


def _over_lines(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _tells_of_the_past(directive: Directive, start: int, end: int, valid_to: str) -> bool:
    """Tell whether the words around a body place it in its own time, or in the name of an older instrument."""
    rules = table("findings")["bodies"]
    if any(each.start <= start < each.end for each in (*directive.named, *directive.citations)):
        return True
    if directive.text[max(start - 1, 0)] in rules["quotes"]:  # words that an amendment replaces
        return True
    first, last = _sentence(directive, start)
    cited = [each for each in directive.citations if first <= each.start < last]
    if any(_issued(directive, each, start, end) for each in cited):
        return True
    before = [each for each in cited if each.end <= start]
    if before and any(f" {word} " in directive.text[before[-1].end : start] for word in rules["title_words"]):
        return True
    said = _without_times(directive, first, last, cited)
    if any(word in said for word in rules["history"]):
        return True
    return any(year[0] <= valid_to[:4] for year in _YEAR.finditer(said))


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


def _without_times(directive: Directive, first: int, last: int, cited: list[Citation]) -> str:
    """Return a sentence without what is no time of its own: numbers and dates of what it cites, deadlines."""
    letters = list(directive.text[first:last])
    spans = [(each.start, each.end) for each in cited]
    spans += [(each.date_start or 0, each.date_end or 0) for each in cited]
    spans += [(task.deadline_start or 0, task.deadline_end or 0) for task in directive.tasks]
    for start, end in spans:
        for at in range(max(start, first), min(end, last)):
            letters[at - first] = " "
    return "".join(letters)
