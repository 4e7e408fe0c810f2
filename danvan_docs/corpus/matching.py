"""When two readings of one place in a text are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

MIN_IOU = 0.5  # of two spans that count as the same


class Spanned(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


G = TypeVar("G")
P = TypeVar("P")
#: How well two entries fit, the larger the better; None where they are not the same.
Fit = Callable[[G, P], float | None]


def pair_off(
    gold: Iterable[G], found: Sequence[P], fit: Fit[G, P]
) -> tuple[list[tuple[G, P]], list[G], list[P]]:
    """Return the pairs that fit, one to one, in the order of `gold`, and what is left on both sides.

    Of several that fit, the one that fits best is taken, of equal ones the first.
    """
    pairs, missed, left = [], [], list(found)
    for entry in gold:
        fits = [(value, -i) for i, other in enumerate(left) if (value := fit(entry, other)) is not None]
        if fits:
            pairs.append((entry, left.pop(-max(fits)[1])))
        else:
            missed.append(entry)
    return pairs, missed, left


def same_span(entry: Spanned, other: Spanned) -> float | None:
    """Return the overlap of two spans that are the same for the most part, None of others."""
    shared = overlap(entry, other)
    union = max(entry.end, other.end) - min(entry.start, other.start)
    return shared if shared and shared / union >= MIN_IOU else None


def overlap(entry: Spanned, other: Spanned) -> float:
    """Return how many characters two spans share."""
    return float(max(0, min(entry.end, other.end) - max(entry.start, other.start)))


def agree(gold: str | None, found: str | None) -> bool:
    """Tell whether two readings say the same: both nothing, or one holds the other.

    >>> agree("Ban Chấp hành Trung ương", "ban chấp hành  Trung ương khoá XI"), agree("Ban Bí thư", None)
    (True, False)
    """
    gold, found = plain(gold), plain(found)
    return gold == found or bool(gold and found and (gold in found or found in gold))


# Spellings that are the same word to a reader.
_SPELLINGS = {
    "uỷ": "ủy", "uý": "úy", "hoà": "hòa", "hoá": "hóa", "khoá": "khóa", "toà": "tòa", "hằng": "hàng",
}  # fmt: skip
_QUOTES_AND_MARKUP = re.compile(r"[*_“”\"'’‘]")


def plain(text: str | None) -> str:
    """Return `text` in small letters, one spelling, without quotes, markup and closing punctuation."""
    text = _QUOTES_AND_MARKUP.sub("", unicodedata.normalize("NFC", text or "").casefold())
    for old, new in _SPELLINGS.items():
        text = text.replace(old, new)
    return " ".join(text.split()).strip(" .,;:")
