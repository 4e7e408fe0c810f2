"""Two wordings of one passage, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from .results import Words

# A word, a figure such as 15/6/2025, or a sign, each with the blank before it.
_TOKEN = re.compile(r" ?(?:\w+(?:[./,-]\w+)*|[^\w\s]+)")


def word_difference(old: str, new: str) -> list[Words]:
    """Return what two wordings share, what only the old one has and what only the new one, in order.

    The texts are those of the wordings with one blank between words.

    >>> [(run.kind, run.text) for run in word_difference("báo cáo hằng năm.", "báo cáo  hằng quý.")]
    [('same', 'báo cáo hằng'), ('removed', ' năm'), ('added', ' quý'), ('same', '.')]
    """
    before, after = (_TOKEN.findall(" ".join(wording.split())) for wording in (old, new))
    runs: list[Words] = []
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Words(kind="same", text="".join(before[a:b])))
            continue
        if a < b:
            runs.append(Words(kind="removed", text="".join(before[a:b])))
        if c < d:
            runs.append(Words(kind="added", text="".join(after[c:d])))
    return runs
