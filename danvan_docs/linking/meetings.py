"""Resolutions named after the meeting that passed them: a national congress or a plenum."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..authority import Instrument, Meeting, Registry
from ..authority.keys import name_key

# Both see name keys: small letters, no punctuation. What follows the Party's name (`đảng bộ tỉnh`) is no
# national congress, so that pattern holds to the end.
_CONGRESS = re.compile(
    r"\w[\w ]* đại hội(?: đại biểu)?(?: toàn quốc)?(?: đảng)?(?: toàn quốc)?(?: lần thứ)? (?P<term>[ivx]+)"
    r"(?: của)?(?: đảng)?(?: cộng sản việt nam)?"
)
_ORDINAL = r"(?:mười \w+|\w+)"
_PLENUM = re.compile(
    rf"(?:hội nghị )?(?:lần thứ (?P<first>{_ORDINAL}) )?(?:lần \d )?(?:của )?(?:ban chấp hành )?trung ương"
    rf"(?: đảng)?(?: (?:lần thứ )?(?P<second>{_ORDINAL}))?(?: đảng)? khóa (?P<term>[ivx]+)\b(?P<rest>.*)"
)


class Passed(NamedTuple):
    """What the meetings of a name adopted, which they were, and the words behind the name."""

    rows: list[Instrument]
    meeting: str
    rest: str


def passed_by_meeting(name: str, type_name: str, registry: Registry) -> Passed | None:
    """Return the instruments of that type that the meeting in a name adopted; None where it names no meeting.

    >>> from danvan_docs.authority import registry
    >>> found = passed_by_meeting("Nghị quyết Trung ương 7 (khóa XI)", "Nghị quyết", registry())
    >>> [row.id for row in found.rows]
    ['24-NQ/TW@2013-06-03', '25-NQ/TW@2013-06-03']
    >>> passed_by_meeting("Nghị quyết Đại hội XI của Đảng bộ tỉnh", "Nghị quyết", registry()) is None
    True
    """
    key = name_key(name)
    if found := _CONGRESS.fullmatch(key):
        meetings = registry.meeting("congress", found["term"].upper())
        return Passed(_adopted(meetings, type_name, registry), "congress", "")
    found = _PLENUM.search(key)
    ordinal = found and (found["first"] or found["second"])
    if not found or not ordinal:
        return None
    meetings = registry.meeting("plenum", found["term"].upper(), ordinal.lstrip("0"))
    return Passed(_adopted(meetings, type_name, registry), "plenum", found["rest"].strip())


def _adopted(meetings: list[Meeting], type_name: str, registry: Registry) -> list[Instrument]:
    rows = [registry.instruments[each] for meeting in meetings for each in meeting.adopted]
    return [row for row in rows if name_key(row.type) == name_key(type_name)]
