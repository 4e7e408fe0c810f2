"""What the lexicon does not know in a text: names that look like bodies, and words that begin like deeds.

That is how an expert extends it: the most frequent ones of a corpus, ready to be put into a file of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..knowledge import Knowledge
from ..language.dictionary import word_end
from ..language.units import read_units
from ..models import Directive, Model

#: Kinds of blocks in which somebody is told to act.
_RUNNING = ("body", "item", "bullet")


class UnknownWords(Model):
    """Words that no lexicon knows, how often they stand in a corpus, and one place: `source` and its words."""

    kind: Literal["name", "deed"]
    words: str
    times: int
    example: str


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Literal["name", "deed"]
    words: str
    example: str


def unknown_words(directives: Iterable[Directive], *, known: Knowledge | None = None) -> list[UnknownWords]:
    """Return what the lexicon does not know in some directives, the most frequent first.

    A name is one that acts in a duty though only its place tells that it is a body; a deed is the word behind a body,
    or at the head of a bullet, that is no word of the lexicon.

    >>> from danvan_docs import parse
    >>> plan = parse("KẾ HOẠCH\\n\\n1. Sở Y tế vun xới vườn thuốc.")
    >>> [(each.kind, each.words) for each in unknown_words([plan])]
    [('deed', 'vun xới')]
    """
    known = known or Knowledge.of()
    found = [each for directive in directives for each in _of_one(directive, known)]
    examples = {(each.kind, each.words): each.example for each in reversed(found)}
    counted = Counter((each.kind, each.words) for each in found)
    return [
        UnknownWords(kind=kind, words=words, times=times, example=examples[kind, words])
        for (kind, words), times in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]


def _of_one(directive: Directive, known: Knowledge) -> Iterator[_Found]:
    seen: set[int] = set()
    for task in directive.tasks:
        example = _squeezed(directive.quote(task))
        for actor in task.actors:
            if actor.confidence is not None and actor.confidence < 1 and actor.start not in seen:
                seen.add(actor.start)
                yield _Found("name", _squeezed(actor.text), example)
        if deed := _deed(directive.quote(task), known):
            yield _Found("deed", deed, example)


def _deed(text: str, known: Knowledge) -> str | None:
    """Return the unknown word with which the predicate of a duty begins."""
    units = read_units(text, 0, len(text), known.lexicon)
    at = 1 if units.letters[:1] == "N" else 0
    if units.letters[at : at + 1] not in ("w", "W") or (at == 0 and "N" in units.letters[:2]):
        return None
    first = units.units[at].start
    words = units.tokens.words
    return " ".join(words[first : word_end(words, first)])


def _squeezed(words: str) -> str:
    return " ".join(words.split())
