"""Texts as the keyboards of the nineties wrote them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from danvan_docs.grammar import table

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def vni(text: str) -> bytes:
    """Return text as a VNI keyboard wrote it."""
    signs = {
        letter: pair
        for pair, _, letter in (each.partition("=") for each in table("encodings")["vni"]["pairs"])
    }
    signs |= {letter.upper(): pair.upper() for letter, pair in signs.items()}
    return "".join(signs.get(letter, letter) for letter in text).encode("cp1252", "replace")


def cp1258(text: str) -> bytes:
    """Return text in Windows-1258, which puts tones after their letters."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            base = "".join(mark for mark in marks if mark not in _TONES)
            tone = "".join(mark for mark in marks if mark in _TONES)
            out += unicodedata.normalize("NFC", base).encode("cp1258", "ignore") + tone.encode("cp1258")
    return out


def bytewise(name: str) -> Callable[[str], str]:
    """Return the keyboard of an encoding of one byte a letter, as Windows-1252 shows it."""
    rules = table("encodings")[name]
    shown = [bytes([b]).decode("cp1252", "ignore") or chr(b) for b in bytes.fromhex(rules["bytes"])]
    letters = dict(zip(rules["letters"], shown, strict=True))
    return lambda text: "".join(letters.get(letter, letters.get(letter.lower(), letter)) for letter in text)


tcvn = bytewise("tcvn3")
