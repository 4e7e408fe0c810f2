"""Keys under which symbols and names are looked up: different spellings of one thing give one key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..reading.folding import fold

_SEPARATORS = re.compile(r"[-/\s]+")
_ABBREVIATION_DOT = re.compile(r"\.(?=\D|$)")
_LEADING_ZEROS = re.compile(r"^0+(?=\w)")
# Party offices write QĐi for Quy định now and then; QD and ND are what OCR leaves of QĐ and NĐ.
_SAME_CODE = {"QĐI": "QĐ", "QD": "QĐ", "ND": "NĐ"}
# The National Assembly and its committee number by year and term; the type is written by some, left out by most.
_ASSEMBLY = re.compile(r"(?:UBTV)?QH\d+")
_LEFT_OUT = {"NQ", "PL", "L"}
# Tools that part words join their syllables with `_`.
_NOT_IN_NAMES = re.compile(r"(?:[^\w\s]|_)+")
_NUMBER = re.compile(r"\d+|\b[ivx]+\b")


@lru_cache(maxsize=65536)
def symbol_key(symbol: str) -> str:
    """Return the key of a number with its symbol: kinds of separators, case and leading zeros do not count.

    Digits are never changed otherwise, and types and issuers stay apart.

    >>> {symbol_key(s) for s in ("27-NQ/TW", "27/NQ-TW", "27-NQ-TW", "027 – nq / TƯ", "27/NQ/T.Ư")}
    {'27/NQ/TW'}
    >>> symbol_key("11-QĐi/TW"), symbol_key("02/2016/QH14"), symbol_key("66.1/2025/NQ-CP"), symbol_key("06")
    ('11/QĐ/TW', '2/2016/QH14', '66.1/2025/NQ/CP', '6')
    >>> symbol_key("30-NQ/2026/QH16") == symbol_key("30/2026/QH16")
    True
    """
    folded = _ABBREVIATION_DOT.sub("", fold(symbol)[0].upper()).replace("TƯ", "TW")
    number, *codes = _SEPARATORS.split(folded.strip(" -/"))
    if codes and _ASSEMBLY.fullmatch(codes[-1]):
        codes = [code for code in codes if code not in _LEFT_OUT]
    return "/".join([_LEADING_ZEROS.sub("", number), *(_SAME_CODE.get(code, code) for code in codes)])


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return the key of a name or title: case, tone placement, punctuation and blanks do not count.

    >>> name_key("Ban  Dân vận Tỉnh uỷ") == name_key("BAN DÂN VẬN TỈNH ỦY")
    True
    >>> name_key("Luật Tín ngưỡng, tôn giáo")
    'luật tín ngưỡng tôn giáo'
    """
    return " ".join(_NOT_IN_NAMES.sub(" ", fold(name)[0].casefold()).split())


def name_keys(names: Iterable[str]) -> list[str]:
    """Return the keys of many names, none of which may hold a line end: in one go, which is several times faster.

    >>> name_keys(["Ban  Dân vận Tỉnh uỷ", "TỈNH ỦY"])
    ['ban dân vận tỉnh ủy', 'tỉnh ủy']
    """
    lines = _NOT_IN_NAMES.sub(" ", fold("\n".join(names))[0].casefold())
    return [" ".join(line.split()) for line in lines.split("\n")] if lines else []


def numbers(key: str) -> list[str]:
    """Return the figures and Roman numerals of a name key: names that differ in them are never the same.

    >>> numbers(name_key("Nghị quyết Đại hội XIII, giai đoạn 2021 - 2030"))
    ['xiii', '2021', '2030']
    """
    return _NUMBER.findall(key)
