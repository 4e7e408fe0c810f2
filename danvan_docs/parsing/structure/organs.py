"""The words with which names of bodies begin, in any case of letters (`grammar/page.toml`, `[organs]`)."""

from __future__ import annotations

import re
from functools import cache

from ...grammar import compiled, table, words
from ...reading.folding import fold


@cache
def _heads() -> re.Pattern[str]:
    rules = table("page")["organs"]
    return compiled(rf"{words([*rules['heads'], *rules['offices']])}(?![{{a}}{{A}}])", re.IGNORECASE)


@cache
def _dependent() -> re.Pattern[str]:
    return compiled(words(table("page")["organs"]["dependent"]), re.IGNORECASE)


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
    return bool(_dependent().fullmatch(fold(name.strip())[0]))


def is_of_dependent(text: str, start: int) -> bool:
    """Tell whether a name begins with an organ of another body (`Văn phòng Đoàn đại biểu Quốc hội và …`)."""
    return bool(_dependent().match(text, start))


def is_organ_line(line: str) -> bool:
    """Tell whether a whole line names an organ in capitals (`BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH`)."""
    return len(line) <= 110 and line.isupper() and begins_body(line)
