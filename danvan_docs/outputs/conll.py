"""Sequence labels: one token a line, with its offsets and a BIO tag.

    # newdoc id = kh-15.txt
    Thực    178  182  O
    hiện    183  187  O
    Nghị    188  192  B-CITATION

Columns are parted by tabs; a line that is empty ends a paragraph. Tokens are syllables, numbers and single signs; one
never reaches over the border of a label, so that `text[start:end]` of the first and the last token of a label is
exactly what was found.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from ..atomic import replacing
from ..models import Directive
from .entities import Entity, Label, entities

_TOKEN = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*|\S")


def write_conll(directives: Iterable[Directive], path: str | Path) -> int:
    """Write documents as CoNLL BIO; return how many labels were written. Raises ExportError."""
    count = 0
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        for directive in directives:
            found = entities(directive)
            count += len(found)
            file.write(f"# newdoc id = {' '.join(directive.source.split())}\n")
            lines = conll_lines(directive.text, found, [block.start for block in directive.blocks])
            file.writelines(f"{line}\n" for line in lines)
    return count


def conll_lines(text: str, found: Collection[Entity], paragraphs: Iterable[int]) -> Iterator[str]:
    """Yield the lines of one document, an empty one after each paragraph (given by where they start).

    A paragraph that starts inside a label is none.

    >>> list(conll_lines("Số 25-NQ/TW ở xã", [Entity(3, 11, "CITATION")], [0]))[:4]
    ['Số\\t0\\t2\\tO', '25\\t3\\t5\\tB-CITATION', '-\\t5\\t6\\tI-CITATION', 'NQ\\t6\\t8\\tI-CITATION']
    """
    labels = {entity.start: entity.label for entity in found}
    borders = sorted({0, len(text), *(place for entity in found for place in (entity.start, entity.end))})
    starts = deque(sorted(paragraphs))
    begun = False
    for low, high in pairwise(borders):
        label = labels.get(low)
        for number, token in enumerate(_TOKEN.finditer(text, low, high)):
            new = bool(starts) and starts[0] <= token.start()
            while starts and starts[0] <= token.start():
                starts.popleft()
            if new and begun and not (label and number):
                yield ""
            begun = True
            yield f"{token[0]}\t{token.start()}\t{token.end()}\t{_tag(label, number)}"
    if begun:
        yield ""


def _tag(label: Label | None, number: int) -> str:
    return f"{'I' if number else 'B'}-{label}" if label else "O"
