"""The numbers of headings and items: gaps, doubles, and rungs of the ladder that are left out.

Only lists that go on are looked at: one that begins again with its first number is another list. Where the missing
number stands somewhere in the text between, it is taken for a heading inside a paragraph, and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..models import Section
from .case import Case
from .finding import Finding
from .rules import finding

_LABEL = re.compile(r"(?P<head>(?:.*[ .])?)(?P<value>[^ .]+)", re.DOTALL)
_DECIMAL = re.compile(r"\d+(?:\.\d+)*")
_ROMAN = (
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
    "XVII", "XVIII", "XIX", "XX",
)  # fmt: skip
_ORDINALS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SCALES: tuple[Sequence[str], ...] = (_ROMAN, _ORDINALS, " abcdđeghiklmnopqrstuvxy", " ABCDEFGH")
#: What scanning leaves of a label: a sign where a figure stood.
_DAMAGED = re.compile(r"^[^\w\s.*+-]{1,2}[.)]\s", re.MULTILINE)
#: Some leave this letter out of their lists.
_OPTIONAL = "đ"
#: Articles are numbered through the whole document, whatever chapter holds them.
_THROUGH = ("Điều ", "ĐIỀU ")


@dataclass(frozen=True, slots=True)
class _Count:
    """A label as it counts: `2.1` is 1 after `2.`, `Điều 3` is 3 after `Điều `; `scale` is None for digits."""

    head: str
    scale: Sequence[str] | None
    number: int

    def label(self, number: int) -> str:
        return self.head + (str(number) if self.scale is None else self.scale[number])

    @property
    def is_decimal(self) -> bool:
        return self.head.endswith(".")


_Counted = tuple[Section, _Count]


def numbering_gap(case: Case) -> Iterator[Finding]:
    """1, 2, 4."""
    for run in _runs(case.directive.sections):
        seen: set[int] = set()
        for (before, first), (section, count) in pairwise(run):
            seen.add(first.number)
            missing = [count.label(n) for n in range(first.number + 1, count.number) if n not in seen]
            between = case.directive.text[_label_span(before)[1] : section.start]
            if not missing or missing == [_OPTIONAL] or _DAMAGED.search(between):
                continue
            if any(_stands(label, between) for label in missing):
                continue
            yield finding(
                "numbering-gap", _label_span(section),
                label=section.label, before=before.label, missing=", ".join(missing),
            )  # fmt: skip


def numbering_duplicate(case: Case) -> Iterator[Finding]:
    """3.2 twice in one list."""
    for run in _runs(case.directive.sections):
        seen: set[int] = set()
        for section, count in run:
            if count.number in seen:
                yield finding("numbering-duplicate", _label_span(section), label=section.label)
            seen.add(count.number)


def numbering_parent(case: Case) -> Iterator[Finding]:
    """2.1 under 3."""
    for section, parent, whole in _decimals(case.directive.sections):
        above = parent.label.split(".") if parent and _DECIMAL.fullmatch(parent.label) else None
        if parent and above and above != whole[: len(above)]:
            yield finding("numbering-parent", _label_span(section), label=section.label, parent=parent.label)


def ladder_jump(case: Case) -> Iterator[Finding]:
    """1.1.1 right under I: the rung 1.1 is missing. `I` then `1.1` is a common way to number."""
    said: set[tuple[int | None, tuple[str, ...]]] = set()
    for section, parent, whole in _decimals(case.directive.sections):
        if parent is None or (section.parent, tuple(whole)) in said:
            continue
        above = parent.label.split(".") if _DECIMAL.fullmatch(parent.label) else []
        if above == whole or above != whole[: len(above)] or _stands_for(parent, whole):
            continue
        if not _stands(".".join(whole), case.directive.text[parent.start : section.start]):
            said.add((section.parent, tuple(whole)))
            yield finding("ladder-jump", _label_span(section), label=section.label, missing=".".join(whole))


def _count(label: str) -> _Count | None:
    """Return how a label counts; None for one of another kind (`ii`, an appendix without number)."""
    match = _LABEL.fullmatch(label)
    if match is None:
        return None
    value = match["value"]
    if value.isdecimal():
        return _Count(match["head"], None, int(value))
    for scale in _SCALES:
        for spelled in (value, value.lower()):
            if spelled in tuple(scale)[1:]:
                return _Count(match["head"], scale, tuple(scale).index(spelled))
    return None


def _runs(sections: list[Section]) -> list[list[_Counted]]:
    """Return the sections as lists that count on: of one parent and one kind of label, from a first one on."""
    runs: list[list[_Counted]] = []
    current: dict[tuple[int | None, str, Sequence[str] | None], list[_Counted]] = {}
    for section in sections:
        count = _count(section.label)
        if count is None:
            continue
        key = (None if count.head in _THROUGH else section.parent, count.head, count.scale)
        if key not in current or (count.number == 1 and not count.is_decimal):
            current[key] = []
            runs.append(current[key])
        current[key].append((section, count))
    return runs


def _decimals(sections: list[Section]) -> Iterator[tuple[Section, Section | None, list[str]]]:
    """Yield each section with a decimal number, the one that holds it, and the number without its last part."""
    for section in sections:
        *whole, _ = section.label.split(".")
        if whole and _DECIMAL.fullmatch(section.label):
            yield section, None if section.parent is None else sections[section.parent], whole


def _stands_for(parent: Section, whole: list[str]) -> bool:
    """Tell whether the Roman parent itself is the rung: `II` holds `2.1`."""
    count = _count(parent.label)
    return bool(count and count.scale is _ROMAN and whole == [str(count.number)])


def _stands(label: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\w.]){re.escape(label)}\s*[.):/-]", text, re.IGNORECASE))


def _label_span(section: Section) -> tuple[int, int]:
    return section.start, section.start + len(section.label)
