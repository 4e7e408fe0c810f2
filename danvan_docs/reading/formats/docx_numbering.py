"""Automatic numbering of Word, turned into the labels that a reader sees: `I.`, `2.1.`, `a)`, `-`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .numerals import written
from .xml import Element, attribute, child, descendants, value, whole

_PLACEHOLDER = re.compile(r"%(\d)")
#: Bullets that are known as such; signs of symbol fonts have no letter of their own.
_BULLETS = {
    "-": "-",
    "–": "-",
    "—": "-",
    "+": "+",
    "*": "•",
    "•": "•",
    "·": "•",
    "▪": "▪",
    "❖": "❖",
    "✓": "✓",
}
_LAST_LEVEL = 8
_LARGEST = 32767


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, and the label with `%1` for numbers."""

    start: int
    form: str
    label: str
    suffix: str
    restart: int | None
    plain: bool


@dataclass(slots=True)
class _List:
    """A list: its levels by number, the definition that it counts with, and where it starts anew."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]
    styles: dict[str, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None, styles: dict[str, str]) -> Numbering:
        """Return the lists of `word/numbering.xml`; `styles` gives the list id of each numbering style."""
        if root is None:
            return cls()
        definitions = {
            attribute(each, "abstractNumId") or "": each for each in root if _is(each, "abstractNum")
        }
        numbers = {attribute(each, "numId") or "": each for each in root if _is(each, "num")}
        lists = {}
        for name, number in numbers.items():
            definition = value(number, "abstractNumId") or ""
            linked = value(definitions.get(definition), "numStyleLink")
            if linked and styles.get(linked) in numbers:
                definition = value(numbers[styles[linked]], "abstractNumId") or ""
            lists[name] = _list(definition, definitions.get(definition), number)
        return cls(lists)

    def label(self, number: str | None, level: str | None, style: str | None) -> str:
        """Count one further in a list and return the label with the blank after it; '' for none."""
        found = self._lists.get(number or "")
        if found is None:
            return ""
        depth = found.styles.get(style, 0) if level is None and style else whole(level)
        if depth not in found.levels:
            return ""
        counts = self._advance(number or "", found, min(depth, _LAST_LEVEL))
        rules = found.levels[depth]
        if rules.form == "bullet":
            sign = _BULLETS.get(rules.label.strip(), "•") if rules.label.strip() else ""
            return f"{sign} " if sign else ""

        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            level_rules = found.levels.get(index, rules)
            form = "decimal" if rules.plain and index != depth else level_rules.form
            return written(counts.get(index, level_rules.start), form)

        text = _PLACEHOLDER.sub(shown, rules.label)
        text += "." if text[-1:].isalnum() else ""  # a reader sees by its place that it is a label
        return text + ("" if rules.suffix == "nothing" or not text else " ")

    def _advance(self, number: str, found: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.definition, {})
        if depth in found.starts and (number, depth) not in self._begun:
            counts[depth] = found.starts[depth] - 1
        self._begun.add((number, depth))
        for above in range(depth):
            if above in found.levels:
                counts.setdefault(above, found.levels[above].start)
        counts[depth] = counts.get(depth, found.levels[depth].start - 1) + 1
        for below in [each for each in counts if each > depth]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart and depth < restart):
                del counts[below]
        return counts


def _is(element: Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}" + name)


def _list(definition: str, abstract: Element | None, number: Element) -> _List:
    elements = [] if abstract is None else [each for each in abstract if _is(each, "lvl")]
    starts: dict[int, int] = {}
    for override in descendants(number, "lvlOverride"):
        depth = whole(attribute(override, "ilvl"))
        start = value(override, "startOverride")
        if start is not None:
            starts[depth] = _start(start)
        replaced = child(override, "lvl")
        if replaced is not None:
            elements.append(replaced)
    levels, styles = {}, {}
    for element in elements:
        depth = whole(attribute(element, "ilvl"))
        levels[depth] = _level(element)
        style = value(element, "pStyle")
        if style:
            styles[style] = depth
    return _List(definition, levels, starts, styles)


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        start=_start(value(element, "start")),
        form=value(element, "numFmt") or "decimal",
        label=value(element, "lvlText") or "",
        suffix=value(element, "suff") or "tab",
        restart=None if restart is None else whole(restart),
        plain=child(element, "isLgl") is not None,
    )  # fmt: skip


def _start(text: str | None) -> int:
    """Return the first number of a list; Word counts no further than this."""
    return min(max(whole(text), 0), _LARGEST)
