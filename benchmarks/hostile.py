"""Texts that no office writes, each of one kind of trouble, as long as asked for.

What grows faster than its text does so on one of these: lists without an end, brackets that are never closed,
one line of a million characters. They stand below the head of a plan, so that no rule leaves them aside.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .documents import text_of

_HEAD = (
    "TỈNH ỦY LAM HÀ\n*\nSố 12-KH/TU\n\nKẾ HOẠCH\nvề dân vận\n\nII. NHIỆM VỤ\n\n1. Giao Sở Nội vụ phấn đấu "
)

#: What is repeated, by the name of the trouble.
PIECES = {
    "numbers": "1, ",
    "digits": "1",
    "symbols": "25-NQ/TW, ",
    "shared symbols": "217, 218 -QĐ/TW và ",
    "brackets never closed": "(",
    "quotes never closed": "“",
    "words in open brackets": "(a ",
    "only dashes": "-",
    "only blanks": " ",
    "empty lines": "\n",
    "only full stops": ".",
    "only stars": "*",
    "commas and blanks": ", ",
    "words with commas": "cơ quan, ",
    "nested bullets": "- Giao Sở Nội vụ\n  + chủ trì\n    . hằng năm\n",
    "headings": "I. A\n1. B\na) C\n",
    "notes": "¹ a\n",
    "note marks": "a¹ ",
    "cells": "| a ",
    "only `số`": "số ",
    "only `Giao`": "Giao ",
    "only `và`": "và ",
    "only `đến`": "từ 1 đến ",
    "shares": "100% hộ, ",
    "shares since": "tỷ lệ từ 60% ",
    "dates": "ngày 03/6/2013, ",
    "deadlines": "trước ngày 15/12, ",
    "bodies": "Sở Nội vụ, Ban Dân vận và ",
    "duties": "Giao Sở Nội vụ chủ trì, phối hợp với ",
    "duties, a line each": "- Giao Sở Nội vụ chủ trì, phối hợp với Ban Dân vận báo cáo trước ngày 15/12/2025.\n",
    "loose commas": "Nghị quyết số 25-NQ/TW, , , và , , ; ; , , và , , x ",
    "laws": "Luật An ",
    "resolutions": "Nghị quyết số ",
    "issuers": "của Ban ",
    "products": "xây dựng, ban hành kế hoạch ",
    "regulations": "Quy chế giám sát của ",
    "marks of tones": "a\u0309\u0323",
    "no width": "\u200b",
}


def _repeated(piece: str, length: int) -> str:
    return (_HEAD + piece * (length // len(piece) + 1))[:length]


#: How each trouble makes a text of so many characters.
FAMILIES: dict[str, Callable[[int], str]] = {
    "no line break": lambda length: text_of(length).replace("\n", " "),
    "all capitals": lambda length: text_of(length).upper()[:length],
    "one line of capitals": lambda length: text_of(length).upper().replace("\n", " ")[:length],
    **{name: partial(_repeated, piece) for name, piece in PIECES.items()},
}


def hostile(name: str, length: int) -> str:
    """Return a text of so many characters that is nothing but this trouble.

    >>> hostile("dates", 100)[-17:]
    '3/6/2013, ngày 03'
    """
    return FAMILIES[name](length)
