"""Signs of symbol fonts, as the characters that they show."""

from __future__ import annotations

from ...grammar import table
from .xml import Element, attribute, child

#: Word stores the letters of symbol fonts from here on.
_FIRST, _LAST = 0xF000, 0xF0FF


def is_symbolic(text: str) -> bool:
    """Tell a text that holds letters of a symbol font."""
    return any(_FIRST <= ord(letter) <= _LAST for letter in text)


def sign(code: int, font: str | None) -> str | None:
    """Return the character that a letter of a font shows; None where it is not known.

    >>> sign(0xF0B3, "Symbol"), sign(0xF0FC, "Wingdings"), sign(0xF0B3, None), sign(0x2713, "Segoe UI Symbol")
    ('≥', '✓', '≥', '✓')
    """
    if not _FIRST <= code <= _LAST and code > 0xFF:
        return chr(code) if code <= 0x10FFFF else None
    last = code & 0xFF
    known = table("symbols").get((font or "symbol").casefold(), table("symbols")["symbol"])
    found: str | None = known.get(f"{last:02X}")
    return found or (chr(last) if 0x20 < last < 0x7F and font and font.casefold() == "symbol" else None)


def sign_of(element: Element) -> str | None:
    """Return the character of a `w:sym`."""
    digits = attribute(element, "char") or ""
    try:
        return sign(int(digits, 16), attribute(element, "font"))
    except ValueError:
        return None


def as_signs(text: str, run: Element) -> str:
    """Return a text whose letters of a symbol font are the characters that they show; unknown ones stay."""
    fonts = child(run, "rPr", "rFonts")
    font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
    return "".join(
        (sign(ord(letter), font) or letter) if _FIRST <= ord(letter) <= _LAST else letter for letter in text
    )
