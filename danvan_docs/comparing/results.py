"""What a comparison says: pairs of passages with their places, a verdict and its reasons.

    Comparison ── TargetPair   indicators of two documents   ┐ an upper directive and
               └─ DutyPair     duties of two documents       ┘ the one that carries it out
    Diff       ── Difference   what changed between two versions of one directive

Every `start` and `end` counts in the text of the passage's own document.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..models import Model, Span, Target

#: Of the lower document's goal, in the direction that the indicator is meant: `higher` asks for more.
TargetVerdict = Literal["equal", "higher", "lower", "not_comparable", "unclear", "missing", "added"]
DutyVerdict = Literal["kept", "weakened", "unclear", "missing", "not_binding", "added"]
Timing = Literal["same", "earlier", "later", "gone", "set"]
Weakness = Literal[
    "deadline_later", "deadline_gone", "frequency_rarer", "frequency_gone", "quantity_lower", "quantity_gone",
    "softened", "lead_gone",
]  # fmt: skip
Part = Literal["task", "target", "citation"]
Kind = Literal["added", "removed", "changed"]
Aspect = Literal[
    "wording", "number", "deadline", "frequency", "kind", "lead", "coordinate", "directed", "report_to",
    "advise", "date", "use", "pinpoint",
]  # fmt: skip


class Document(Model):
    """Which document a side of the comparison is."""

    source: str
    type: str | None
    symbol: str | None
    date: str | None = Field(description="ISO date")


class Passage(Span):
    """A stretch of one document and where it stands; `quote` is `text[start:end]`."""

    quote: str
    section: str = Field(description="path of the section that holds it, '' outside of any")


class Indicator(Passage):
    """A goal with the clause that says what is counted."""

    target: Target


class Duty(Passage):
    """A duty and who leads it; no lead where the text names none."""

    leads: list[str] = Field(description="as written")
    deadline: str | None
    frequency: str | None


class Paired(Model):
    """What pairs of both kinds say: `likeness` is that of the two, of one alone that of the nearest other."""

    likeness: float = Field(ge=0, le=1)
    reason: str = Field(description="one sentence, in Vietnamese")


class TargetPair(Paired):
    """A goal of the upper document and its counterpart in the lower; one of them is None where it has none."""

    central: Indicator | None
    provincial: Indicator | None
    verdict: TargetVerdict
    deadline: Timing | None = Field(
        description="that of the lower goal beside the upper; None where none has"
    )


class DutyPair(Paired):
    """A duty of the upper document and its counterpart in the lower; one of them is None where it has none."""

    central: Duty | None
    provincial: Duty | None
    verdict: DutyVerdict
    weaknesses: list[Weakness]


class Comparison(Model):
    """How a lower document carries out an upper one; pairs in the order of the upper, then what was added."""

    central: Document
    provincial: Document
    tasks: list[DutyPair]
    targets: list[TargetPair]


class Words(Model):
    """A run of words: in both versions, only in the old, or only in the new."""

    kind: Literal["same", "removed", "added"]
    text: str


class Change(Model):
    """What of a passage changed: before and after, None where there is nothing on that side."""

    aspect: Aspect
    old: str | None
    new: str | None


class Difference(Model):
    """A passage that came, went or changed between two versions."""

    part: Part
    kind: Kind
    old: Passage | None
    new: Passage | None
    changes: list[Change]
    words: list[Words] = Field(description="old and new word by word, where the wording changed")


class Unchanged(Model):
    """How many passages are the same in both versions, wherever they stand."""

    tasks: int
    targets: int
    citations: int


class Diff(Model):
    """What changed between two versions of one directive, by part and in the order of the text."""

    old: Document
    new: Document
    differences: list[Difference]
    unchanged: Unchanged
