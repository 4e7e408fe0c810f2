"""Signs on the surface of a paragraph that it is no duty, or that it carries others (`grammar/duties.toml`)."""

from __future__ import annotations

import re
from functools import cache

from ...grammar import compiled, table


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(table("duties")[name])


def is_none(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph is a slogan, a form's blanks, a member of a team, a quota or a basis.

    >>> is_none("Trưởng đoàn: Đại diện Ban Thường trực.", 0, 38)
    True
    """
    words = text[start:end]
    return any(_pattern(name).search(words) for name in ("none", "seats", "quota"))


def past_enumerator(text: str, start: int, end: int) -> int:
    """Return where the words begin behind `Một là,` at the start of `text[start:end]`."""
    match = _pattern("enumerator").match(text, start, end)
    return match.end() if match else start


def is_closing(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph without label or bullet begins as one that closes a document."""
    return bool(_pattern("closing").match(text, start, end)) or text.startswith("./.", max(start, end - 3))


def opens_listing(text: str, start: int, end: int) -> bool:
    """Tell whether a lead-in only opens a list of things (`… gồm các thành viên:`)."""
    return bool(_pattern("listing").search(text, start, end))


def only_carries(text: str, start: int, end: int) -> bool:
    """Tell whether the words `text[start:end]` behind the bodies of a lead-in say nothing but what follows."""
    return bool(_pattern("carried").fullmatch(text[start:end].strip()))


def is_issuing(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph says that the document issues or reports what follows."""
    return bool(_pattern("issuing").search(text, start, end))
