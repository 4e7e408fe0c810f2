"""Which instrument is about the words that follow its mention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..authority import Instrument
from ..authority.keys import name_key

#: Likeness of title and words (of 100), the lead over the next title, and the letters that say enough.
CUTOFF, MARGIN, LETTERS = 70, 12, 8
#: With a smaller share of the shorter one in common, title and words speak of two things.
COMMON = 0.4
#: How far behind a mention its subject is looked for.
REACH = 300

# Date, issuer and term may stand between a mention and its subject, not a sentence.
_OPENING = re.compile(r"[^.;]{0,110}?(?:\b(?:về(?: việc)?|v/v|ban hành|phê duyệt)\s+|[\"“])")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"[.;(”\"]")
_CLAUSE_END = re.compile(r"[,.;(”\"]")


def words_behind(text: str) -> str:
    """Return what stands behind a mention, to the end of its paragraph, with line ends as blanks.

    >>> words_behind(" về công tác\\ndân vận\\n\\nII. NHIỆM VỤ")
    ' về công tác dân vận'
    """
    return _PARAGRAPH_END.split(text, maxsplit=1)[0].replace("\n", " ")


def closest_title(rows: Sequence[Instrument], following: str) -> Instrument | None:
    """Return the row whose title the words after a mention repeat, None where no title is clearly ahead.

    >>> from danvan_docs.authority import registry
    >>> rows = registry().by_number("25-NQ/TW")
    >>> closest_title(rows, " của Trung ương về công tác thanh niên, trong đó").date
    '2008-07-25'
    >>> closest_title(rows, " đã được triển khai") is None
    True
    """
    titles = [name_key(row.title or "") for row in rows]
    # What two titles share (`tăng cường sự lãnh đạo của Đảng đối với công tác`) tells nothing apart.
    often = Counter(word for title in titles for word in set(title.split()))
    shared = {word for word, count in often.items() if count > 1}
    words = [own for each in _subjects(following) if " " in (own := _without(each, shared))]
    if not (rows and words):
        return None
    from rapidfuzz.fuzz import token_set_ratio

    likeness = [max(token_set_ratio(_without(title, shared), each) for each in words) for title in titles]
    best, second, *_ = *sorted(likeness, reverse=True), 0.0
    return rows[likeness.index(best)] if best >= max(CUTOFF, second + MARGIN) else None


def speaks_of_other(row: Instrument, following: str) -> bool:
    """Tell whether the words after a mention name a subject that is surely not that of the row.

    >>> from danvan_docs.authority import registry
    >>> youth = registry().instruments["25-NQ/TW@2008-07-25"]
    >>> [speaks_of_other(youth, f" về {words}") for words in ("công tác tôn giáo", "công tác thanh niên")]
    [True, False]
    """
    title = _pairs(name_key(row.title or ""))
    subjects = [pairs for each in _subjects(following) if (pairs := _pairs(each))]
    if not (title and subjects):
        return False
    return all(len(title & pairs) < COMMON * min(len(title), len(pairs)) for pairs in subjects)


def _pairs(key: str) -> set[tuple[str, str]]:
    """Return each two neighbouring syllables: `thanh niên` says more than `thanh` and `niên`."""
    return set(pairwise(key.split()))


def _without(key: str, shared: set[str]) -> str:
    return " ".join(word for word in key.split() if word not in shared)


def _subjects(following: str) -> list[str]:
    """Return the subject as far as its first clause and as far as its sentence goes."""
    opening = _OPENING.match(following)
    if not opening:
        return []
    rest = following[opening.end() :]
    keys = {name_key(end.split(rest, maxsplit=1)[0]) for end in (_CLAUSE_END, _SENTENCE_END)}
    return [key for key in keys if len(key) >= LETTERS]
