"""What a reader gives: the text of a file, and where each stretch of it stands on the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Literal

from pydantic import Field

from ..models import Model, Span

#: left_out: not in the text; converted: changed on the way; guessed: not certain; unreadable: damaged; doubtful: not
#: found in the text, or not understood.
NoticeKind = Literal["left_out", "converted", "guessed", "unreadable", "doubtful"]
#: left, top, right, bottom as shares of the page's width and height, from its upper left corner.
Box = tuple[float, float, float, float]


class Notice(Model):
    """Something that a user must know who compares the text with the file."""

    kind: NoticeKind
    message: str


class Place(Span):
    """Where `text[start:end]` stands in the file; None where the format does not know."""

    page: int | None = Field(None, description="from 1")
    paragraph: int | None = Field(None, description="from 1, in the order of the text; not in a table")
    table: int | None = Field(None, description="from 1")
    row: int | None = Field(None, description="from 1, in its table")
    cell: int | None = Field(None, description="from 1, in its row")
    box: Box | None = None


class ScannedWord(Span):
    """A word that was recognised in a picture, and how sure that is."""

    confidence: float = Field(ge=0, le=1)


class Properties(Model):
    """What the file says of itself; often copied from another file, so a hint and no more."""

    title: str | None = None
    subject: str | None = None
    author: str | None = None
    created: str | None = Field(None, description="ISO date")
    modified: str | None = Field(None, description="ISO date")


class Source(Model):
    """A file as it was read: `text` is what every offset of a result counts in."""

    name: str = Field(description="the path as given; a member of an archive as archive.zip!/member.docx")
    format: str
    encoding: str | None = Field(None, description="of a text that came as bytes")
    text: str
    pages: list[int] = Field(
        default_factory=list, description="where each page starts; empty where that is unknown"
    )
    places: list[Place] = Field(default_factory=list, description="in the order of the text, apart")
    words: list[ScannedWord] = Field(default_factory=list)
    properties: Properties = Properties()
    tables: int = 0
    notes: int = 0
    notices: list[Notice] = Field(default_factory=list)

    def page_of(self, span: Span) -> int | None:
        """Return the page, from 1, on which a span begins; None where pages are unknown."""
        inside = self.places_of(span)
        if inside and inside[0].page:
            return inside[0].page
        return bisect_right(self.pages, span.start) or None

    def letters_of_pages(self) -> list[int]:
        """Return how many letters and digits each page holds; empty where pages are unknown.

        >>> Source(name="a", format="pdf", text="Số 1. Hết", pages=[0, 5]).letters_of_pages()
        [3, 3]
        """
        ends = [*self.pages[1:], len(self.text)] if self.pages else []
        return [
            sum(map(str.isalnum, self.text[start:end])) for start, end in zip(self.pages, ends, strict=True)
        ]

    def places_of(self, span: Span) -> list[Place]:
        """Return the places that a span touches, in the order of the text.

        >>> source = Source(name="a", format="docx", text="Nơi nhận: | Lưu", places=[
        ...     Place(start=0, end=9, cell=1), Place(start=12, end=15, cell=2)])
        >>> [place.cell for place in source.places_of(Span(start=4, end=13))]
        [1, 2]
        """
        first = bisect_right(self.places, span.start, key=lambda place: place.end)
        last = bisect_left(self.places, span.end, key=lambda place: place.start)
        return self.places[first:last]

    def confidence_of(self, span: Span) -> float | None:
        """Return how sure the least sure recognised word of a span is; None outside pictures."""
        first = bisect_right(self.words, span.start, key=lambda word: word.end)
        last = bisect_left(self.words, span.end, key=lambda word: word.start)
        return min((word.confidence for word in self.words[first:last]), default=None)
