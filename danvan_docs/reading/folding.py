"""One spelling for what reads the same: composed letters, one dash, one blank, one tone placement.

Vietnamese files come decomposed (NFD), with five kinds of dashes, non-breaking blanks and two conventions for the
tone of `oa`, `oe`, `uy` (`khoá`/`khóa`, `uỷ`/`ủy`). Matching works on the folded text; results are mapped back.
"""

from __future__ import annotations

import re
import unicodedata

from .offsets import OffsetMap

# Same length on both sides, so that these never move an offset.
_ONE_TO_ONE = (
    *((dash, "-") for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043"),
    *(
        (blank, " ")
        for blank in "\t\x0b\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\r"
    ),
    *((newline, "\n") for newline in "\x0c\u2028\u2029\x85"),
    ("\u00d0", "Đ"),
    ("\u0189", "Đ"),
    ("\u00f0", "đ"),
    ("\u2044", "/"),
    ("\u2215", "/"),
)
#: Letters of other scripts that look like Latin ones; a typist's or a converter's `ТW` is meant as `TW`.
_OTHER_SCRIPT = "АВЕЗЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_LATIN = str.maketrans(_OTHER_SCRIPT, "ABE3SIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo")
_SOFT_HYPHEN = "\u00ad"
#: A soft hyphen stands for nothing inside a word or beside a sign; by itself, at the start of a line, or between a
#: number and its letters, it is what a converter left of a dash.
_SOFT_DASH = re.compile(r"(?<!\S)\xad|\xad(?= )|(?<=\d)\xad(?=[A-ZĐ])")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff" + _SOFT_HYPHEN
_MARKS = "\u0300-\u036f"
_CLUSTER = re.compile(rf"[^{_MARKS}][{_MARKS}]+|[{_INVISIBLE}]+")
#: The marks of Vietnamese letters: a text that holds none of them is composed, which is told much faster so than by
#: looking up each of its letters.
_VIETNAMESE_MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"

# Old style puts the tone on the first vowel of an open `oa`, `oe`, `uy`; both are in use, `qu` aside.
_PLAIN = "aeyAEY"
_TONED = {
    tone: [unicodedata.normalize("NFC", vowel + tone) for vowel in _PLAIN]
    for tone in "\u0300\u0301\u0309\u0303\u0323"
}
_TONE_OF = {
    letter: (plain, tone) for tone, row in _TONED.items() for letter, plain in zip(row, _PLAIN, strict=True)
}
#: What may be one of them; few places are, so that each is looked at more closely by itself.
_NEW_STYLE = re.compile(rf"[oOuU][{''.join(_TONE_OF)}](?!\w)")


def _old_style(match: re.Match[str]) -> str:
    first, (plain, tone) = match[0][0], _TONE_OF[match[0][1]]
    after_q = match.string[max(match.start() - 1, 0)] in "qQ"
    if after_q or (first in "oO") != (plain in "aeAE"):
        return match[0]
    return unicodedata.normalize("NFC", first + tone) + plain


def fold(text: str) -> tuple[str, OffsetMap | None]:
    """Return the folded text and the map back to `text`; None where every offset is the same.

    >>> fold("Uỷ ban – khoá XI")
    ('Ủy ban - khóa XI', None)
    >>> folded, offsets = fold("U\u0309y ban")
    >>> folded, offsets.span(0, 2)
    ('Ủy ban', (0, 3))
    """
    offsets = None
    if _SOFT_HYPHEN in text:
        text = _SOFT_DASH.sub("-", text)
    if any(c in text for c in _VIETNAMESE_MARKS + _INVISIBLE):
        text, offsets = _compose(text)
    for odd, usual in _ONE_TO_ONE:
        if odd in text:
            text = text.replace(odd, usual)
    if any(c in text for c in _OTHER_SCRIPT):
        text = text.translate(_LATIN)
    return _NEW_STYLE.sub(_old_style, text), offsets


def _compose(text: str) -> tuple[str, OffsetMap]:
    """Compose letters and drop invisible characters, cluster by cluster."""
    offsets, parts, done = OffsetMap(), [], 0
    for match in _CLUSTER.finditer(text):
        start, end = match.span()
        parts.append(text[done:start])
        offsets.add(start - done, origin=done, source_length=start - done)
        composed = unicodedata.normalize("NFC", match[0].strip(_INVISIBLE))
        parts.append(composed)
        offsets.add(len(composed), origin=start, source_length=end - start)
        done = end
    parts.append(text[done:])
    offsets.add(len(text) - done, origin=done, source_length=len(text) - done)
    return "".join(parts), offsets


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.lower())[0].replace("đ", "d")


_LETTERS = [chr(c) for block in ((0x41, 0x5B), (0xC0, 0x1B1), (0x1EA0, 0x1EFA)) for c in range(*block)]
_PLAIN_LETTERS = str.maketrans({letter: _base(letter) for letter in _LETTERS})


def plain(text: str) -> str:
    """Return composed `text` without diacritics, in small letters, of the same length.

    For comparing short strings under damage; never run over a whole document.

    >>> plain("Kết luận Số"), plain("ĐỀ ÁN")
    ('ket luan so', 'de an')
    """
    return text.translate(_PLAIN_LETTERS)
