"""What one cited instrument does to another, told by the words between the two.

Active, in the title of the first: `Kết luận số 43-KL/TW … về tiếp tục thực hiện Nghị quyết số 25-NQ/TW`; passive:
`Luật A được sửa đổi bởi Luật B`, `Quyết định A (thay thế bởi Quyết định B)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...grammar import table
from ...models import RelationType
from .deeds import CHANGES, DEEDS, Deed, deed_before, pattern
from .mentions import Mention

_REACH = 260
#: How many mentions back the other end of a relation may be.
_BACK = 3
_PROMULGATED = ("Quy chế", "Quy định", "Hướng dẫn", "Điều lệ", "Bộ tiêu chí")
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
_LISTED = re.compile(r" ?, (?:số )?| và (?:số )?| ?, và (?:số )?")
_SENTENCE = re.compile(r"[;\n]|\.(?= )")


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


def find_links(text: str, mentions: list[Mention]) -> list[Link]:
    """Return the relations between the mentions of a reading text (citations and named, in order).

    >>> from danvan_docs.knowledge import Knowledge
    >>> from danvan_docs.parsing.instruments.citations import find_mentions
    >>> text = "Kết luận số 43-KL/TW, ngày 07/01/2019 của Ban Bí thư về tiếp tục thực hiện Nghị quyết số 25-NQ/TW"
    >>> [(l.source.symbol, l.type, l.target.symbol) for l in find_links(text, find_mentions(text, Knowledge.of()))]
    [('43-KL/TW', 'implements', '25-NQ/TW')]
    """
    links: list[Link] = []
    for index, second in enumerate(mentions):
        before = [m for m in mentions[max(0, index - _BACK) : index] if m.tail <= second.start]
        # What stands in the name of what is acted on is told by that name.
        if not before or (links and not links[-1].passive and second.end <= links[-1].target.end):
            continue
        link = _passive(text, before, second) or _active(text, before[-1], second)
        link = link or _next_of_list(text, links[-1] if links else None, second)
        if link:
            links.append(link)
            links.extend(_other_sources(text, before, link))
    return links


def in_title(text: str, first: Mention, position: int) -> bool:
    """Tell whether `position` stands in the title of the instrument cited before it (`… về tiếp tục thực hiện …`)."""
    gap = text[first.tail : position]
    return len(gap) <= _REACH and bool(pattern("between", "title").match(gap)) and not _is_over(gap)


def _is_over(gap: str) -> bool:
    return bool(pattern("between", "over").search(gap))


def _active(text: str, first: Mention, second: Mention) -> Link | None:
    """Return what the title of the first says that it does to the second; what acts has a number."""
    begin = second.begin
    if not first.symbol or not in_title(text, first, begin):
        return None
    gap = text[first.tail : begin].rstrip(' “"(')
    done = deed_before(gap, tuple(deed for deed in DEEDS if _fits(deed, first, second)))
    if done is None or not _is_done(done.deed, gap[: done.start], first):
        return None
    start = first.tail + len(gap) - len(gap.lstrip(" ,()"))
    return Link(first, second, done.deed, start, second.start)


def _is_done(deed: Deed, lead: str, source: Mention) -> bool:
    """Tell whether the deed is the source's own, no review of it and no proposal."""
    if deed == "implements":
        return not pattern("between", "not_implements").search(lead)
    if deed in CHANGES:
        asks = source.type in table("acts")["between"]["only_ask"]
        return not (asks or pattern("between", "not_done").search(lead))
    return True


def _passive(text: str, before: list[Mention], second: Mention) -> Link | None:
    first = before[-1]
    gap = text[first.tail : second.start]
    if not second.symbol or len(gap) > _REACH or _SENTENCE.search(gap):
        return None
    told = gap.strip(" ,()")
    for name in ("amends", "replaces", "repeals", "promulgates"):
        if not pattern("passive", name).fullmatch(told):
            continue
        target = _acted_on(text, before, second) if name != "promulgates" else first
        if name != "promulgates" or _is_promulgated(first):
            start = first.tail + len(gap) - len(gap.lstrip(" ,()"))
            return Link(second, target, name, start, second.start, passive=True)
    return None


def _acted_on(text: str, before: list[Mention], second: Mention) -> Mention:
    """Return what a passive is said of: the nearest, but a decree changes the decree whose title names a law."""
    first = before[-1]
    if first.type in _LAWS and second.type not in _LAWS:
        for other in reversed(before[:-1]):
            if other.type == second.type and in_title(text, other, first.begin):
                return other
    return first


def _next_of_list(text: str, last: Link | None, second: Mention) -> Link | None:
    """What is done to the first of a list is done to its others (`thực hiện A và B`, `của Luật A và Luật B`)."""
    if last is None:
        return None
    if last.passive:
        listed = second.symbol and _LISTED.fullmatch(text, last.source.tail, second.start)
        return Link(second, last.target, last.type, last.start, last.end, passive=True) if listed else None
    between = _LISTED.fullmatch(text, last.target.tail, second.begin)
    if between is None:
        return None
    alike = last.target.type == second.type and bool(last.target.symbol) == bool(second.symbol)
    carried_out = last.type == "implements" and "và" in between[0] and second.type != last.source.type
    if not (alike or carried_out):
        return None
    return Link(last.source, second, last.type, last.start, last.end)


def _other_sources(text: str, before: list[Mention], link: Link) -> Iterator[Link]:
    """Numbers that share a type act together (`các Nghị định số 115/…, số 225/… quy định chi tiết …`)."""
    if link.passive or link.source is not before[-1]:
        return
    later = link.source
    for other in reversed(before[:-1]):
        if not (later.elided and other.symbol and _LISTED.fullmatch(text, other.tail, later.start)):
            return
        yield Link(other, link.target, link.type, link.start, link.end)
        later = other


def _fits(deed: Deed, source: Mention, target: Mention) -> bool:
    """Only a Quy chế and the like is promulgated, and by another kind of instrument."""
    return deed != "promulgates" or (_is_promulgated(target) and source.type != target.type)


def _is_promulgated(mention: Mention) -> bool:
    return not mention.symbol and mention.type in _PROMULGATED
