"""The foot of a document: recipients to the left, signature to the right, or one under the other in either order.

Nghị định 30/2020/NĐ-CP and Hướng dẫn 36-HD/VPTW: for whom the paper is signed (`TM.`, `T/M`), in whose place (`KT.`,
`TL.`, `TUQ.`), the signer's own office, name. Only the last office is the signer's own. Several sign a joint paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from ...grammar import compiled, table
from ...knowledge import Knowledge
from ...reading import Reading
from .pieces import Piece, by_column, pieces
from .type_line import type_line

#: The foot of a document is no longer than so many paragraphs.
_LONGEST = 90
#: So many lines without a name may stand in a signature (stamps, remarks of a scan).
_STRAY = 3
#: The signature of a paper without recipients takes no more paragraphs than this, none longer than that.
_SIGNATURE, _LINE = 8, 90
#: An office behind a recipient stands on a line no longer than this.
_BEHIND = 160

_LISTED = re.compile(r"[^;]+;?")

_Kind = Literal["for", "office", "person", "mark", "caps", ""]
_Place = tuple[int, int]


@dataclass(slots=True)
class Signer:
    """One who signs: where name, own office and the body signed for stand, each line a place of its own."""

    name: list[_Place] = field(default_factory=list)
    office: list[_Place] = field(default_factory=list)
    organ: list[_Place] = field(default_factory=list)


@dataclass(slots=True)
class Foot:
    """The foot of a page: its paragraphs `[start, end)`, the recipients (each by its lines), who signs.

    `received` are the paragraphs that hold recipients.
    """

    start: int
    end: int
    recipients: list[list[_Place]] = field(default_factory=list)
    received: set[int] = field(default_factory=set)
    signers: list[Signer] = field(default_factory=list)


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the foot; one may name another in braces."""
    patterns: dict[str, str] = {}
    for name, pattern in table("page")["foot"].items():
        patterns[name] = re.sub(r"\{([a-z_]{3,})\}", lambda named: f"(?:{patterns[named[1]]})", pattern)
    return {name: compiled(pattern) for name, pattern in patterns.items()}


def read_foot(reading: Reading, start: int, end: int, known: Knowledge) -> Foot:
    """Return the foot among the paragraphs `[start, end)`; an empty one at `end` where there is none.

    >>> from danvan_docs.reading import read_layout
    >>> reading = read_layout("Nơi nhận:\\n- Như trên.\\nKT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH\\nLê Văn Mẫu")
    >>> foot = read_foot(reading, 0, len(reading.paragraphs), Knowledge.of())
    >>> [reading.text[slice(*place)] for place in (*foot.recipients[0], *foot.signers[0].office, *foot.signers[0].name)]
    ['Như trên.', 'PHÓ CHỦ TỊCH', 'Lê Văn Mẫu']
    """
    opening = _rules()["recipients"]
    places = ((i, reading.paragraphs[i]) for i in range(start, end))
    at = next((i for i, place in places if opening.match(reading.text, place.start, place.end)), None)
    if at is None:
        return _signature_alone(reading, start, end)
    foot = Foot(at, end)
    limit = next((i for i in range(at + 1, min(at + _LONGEST, end)) if _begins_part(reading, i)), end)
    signature = _Reader(reading, foot, min(at + _LONGEST, limit), known).read()
    above = _signature_above(reading, start, at)
    if above:
        foot.start = above[0].paragraph
        signature = [*above, *signature]
    foot.signers = _signers(reading, signature)
    return foot


def _begins_part(reading: Reading, index: int) -> bool:
    """Tell whether a heading, an item or a row of a table begins here: no foot holds one."""
    paragraph = reading.paragraphs[index]
    return bool(paragraph.cell) or paragraph.style not in ("", "bullet", "furniture", "lost")


class _Reader:
    """Walks down the lines below `Nơi nhận` and tells recipients from signature."""

    def __init__(self, reading: Reading, foot: Foot, limit: int, known: Knowledge) -> None:
        self.reading, self.foot, self.limit, self.known = reading, foot, limit, known
        self.signature: list[Piece] = []
        self.named = self.signing = self.bulleted = False
        self.stray = 0

    def read(self) -> list[Piece]:
        """Fill in the recipients and the end of the foot; return the lines of the signature."""
        self.foot.end = self.limit
        found = pieces(self.reading, range(self.foot.start, self.limit))
        for piece in found:
            if piece.paragraph > self.foot.start and self._is_over(piece):
                self.foot.end = piece.paragraph
                break
            for part in _parts(self.reading, piece):
                self._take(part)
        return self.signature

    def _is_over(self, piece: Piece) -> bool:
        """Tell whether another part of the document begins: a heading, a table, or what no signature holds."""
        paragraph = self.reading.paragraphs[piece.paragraph]
        if paragraph.style == "furniture" or piece.column:
            return False
        if piece.opens and type_line(self.reading.text, paragraph.start, paragraph.end, self.known):
            return True
        kind = _kind(self.reading, piece)
        if self.named and not (
            self._is_item(piece) and (self.signature[-1].column or not self._is_complete())
        ):
            return kind not in ("for", "office", "person", "mark") and not self._carries_name(piece)
        return self.signing and not kind and paragraph.style != "bullet" and self.stray >= _STRAY

    def _carries_name(self, piece: Piece) -> bool:
        return bool(self.signature) and _broken_name(self.reading, self.signature[-1], piece)

    def _take(self, piece: Piece) -> None:
        paragraph = self.reading.paragraphs[piece.paragraph]
        if paragraph.style == "furniture":
            return
        kind = _kind(self.reading, piece)
        bullet = self._is_item(piece)
        head = piece.paragraph == self.foot.start and piece.opens
        is_signature = self.signing or kind in ("for", "office", "mark") or self._is_signed_by(piece, kind)
        is_signature = is_signature or (self.bulleted and piece.opens and not self._carries_on(piece))
        if piece.column or (is_signature and not bullet and not head):
            self.signature.append(piece)
            self.signing = self.signing or not piece.column
            self.named = self.named or kind == "person"
            self.stray += not kind
        else:
            self._receive(piece, bullet=bullet, head=head)

    def _receive(self, piece: Piece, *, bullet: bool, head: bool) -> None:
        """Take a line as a recipient, or as the rest of the one above it."""
        rules, text, foot = _rules(), self.reading.text, self.foot
        start = piece.start
        foot.received.add(piece.paragraph)
        if head and (match := rules["recipients"].match(text, start, piece.end)):
            start = match.end()
        if mark := rules["item"].match(text, start, piece.end):
            start = mark.end()
        if start >= piece.end or rules["recipients_part"].fullmatch(text, start, piece.end):
            return
        self.bulleted = self.bulleted or bullet
        if foot.recipients and not bullet and self._carries_on(piece):
            foot.recipients[-1].append((start, piece.end))
        elif head:  # on one line behind `Nơi nhận:`
            foot.recipients += _listed(text, start, piece.end)
        else:
            foot.recipients.append([(start, piece.end)])

    def _is_complete(self) -> bool:
        """Tell whether the list of recipients has come to its end, where the copy that is kept stands."""
        last = self.foot.recipients[-1][0][0] if self.foot.recipients else 0
        return bool(_rules()["kept"].match(self.reading.text, last))

    def _is_item(self, piece: Piece) -> bool:
        return piece.opens and bool(_rules()["item"].match(self.reading.text, piece.start, piece.end))

    def _is_signed_by(self, piece: Piece, kind: _Kind) -> bool:
        known = _rules()["surname"].match(self.reading.text, piece.start, piece.end)
        return kind == "person" and bool(known or not self.foot.recipients or self._ends_closed())

    def _carries_on(self, piece: Piece) -> bool:
        """Tell whether a line is the rest of the recipient above it."""
        first = self.reading.text[piece.start]
        return not piece.opens or not self._ends_closed() or first.islower() or first in "("

    def _ends_closed(self) -> bool:
        return not self.foot.recipients or self.reading.text[self.foot.recipients[-1][-1][1] - 1] in ";,."


def _listed(text: str, start: int, end: int) -> list[list[_Place]]:
    """Return the places of recipients on one line (`- Như trên; - Lưu: VT.`)."""
    parts = (
        (part.end() - len(part[0].lstrip("-+* ")), part.end()) for part in _LISTED.finditer(text, start, end)
    )
    return [[place] for place in parts if place[0] < place[1]]


def _parts(reading: Reading, piece: Piece) -> Iterator[Piece]:
    """Part a recipient from an office or a name that a file set behind it (`- Như trên; KT. CHỦ TỊCH`)."""
    text = reading.text
    alone = piece.column or piece.end - piece.start > _BEHIND or _kind(reading, piece)
    match = None if alone else _rules()["behind"].search(text, piece.start, piece.end)
    if not match:
        yield piece
        return
    start = match.start("signature")
    end = start - (text[start - 1] == " ")
    yield replace(piece, end=end)
    yield replace(piece, start=start, column=1, opens=False)


def _kind(reading: Reading, piece: Piece) -> _Kind:
    """Tell what a line of a signature is."""
    rules, words = _rules(), piece.words(reading)
    if rules["mark"].fullmatch(words):
        return "mark"
    if rules["for"].match(words):
        return "for"
    if len(words) > _LINE:
        return ""
    if words.isupper():
        if rules["office"].match(words):
            return "office"
        return "person" if rules["capital_name"].fullmatch(words) else "caps"
    if rules["office_words"].match(words):
        return "office"
    return "person" if rules["person"].fullmatch(words) else ""


def _signature_above(reading: Reading, start: int, end: int) -> list[Piece]:
    """Return the lines of a signature that stands right above `end`."""
    first = end
    while first > start and end - first < _SIGNATURE and _is_signature(reading, first - 1):
        first -= 1
    found = pieces(reading, range(first, end))
    kinds = [_kind(reading, piece) for piece in found]
    begin = next((i for i, kind in enumerate(kinds) if kind in ("for", "office", "person")), len(found))
    return found[begin:] if "for" in kinds or "office" in kinds else []


def _is_signature(reading: Reading, index: int) -> bool:
    paragraph = reading.paragraphs[index]
    if paragraph.style == "furniture":
        return True
    return not paragraph.style and all(_kind(reading, piece) for piece in pieces(reading, [index]))


def _signature_alone(reading: Reading, start: int, end: int) -> Foot:
    """Without a list of recipients, the signature is what stands last: office and name, in either order."""
    last = end
    while last > start and reading.paragraphs[last - 1].style == "furniture":
        last -= 1
    found = _signature_above(reading, start, last)
    if not found or not any(_kind(reading, piece) == "person" for piece in found):
        return Foot(end, end)
    foot = Foot(found[0].paragraph, end)
    foot.signers = _signers(reading, found)
    return foot


def _signers(reading: Reading, signature: list[Piece]) -> list[Signer]:
    """Read the blocks of a signature, one for each name."""
    found: list[Signer] = []
    block = Signer()
    open_part: list[_Place] | None = None
    last: Piece | None = None
    for piece in _in_order(reading, signature):
        kind, place = _kind(reading, piece), (piece.start, piece.end)
        if block.name and last and _broken_name(reading, last, piece):
            block.name.append(place)
            continue
        if kind == "person":
            if block.name:
                found.append(block)
                block = Signer()
            block.name = [_without_rank(reading, piece)]
            last, open_part = piece, None
        elif kind == "for":
            if block.name:
                found.append(block)
                block = Signer()
            open_part, block.office = [], []
            if match := _rules()["on_behalf"].match(reading.text, piece.start, piece.end):
                open_part = block.organ = [(match.end(), piece.end)]
            else:
                open_part = [place]
        elif kind in ("office", "caps"):
            awaited = open_part and reading.text[open_part[-1][1] - 1] in ",-./"
            if open_part and (kind == "caps" or awaited):
                open_part.append(place)
            else:
                if block.name and block.office:
                    found.append(block)
                    block = Signer()
                open_part = block.office = [place]
    if block.name or block.office or block.organ:
        found.append(block)
    return [one for one in found if one.name] or found


def _in_order(reading: Reading, signature: list[Piece]) -> list[Piece]:
    """Two who sign side by side are read one after the other; else the lines stand in the order of the page."""
    named = {piece.column for piece in signature if _kind(reading, piece) == "person"}
    return by_column(signature) if len(named) > 1 else signature


def _without_rank(reading: Reading, piece: Piece) -> _Place:
    """Take off what stands around a name: `(Đã ký)`, a rank or a degree."""
    rank = _rules()["rank"].match(reading.text, piece.start, piece.end)
    start = rank.end() if rank else piece.start
    behind = _rules()["behind_name"].search(reading.text, start, piece.end)
    return start, behind.start() if behind else piece.end


def _broken_name(reading: Reading, before: Piece, piece: Piece) -> bool:
    """Tell whether a name goes on in the next line: one of the two lines is a single word (`Lê Tấn` / `Cận`)."""
    counts = [len(each.words(reading).split()) for each in (before, piece)]
    return (
        min(counts) == 1
        and sum(counts) <= 4
        and piece.paragraph - before.paragraph <= 1
        and bool(_rules()["name_part"].fullmatch(piece.words(reading)))
        and bool(_rules()["name_part"].fullmatch(before.words(reading)))
    )
