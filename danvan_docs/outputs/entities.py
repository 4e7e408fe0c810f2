"""What stands in a text, flat: stretches that do not overlap, as sequence labels need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, Protocol, TypeVar

from ..models import Directive

Label = Literal["CITATION", "NAMED", "BODY", "TARGET"]


class Entity(NamedTuple):
    """`text[start:end]` and what it is; `known_as` is its id or name in the authority registry, '' without one."""

    start: int
    end: int
    label: Label
    known_as: str = ""


class Stretch(Protocol):
    """Anything that stands between two offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


S = TypeVar("S", bound=Stretch)


def entities(directive: Directive) -> list[Entity]:
    """Return the instruments, bodies and targets of a document, in the order of the text.

    A body that several duties share is there once. Where two overlap, the longer one stays; of two as long,
    the one named first here.

    >>> from danvan_docs import parse
    >>> directive = parse("KẾ HOẠCH\\n\\n1. Sở Nội vụ thực hiện Nghị quyết số 25-NQ/TW.")
    >>> [(directive.text[each.start : each.end], each.label) for each in entities(directive)]
    [('Sở Nội vụ', 'BODY'), ('Nghị quyết số 25-NQ/TW', 'CITATION')]
    """
    return apart(_found(directive))


def apart(stretches: Iterable[S]) -> list[S]:
    """Return stretches that do not overlap, in the order of the text: the longer before the shorter."""
    kept: list[S] = []
    taken: set[int] = set()
    for each in sorted(stretches, key=lambda each: each.start - each.end):
        places = range(each.start, each.end)
        if places and taken.isdisjoint(places):
            taken.update(places)
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _found(directive: Directive) -> Iterator[Entity]:
    for citation in directive.citations:
        yield Entity(citation.start, citation.end, "CITATION", citation.instrument_id or "")
    for named in directive.named:
        yield Entity(named.start, named.end, "NAMED", named.instrument_id or "")
    for task in directive.tasks:
        for actor in task.actors:
            yield Entity(actor.start, actor.end, "BODY", actor.body or "")
    for target in directive.targets:
        if target.kind == "target":
            yield Entity(target.start, target.end, "TARGET")
