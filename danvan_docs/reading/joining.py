"""Which lines belong together: how a page was wrapped, and whether a line carries on the one before.

A line was broken either where its paragraph ends or where the next word found no more room. So the first word of the
next line tells: if it would still have fitted, somebody broke the line on purpose. Where blank lines part the
paragraphs, what stands between two of them is one, even if a sentence happens to end where a line does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..grammar import compiled, table
from .lines import Line
from .numbering import OpenLists, number_of
from .tables import goes_on_in_cell

#: What tells how a line ends stands within so many characters.
_TAIL = 24
#: Shorter lines say nothing of the width at which others were wrapped.
_SHORTEST_WRAPPED = 40
#: No file is wrapped wider than this.
_WIDEST = 135
#: So many wrapped lines show a width: few where blank lines tell paragraphs apart, more where nothing does.
_FEWEST_LINES, _FEWEST_UNPARTED = 3, 8
#: An unfinished line of this length is no heading of a paragraph below it in the same block.
_LONG = 50
#: What counts as reaching nearly as far, and as nearly all.
_NEARLY, _MOST = 0.7, 0.75
#: A block of so many short lines is a list of them.
_CROWD = 4
#: The label before one that goes on with a list inside a sentence stands in one of so many lines above.
_FEW_LINES = 12
_INLINE = {"paren": re.compile(r"\((\w{1,4})\)"), "letter": re.compile(r"(?<= )([a-zđ])\)")}
#: Labels that part, division and appendix have as headings of their own: their titles stand on the lines below.
_TITLED_BELOW = ("part", "appendix", "chapter", "division")


@dataclass(frozen=True, slots=True)
class _Joining:
    """The patterns that tell whether a line goes on in the next."""

    open_end: re.Pattern[str]
    open_word: re.Pattern[str]
    open_name: re.Pattern[str]
    before_number: re.Pattern[str]
    number_awaited: re.Pattern[str]
    symbol_rest: re.Pattern[str]
    symbol_open: re.Pattern[str]
    symbol_code: re.Pattern[str]
    carries_on: re.Pattern[str]
    symbol_start: re.Pattern[str]
    closed_end: re.Pattern[str]
    compound: re.Pattern[str]
    year_end: re.Pattern[str]
    year: re.Pattern[str]
    signature: re.Pattern[str]
    fresh: re.Pattern[str]
    type_line: re.Pattern[str]


@cache
def _joining() -> _Joining:
    return _Joining(**{name: compiled(pattern) for name, pattern in table("layout")["joining"].items()})


def is_type_line(line: Line) -> bool:
    """Tell whether a line is the name of a type of document and nothing else."""
    return bool(_joining().type_line.fullmatch(line.text))


def is_closed(line: Line) -> bool:
    """Tell whether a line ends as a sentence or a lead-in does."""
    return not line.text[-1].isalnum() and _ends(line, _joining().closed_end)


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a text were broken.

    `width` is the width at which they were wrapped, 0 if they are whole paragraphs. `parted` says that blank lines
    stand between the paragraphs, `bulleted` that they do so before bullets too, `spaced` that there are many.
    """

    width: int
    parted: bool
    bulleted: bool
    spaced: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Wrapping:
        """Return how a text was wrapped.

        >>> from danvan_docs.reading.lines import line_type
        >>> Wrapping.of([line_type(text, 0) for text in ("a) Một.", "b) Hai.")])
        Wrapping(width=0, parted=False, bulleted=False, spaced=False)
        """
        spaced = sum(line.gap for line in lines) > 0.12 * len(lines)
        labelled = [line for line in lines if line.label and not line.weak and not line.cell]
        parted = spaced
        if len(labelled) > 1:
            parted = _mostly_parted(labelled)
        if parted:
            _measure_blocks(lines)
        below = [line for before, line in pairwise(lines) if line.style == "bullet" and not is_closed(before)]
        width = _width(lines, _FEWEST_LINES if parted else _FEWEST_UNPARTED)
        return cls(width, parted, len(below) > 1 and _mostly_parted(below), spaced)

    def forced(self, before: Line, line: Line) -> bool:
        """Tell whether the first word of `line` found no room in `before`; the room of a PDF's lines varies a little.

        A block that reaches nearly as far as others is measured by itself: parts of a text come from elsewhere.
        """
        width = before.reach if before.reach > _NEARLY * self.width else self.width
        first = line.text.find(" ")
        needed = len(before.text) + 1 + (first if first > 0 else len(line.text))
        return needed > width - width // 10 and self.width > 0

    def listed(self, line: Line) -> bool:
        """Tell whether a line stands in a block of short ones, as cells, addressees and signatures do."""
        return line.crowd >= _CROWD and line.reach < _NEARLY * self.width

    def full(self, before: Line) -> bool:
        """Tell whether a line reaches about as far as the others."""
        return 0 < 0.8 * self.width < len(before.text)


def _mostly_parted(lines: Sequence[Line]) -> bool:
    return sum(line.gap for line in lines) > _MOST * len(lines)


def _measure_blocks(lines: Sequence[Line]) -> None:
    """Note on each line how many lines stand between the blank lines around it, and how far the longest reaches."""
    block: list[Line] = []
    for line in [*lines, None]:
        if block and (line is None or line.gap):
            reach, crowd = max(len(each.text) for each in block), len(block)
            for each in block:
                each.reach, each.crowd = reach, crowd
            block = []
        if line is not None:
            block.append(line)


def _width(lines: Sequence[Line], fewest: int) -> int:
    """Return the width that most lines have that go on in another, 0 if there is none such."""
    inside = [
        (len(line.text), line.gap)
        for line, after in pairwise(lines)
        if len(line.text) > _SHORTEST_WRAPPED and not (after.gap or after.style or after.cell or line.cell)
    ]
    # Copies from portals break the first line of a paragraph early: the others tell more.
    inner = sorted(length for length, first in inside if not first)
    if len(inner) < fewest:
        inner = sorted(length for length, _ in inside)
    if len(inner) < fewest:
        return 0
    usual = inner[len(inner) // 2]
    width = max(length for length in inner if length <= 1.3 * usual)
    reaching = sum(_NEARLY * width < length <= width for length in inner)
    return width if width <= _WIDEST and reaching > 0.6 * len(inner) else 0


def goes_on(paragraph: Sequence[Line], line: Line, wrapping: Wrapping, lists: OpenLists) -> bool:
    """Tell whether `line` carries on the sentence or heading of `paragraph`, whose lists stand open before it."""
    rules, before = _joining(), paragraph[-1]
    last = before.text[-1]
    if before.cell != line.cell or "row" in (before.style, line.style):
        return False
    if last.isdigit() and rules.symbol_rest.match(line.text):
        return True
    if not last.isalnum() and rules.symbol_code.match(line.text) and _ends(before, rules.symbol_open):
        return True
    if before.bare and before.style not in _TITLED_BELOW and not line.cell:
        return not (line.style or rules.type_line.fullmatch(line.text))
    if line.style:
        return not line.gap and (_is_chance(paragraph, line, wrapping, lists) or _counts_on(paragraph, line))
    if line.cell:
        return _cell_goes_on(before, line, wrapping)
    if line.gap:
        return _goes_on_over_gap(before, line)
    return _goes_on_in_block(paragraph, line, wrapping)


def _is_chance(paragraph: Sequence[Line], line: Line, wrapping: Wrapping, lists: OpenLists) -> bool:
    """Tell whether a wrapped sentence only happens to begin its next line with what looks like a bullet or number."""
    rules, before = _joining(), paragraph[-1]
    if _ends(before, rules.before_number) and line.style != "bullet":
        return True
    if is_closed(before):
        return False
    if line.style == "bullet":
        if _is_compound(before, line) or (
            rules.year_end.search(before.text[-6:]) and rules.year.match(line.text)
        ):
            return True
        capital = line.text[line.body : line.body + 1].isupper()
        in_name = wrapping.parted and len(paragraph) > 1 and before.text.rpartition(" ")[2].istitle()
        return wrapping.forced(before, line) and (wrapping.bulleted or in_name or not capital)
    if _ends(before, rules.open_word):
        return True
    expected = lists.expect(line.style, line.number)
    return not expected and (line.bare or wrapping.parted or wrapping.full(before))


def _counts_on(paragraph: Sequence[Line], line: Line) -> bool:
    """Tell whether a label goes on with a list inside the sentence above: `… (1) một; (2) hai; ⏎ (3) ba`."""
    if line.style not in ("paren", "letter") or line.number.value < 2:
        return False
    inline = _INLINE[line.style]
    return any(
        number_of(line.style, match[1]).value + 1 == line.number.value
        for each in paragraph[-_FEW_LINES:]
        for match in inline.finditer(each.text, each.body + 1)
    )


def _is_compound(before: Line, line: Line) -> bool:
    """Tell whether a dash joins two words of a name over the break (`chính trị ⏎ - xã hội`)."""
    if line.text[0] != "-":
        return False
    tail = before.text[-_TAIL:]
    return any(
        match.start() < len(tail) < match.end()
        for match in _joining().compound.finditer(f"{tail} {line.text[:_TAIL]}")
    )


def _cell_goes_on(before: Line, line: Line, wrapping: Wrapping) -> bool:
    rules, small = _joining(), bool(_joining().carries_on.match(line.text))
    if not small and _stands_apart(before, line):
        return False
    if _differs_in_case(before, line):
        return False
    return small or goes_on_in_cell(before, line, wrapping.width, is_open=_is_open(before, line, rules))


def _goes_on_over_gap(before: Line, line: Line) -> bool:
    """A paragraph may go on after a blank line, as over a page break, if it cannot end where it does."""
    rules = _joining()
    small = bool(rules.carries_on.match(line.text))
    if is_closed(before) or before.caps or (not small and _stands_apart(before, line)):
        return False
    if _ends_by_itself(before) or _differs_in_case(before, line):
        return False
    awaited = line.text[0].isdigit() or _ends(before, rules.open_word)
    return small or (awaited and _is_open(before, line, rules))


def _goes_on_in_block(paragraph: Sequence[Line], line: Line, wrapping: Wrapping) -> bool:
    """Tell whether a line without label carries on the one right above it."""
    rules, before = _joining(), paragraph[-1]
    forced = wrapping.parted and wrapping.forced(before, line)
    caps = paragraph[0].caps and before.caps
    small = bool(rules.carries_on.match(line.text))
    if _ends_by_itself(before) or line.rule or rules.signature.match(line.text):
        return False
    if not (small or forced) and rules.fresh.match(line.text):
        return False
    if _differs_in_case(before, line) and (caps or not forced):
        return False
    if small or before.emphasised:
        return True
    if before.text[-1] not in ".!?" and (not line.worded or _is_open(before, line, rules)):
        return True
    if is_closed(before):
        running = bool(paragraph[0].label) and not wrapping.width and before.text[-1] in ".!?"
        return wrapping.parted and (forced or running)
    enumerating = before.text[-1] == "," and (bool(paragraph[0].label) or len(before.text) > _LONG)
    if forced or enumerating or _ends(before, rules.open_name):
        return True
    if before.caps:
        return before.titled
    if not wrapping.width:
        return wrapping.parted and len(before.text) > _LONG
    if wrapping.parted or wrapping.spaced:
        return not wrapping.listed(line)
    # A paragraph of several lines is no heading of the next one; the lines of a PDF are not all of one length.
    return wrapping.forced(before, line) or (len(paragraph) > 1 and wrapping.full(before))


def _stands_apart(before: Line, line: Line) -> bool:
    rules = _joining()
    return bool(line.rule or rules.signature.match(line.text) or rules.fresh.match(line.text))


def _ends_by_itself(before: Line) -> bool:
    """A rule, a line of the signature and the name of the type are never joined with what follows."""
    rules = _joining()
    return bool(before.rule or rules.signature.match(before.text) or rules.type_line.fullmatch(before.text))


def _differs_in_case(before: Line, line: Line) -> bool:
    """Tell whether a line in capitals stands beside one that is not."""
    if before.caps == line.caps or not (before.caps or " " in line.text):
        return False
    return before.worded and line.worded


def _is_open(before: Line, line: Line, rules: _Joining) -> bool:
    """Tell whether a line ends so that more has to come, or awaits the number that the next begins with."""
    if _ends(before, rules.open_end):
        return True
    if not line.text[0].isdigit():
        return False
    awaited = _ends(before, rules.number_awaited) or _ends(before, rules.before_number)
    return awaited or bool(rules.symbol_start.match(line.text))


def _ends(line: Line, pattern: re.Pattern[str]) -> bool:
    """Tell whether a line ends as `pattern` says; only its last characters are looked at."""
    return bool(pattern.search(line.text, max(0, len(line.text) - _TAIL)))
