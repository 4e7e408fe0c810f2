"""Names of bodies: where one begins, how far it goes, how a list of them is cut.

A name ends where a predicate begins, not where a list of modifiers ends: each end that the words allow is a candidate,
scored by what follows it and by what it takes into the name. A deed inside a name is spelt with a capital letter
(`Chi cục Quản lý thị trường`), or tells the kind of body (`cơ quan quản lý nhà nước`): the latter is a soft end. What
no lexicon knows is a name by its place, its capital letters or its neighbours, with less confidence.

A list is cut where each part can stand alone (`các huyện ủy, thành ủy` is two); coordinated modifiers stay together
(`đảng ủy các xã, phường` is one), as does `các sở, ban, ngành`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .dictionary import word_end
from .marks import Entry, Marks
from .name_ends import Ends
from .name_runs import Runs

#: How sure a name is that begins with a known head, with a capital letter alone, or with a plain unknown word.
KNOWN, CAPITAL, UNKNOWN = 1.0, 0.75, 0.5
#: How well an unknown name has to end: where one is awaited, and where it only may stand.
_LEAST = {True: 0.4, False: 1.5}
_CONJUNCTIONS = frozenset({",", ";", "/", "và", "hoặc", "cùng"})
_ALSO = ("nhất là", "đặc biệt là", "trước hết là", "gồm", "riêng")


@dataclass(frozen=True, slots=True)
class Name:
    """A name over the tokens `[start, end)`; `after` is the token behind a bracket or apposition that explains it."""

    start: int
    end: int
    after: int
    certainty: float


class NameReader:
    """Reads names off the marks of a stretch of text."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.tokens = marks.tokens
        self.runs = Runs(marks)
        self._ends = Ends(marks, self.runs)

    def names_at(self, index: int, *, awaited: bool = True) -> list[Name]:
        """Return the list of names that begins at a token, empty if none does.

        `awaited` says that a name has to stand here (behind `giao`, `phối hợp với`): then what only may be one is.
        """
        found: list[Name] = []
        while name := self.name_at(index, awaited=awaited or bool(found), in_list=bool(found)):
            if found and self._same_person(found[-1], name):
                name = Name(found[-1].start, name.end, name.after, min(found.pop().certainty, name.certainty))
            found.append(name)
            following = self._past_conjunction(name.after)
            if following is None:
                break
            index = following
        return found

    def _same_person(self, before: Name, name: Name) -> bool:
        """`Đồng chí Ủy viên Ban Thường vụ, Chủ tịch …`: one person, named by two offices."""
        words = self.tokens.words
        addressed = words[before.start : before.start + 2] == ["đồng", "chí"] or words[before.start] == "đ"
        return addressed and words[name.start - 1] == "," and self.marks.is_a(name.start, "person")

    def _past_conjunction(self, index: int) -> int | None:
        """Return the token behind what joins two names of a list."""
        words = self.tokens.words
        start = index
        while index < len(words) and words[index] in _CONJUNCTIONS and index - start < 2:
            index += 1
        if index == start or index >= len(words):
            return None
        for phrase in _ALSO:
            parts = phrase.split()
            if words[index : index + len(parts)] == parts:
                return index + len(parts)
        return index

    def name_at(self, index: int, *, awaited: bool = True, in_list: bool = False) -> Name | None:
        """Return the best name that begins right at a token.

        >>> from .lexicon import lexicon
        >>> from .tokens import tokens_of
        >>> text = "Chi cục Quản lý thị trường chủ trì kiểm tra"
        >>> reader = NameReader(Marks(tokens_of(text, 0, len(text)), lexicon()))
        >>> name = reader.name_at(0)
        >>> text[: reader.tokens.ends[name.end - 1]]
        'Chi cục Quản lý thị trường'
        """
        if index >= len(self.tokens) or self.marks.is_a(index, "public"):
            return None
        head = self._head(index, awaited, in_list)
        if head is None:
            return None
        position, certainty, bare = head
        ends = self._ends.candidates(index, position, bare)
        best = max(ends, key=lambda each: (round(each.score, 3), each.end), default=None)
        if best is None:
            return None
        if certainty < KNOWN and best.score < _LEAST[in_list or awaited]:
            return None
        return Name(index, best.end, best.after, certainty)

    def _head(self, index: int, awaited: bool, in_list: bool) -> tuple[int, float, bool] | None:
        """Return the token behind the head of a name, how sure it is, and whether it still needs more words."""
        first, determined = self.runs.past_determiners(index)
        if first >= len(self.tokens) or not self.tokens.is_letters(first):
            return None
        entry = self.marks.longest(first)
        classes = entry.classes
        capital = self.tokens.capital[first]
        if determined and not classes & {"organ", "collective", "person", "place"}:
            entry = self.marks.having(first, "organ", "collective", "person", "place") or entry
            if entry.end != self.marks.longest(first).end:
                entry = self.marks.longest(first)
            classes = entry.classes
        if "organ" in classes and (capital or determined or awaited or entry.end - first > 1):
            if "deed" in classes and not (capital or determined):
                return None
            return entry.end, KNOWN, "generic" in classes and not determined
        if classes & {"collective", "person"}:
            if "deed" in classes and not determined and not self._people(entry, awaited or in_list):
                return None
            if capital or determined or awaited:
                return entry.end, KNOWN, False
            return None
        if "place" in classes and (determined or in_list or self._names_place(entry)):
            each = self.tokens.words[index] == "mỗi"
            return entry.end if each else self.runs.past_places(entry.end), KNOWN, False
        if classes - {"field", "kind", "event", "quality"} and not (
            capital and classes == {"function"} and self._looks_proper(first)
        ):
            return None
        if "event" in classes:
            return (entry.end, CAPITAL, False) if capital else None
        return self._unknown_head(first, determined, awaited, in_list)

    def _people(self, entry: Entry, awaited: bool) -> bool:
        """`yêu cầu lãnh đạo các sở …`, `giao tổ chức, cá nhân …`: behind what awaits a name no deed stands."""
        if entry.end >= len(self.tokens) or not awaited:
            return False
        if self.tokens.words[entry.end] in (",", "có", "được"):
            return True
        return "person" in entry.classes and self.marks.is_a(entry.end, "determiner", "organ", "collective")

    def _unknown_head(
        self, first: int, determined: bool, awaited: bool, in_list: bool
    ) -> tuple[int, float, bool] | None:
        if self.tokens.capital[first] and (awaited or in_list or determined or self._looks_proper(first)):
            end = self.runs.past_capitals(first)
            return end, CAPITAL, end == first + 1
        if determined and self.tokens.words[first - 1] in ("các", "mỗi"):
            return word_end(self.tokens.words, first), UNKNOWN, False
        return None

    def _looks_proper(self, index: int) -> bool:
        """Tell whether a clause may open with an unknown name: a capital letter follows soon (`Bến xe Phía Nam`)."""
        return any(
            self.tokens.capital[each] and not self.marks.is_a(each, "organ", "person", "instrument")
            for each in range(index + 1, min(index + 3, len(self.tokens)))
            if self.tokens.is_letters(each)
        )

    def _names_place(self, entry: Entry) -> bool:
        """`Tỉnh Thanh Hóa`: the word of a place and its name."""
        return entry.end < len(self.tokens) and self.tokens.capital[entry.end]
