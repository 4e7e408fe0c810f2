"""Vocabulary and patterns as data: what a domain expert reads and extends, loaded once, checked on load."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ..errors import AuthorityError

_SMALL = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_CAPITAL = _SMALL[3:].upper()
#: Letter classes that patterns may name inside brackets.
LETTERS = {"{A}": f"A-Z{_CAPITAL}", "{a}": _SMALL}


@cache
def table(name: str) -> dict[str, Any]:
    """Return the grammar file `name`.toml as nested dicts.

    Raises AuthorityError, naming the file, if it is not valid TOML.

    >>> "roman" in table("layout")["labels"]
    True
    """
    try:
        return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AuthorityError(f"grammar/{name}.toml: {error}") from None


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern of a grammar file, in which `{A}` and `{a}` stand for Vietnamese letters.

    >>> bool(compiled("[{A}][{a}]+").fullmatch("Đảng"))
    True
    """
    for name, letters in LETTERS.items():
        pattern = pattern.replace(name, letters)
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise AuthorityError(f"grammar: bad pattern {pattern[:80]!r}: {error}") from None


def words(phrases: list[str]) -> str:
    """Return one alternation of literal phrases, longest first, so that the longest one wins.

    >>> words(["ban", "ban đảng"])
    '(?:ban\\\\ đảng|ban)'
    """
    return f"(?:{'|'.join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))})"
