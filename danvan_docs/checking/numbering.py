"""The numbers of headings and items: gaps, doubles, and rungs of the ladder that are left out.

Only lists that go on are looked at; one that begins again with its first number is another list. Where the missing
number stands somewhere in the text between, it is taken for a heading that stands inside a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..models import Directive, Section
from .case import Case
from .finding import Finding
from .rules import finding

_WORD = re.compile(r"(?P<word>[^\W\d]+(?: thứ)?|) ?(?P<value>\d[\d.]*|[IVX]+|[a-zđ]|[A-H]|[^\W\d]+)", re.UNICODE)
_ROMAN = (
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
    "XVII", "XVIII", "XIX", "XX",
)  # fmt: skip
_ORDINALS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_LETTERS = " abcdđeghiklmnopqrstuvxy"
_CAPITALS = " ABCDEFGH"
