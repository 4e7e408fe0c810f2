"""Words that point into an instrument: `từ khoản 1 đến khoản 3 Điều 5a của …`, `… (khoản 2 Điều 5)`."""

from __future__ import annotations

import re
from functools import cache

from ...grammar import compiled, table
from .mentions import Mention

_WINDOW = 140


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of the parts before an instrument, and of those in brackets behind it."""
    point = table("references")["pinpoint"]
    unit = f"{point['unit']} {point['value']}{point['more']}".replace("{label}", point["label"])
    units = rf"{unit}(?:{point['join']}{unit}){{0,8}}+"
    before = rf"(?<![{{a}}{{A}}])(?:từ )?{units}(?P<end>{point['end']})$"
    return compiled(before), compiled(point["behind"].replace("{units}", units))


def find_pinpoint(text: str, mention: Mention) -> tuple[int, int] | None:
    """Return the place of the words right before a mention, or in brackets behind it, that point into it.

    >>> text = "theo điểm a, khoản 16, Điều 1 Luật số 83/2025/QH15"
    >>> start, end = find_pinpoint(text, Mention(30, 50))
    >>> text[start:end]
    'điểm a, khoản 16, Điều 1'
    >>> text = "Luật số 83/2025/QH15 (khoản 2 Điều 5)"
    >>> find_pinpoint(text, Mention(0, 20, tail=20))
    (22, 36)
    """
    before, behind = _patterns()
    window_start = max(0, mention.start - _WINDOW)
    window_start = max(window_start, text.rfind("\n", window_start, mention.start) + 1)
    if match := before.search(text, window_start, mention.start):
        return match.start(), match.start("end")
    match = behind.match(text, mention.tail)
    return match.span("parts") if match else None
