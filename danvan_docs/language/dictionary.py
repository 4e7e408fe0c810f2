"""Words of the language as evidence: a name never ends inside one.

The dictionary of underthesea is read where it is installed, when a name first holds words that the lexicon does not
know; the package itself is not imported. Without it names are found all the same, some of them cut short.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ..reading.folding import fold

_LONGEST = 4  # syllables


@cache
def _words() -> frozenset[str]:
    spec = find_spec("underthesea")
    path = Path(spec.origin).with_name("corpus") / "data" / "Viet74K.txt" if spec and spec.origin else None
    if path is None or not path.exists():
        return frozenset()
    lines = fold(path.read_text(encoding="utf-8"))[0].lower().split("\n")
    return frozenset(line for line in map(str.strip, lines) if 1 <= line.count(" ") < _LONGEST)


def word_end(words: Sequence[str], index: int) -> int:
    """Return the token behind the longest word of several syllables that begins at a token, the next one without any.

    >>> word_end(["ngư", "dân", "ven", "đảo"], 0) in (1, 2)
    True
    """
    known = _words()
    for end in range(min(index + _LONGEST, len(words)), index + 1, -1):
        if " ".join(words[index:end]) in known:
            return end
    return index + 1


def is_inside(words: Sequence[str], index: int) -> bool:
    """Tell whether a word of the dictionary goes on over the boundary before a token."""
    return any(word_end(words, start) > index for start in range(max(0, index - _LONGEST + 1), index))
