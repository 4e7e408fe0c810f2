"""What one cell says: which bodies it names and in which role, which time; or nothing, or the same as above."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from ...authority.keys import name_key
from ...grammar import compiled, table
from ...knowledge import Knowledge
from ...models import Role
from ...reading.table_heads import cell_pattern, is_ditto
from ..clauses import Body, Doer
from ..duties.headings import bodies_of, listed_bodies
from ..times.schedule import Schedule, schedule_alone
from ..times.times import Time

Span = tuple[int, int]
_TRAILING = " .;,:/-+"
_LEADING = " -+•*;,"
#: What parts names, whatever they are: a bullet within a line stands before a capital letter.
_PARTED = re.compile(r"[;\n]|(?<= )[-+•*](?= (?P<first>\w))")
#: A list that names of bodies begin, and that goes on with no more than so many characters, is read as names.
_REST = 3
#: A longer cell is no time.
_LONGEST_TIME = 120


@cache
def _role_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = table("tables")["cell_roles"]
    return compiled(rules["label"], re.IGNORECASE), compiled(rules["bracket"], re.IGNORECASE)


def says_nothing(words: str) -> bool:
    """Tell a cell that is left empty in words or signs (`Không`, `-`).

    >>> says_nothing("Không có"), says_nothing("-"), says_nothing("Không quân")
    (True, True, False)
    """
    words = words.strip()
    return not words or (not is_ditto(words) and bool(cell_pattern("none").fullmatch(words)))


def trimmed(text: str, span: Span) -> Span:
    """Take bullets and closing signs off a cell."""
    start, end = span
    start += len(text[start:end]) - len(text[start:end].lstrip(_LEADING))
    return start, max(start, start + len(text[start:end].rstrip(_TRAILING)))


def names_in(text: str, start: int, end: int, known: Knowledge) -> list[Body]:
    """Return the bodies that `text[start:end]`, a list of names, names; words that are no name are left out.

    >>> text = "Các sở, ban, ngành; UBND các xã"
    >>> [text[body.start : body.end] for body in names_in(text, 0, len(text), Knowledge.of())]
    ['Các sở, ban, ngành', 'UBND các xã']
    """
    cuts = [
        match.start()
        for match in _PARTED.finditer(text, start, end)
        if _parts(text, match, start, end, known)
    ]
    parts = zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)
    return [body for first, last in parts for body in _names(text, *trimmed(text, (first, last)), known)]


def is_known(words: str, known: Knowledge) -> bool:
    """Tell whether words are the name of one body that the registry has, over lines as it may go."""
    name = " ".join(words.strip(_LEADING + _TRAILING).split())
    found = known.registry.body(name)  # which may be one that is only spelt alike
    return found is not None and name_key(name) in {
        name_key(each) for each in (found.canonical, *found.aliases)
    }


def _parts(text: str, sign: re.Match[str], start: int, end: int, known: Knowledge) -> bool:
    """Tell whether a sign parts two names: not a bullet before a small letter, nor the line that a name goes on in."""
    if sign["first"]:
        return sign["first"].isupper()
    if sign[0] != "\n":
        return True
    begin = max(start, *(text.rfind(each, start, sign.start()) + 1 for each in ";,\n"))
    stop = min(at for each in ";,\n" if (at := text.find(each, sign.end(), end)) >= 0 or (at := end))
    return not is_known(text[begin:stop], known) and bool(
        listed_bodies(text, *trimmed(text, (sign.end(), end)), known)
    )


def _names(text: str, start: int, end: int, known: Knowledge) -> list[Body]:
    if start >= end:
        return []
    bodies = listed_bodies(text, start, end, known)
    if bodies and bodies[-1].end >= end - _REST:
        return list(bodies)
    found = []
    for body in bodies_of(text, start, end, known):
        first, last = trimmed(text, (body.start, _deed_at(text, body, known)))
        if first < last and not cell_pattern("no_body").match(text, first, last):
            found.append(Body(first, last, body.certainty))
    return found


def _deed_at(text: str, body: Body, known: Knowledge) -> int:
    """Return where the words about what a body does begin, behind the part of its name that is known."""
    inner = listed_bodies(text, body.start, body.end, known)
    begin = inner[-1].end if inner else body.start + 1
    deeds = cell_pattern("deed").finditer(text, begin, body.end)
    return next((deed.start() for deed in deeds if text[deed.start()] in " ,"), body.end)


def table_doers(bodies: Iterable[Body], role: Role) -> list[Doer]:
    """Return bodies that a table names, in a role."""
    return [Doer(body.start, body.end, role, body.certainty, "table", f"column of {role}") for body in bodies]


def doers_in(text: str, span: Span, role: Role, known: Knowledge) -> list[Doer]:
    """Return the bodies of a cell in a column of `role`, each in the role that the cell itself says.

    >>> text = "Chủ trì: Sở Nội vụ; Phối hợp: Sở Tài chính"
    >>> [(text[doer.start : doer.end], doer.role) for doer in doers_in(text, (0, len(text)), "lead", Knowledge.of())]
    [('Sở Nội vụ', 'lead'), ('Sở Tài chính', 'coordinate')]
    >>> text = "Thanh tra tỉnh (chủ trì), Sở Nội vụ (phối hợp)"
    >>> [(text[doer.start : doer.end], doer.role) for doer in doers_in(text, (0, len(text)), "lead", Knowledge.of())]
    [('Thanh tra tỉnh', 'lead'), ('Sở Nội vụ', 'coordinate')]
    """
    doers: list[Doer] = []
    for start, end, said in _stretches(text, span, role):
        doers += table_doers(names_in(text, start, end, known), said)
    return doers


def says_roles(text: str, span: Span) -> bool:
    """Tell whether a cell says itself who leads and who helps."""
    return any(pattern.search(text, *span) for pattern in _role_patterns())


def _stretches(text: str, span: Span, role: Role) -> list[tuple[int, int, Role]]:
    """Cut a cell where a label begins or a bracket ends a list of names; each list with its role."""
    label, bracket = _role_patterns()
    start, end = span
    marks = sorted(
        [
            *((match.start(), match.end(), match.lastgroup, True) for match in label.finditer(text, *span)),
            *(
                (match.start(), match.end(), match.lastgroup, False)
                for match in bracket.finditer(text, *span)
            ),
        ]
    )
    found: list[tuple[int, int, Role]] = []
    said: Role = role
    for first, last, group, before in marks:
        if first < start:
            continue
        told: Role = group  # type: ignore[assignment]  # the groups of the patterns are roles
        found.append((start, first, said if before else told))
        said, start = (told, last) if before else (role, last)
    found.append((start, end, said))
    return [
        (first, last, told) for first, last, told in found if text[first:last].strip(_LEADING + _TRAILING)
    ]


def acts(text: str, span: Span, known: Knowledge) -> bool:
    """Tell whether a cell says what its body does (`Sở Nội vụ hướng dẫn; UBND cấp xã thực hiện`)."""
    bodies = listed_bodies(text, *span, known)
    return bool(bodies) and bool(cell_pattern("deed").match(text, bodies[-1].end, span[1]))


def time_in(text: str, span: Span, year: str = "") -> Schedule:
    """Return the time that a cell says; words that give no date keep their place. `year` completes `Quý I`, `30/9`.

    >>> time_in("Quý IV/2025", (0, 11)).deadline.iso, time_in("Quý IV", (0, 6), "2026").deadline.iso
    ('2025-12-31', '2026-12-31')
    """
    start, end = trimmed(text, span)
    if end - start > _LONGEST_TIME or start >= end:
        return Schedule()
    words = text[start:end]
    found = schedule_alone(text, start, end)
    if found.deadline:  # the column says that it is one, even of a stretch that is over
        found = replace(found, deadline=replace(found.deadline, within=False))
    if found.frequency or (found.deadline and found.deadline.iso):
        return found
    ways = [pattern.sub(way, words, count=1) for pattern, way in _short_forms() if pattern.search(words)]
    if year and year not in words:
        ways += [f"{words}/{year}", f"{words} năm {year}"]
    for whole in ways:
        told = schedule_alone(whole, 0, len(whole)).deadline
        if told and told.iso:
            return Schedule(replace(told, start=start, end=end, text=words, within=False))
    return found if found != Schedule() else Schedule(Time(start, end, words))


@cache
def _short_forms() -> list[tuple[re.Pattern[str], str]]:
    """Return the forms of times that only cells have, each with the same in full."""
    return [(compiled(short), full) for short, full in table("tables")["short_times"].items()]
