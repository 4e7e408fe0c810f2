"""What is handed down: by headings, numbered items, lead-ins and openings to what stands below them."""

from __future__ import annotations

from dataclasses import replace

from ...knowledge import Knowledge
from ...reading import Reading
from ..structure.outline import Outline
from .duty import Handed
from .headings import read_headings


class Contexts:
    """Who acts where nobody is named: the nearest thing above that hands bodies down.

    A bullet is below the bullets of a smaller depth before it, then below its section and those that hold it, then
    below the opening of the document.
    """

    def __init__(self, reading: Reading, outline: Outline, known: Knowledge) -> None:
        self._reading, self._outline = reading, outline
        self._sections: dict[int, Handed] = dict(read_headings(reading.text, outline, known))
        self._bullets: list[tuple[int, Handed]] = []
        self._holder: int | None = None
        self._opening: Handed | None = None
        self._plain: Handed | None = None

    def above(self, index: int) -> Handed | None:
        """Return what is handed down to a paragraph."""
        outline = self._outline
        holder = outline.paragraph_of(index)
        if holder != self._holder:
            self._holder, self._bullets = holder, []
        depth = outline.depth(self._reading, index)
        if plain := self._plain_list(index):
            return plain
        while self._bullets and self._bullets[-1][0] >= depth:
            self._bullets.pop()
        if self._bullets and index != holder:
            return self._bullets[-1][1]
        for heading in outline.above(index):
            if heading.paragraph != index and heading.paragraph in self._sections:
                return self._sections[heading.paragraph]
        return self._opening

    def _plain_list(self, index: int) -> Handed | None:
        """Return what a lead-in hands down to plain paragraphs: a list goes on while its members end in `;`."""
        if self._plain is None:
            return None
        paragraphs = self._reading.paragraphs
        if paragraphs[index].style or self._outline.paragraph_of(index) == index:
            self._plain = None
            return None
        handed = self._plain
        if not self._ends(index, ";,"):
            self._plain = None
        return handed

    def _ends(self, index: int, signs: str) -> bool:
        return self._reading.text[self._reading.paragraphs[index].end - 1] in signs

    def opens_plain_list(self, index: int) -> bool:
        """Tell whether a plain paragraph that ends in a colon opens a list of plain paragraphs."""
        following, paragraphs = index + 1, self._reading.paragraphs
        if following not in self._outline.body or paragraphs[index].style or not self._ends(index, ":"):
            return False
        return (
            not paragraphs[following].style
            and self._outline.kinds[following] == "body"
            and self._ends(following, ";")
        )

    def names_doers(self, index: int) -> bool:
        """Tell whether a heading is the name of those who act."""
        return index in self._sections

    def hands_down(self, index: int) -> bool:
        """Tell whether what stands below a paragraph belongs to it: deeper bullets, or items of its section."""
        if self.opens_plain_list(index):
            return True
        following = index + 1
        outline = self._outline
        if following not in outline.body or outline.kinds[following] not in ("body", "bullet"):
            return False
        if outline.paragraph_of(following) == outline.paragraph_of(index):
            return outline.depth(self._reading, following) > outline.depth(self._reading, index)
        return outline.paragraph_of(index) in {heading.paragraph for heading in outline.above(following)} or (
            outline.paragraph_of(index) != index
        )

    def add(self, index: int, handed: Handed) -> None:
        """Note what a paragraph hands down."""
        if self.opens_plain_list(index):
            self._plain = replace(handed, via="lead_in")
        elif self._outline.paragraph_of(index) == index:
            self._sections[index] = handed
        elif handed.via == "opening":
            self._opening = handed
        else:
            self._bullets.append((self._outline.depth(self._reading, index), handed))
