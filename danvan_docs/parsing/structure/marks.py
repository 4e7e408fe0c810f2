"""Lines of a letterhead that name no organ: names and motto of state and Party, marks of drafts, haste and secrecy."""

from __future__ import annotations

import re
from functools import cache

from ...grammar import compiled, table
from ...reading.folding import plain


@cache
def _motto() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = table("page")["letterhead"]
    return compiled(rules["state_words"]), compiled(rules["state_words_rest"])


def motto_start(line: str) -> int | None:
    """Return where the names or the motto of state or Party begin in a line, None without them.

    >>> motto_start("SỞ NỘI VỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), motto_start("SỞ NỘI VỤ")
    (10, None)
    """
    match = _motto()[0].search(plain(line))
    return match.start() if match else None


def is_rest_of_motto(line: str) -> bool:
    """Tell whether a line is only the end of such names, which a narrow column broke (`VIỆT NAM`)."""
    return bool(_motto()[1].fullmatch(plain(line)))


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = table("page")["letterhead"]
    return compiled(rules["draft"]), compiled(rules["urgent"])


def is_draft_mark(line: str) -> bool:
    """Tell whether a line only says that the paper is a draft.

    >>> is_draft_mark("DỰ THẢO 2"), is_draft_mark("Dự thảo lần 3"), is_draft_mark("DỰ THẢO NGHỊ QUYẾT")
    (True, True, False)
    """
    return bool(_marks()[0].fullmatch(line.strip()))


def is_urgent_mark(line: str) -> bool:
    """Tell whether a line only says how urgent or secret the paper is.

    >>> is_urgent_mark("HỎA TỐC"), is_urgent_mark("SỞ Y TẾ")
    (True, False)
    """
    return bool(_marks()[1].fullmatch(line.strip()))
