"""Words and signs that stand twice: `Chỉ thị số số 46-CT/TW`, `của của`, `..`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..grammar import compiled, table
from .case import Case
from .finding import Finding
from .rules import finding

_RUNNING = ("heading", "item", "bullet", "body")


@cache
def _pattern() -> re.Pattern[str]:
    rules = table("findings")["doubled"]
    return compiled(f"{rules['word']}|{rules['words']}|{rules['sign']}")


def doubled(case: Case) -> Iterator[Finding]:
    """`số số 46-CT/TW`, but no reduplication of the language (`luôn luôn`), no dots that lead or trail off."""
    text = case.directive.text
    for block in case.directive.blocks:
        if block.kind in _RUNNING:
            for match in _pattern().finditer(text, block.start, block.end):
                once = match["one"] or match["several"] or match["mark"]
                yield finding("doubled-word", match.span(), written=" ".join(match[0].split()), once=once)
