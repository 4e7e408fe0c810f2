"""As many documents as asked for, and texts as long as asked for, from the texts of `corpora/`.

Each round through the eighteen texts gives them other numbers, dates and shares, the same within a round: its
documents cite each other, and what they cite of the centre is what the real ones cite. Nothing is left to chance.
"""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

CORPORA = Path(__file__).parents[1] / "corpora"

_DATE = r"\b(?P<day>\d{1,2})(?P<between>[/-]|\s+tháng\s+)(?P<month>\d{1,2})(?=(?:[/-]|\s+năm\s+)20(?:19|2\d))"
_CENTRAL = r"\d+(?:/\d{4})?\s?[-–/]\s?\w+[-/](?:B\w+TW|TW|TTg|CP)\b(?:,?\s+(?:ngày\s+)?\d+/\d+/\d{4})?"
_LOCAL = r"(?P<number>\d+)(?=\s?[-–/]\s?[A-ZĐ]\w*[-/][A-ZĐ])"
_SHARE = r"(?<![\d,.])(?P<share>\d\d)(?=%)"
#: What differs from round to round, and first what does not: an instrument of the centre and its date.
_VARIED = re.compile("|".join((_CENTRAL, _LOCAL, _DATE, _SHARE)))


def document(number: int) -> str:
    """Return the text of a document, the first eighteen as they stand in `corpora/`.

    >>> [document(number).splitlines()[3] for number in (0, 18)]
    ['Số 22-CT/HU', 'Số 23-CT/HU']
    """
    texts = _texts()
    turn, index = divmod(number, len(texts))
    return _VARIED.sub(partial(_other, turn), texts[index]) if turn else texts[index]


def text_of(length: int) -> str:
    """Return a text of so many characters: documents one after the other, the last one cut.

    >>> len(text_of(100_000))
    100000
    """
    parts, left, number = [], length, 0
    while left > 0:
        parts.append(document(number) + "\n\n")
        left -= len(parts[-1])
        number += 1
    return "".join(parts)[:length]


def write_documents(folder: Path, count: int) -> None:
    """Write so many documents below a folder, a thousand to a sub-folder."""
    for number in range(count):
        path = folder / f"{number // 1000:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(number), encoding="utf-8")


@cache
def _texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(CORPORA.rglob("*.txt"))]


def _other(turn: int, found: re.Match[str]) -> str:
    """Return what stands in the place of a number or a date in a later round."""
    if number := found["number"]:
        return str(int(number) + turn)
    if day := found["day"]:
        month = (int(found["month"]) + turn // 28 - 1) % 12 + 1
        return f"{(int(day) + turn - 1) % 28 + 1:02}{found['between']}{month:02}"
    if share := found["share"]:
        return str(50 + (int(share) + turn) % 50)
    return found[0]
