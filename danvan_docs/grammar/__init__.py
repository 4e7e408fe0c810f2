"""Vocabulary and patterns as data: what a domain expert reads and extends, loaded once, checked on load."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from ..errors import AuthorityError

_SMALL = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_CAPITAL = _SMALL[3:].upper()
#: Letter classes that patterns may name inside brackets.
LETTERS = {"{A}": f"A-Z{_CAPITAL}", "{a}": _SMALL}

#: Letters, each with those that follow it.
_Tree: TypeAlias = "dict[str, _Tree]"


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


def words(phrases: Iterable[str]) -> str:
    """Return a pattern that matches one of several literal phrases, the longest that stands there.

    What phrases begin with alike is looked at once: of hundreds of names, most fall away at their first letter.

    >>> words(["ban", "ban đảng", "sở"])
    '(?:ban(?:\\\\ đảng|)|sở)'
    """
    tree: _Tree = {}
    for phrase in phrases:
        node = tree
        for letter in phrase:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _choice(tree) if len(tree) > 1 else f"(?:{_choice(tree)})"


def _choice(tree: _Tree) -> str:
    """Return the pattern of what stands below one node of the tree of letters; "" marks the end of a phrase."""
    ways = []
    for letter, below in tree.items():
        if letter:
            ways.append(re.escape(letter) + _choice(below))
    if "" in tree:
        ways.append("")  # tried last: the longest phrase wins
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
