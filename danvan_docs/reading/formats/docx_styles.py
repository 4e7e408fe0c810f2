"""What a Word paragraph or run inherits from its styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .xml import Element, attribute, child, descendants, is_on, value

#: Space between paragraphs, in twentieths of a point, from which on a reader sees a gap.
_GAP = 80
_TWIPS_OF_A_LINE = 240
#: No program makes styles that rest on more others.
_LONGEST_CHAIN = 30


@dataclass(slots=True)
class Styles:
    """The styles of a document by id, and the defaults."""

    _by_id: dict[str, Element] = field(default_factory=dict)
    _default: str | None = None
    _defaults: Element | None = None

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """Return the styles of `word/styles.xml`."""
        if root is None:
            return cls()
        styles = {attribute(style, "styleId") or "": style for style in descendants(root, "style")}
        default = next(
            (
                name
                for name, style in styles.items()
                if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph"
            ),
            None,
        )
        return cls(styles, default, child(root, "docDefaults"))

    def chain(self, style: str | None) -> Iterator[Element]:
        """Yield a style and those it is based on; the default one for a paragraph that names none."""
        seen: set[str] = set()
        name = style or self._default
        while name in self._by_id and name not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(name)
            yield self._by_id[name]
            name = value(self._by_id[name], "basedOn")

    def font(self, run: Element, paragraph: Element) -> str:
        """Return the font of the letters of a run, '' where nothing names it."""
        own = child(run, "rPr")
        named = value(own, "rStyle")
        marked = (child(style, "rPr") for style in self.chain(named)) if named else ()
        inherited = (child(style, "rPr") for style in self.chain(value(paragraph, "pPr", "pStyle")))
        for properties in (own, *marked, *inherited, child(self._defaults, "rPrDefault", "rPr")):
            fonts = child(properties, "rFonts")
            found = attribute(fonts, "hAnsi") or attribute(fonts, "ascii")
            if found:
                return found
        return ""

    def run_property(self, run: Element, paragraph: Element, name: str) -> bool:
        """Tell whether a property such as `vanish` or `caps` holds for a run."""
        own = child(run, "rPr")
        inherited = (child(style, "rPr") for style in self.chain(value(paragraph, "pPr", "pStyle")))
        named = value(own, "rStyle")
        marked = (child(style, "rPr") for style in self.chain(named)) if named else ()
        for properties in (own, *marked, *inherited):
            found = is_on(properties, name)
            if found is not None:
                return found
        return False

    def numbering(self, paragraph: Element) -> tuple[str | None, str | None, str | None]:
        """Return list id, level and the style that gives them; None where there is none."""
        own = child(paragraph, "pPr", "numPr")
        number, level = value(own, "numId"), value(own, "ilvl")
        if number is not None:
            return number, level, None
        named = value(paragraph, "pPr", "pStyle")
        for style in self.chain(named):
            inherited = child(style, "pPr", "numPr")
            level = level or value(inherited, "ilvl")
            if value(inherited, "numId") is not None:
                return value(inherited, "numId"), level, named or attribute(style, "styleId")
        return None, None, None

    def gap(self, before: Element | None, paragraph: Element) -> bool:
        """Tell whether a reader sees a gap between two paragraphs."""
        if before is None:
            return False
        return max(self._space(before, "after"), self._space(paragraph, "before")) >= _GAP

    def name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style, '' for the default one."""
        style = value(paragraph, "pPr", "pStyle")
        return (value(self._by_id.get(style), "name") or style) if style else ""

    def _space(self, paragraph: Element, side: str) -> int:
        styles = self.chain(value(paragraph, "pPr", "pStyle"))
        places = [child(paragraph, "pPr"), *(child(style, "pPr") for style in styles)]
        places.append(child(self._defaults, "pPrDefault", "pPr"))
        for properties in places:
            spacing = child(properties, "spacing")
            if attribute(spacing, f"{side}Autospacing") in ("1", "true"):
                return _TWIPS_OF_A_LINE
            space = attribute(spacing, side)
            if space is not None and space.lstrip("-").isdecimal():
                return int(space)
        return 0
