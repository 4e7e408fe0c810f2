"""What stands around a passage: its document, and the heading above it."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Directive, Section
from .results import Document

_BLANKS = str.maketrans(dict.fromkeys("\n\r\t\x0b\x0c\xa0", " "))


def document(directive: Directive) -> Document:
    """Return which document a directive is."""
    header = directive.header
    return Document(source=directive.source, type=header.type, symbol=header.symbol, date=header.date)


def on_one_line(text: str) -> str:
    """Return `text` with blanks for line ends and other white space, of the same length."""
    return text.translate(_BLANKS)


def section_path(directive: Directive, place: int) -> str:
    """Return the path of the innermost section that holds a place of the text, '' outside of any."""
    section = _innermost(directive.sections, place)
    return section.path if section else ""


def heading_above(directive: Directive, place: int) -> str:
    """Return the title of the innermost heading that holds a place of the text, '' outside of any."""
    heading = _innermost([each for each in directive.sections if each.heading], place)
    return heading.title if heading else ""


def _innermost(sections: Iterable[Section], place: int) -> Section | None:
    holding = (each for each in sections if each.start <= place < each.body_end)
    return max(holding, key=lambda section: section.start, default=None)
