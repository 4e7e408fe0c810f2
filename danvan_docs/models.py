"""The typed results: what a directive holds once it is read.

    Directive ── Header
              ├─ blocks      how the page is laid out (letterhead, title, body, footnotes, recipients …)
              ├─ sections    the tree of headings and numbered items, flat, with `parent`
              ├─ citations   instruments named by number        ┐ linked to the authority registry
              ├─ named       instruments named without a number ┘ by `instrument_id`
              ├─ relations   one cited instrument acts on another
              ├─ references  words that stand for an instrument named elsewhere
              ├─ tasks       duties, each with its actors
              └─ targets     quantities, each with its meaning

Every `start` and `end` is a Python `str` index into `Directive.text`, the text as it was given: nothing
normalised, nothing stripped. `text[start:end]` is what was found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from inspect import get_annotations
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

SCHEMA_VERSION = "1"

Role = Literal["lead", "coordinate", "directed", "report_to", "advise"]
RelationType = Literal["implements", "guides", "amends", "replaces", "repeals", "promulgates"]
#: How the document itself uses an instrument that it cites; `to_…` is what it only orders or proposes.
Use = Literal[
    "implements", "continues", "based_on", "guides", "amends", "replaces", "repeals", "promulgates", "reviews",
    "to_amend", "to_replace", "to_repeal", "mentions",
]  # fmt: skip
#: How an actor came to its duty: named in it, or handed down from elsewhere.
Via = Literal["own", "heading", "opening", "lead_in", "label", "table"]
Issue = Literal["issuer_symbol_mismatch", "type_symbol_mismatch"]
ReferenceKind = Literal["self", "back", "short_name"]
BlockKind = Literal[
    "letterhead", "title", "heading", "item", "bullet", "body", "cell", "footnote", "recipients", "signature",
    "furniture",
]  # fmt: skip
#: The parts of a page that tell what a document is: `headline` and `text` of a press copy, `annex` the line
#: `Kèm theo …`, `portal` the block of metadata around it.
HeaderPart = Literal["letterhead", "title", "text", "signature", "headline", "annex", "portal"]
Level = Literal["central", "province", "district", "commune", "cell", "all"]
Comparator = Literal["=", ">=", ">", "<=", "<", "range", "fraction"]


T = TypeVar("T")
M = TypeVar("M", bound="Model")


class FrozenList(list[T]):
    """A list that a result holds: it can be read, compared, copied and sliced, not changed.

    >>> FrozenList([1, 2]).append(3)
    Traceback (most recent call last):
    TypeError: a result cannot be changed; make a list of it first
    """

    __slots__ = ()

    def _refused(self, *_: Any, **__: Any) -> Any:
        raise TypeError("a result cannot be changed; make a list of it first")

    append = extend = insert = remove = pop = clear = sort = reverse = _refused
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refused

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (list(self),)


def _freeze(model: M) -> M:
    """Let the lists of a result be as immutable as the result."""
    held = model.__dict__
    for name, value in held.items():
        if type(value) is list:
            held[name] = FrozenList(value)
    return model


class Model(BaseModel):
    """Base of all results: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def with_values(self, **values: Any) -> Self:
        """Return a copy with other values in some fields, checked; much faster than `model_copy`.

        >>> Span(start=1, end=2).with_values(end=3)
        Span(start=1, end=3)
        """
        return type(self)(**{**self.__dict__, **values})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values in some fields, which are not checked."""
        return _freeze(super().model_copy(update=update, deep=deep))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        if any("list[" in str(written) for each in cls.__mro__ for written in get_annotations(each).values()):
            return core_schema.no_info_after_validator_function(_freeze, schema)
        return schema


class Span(Model):
    """A stretch of the source text, `text[start:end]`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Addressee(Span):
    """Whom a letter is addressed to (`Kính gửi`); alone it assigns nothing."""

    text: str
    body: str | None = Field(None, description="canonical name in the authority file of bodies")
    level: Level | None = None


class Signer(Model):
    """One who signs: name, own office, and the body signed for (`TM.`, `T/M`)."""

    name: str
    title: str | None = None
    on_behalf: str | None = None


class Origin(Span):
    """Where a value of the header comes from: `text[start:end]` is what was read, damage included."""

    part: HeaderPart


class Header(Model):
    """What the letterhead, title and signature say; None where the text does not give it."""

    type: str | None = None
    symbol: str | None = None
    date: str | None = Field(None, description="ISO date; of a draft year and month, or the year")
    place: str | None = None
    issuer: str | None = Field(None, description="as printed")
    issuer_name: str | None = Field(None, description="the issuing body alone, in normal case")
    superior: str | None = Field(None, description="the body above it in the letterhead, as printed")
    title: str | None = None
    draft: bool = Field(False, description="True where number or day is blank, or the page says `DỰ THẢO`")
    signer: str | None = None
    signer_title: str | None = None
    signers: list[Signer] = Field(default_factory=list, description="all who sign, the first one included")
    addressees: list[Addressee] = Field(default_factory=list, description="whom `Kính gửi` names")
    recipients: list[str] | None = Field(None, description="the lines under Nơi nhận, without bullets")
    origins: dict[str, Origin] = Field(
        default_factory=dict, description="which part of the page a value comes from, by field"
    )

    @property
    def day(self) -> str | None:
        """The date where its day is known.

        >>> Header(date="2025-12").day, Header(date="2025-12-01").day
        (None, '2025-12-01')
        """
        return self.date if self.date and len(self.date) == len("2025-12-01") else None


class Block(Span):
    """One paragraph of the page, and what it is."""

    kind: BlockKind


class Section(Span):
    """A labelled heading or numbered item: `text[start:end]` is its label and title.

    `body_end` is where the section ends with all that belongs to it; `parent` is the index in
    `Directive.sections` of the section that holds it, None at the root.
    """

    label: str = Field(description="as printed, without closing punctuation: I, 2.1, a, Điều 3")
    path: str = Field(description="labels from the root, joined with /")
    title: str
    level: int = Field(ge=0)
    parent: int | None = None
    heading: bool = Field(description="True for a heading, False for an item of running text")
    body_end: int


class Citation(Span):
    """An instrument named by its number: `Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của …`."""

    symbol: str = Field(
        description="number and symbol, no blanks, dashes as '-'; a shared symbol spelled out"
    )
    type: str | None
    date: str | None = Field(None, description="ISO date")
    date_start: int | None = None
    date_end: int | None = None
    issuer: str | None = Field(None, description="as written after `của`")
    issues: list[Issue] = Field(default_factory=list)
    use: Use = Field("mentions", description="how the document itself uses the instrument")
    use_start: int | None = Field(
        None, description="place of the words that show the use, None for a mere mention"
    )
    use_end: int | None = None
    pinpoint: str | None = Field(None, description="the part pointed at: `điểm a khoản 2 Điều 5`")
    pinpoint_start: int | None = None
    pinpoint_end: int | None = None
    short_for: str | None = Field(None, description="symbol cited before that a bare number stands for")
    instrument_id: str | None = Field(None, description="id in the authority registry, where it is certain")
    confidence: float | None = Field(None, ge=0, le=1)
    reason: str | None = Field(None, description="why it was linked, or why it was not")
    candidates: list[str] = Field(default_factory=list, description="ids that fit, where several do")


class NamedInstrument(Span):
    """An instrument identified without a number: `Luật Thực hiện dân chủ ở cơ sở`."""

    type: str
    name: str
    date: str | None = None
    date_start: int | None = None
    date_end: int | None = None
    use: Use = "mentions"
    use_start: int | None = None
    use_end: int | None = None
    pinpoint: str | None = None
    pinpoint_start: int | None = None
    pinpoint_end: int | None = None
    instrument_id: str | None = None
    confidence: float | None = Field(None, ge=0, le=1)
    reason: str | None = None
    candidates: list[str] = Field(default_factory=list)


class Reference(Span):
    """Words that stand for an instrument named elsewhere: `Nghị quyết này`, `Đề án trên`, a defined short name."""

    kind: ReferenceKind = Field(description="self: the document; back: named before; short_name: as defined")
    type: str | None
    antecedents: list[str] = Field(
        description="symbols or names meant; empty for self, or where none is found"
    )


class Relation(Span):
    """One cited instrument acts on another; `text[start:end]` is the words that show it."""

    source: str = Field(description="symbol of the instrument that acts")
    target: str = Field(description="symbol, or name, of the instrument acted on")
    type: RelationType
    source_start: int
    target_start: int


class Actor(Span):
    """A body in a duty; one taken from a heading keeps the heading's offsets."""

    text: str
    role: Role
    body: str | None = Field(None, description="canonical name in the authority file of bodies")
    level: Level | None = None
    kind: str | None = Field(None, description="class in the authority file: cấp ủy, chính quyền …")
    via: Via = Field("own", description="named in the duty, or handed down by what")
    confidence: float | None = Field(None, ge=0, le=1, description="how sure it is that the words are a body")
    rule: str = Field("", description="name of the rule that gave it its role")
    successors: list[str] = Field(
        default_factory=list, description="who does its work now, where it has ended"
    )


class Suggestion(Model):
    """A body that may be asked to do what nobody is charged with, and why."""

    body: str
    why: str


class Task(Span):
    """A duty: the sentence or bullet, and the bodies in it. Without a named body, `actors` is empty."""

    actors: list[Actor]
    deadline: str | None = Field(
        None, description="ISO date or year; of a month, a quarter, a half-year its last day"
    )
    deadline_text: str | None = Field(
        None, description="the words that say by when, also of a day that recurs and where they give no date"
    )
    deadline_start: int | None = Field(None, description="place of those words")
    deadline_end: int | None = None
    due: str | None = Field(None, description="ISO date of the last day that the deadline leaves")
    next_due: str | None = Field(
        None,
        description="ISO date of the first day from the document's date on by which it is due, once or again",
    )
    frequency: str | None = Field(None, description="as written")
    frequency_start: int | None = None
    frequency_end: int | None = None
    recurrence: str | None = Field(None, description="the frequency as rules of RFC 5545, one a line")
    product: str | None = Field(None, description="the document that the duty leaves, as written")
    product_start: int | None = None
    product_end: int | None = None
    section: str = Field("", description="path of the section that holds it")
    basis: list[str] = Field(default_factory=list, description="symbols and names cited inside the task")
    suggested: list[Suggestion] = Field(
        default_factory=list,
        description="bodies that may be asked where nobody is charged; never in `actors`",
    )
    confidence: float | None = Field(None, ge=0, le=1, description="how sure the reading is")
    rule: str = Field("", description="name of the rule that found it")


class Target(Span):
    """A quantity with its meaning: number, comparator and unit words."""

    op: Comparator
    value: float | tuple[float, float]
    unit: str = Field(description="`%`, `đồng`, the noun counted; '' for an index or a place in an order")
    kind: Literal["target", "statistic"]
    open: bool = Field(False, description="True for a range that has no upper bound (`từ 1 đến 2 … trở lên`)")
    deadline: str | None = None
    frequency: str | None = None
    section: str = ""
    subject: str | None = Field(None, description="what is counted, and of whom, as written")
    subject_start: int | None = None
    subject_end: int | None = None
    rank: bool = Field(False, description="True for a place in an order (`thuộc nhóm 3 nước dẫn đầu`)")
    baseline: float | None = Field(None, description="the number that the goal starts from, in the same unit")
    baseline_year: str | None = Field(None, description="the year that the goal is measured from")
    part_of: int | None = Field(
        None, description="index in `Directive.targets` of the quantity that holds it (`trong đó có …`)"
    )


class Coverage(Model):
    """What share of the operative text became duties: what is no header, basis, report, aim or signature."""

    operative_chars: int = Field(ge=0)
    covered_chars: int = Field(ge=0)
    uncovered: list[Span] = Field(default_factory=list, description="stretches that are in no duty")

    @property
    def share(self) -> float:
        """The share of the operative text that is in duties, 1.0 where there is none."""
        return self.covered_chars / self.operative_chars if self.operative_chars else 1.0


class Footnote(Span):
    """A note lifted out of the running text; `anchor` is where its mark stands, None if not found."""

    mark: str
    anchor: int | None = None


class Directive(Model):
    """Everything that was found in one document."""

    schema_version: str = SCHEMA_VERSION
    source: str = Field(description="the path as given, or '' for a string")
    text: str
    pages: list[int] = Field(
        default_factory=list, description="where each page of the file starts; empty where that is unknown"
    )
    warnings: list[str] = Field(
        default_factory=list,
        description="what the reader of the file left out, converted or guessed; that no type was found",
    )
    header: Header
    blocks: list[Block]
    sections: list[Section]
    citations: list[Citation]
    named: list[NamedInstrument]
    relations: list[Relation]
    references: list[Reference] = Field(default_factory=list)
    tasks: list[Task]
    targets: list[Target]
    footnotes: list[Footnote] = Field(default_factory=list)
    coverage: Coverage | None = Field(None, description="what share of the operative text became duties")

    def quote(self, span: Span) -> str:
        """Return the source text of a span, exactly as it stands.

        >>> from danvan_docs import parse
        >>> directive = parse("Thực hiện Nghị quyết số 25 - NQ/TW của Ban Chấp hành Trung ương.")
        >>> directive.quote(directive.citations[0])
        'Nghị quyết số 25 - NQ/TW'
        """
        return self.text[span.start : span.end]

    def page_of(self, span: Span) -> int | None:
        """Return the page, from 1, on which a span begins; None where the file has no pages that are known."""
        return bisect_right(self.pages, span.start) or None

    def children(self, parent: int | None = None) -> Iterator[tuple[int, Section]]:
        """Yield `(index, section)` of the sections right under `parent` (an index; None for the roots)."""
        return ((i, s) for i, s in enumerate(self.sections) if s.parent == parent)
