"""Labels that spell a duty out: `- Thời gian hoàn thành: …`, `- Đơn vị chủ trì: …`, `- Đơn vị phối hợp: …`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from ...grammar import compiled, table

LabelKind = Literal["lead", "coordinate", "when", "product"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says of the words after it, and where they begin."""

    kind: LabelKind
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    labels = table("bodies")["labels"].items()
    return compiled(rf"(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in labels)}) ?")


def label_at(text: str, position: int, limit: int) -> Label | None:
    """Return the label that begins right at `position`.

    >>> text = "Đơn vị chủ trì: Sở Nội vụ"
    >>> label = label_at(text, 0, len(text))
    >>> label.kind, text[label.end :]
    ('lead', 'Sở Nội vụ')
    """
    match = _pattern().match(text, position, limit)
    return Label(cast(LabelKind, match.lastgroup), match.end()) if match else None
