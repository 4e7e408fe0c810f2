"""The words with which names of bodies begin, in any case of letters (`grammar/page.toml`, `[organs]`)."""

from __future__ import annotations

import re
from functools import cache

from ...grammar import compiled, table, words
from ...reading.folding import plain


@cache
def _heads() -> re.Pattern[str]:
    rules = table("page")["organs"]
    return compiled(rf"{words([*rules['heads'], *rules['offices']])}(?![{{a}}{{A}}])", re.IGNORECASE)


@cache
def _dependent() -> re.Pattern[str]:
    return compiled(words(table("page")["organs"]["dependent"]), re.IGNORECASE)


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


def begins_body(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether the name of a body, or of one who stands for it, begins at `start`.

    >>> begins_body("SỞ NỘI VỤ"), begins_body("Chủ tịch UBND xã"), begins_body("Sởi")
    (True, True, False)
    """
    return bool(_heads().match(text, start, len(text) if end is None else end))


def is_dependent(name: str) -> bool:
    """Tell whether a name is nobody without the body above it (`VĂN PHÒNG`).

    >>> is_dependent("VĂN PHÒNG"), is_dependent("VĂN PHÒNG CHÍNH PHỦ")
    (True, False)
    """
    return bool(_dependent().fullmatch(name.strip()))


def is_organ_line(line: str) -> bool:
    """Tell whether a whole line names an organ in capitals (`BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH`)."""
    return len(line) <= 110 and line.isupper() and begins_body(line)
