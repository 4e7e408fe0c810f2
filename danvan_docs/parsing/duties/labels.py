"""Labels that spell a duty out: `- Thời gian: …`, `Đơn vị chủ trì: A; Đơn vị phối hợp: B`, `(Chủ trì: A)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from ...grammar import table, words

LabelKind = Literal["lead", "coordinate", "report_to", "when", "product", "other"]
#: Where a further label may begin inside a line.
_BREAK = re.compile(r"[;.(,] ?(?=\w)|\) ?- ?")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says of the words after it, and where they begin."""

    kind: LabelKind
    end: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label at `label`, with its words `text[start:end]`."""

    kind: LabelKind
    label: int
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    grammar = table("labels")
    who = words(grammar["who"])
    several = rf"{who}(?:(?:, |/| và ){who}){{0,3}},?"
    ways = []
    for kind, known in grammar["bodies"].items():
        alone = [each for each in known if each not in grammar["only_with_who"]]
        ways.append(rf"(?P<{kind}>{several} {words(known)}{'|' + words(alone) if alone else ''})")
    others = grammar["others"]
    rest = rf"(?: {words(others['rest'])}){{0,3}}"
    ways += [rf"(?P<{kind}>{words(others[kind])}{rest})" for kind in ("when", "product", "other")]
    return re.compile(rf"(?:{'|'.join(ways)}) ?: ?", re.IGNORECASE)


def label_at(text: str, position: int, limit: int) -> Label | None:
    """Return the label that begins right at `position`.

    >>> text = "Đơn vị chủ trì: Sở Nội vụ"
    >>> label = label_at(text, 0, len(text))
    >>> label.kind, text[label.end :]
    ('lead', 'Sở Nội vụ')
    """
    match = _pattern().match(text, position, limit)
    return Label(cast(LabelKind, match.lastgroup), match.end()) if match else None


def labels_in(text: str, position: int, limit: int) -> Iterator[Labelled]:
    """Yield the labels of a line that begins with one, each with its words.

    >>> text = "Chủ trì: Sở Nội vụ; phối hợp: Công an tỉnh."
    >>> [(each.kind, text[each.start : each.end]) for each in labels_in(text, 0, len(text))]
    [('lead', 'Sở Nội vụ'), ('coordinate', 'Công an tỉnh.')]
    """
    label, begin = label_at(text, position, limit), position
    while label:
        following, end = None, limit
        for place in _BREAK.finditer(text, label.end, limit):
            if following := label_at(text, place.end(), limit):
                end = place.start()
                break
        yield Labelled(label.kind, begin, label.end, end)
        label, begin = following, place.end() if following else limit


def bracketed_labels(text: str, start: int, end: int) -> tuple[int, list[Labelled]]:
    """Return where a bracket of labels at the end of `text[start:end]` begins, and its labels; `end` without one.

    >>> text = "Rà soát quy chế (Chủ trì: Sở Nội vụ)."
    >>> bracketed_labels(text, 0, len(text))[0]
    16
    """
    closed = start + len(text[start:end].rstrip(" .;,/"))
    if closed <= start or text[closed - 1] not in ")]":
        return end, []
    opened = max(text.rfind("(", start, closed), text.rfind("[", start, closed))
    found = list(labels_in(text, opened + 1, closed - 1)) if opened >= 0 else []
    return (opened, found) if found else (end, [])
