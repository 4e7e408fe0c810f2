"""What a result says of itself: a stable code, then English words; office staff read the same in Vietnamese.

The words stand in `grammar/notices.toml`. A notice is one string, `code: words`, as it stands in `Directive.warnings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from .grammar import table

if TYPE_CHECKING:
    from .reading import Source


def notice(code: str, **words: object) -> str:
    """Return the notice of a code, its words filled in.

    >>> notice("impossible-date", words="31/11/2025", start=40)
    'impossible-date: "31/11/2025" at 40: there is no such day'
    """
    return f"{code}: {table('notices')['notices'][code]['english'].format(**words)}"


def reader_notices(source: Source) -> Iterator[str]:
    """Yield what the reader of a file tells: `left-out: 2 comments`, then the pages that hold little text."""
    for each in source.notices:
        yield each.message if each.kind == "doubtful" else f"{each.kind.replace('_', '-')}: {each.message}"
    told = " ".join(each.message for each in source.notices)
    letters = source.letters_of_pages()
    for page, count in enumerate(letters, start=1):
        last = page == len(letters) > 1
        if 0 < count < table("notices")["doubts"]["thin_page"] and not last and f"page {page}" not in told:
            yield notice("little-text", page=page, letters=count)


def with_doubts(source: Source, warnings: Sequence[str]) -> Source:
    """Return what was read with what the analysis says of it as further notices."""
    from .reading import Notice

    known = {*reader_notices(source.model_copy(update={"pages": []}))}
    doubts = [Notice(kind="doubtful", message=each) for each in warnings if each not in known]
    return source.model_copy(update={"notices": [*source.notices, *doubts]})


def in_vietnamese(warning: str) -> str:
    """Return a notice as office staff read it; words that have no translation stay English.

    >>> in_vietnamese("left-out: 2 comments")
    'Không đọc: 2 lời bình'
    >>> in_vietnamese('impossible-date: "31/11/2025" at 40: there is no such day')
    'Ngày “31/11/2025” không có trong lịch (vị trí 40).'
    """
    code, _, words = warning.partition(": ")
    rules = table("notices")
    if code in rules["notices"]:
        rule = rules["notices"][code]
        found = _pattern(rule["english"]).fullmatch(words)
        return str(rule["vietnamese"]).format(**found.groupdict()) if found else words
    if code not in rules["readers"]:
        return warning
    for english, vietnamese in rules["sentences"].items():
        if found := _pattern(english).fullmatch(words):
            words = vietnamese.format(**found.groupdict())
            break
    return f"{rules['readers'][code]['vietnamese']}: {words}"


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of what a template gives, its words as groups."""
    return re.compile(
        "".join(
            re.escape(literal) + (f"(?P<{name}>.*)" if name else "")
            for literal, name, _, _ in Formatter().parse(template)
        ),
        re.DOTALL,
    )
