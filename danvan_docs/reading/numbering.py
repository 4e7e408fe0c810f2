"""What a label counts: `2.1` is 1 in the list `2.`, `II.1` is 1 in `II.`, `Điều 3a` stands between 3 and 4."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN = {"I": 1, "V": 5, "X": 10}
#: What counts in brackets as a Roman number rather than as a letter.
_ROMAN_ONES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_INSERTED = re.compile(r"(\d+)([a-zđ])")
#: Styles whose labels are one kind of list.
_SAME_LIST = {"letterdot": "letter", "lost": "arabic"}
#: So many lists can stand open at once.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Number:
    """The place of a label in its list: `prefix` is the whole number of a decimal one, else ().

    `inserted` is the letter of a label put in later (`1a`) as a number, else 0.
    """

    value: int
    inserted: int = 0
    prefix: tuple[str, ...] = ()

    @property
    def is_first(self) -> bool:
        """Tell whether a list begins with it."""
        return self.value == 1 and not self.inserted

    def follows(self, before: Number) -> bool:
        """Tell whether it is the next one in the list of `before`: 2 after 1 or 1a, 1a after 1, 1b after 1a.

        >>> Number(2).follows(Number(1, inserted=1)), Number(1, inserted=1).follows(Number(1))
        (True, True)
        """
        if self.prefix[:-1] != before.prefix[:-1]:
            return False
        if self.inserted:
            return self.value == before.value and self.inserted == before.inserted + 1
        return self.value == before.value + 1


def number_of(style: str, value: str) -> Number:
    """Return what a label of a style counts by its value as printed; 0 for one that counts nothing.

    >>> number_of("roman", "Iv").value, number_of("decimal", "2.1").prefix, number_of("letter", "đ").value
    (4, ('2', '1'), 5)
    """
    if style in ("decimal", "composite", "lettered"):
        prefix = tuple(re.findall(r"\d+|[^\W\d]+", value))
        return Number(int(prefix[-1]), prefix=prefix)
    if value.isdecimal():
        return Number(int(value))
    if inserted := _INSERTED.fullmatch(value):
        return Number(int(inserted[1]), _LETTERS.find(inserted[2]) + 1)
    if style in ("letter", "letterdot") or (style == "paren" and value not in _ROMAN_ONES):
        return Number(_LETTERS.find(value) + 1)
    if style == "upper":
        return Number(ord(value) - ord("A") + 1)
    if value.lower() in _ORDINALS:
        return Number(_ORDINALS.index(value.lower()) + 1)
    return Number(_roman(value.upper()))


def _roman(value: str) -> int:
    total = 0
    for letter, after in zip_longest(value, value[1:], fillvalue=""):
        number = _ROMAN.get(letter, 0)
        total += -number if number < _ROMAN.get(after, 0) else number
    return total


@dataclass(slots=True)
class OpenLists:
    """The lists that stand open in a text, read label by label: which label could come next?"""

    _last: dict[str, list[Number]] = field(default_factory=dict)

    def expect(self, style: str, number: Number) -> bool:
        """Tell whether a label begins a list or goes on with one that is open.

        >>> lists = OpenLists()
        >>> lists.take("arabic", Number(1))
        >>> lists.expect("arabic", Number(2)), lists.expect("arabic", Number(4))
        (True, False)
        """
        open_ = self._last.get(_SAME_LIST.get(style, style), ())
        return number.is_first or any(number.follows(before) for before in open_)

    def take(self, style: str, number: Number) -> None:
        """Note a label that is one."""
        open_ = self._last.setdefault(_SAME_LIST.get(style, style), [])
        at = next((i for i in range(len(open_) - 1, -1, -1) if number.follows(open_[i])), len(open_))
        del open_[at:]
        open_.append(number)
        del open_[:-_DEEPEST]
