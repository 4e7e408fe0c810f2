"""Numbers as lists write them."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


#: Longer labels than these nobody writes: a list that counts so far shows plain figures.
_MOST_ROMAN, _MOST_LETTERS = 4999, 26 * 8


def written(number: int, form: str) -> str:
    """Return a number as a list writes it.

    >>> [written(9, form) for form in ("decimal", "decimalZero", "upperRoman", "lowerLetter", "none")]
    ['9', '09', 'IX', 'i', '']
    """
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("upperRoman", "lowerRoman") and number <= _MOST_ROMAN:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter") and 0 < number <= _MOST_LETTERS:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text
