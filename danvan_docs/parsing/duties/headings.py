"""Which bodies a title names as those who act: by its own words, or since the titles beside it do."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from ...grammar import compiled, table
from ...knowledge import Knowledge
from ...language.rules import rules
from ...language.units import Units, read_units
from ..clauses import Body, Doer, bodies_in
from ..structure.outline import Outline
from ..structure.sections import Heading
from .duty import Handed

#: A title longer than this is no name.
_LONGEST_NAME = 160
#: How sure a title is that is a name only since it stands among names, or under a heading that assigns.
_BESIDE = 0.6
#: Units that begin a matter, or a sentence, but no name.
_NO_NAME = re.compile("[LKDqGgCRTXMASHYVZBJIQnFEPt]")


def bodies_of(text: str, start: int, end: int, known: Knowledge) -> tuple[Body, ...]:
    """Cut `text[start:end]`, which must be a list of names, where a new name surely begins; never empty.

    >>> text = "Báo và Phát thanh, Truyền hình tỉnh, các cơ quan báo chí"
    >>> [text[body.start : body.end] for body in bodies_of(text, 0, len(text), Knowledge.of())]
    ['Báo và Phát thanh, Truyền hình tỉnh', 'các cơ quan báo chí']
    """
    end = start + len(text[start:end].rstrip(" .:;,"))
    found = listed_bodies(text, start, end, known)
    if not found:
        return (Body(start, end, _BESIDE),)
    last = found[-1]
    return found if last.end >= end else (*found[:-1], Body(last.start, end, last.certainty))


def listed_bodies(text: str, start: int, end: int, known: Knowledge) -> tuple[Body, ...]:
    """Return the list of names that begins right at `start`, empty if none does."""
    units = read_units(text, start, end, known.lexicon, awaited=True)
    return bodies_in(units, 0) if units.letters.startswith("N") else ()


def named_in_title(text: str, start: int, end: int, known: Knowledge, via: str = "heading") -> Handed | None:
    """Return what the title `text[start:end]` hands down, None where it is no name of those who act.

    >>> text = "Trách nhiệm của Sở Nội vụ"
    >>> handed = named_in_title(text, 0, len(text), Knowledge.of())
    >>> [text[body.start : body.end] for body in handed.leads]
    ['Sở Nội vụ']
    """
    units = read_units(text, start, end, known.lexicon)
    match = rules().titles(units)
    if match is None:
        return None
    lead = match.units["lead"]
    if match.rule.name == "title of an office":
        stop = start + len(text[start:end].rstrip(" .:"))
        return Handed((Body(units.start_of(lead), stop),), via=via)
    others: tuple[Doer, ...] = ()
    if (helpers := match.units.get("coordinate")) is not None:
        others = tuple(
            Doer(body.start, body.end, "coordinate", body.certainty, via, match.rule.name)
            for body in bodies_in(units, helpers)
        )
    return Handed(bodies_in(units, lead), others, via=via, directs=_directs(units, lead))


def _directs(units: Units, lead: int) -> bool:
    """Tell whether the bodies of a title direct others (`Giao Sở Nội vụ lãnh đạo, chỉ đạo:`)."""
    return units.letters[lead + 1 :].strip(".:,;") in ("X", "X,X", "XX", "XcX")


@cache
def _assigns() -> re.Pattern[str]:
    return compiled(table("sections")["assigning"])


def read_headings(text: str, outline: Outline, known: Knowledge) -> dict[int, Handed]:
    """Return what headings hand down, by the paragraph of the heading.

    Where most headings side by side are names of bodies, those after the first are too, whatever the name: an office
    lists who must do what. Under a heading that assigns (`TỔ CHỨC THỰC HIỆN`) a title that is no matter is a name.
    """
    found: dict[int, Handed] = {}
    beside: dict[int | None, list[Heading]] = defaultdict(list)
    for heading in outline.headings:
        if not heading.is_heading or heading.title_end - heading.title_start > _LONGEST_NAME:
            continue
        beside[heading.parent].append(heading)
        if handed := named_in_title(text, heading.title_start, heading.title_end, known):
            found[heading.paragraph] = handed
    for parent, group in beside.items():
        named = [index for index, heading in enumerate(group) if heading.paragraph in found]
        assigned = parent is not None and _assigns().search(_title(text, outline.headings[parent]))
        most = len(named) >= 2 and 2 * len(named) >= len(group)
        if not (most or (assigned and named) or (assigned and len(group) > 1)):
            continue
        for heading in group[named[0] if named and not assigned else 0 :]:
            if heading.paragraph not in found and _may_be_name(text, heading, known):
                bodies = bodies_of(text, heading.title_start, heading.title_end, known)
                unsure = tuple(Body(body.start, body.end, min(body.certainty, _BESIDE)) for body in bodies)
                found[heading.paragraph] = Handed(unsure)
    return found


def _title(text: str, heading: Heading) -> str:
    return text[heading.title_start : heading.title_end]


def _may_be_name(text: str, heading: Heading, known: Knowledge) -> bool:
    units = read_units(text, heading.title_start, heading.title_end, known.lexicon, awaited=True)
    return bool(units.letters) and not _NO_NAME.match(units.letters) and not set(units.letters) & set("MASHV")
