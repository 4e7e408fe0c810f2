"""What one cited instrument does to another, and what the document does with each.

Told from the words between the two (`Kết luận số 43-KL/TW … về tiếp tục thực hiện Nghị quyết số 25-NQ/TW`), and from
those before the citation (`Căn cứ …`, `tiếp tục thực hiện …`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import get_args

from ...grammar import compiled, table
from ...models import RelationType, Use
from .mentions import Mention

_REACH = 260
_USE_WINDOW = 70
_PROMULGATED = ("Quy chế", "Quy định", "Hướng dẫn", "Điều lệ")
_LISTED = re.compile(r", | và |, và ")
_CUT = re.compile(r"[;\n]|\.(?= )")


@dataclass(frozen=True, slots=True)
class Link:
    """`source` acts on `target`; `start`, `end` are the words that show it, in reading offsets.

    `passive` says that the target stands first: `Luật A được sửa đổi theo Luật B`.
    """

    source: Mention
    target: Mention
    type: RelationType
    start: int
    end: int
    passive: bool = False


@dataclass(frozen=True, slots=True)
class _Cues:
    active: dict[RelationType, re.Pattern[str]]
    passive: dict[RelationType, re.Pattern[str]]
    not_implements: re.Pattern[str]


@cache
def _cues() -> _Cues:
    rules = table("citations")["relations"]
    order: tuple[RelationType, ...] = get_args(RelationType)
    return _Cues(
        {name: compiled(rules[name], re.IGNORECASE) for name in order},
        {name: compiled(pattern, re.IGNORECASE) for name, pattern in rules["passive"].items()},
        compiled(rules["not"]["implements"], re.IGNORECASE),
    )


@cache
def _uses() -> dict[Use, re.Pattern[str]]:
    """The cues in the order of the grammar file: the first that fits wins."""
    return {name: compiled(pattern) for name, pattern in table("citations")["use"].items()}


def find_links(text: str, mentions: list[Mention]) -> list[Link]:
    """Return the relations between the mentions of a reading text (citations and named, in order).

    >>> from danvan_docs.knowledge import Knowledge
    >>> from danvan_docs.parsing.instruments.citations import find_mentions
    >>> text = "Kết luận số 43-KL/TW, ngày 07/01/2019 của Ban Bí thư về tiếp tục thực hiện Nghị quyết số 25-NQ/TW"
    >>> [(l.source.symbol, l.type, l.target.symbol) for l in find_links(text, find_mentions(text, Knowledge.of()))]
    [('43-KL/TW', 'implements', '25-NQ/TW')]
    """
    links: list[Link] = []
    for index, target in enumerate(mentions):
        source = next(
            (m for m in reversed(mentions[max(0, index - 3) : index]) if m.tail <= target.start), None
        )
        link = _link(text, source, target) if source else None
        link = link or _next_of_list(text, links[-1] if links else None, target)
        if link:
            links.append(link)
    return links


def _next_of_list(text: str, last: Link | None, target: Mention) -> Link | None:
    """Further laws of a list share what is done to the first (`sửa đổi … của Luật A, Luật B và Luật C`)."""
    if last and last.passive and target.symbol and _LISTED.fullmatch(text, last.source.tail, target.start):
        return Link(target, last.target, last.type, last.start, last.end, passive=True)
    if last is None or last.target.type != target.type or bool(last.target.symbol) != bool(target.symbol):
        return None
    if not _LISTED.fullmatch(text, last.target.tail, target.start):
        return None
    return Link(last.source, target, last.type, last.start, last.end)


def _link(text: str, first: Mention, second: Mention) -> Link | None:
    """Return what the words between two neighbours say that one does to the other; what acts has a number."""
    gap = text[first.tail : second.start].rstrip()
    if len(gap) > _REACH or _CUT.search(gap):
        return None
    gap = gap.lstrip(" ,()")
    start = second.start - len(gap) - (text[second.start - 1] == " ")
    for name, cue in _cues().passive.items():
        if second.symbol and cue.fullmatch(gap) and _fits(name, first):
            return Link(second, first, name, start, second.start, passive=True)
    relation = _active(gap, second) if first.symbol else None
    return Link(first, second, relation, start, second.start) if relation else None


def _active(gap: str, target: Mention) -> RelationType | None:
    cues = _cues()
    for name, cue in cues.active.items():
        if not _fits(name, target):
            continue
        if name == "implements" and cues.not_implements.search(gap):
            continue
        if cue.fullmatch(gap):
            return name
    return None


def _fits(relation: RelationType, target: Mention) -> bool:
    """Only a Quy chế and the like is promulgated, and that is all that another instrument does to it."""
    return (relation == "promulgates") == (not target.symbol and target.type in _PROMULGATED)


def read_uses(text: str, mentions: list[Mention], links: list[Link], document_symbol: str | None) -> None:
    """Set on each mention what the document does with it, and the words that show it.

    Members of a list share what opens the list; what another instrument acts on is a mere mention.
    """
    governed = {id(link.source if link.passive else link.target) for link in links}
    previous: Mention | None = None
    for mention in mentions:
        if (document_symbol and mention.symbol == document_symbol) or id(mention) in governed:
            continue
        begin = mention.pinpoint[0] if mention.pinpoint else mention.start
        window_start = max(0, begin - _USE_WINDOW)
        window_start = max(window_start, text.rfind("\n", window_start, begin) + 1)
        window = _small(text[window_start:begin].rstrip(' “"('))
        for use, cue in _uses().items():
            if shown := cue.search(window):
                mention.use = use
                mention.use_words = (window_start + shown.start(), window_start + shown.end())
                break
        else:
            if previous and _listed(text[previous.tail : begin]):
                mention.use, mention.use_words = previous.use, previous.use_words
        previous = mention


def _small(words: str) -> str:
    """Return the words in small letters, as far as that keeps their length: so patterns are tried much faster."""
    small = words.lower()
    return small if len(small) == len(words) else words


def _listed(gap: str) -> bool:
    """Tell whether nothing but a title or a conjunction parts two members of a list."""
    return (
        len(gap) < _REACH
        and "\n" not in gap
        and "." not in gap
        and (gap.rstrip().endswith((";", "và", ",")) or not gap.strip())
    )
