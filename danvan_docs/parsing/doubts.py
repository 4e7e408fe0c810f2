"""What is doubtful in a result: parts that every document of its kind has and that were not found.

A notice is worth reading only if it is rare: nothing is said of a document that was read well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..grammar import table
from ..models import Header
from ..notices import notice
from ..reading import Reading
from ..reading.numbering import number_of
from .duties.duty import Duty
from .structure.outline import Outline
from .structure.page import Page
from .structure.sections import Heading

#: Labels whose lists begin at one and leave nothing out.
_COUNTED = ("roman", "arabic", "decimal", "upper", "chapter", "part")


def find_doubts(
    reading: Reading, page: Page, header: Header, outline: Outline, duties: Sequence[Duty]
) -> Iterator[str]:
    """Yield the notices of one document: no type, no recipients, sections that jump, a long text without duties."""
    if header.type is None:
        yield notice("no-type-letter" if page.addressees else "no-type")
    elif _lacks_recipients(page, header):
        yield notice("no-recipients")
    if jumps := list(_jumps(reading, outline.headings)):
        most = table("notices")["doubts"]["jumps"]
        more = [f"and {len(jumps) - most} more"] if len(jumps) > most else []
        yield notice("sections-jump", places="; ".join([*jumps[:most], *more]))
    letters = sum(
        paragraph.end - paragraph.start
        for paragraph, kind in zip(reading.paragraphs, page.kinds, strict=True)
        if kind in ("body", "bullet")
    )
    if (
        letters >= table("notices")["doubts"]["long_text"]
        and header.type is not None
        and not any(duty.doers for duty in duties)
        and _expected(header, "without_duties")
    ):
        yield notice("no-duties", letters=letters)


def _lacks_recipients(page: Page, header: Header) -> bool:
    """A paper with a number says at its end who receives it; of a short extract nothing is asked."""
    whole = "signature" in page.kinds or len(page.kinds) >= table("notices")["doubts"]["whole"]
    return bool(header.symbol) and whole and not header.recipients and _expected(header, "without_recipients")


def _expected(header: Header, exceptions: str) -> bool:
    return (header.type or "").lower() not in table("notices")["doubts"][exceptions]


def _jumps(reading: Reading, headings: Sequence[Heading]) -> Iterator[str]:
    """Yield where a list of sections leaves numbers out: `I/1 > I/3`."""
    last: dict[tuple[int | None, str], Heading] = {}
    for heading in headings:
        if heading.style not in _COUNTED:
            continue
        key = (heading.parent, heading.style)
        before = last.get(key)
        number = number_of(heading.style, reading.paragraphs[heading.paragraph].value)
        last[key] = heading
        if before is None or number.is_first:
            continue
        previous = number_of(before.style, reading.paragraphs[before.paragraph].value)
        if number.value > previous.value + 1 and number.prefix[:-1] == previous.prefix[:-1]:
            yield f"{before.path} > {heading.path}"
