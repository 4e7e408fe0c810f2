"""What changed between two versions of one directive: its duties, its quantities and what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

from ..authority.keys import name_key, symbol_key
from ..models import Citation, Directive, NamedInstrument, Role
from ..reading.folding import fold
from .likeness import likenesses, terms
from .pairing import pair_up
from .passages import document, section_path
from .results import Aspect, Change, Diff, Difference, Part, Passage, Unchanged
from .targets import number, quantities
from .words import word_difference

#: How alike two passages are that are one passage changed.
CUT = 0.5
#: What the words of a quantity count in its likeness; the same number counts the rest.
WORDS = 0.9


class _Said(NamedTuple):
    """One aspect of a passage: what makes it the same, and as people read it."""

    key: object
    text: str | None


class _Item(NamedTuple):
    """A passage with what it is paired by, and what of it can change."""

    passage: Passage
    terms: tuple[str, ...]
    aspects: dict[Aspect, _Said]


def diff_directives(old: Directive, new: Directive) -> Diff:
    """Return what was added, removed and changed from the old version to the new.

    A passage that only moved to another section, or is broken into lines otherwise, did not change.

    >>> from danvan_docs import parse
    >>> text = "KẾ HOẠCH\\n\\n1. Sở Nội vụ báo cáo Ủy ban nhân dân tỉnh trước ngày {}/2025."
    >>> diff = diff_directives(parse(text.format("15/6")), parse(text.format("30/9")))
    >>> [(each.kind, [change.aspect for change in each.changes]) for each in diff.differences]
    [('changed', ['wording', 'deadline'])]
    """
    sides = (old, new)
    tasks = _by_likeness("task", *(_tasks(each) for each in sides), first="wording")
    targets = _by_likeness("target", *(_targets(each) for each in sides), first="number")
    citations = _by_key("citation", *(_cited(each) for each in sides))
    return Diff(
        old=document(old),
        new=document(new),
        differences=[*tasks.differences, *targets.differences, *citations.differences],
        unchanged=Unchanged(tasks=tasks.same, targets=targets.same, citations=citations.same),
    )


class _Found(NamedTuple):
    """The differences of one part, and how many passages are the same."""

    differences: list[Difference]
    same: int


def _by_likeness(part: Part, old: Sequence[_Item], new: Sequence[_Item], *, first: Aspect) -> _Found:
    """Compare passages that are alike; of several, one that is the same in the `first` aspect is preferred."""
    alike = likenesses([item.terms for item in old], [item.terms for item in new])
    alike = alike.revised(
        lambda i, j, words: (
            WORDS * words + (1 - WORDS) * (old[i].aspects[first].key == new[j].aspects[first].key)
        )
    )
    partners = {pair.left: pair.right for pair in pair_up(alike, CUT)}
    pairs = [(item, new[partners[i]] if i in partners else None) for i, item in enumerate(old)]
    taken = set(partners.values())
    return _found(part, [*pairs, *((None, item) for j, item in enumerate(new) if j not in taken)])


def _by_key(part: Part, old: Mapping[str, _Item], new: Mapping[str, _Item]) -> _Found:
    return _found(part, [(old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])])


def _found(part: Part, pairs: Sequence[tuple[_Item | None, _Item | None]]) -> _Found:
    compared = [_difference(part, old, new) for old, new in pairs]
    differences = [each for each in compared if each]
    return _Found(differences, len(compared) - len(differences))


def _difference(part: Part, old: _Item | None, new: _Item | None) -> Difference | None:
    """Return the difference of two passages, None where nothing changed."""
    if old is None or new is None:
        return Difference(
            part=part,
            kind="added" if old is None else "removed",
            old=old and old.passage,
            new=new and new.passage,
            changes=[],
            words=[],
        )
    changes = [
        Change(aspect=aspect, old=said.text, new=new.aspects[aspect].text)
        for aspect, said in old.aspects.items()
        if said.key != new.aspects[aspect].key
    ]
    if not changes:
        return None
    reworded = changes[0].aspect == "wording"
    words = word_difference(old.passage.quote, new.passage.quote) if reworded else []
    return Difference(
        part=part, kind="changed", old=old.passage, new=new.passage, changes=changes, words=words
    )


def _tasks(directive: Directive) -> list[_Item]:
    items = []
    for task in directive.tasks:
        quote = directive.quote(task)
        inside = [each for each in directive.targets if task.start <= each.start and each.end <= task.end]
        numbers = [directive.quote(each) for each in inside]
        aspects: dict[Aspect, _Said] = {
            "wording": _said(quote),
            "number": _Said(
                [(each.op, each.value, each.unit) for each in inside], "; ".join(numbers) or None
            ),
            "deadline": _said(task.deadline),
            "frequency": _said(task.frequency),
        }
        for role in get_args(Role):
            aspects[role] = _said("; ".join(each.text for each in task.actors if each.role == role))
        leads = (f"={name_key(each.text)}" for each in task.actors if each.role == "lead")
        passage = Passage(start=task.start, end=task.end, quote=quote, section=task.section)
        items.append(_Item(passage, (*(terms(quote) or [quote]), *leads), aspects))
    return items


def _targets(directive: Directive) -> list[_Item]:
    items = []
    for quantity in quantities(directive):
        indicator = quantity.indicator
        target = indicator.target
        aspects: dict[Aspect, _Said] = {
            "number": _Said((target.op, target.value, target.open, target.unit), number(indicator)),
            "deadline": _said(target.deadline),
            "frequency": _said(target.frequency),
            "kind": _said(target.kind),
        }
        passage = Passage.model_validate(indicator.model_dump(exclude={"target"}))
        items.append(_Item(passage, (*quantity.terms, f"={target.unit}"), aspects))
    return items


def _cited(directive: Directive) -> dict[str, _Item]:
    """Return the instruments that a directive cites, each at its first mention."""
    mentions: dict[str, list[Citation | NamedInstrument]] = {}
    cited: list[Citation | NamedInstrument] = [*directive.citations, *directive.named]
    for each in sorted(cited, key=lambda each: each.start):
        key = symbol_key(each.symbol) if isinstance(each, Citation) else name_key(each.name)
        mentions.setdefault(key, []).append(each)
    return {key: _instrument(directive, found) for key, found in mentions.items()}


def _instrument(directive: Directive, mentions: Sequence[Citation | NamedInstrument]) -> _Item:
    """Return an instrument with what its mentions together say of it."""
    first = mentions[0]
    aspects: dict[Aspect, _Said] = {
        "date": _set(each.date for each in mentions),
        "use": _set(each.use for each in mentions if each.use != "mentions"),
        "pinpoint": _set(each.pinpoint for each in mentions),
    }
    quote = directive.quote(first)
    section = section_path(directive, first.start)
    return _Item(Passage(start=first.start, end=first.end, quote=quote, section=section), (), aspects)


def _said(text: str | None) -> _Said:
    """Return an aspect for which blanks, dashes and the place of tone marks do not count."""
    squeezed = " ".join((text or "").split())
    return _Said(fold(squeezed)[0], squeezed or None)


def _set(values: Iterable[str | None]) -> _Said:
    return _said("; ".join(sorted({value for value in values if value})))
