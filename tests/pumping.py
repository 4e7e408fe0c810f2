"""Whether a pattern can take longer than its text: every loop of it is run through, longer and longer, on purpose.

A pattern that has two ways to read the same words tries both where what follows does not fit; a loop of it, two to
the power of the turns. To see that, each unlimited loop of a pattern is filled with what it can read ("pumped"), once
as it stands and once with a tail that fits nothing. What counts is how the cost grows, not the cost: a character of a
text seven times as long may cost three times as much before a pattern is called superlinear. One that begins anew at
each place costs it seven times as much, one that doubles its ways a thousand times, on any machine.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op
from typing import Any

#: What stands for a class of characters; of each class, the first few that belong to it are tried.
_SAMPLES = " \na1A,.(ổ-/Đ"
_TAILS = ("", "\0")
_TRIES = 4  # fillings of each loop: a loop may read several things
_ENOUGH = 0.004  # seconds after which a text is not made longer
_SLOW = 0.002  # what costs less is not called slow, however it grows
_FASTER = 3.0  # times the cost of a character in a text seven times shorter

_LOOPS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_Tree = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Growth:
    """How the cost of a pattern grew on a text, and that text."""

    factor: float
    seconds: float
    text: str

    @property
    def superlinear(self) -> bool:
        """Whether a character costs the more the longer the text is."""
        return self.factor > _FASTER and self.seconds > _SLOW

    def __str__(self) -> str:
        return f"{self.seconds * 1000:.0f} ms for {len(self.text)} characters, as {self.text[:60]!r}"


def worst_growth(pattern: str, flags: int, searched: bool, longest: int) -> Growth | None:
    """Return how a pattern's cost grows where it does so the most, None for one without an unlimited loop."""
    compiled = re.compile(pattern, flags)
    run = compiled.search if searched else compiled.match
    worst = None
    for text in _pumped(pattern, flags):
        found = _growth(run, text, longest)
        if found.superlinear:  # once more, since the machine may have been busy
            found = min(found, _growth(run, text, longest), key=lambda growth: growth.factor)
        worst = max(worst or found, found, key=lambda growth: (growth.superlinear, growth.factor))
    return worst


def _pumped(pattern: str, flags: int) -> Iterator[Callable[[int], str]]:
    """Yield texts for each loop, as functions of its turns."""
    random = Random(1)
    tree = _parser.parse(pattern, flags & ~re.UNICODE)
    texts = {
        (_sample(before, random), body, tail)
        for before, loop in _unlimited(tree, [])
        for _ in range(_TRIES)
        if (body := _sample(loop, random))
        for tail in _TAILS
    }
    for before, body, tail in sorted(texts):
        yield partial(_filled, before, body, tail)


def _filled(before: str, body: str, tail: str, turns: int) -> str:
    return before + body * turns + tail


def _growth(run: Callable[[str], object], text: Callable[[int], str], longest: int) -> Growth:
    costs: list[tuple[int, float]] = []
    turns = 4
    while True:
        pumped = text(turns)
        costs.append((len(pumped), _cost(run, pumped)))
        length, seconds = costs[-1]
        if seconds > _ENOUGH or length > longest:
            break
        turns += max(4, turns) if turns >= 32 else 4
    shorter, before = next((one for one in reversed(costs) if one[0] <= length / 7), costs[0])
    return Growth(seconds / max(before, 2e-7) * shorter / length, seconds, pumped)


def _cost(run: Callable[[str], object], text: str) -> float:
    """Return the least seconds of three runs, of one where it takes long."""
    best = float("inf")
    for _ in range(3):
        begin = time.thread_time()
        run(text)
        best = min(best, time.thread_time() - begin)
        if best > _ENOUGH:
            break
    return best


def _unlimited(tree: _Tree, before: _Tree) -> Iterator[tuple[_Tree, _Tree]]:
    """Yield every loop without an upper bound: what stands before it, and what it repeats."""
    before = list(before)
    for node in tree:
        code, value = node
        if code in _LOOPS and value[1] is op.MAXREPEAT:
            yield list(before), value[2]
        for inner in _inner(code, value):
            yield from _unlimited(inner, before)
        before.append(node)


def _inner(code: Any, value: Any) -> list[_Tree]:
    """Return the patterns inside a part of a pattern."""
    if code is op.BRANCH:
        return list(value[1])
    if code is op.ATOMIC_GROUP:
        return [value]
    return [value[-1]] if code in (*_LOOPS, op.SUBPATTERN, op.ASSERT, op.ASSERT_NOT) else []


def _sample(tree: _Tree, random: Random) -> str:
    """Return something that a pattern reads, as far as it can be told without looking around."""
    parts = []
    for code, value in tree:
        if code is op.LITERAL:
            parts.append(chr(value))
        elif code in (op.IN, op.NOT_LITERAL, op.ANY):
            parts.append(random.choice(_of_class(code, value)))
        elif code not in (op.ASSERT, op.ASSERT_NOT):
            inner = _inner(code, value)
            turns = value[0] + (value[1] > value[0] and random.random() < 0.5) if code in _LOOPS else 1
            parts += [_sample(random.choice(inner), random) for _ in range(turns if inner else 0)]
    return "".join(parts)


def _of_class(code: Any, value: Any) -> list[str]:
    """Return some characters of a class, or the first that it names."""
    one = _compiler.compile(_parser.SubPattern(_parser.State(), [(code, value)]))
    parts = value if code is op.IN else ()
    named = [chr(of if kind is op.LITERAL else of[0]) for kind, of in parts if kind in (op.LITERAL, op.RANGE)]
    return [character for character in _SAMPLES if one.match(character)] or named[:1]
