"""Rules over units: patterns of named classes, read from `rules.toml`, each with examples that are its tests."""

from __future__ import annotations

import heapq
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import Any, Literal

from ..errors import AuthorityError
from .lexicon import class_table
from .units import Units

Mood = Literal["order", "report"]
#: What a rule is still worth where the names in it are hardly sure.
_SURE = 0.6
#: Names of units in a pattern, a bracket expression of letters, or what belongs to the pattern itself.
_WORD = re.compile(r"(?:(?P<group>[a-z_]+)=)?(?P<kind>[A-Z_]{2,})|(?P<letters>\[[^\]]*\])")


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: what it finds (`mood` of a clause, or `role` of others), its score, its examples."""

    name: str
    pattern: re.Pattern[str]
    mood: Mood
    role: str
    score: float
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule at work: which units have which part in it, and where it ends."""

    rule: Rule
    units: dict[str, int]
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules: heads of clauses, roles in them, further clauses."""

    head: tuple[Rule, ...]
    role: tuple[Rule, ...]
    further: tuple[Rule, ...]
    title: tuple[Rule, ...]

    def heads(self, units: Units, start: int = 0) -> list[Match]:
        """Return the heads that fit at a unit, the best first: by score, then by their order in the file.

        The score of a head falls with the certainty of the names in it.
        """
        found = [
            match
            for rule in self.head
            if (match := _match(rule, rule.pattern.match(units.letters, start), units))
        ]
        return sorted(found, key=lambda match: -match.score)

    def roles(self, units: Units, start: int, end: int) -> Iterator[Match]:
        """Yield who else takes part in the units `[start, end)`, rule by rule."""
        for rule in self.role:
            for found in rule.pattern.finditer(units.letters, start, end):
                if match := _match(rule, found, units):
                    yield match

    def titles(self, units: Units) -> Match | None:
        """Return the rule that a whole title fits as the name of those who act, None where none does."""
        found = (_match(rule, rule.pattern.fullmatch(units.letters), units) for rule in self.title)
        return next((match for match in found if match), None)

    def furthers(self, units: Units, start: int) -> Iterator[Match]:
        """Yield the further clauses that begin behind a unit, in order; what stands in brackets only explains."""
        found = heapq.merge(*(self._found(rule, units, start) for rule in self.further), key=itemgetter(0))
        last, depth, counted = start - 1, 0, 0
        for lead, match in found:
            between = units.letters[counted:lead]
            depth, counted = depth + between.count("(") - between.count(")"), lead
            if lead > last and depth <= 0:
                last = lead
                yield match

    def _found(self, rule: Rule, units: Units, start: int) -> Iterator[tuple[int, Match]]:
        for found in rule.pattern.finditer(units.letters, start):
            if match := _match(rule, found, units):
                yield match.units["lead"], match


def _match(rule: Rule, found: re.Match[str] | None, units: Units) -> Match | None:
    if found is None:
        return None
    parts = {part: found.start(part) for part, letter in found.groupdict().items() if letter}
    if "speaker" in parts and units.is_plural(parts["speaker"]):
        return None  # many bodies (`các chi bộ phân công đảng viên`) do not speak in one document: they act
    certainty = min((name.certainty for at in parts.values() for name in units.units[at].names), default=1.0)
    return Match(rule, parts, found.end(), rule.score * (_SURE + (1 - _SURE) * certainty))


def compiled_rule(pattern: str, name: str = "") -> re.Pattern[str]:
    """Compile a pattern of named units. Raises AuthorityError, naming the rule, for an unknown unit or a bad pattern.

    >>> compiled_rule("lead=NAMES COMMA? STRONG").pattern
    '(?P<lead>N),?[MADqCRTXSp]'
    """

    kinds = class_table()["units"]

    def letters(word: re.Match[str]) -> str:
        if word["letters"]:
            return word["letters"]
        if word["kind"] not in kinds:
            raise AuthorityError(f"rule {name!r}: unknown unit {word['kind']}")
        letter: str = kinds[word["kind"]]
        return f"(?P<{word['group']}>{letter})" if word["group"] else letter

    try:
        return re.compile(_WORD.sub(letters, pattern).replace(" ", ""))
    except re.error as error:
        raise AuthorityError(f"rule {name!r}: {error}") from None


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        row["name"], compiled_rule(row["pattern"], row["name"]), row.get("mood", "order"), row.get("role", ""),
        row.get("score", 1.0), tuple(row["yes"]), tuple(row["no"]),
    )  # fmt: skip


@cache
def rules() -> Rules:
    """Return the rules of the package."""
    table = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    return Rules(*(tuple(_rule(row) for row in table[kind]) for kind in ("head", "role", "further", "title")))
