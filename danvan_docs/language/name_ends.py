"""Where a name may end: candidates, each scored by what follows it and by what the name takes in."""

from __future__ import annotations

from dataclasses import dataclass

from .dictionary import is_inside, word_end
from .marks import Entry, Marks
from .name_runs import Runs

#: How much each kind of predicate right behind a name speaks for its end there.
_AFTER = {
    "modal": 3.0, "promise": 3.0, "cue.coordinate": 3.0, "manner": 2.6, "report": 2.4, "cue.advise": 2.4,
    "cue.direct": 2.2, "assign": 2.2, "passive": 1.2, "between": 1.6,
}  # fmt: skip
_DEED, _SOFT_DEED, _FUNCTION, _MATTER, _STOP, _WORD = 2.2, 1.0, 1.0, 0.7, 1.2, 0.3
#: Signs that do not stop a name as others do; a colon behind one makes it a label.
_SIGNS = {"-": 0.3, "/": 0.3, ":": 1.6}
#: What a word costs that a name takes in: an unknown small word, a noun that is a matter, a deed in small letters.
_COST = {"word": 0.9, "known word": 0.5, "more": 2.0, "matter": 0.8, "deed": 2.0, "kind": 0.8}
#: What it costs to end where the head alone (`Trung tâm`) is hardly a name.
_BARE = 0.8
#: Cues stand before another name, never inside one.
_CUES = frozenset({"assign", "petition", "allot", "cue.report", "cue.coordinate", "cue.advise", "cue.direct"})
_TOLD, _CUT, _PARTED = 0.6, 1.5, 0.3
_MOST_TOKENS = 40


@dataclass(frozen=True, slots=True)
class End:
    """A name may end before the token `end`; `after` is the token behind a bracket that explains it."""

    end: int
    after: int
    score: float


class Ends:
    """Reads the ends of one name off the marks of a stretch of text."""

    def __init__(self, marks: Marks, runs: Runs) -> None:
        self.marks = marks
        self.tokens = marks.tokens
        self.runs = runs

    def candidates(self, start: int, position: int, bare: bool) -> list[End]:
        """Return the places where a name may end, each with its score; `bare` where the head alone is no name."""
        ends: list[End] = []
        plural = self.runs.past_determiners(start)[1]
        cost = 0.0
        limit = min(len(self.tokens), start + _MOST_TOKENS)
        while True:
            # A head of one word alone (`Sở chủ trì`) is a name, but one that wants more.
            step = self._step(start, position, bare) if position < limit else None
            # A colon that opens the members of a plural is no label.
            opens = step is not None and self.tokens.words[position] == ":"
            # What kind of bodies many are is told by a matter (`các làng nghề truyền thống`).
            told = plural and self.marks.is_a(position, "matter") and not self.marks.is_a(position, "deed")
            less = (_BARE if bare else 0.0) + (1.0 if opens else 0.0) + (_TOLD if told else 0.0)
            if step is not None and step[1] == 0.0 and self.tokens.words[position] in (",", "và"):
                less += _PARTED  # what is joined free of cost belongs to the name
            ends.append(self._end(start, position, cost + less))
            if step is None:
                break
            inner = self.marks.longest(position)
            bare = inner.end == step[0] and "generic" in inner.classes
            position = step[0]
            cost += step[1]
        return ends

    def _end(self, start: int, position: int, cost: float) -> End:
        after = self.runs.past_bracket(position)
        if self._wants_more(position):
            cost += _COST["kind"]
        if self._cuts_word(start, position):
            cost += _CUT
        return End(position, after, self._speaks_for(after) - cost)

    def _cuts_word(self, start: int, position: int) -> bool:
        """Tell whether an end would cut a word in two (`Trưởng đoàn | thể xã`)."""
        if (
            position >= len(self.tokens)
            or self.tokens.capital[position]
            or not self.tokens.is_letters(position)
        ):
            return False
        return not self._is_complete(start, position) and is_inside(self.tokens.words, position)

    def _wants_more(self, position: int) -> bool:
        """`dự án | đầu tư xây dựng`: a deed right behind a matter tells what kind of matter it is."""
        if not self.marks.is_a(position, "kind") or self.tokens.capital[position - 1]:
            return False
        for start in (position - 2, position - 1):
            for entry in self.marks.entries(start) if start >= 0 else ():
                if entry.end == position:
                    return bool(entry.classes & {"matter", "instrument"})
        return False

    def _speaks_for(self, index: int) -> float:
        """Return how much what stands at a token speaks for a name that ends before it."""
        if index >= len(self.tokens):
            return _STOP
        if self.tokens.words[index] == ",":
            return self._before_member(index + 1)
        if not self.tokens.words[index][0].isalnum():
            return _SIGNS.get(self.tokens.words[index], _STOP)
        entry = self.marks.longest(index)
        if index and self.runs.is_acronym(index - 1) and entry.classes & {"deed", "modal", "manner"}:
            return _DEED
        if self.tokens.capital[index]:
            # A capital letter goes on with a name, unless it begins another one or what is done to something.
            return 0.6 if entry.classes & {"instrument", "public"} else -0.2
        if "conj" in entry.classes:
            return self._before_member(entry.end)
        scores = [_AFTER[each] for each in entry.classes if each in _AFTER]
        if "deed" in entry.classes and not self._begins_unlisted(index, entry):
            scores.append(_SOFT_DEED if "kind" in entry.classes else _DEED)
        if entry.classes & {"function", "adjunct", "to", "then", "aim", "negation", "speak", "by"}:
            scores.append(_FUNCTION)
        if entry.classes & {"matter", "instrument"}:
            scores.append(_MATTER)
        return max(scores, default=-0.2 if entry.classes else _WORD)

    def _begins_unlisted(self, index: int, entry: Entry) -> bool:
        """Tell whether a deed is but the first syllable of a word that the lexicon does not know (`dự | thầu`)."""
        return entry.end == index + 1 and word_end(self.tokens.words, index) > entry.end

    def _before_member(self, index: int) -> float:
        """Return how much a comma or `và` before a token speaks for an end: little where a field goes on the name."""
        if index >= len(self.tokens) or not self.tokens.capital[index]:
            return _STOP
        head = self.marks.is_a(
            index, "organ", "person", "collective", "place", "determiner", "modal", "manner"
        )
        return _STOP if head else 0.5

    def _step(self, start: int, index: int, bare: bool) -> tuple[int, float] | None:
        """Return the token behind the next words that a name may take in, and what that costs; None at a hard end."""
        word, entry = self.tokens.words[index], self.marks.longest(index)
        if self.tokens.capital[index]:
            if (
                index > start
                and self.runs.is_acronym(index - 1)
                and entry.classes & {"deed", "modal", "manner"}
            ):
                return None
            if index > start and self.marks.is_a(index - 1, "place"):
                return max(self.runs.past_proper(index), index + 1), 0.0
            return self.runs.capital_step(index, entry)
        if word == "số" and index + 1 < len(self.tokens) and self.tokens.words[index + 1].isdigit():
            return index + 2, 0.0
        if word.isdigit():
            return (index + 1, 0.1) if not self.marks.is_a(index + 1, "matter") else None
        if not self.tokens.is_letters(index):
            if word == ":":
                return self._members(start, index)
            return self._joined(start, index) if word in (",", "-") else None
        quality = self.marks.having(index, "quality")  # `cùng cấp` before `cùng`
        if quality and quality.end >= entry.end:
            return quality.end, 0.0
        if word in ("và", "cùng", "hoặc"):
            return self._joined(start, index)
        if word in ("các", "từng", "mỗi"):
            return self._inner(index)
        if "place" in entry.classes:
            return self.runs.past_places(self.runs.past_proper(entry.end)), 0.0
        if word == "cấp" and "organ" in entry.classes and entry.end > index + 1:
            return entry.end, 0.1  # `Văn phòng cấp ủy`
        if word in ("của", "thuộc", "ở", "cấp", "tại", "trong", "trực"):
            return self._owner(index, entry)
        if entry.classes & {"organ", "collective", "person"} and "deed" not in entry.classes:
            return entry.end, 0.1
        if "field" in entry.classes and "deed" not in entry.classes:
            return entry.end, 0.1 if not bare or self.tokens.capital[index - 1] else 0.2
        if entry.classes & {"deed", "kind", "matter", "instrument"}:
            return self._soft(start, index, entry, bare)
        if entry.classes:
            return None
        return self._unknown(start, index)

    def _unknown(self, start: int, index: int) -> tuple[int, float]:
        """Take in a small word that no lexicon knows: the second syllable of a capital one, or one more word."""
        if self.tokens.capital[index - 1] and self._is_syllable(index):
            return index + 1, 0.1
        end = word_end(self.tokens.words, index)
        if is_inside(self.tokens.words, index) and not self._is_complete(start, index):
            return index + 1, 0.1
        known = _COST["known word"] if end > index + 1 else _COST["word"]
        return end, known if not self._is_complete(start, index) else _COST["more"]

    def _is_complete(self, start: int, index: int) -> bool:
        """Tell whether the words before a token are a whole name of one body (`Sở Y tế`, `UBND xã Khe Mây`)."""
        if not self.tokens.capital[start] or self.runs.past_determiners(start)[1]:
            return False
        if self.tokens.capital[index - 1] and not self.marks.entries(index - 1):
            return False
        return any(
            entry.end == index and bool(entry.classes & {"proper", "place", "quality", "organ", "field"})
            for first in range(start, index)
            for entry in self.marks.entries(first)
        )

    def _is_syllable(self, index: int) -> bool:
        """Tell whether the capital word before a token is the first syllable of an unknown word."""
        if self.runs.unknown_capital(index - 2):
            return False  # a proper name of two capital words (`Khe Mây`) is whole
        return not self.marks.entries(index - 1) or self.marks.longest(index - 1).end == index

    def _soft(self, start: int, index: int, entry: Entry, bare: bool) -> tuple[int, float] | None:
        before_capital = (
            entry.end < len(self.tokens)
            and self.tokens.capital[entry.end]
            and not entry.classes & _CUES
            and not self.marks.is_a(entry.end, "organ", "person", "instrument")
        )
        if entry.classes & {"modal", "manner"}:
            return None
        if "deed" in entry.classes and "kind" not in entry.classes and not before_capital:
            return None
        if before_capital and "deed" in entry.classes:
            return (entry.end, 0.4) if self.tokens.capital[start] else None
        if "deed" in entry.classes:
            return entry.end, 0.3 if bare else _COST["kind" if self._tells_kind(start) else "deed"]
        return entry.end, _COST["matter"]

    def _tells_kind(self, start: int) -> bool:
        """Tell whether a name is of a plain kind (`cơ quan`, `chủ đầu tư`) that a deed may set apart."""
        first, determined = self.runs.past_determiners(start)
        return self.marks.is_a(first, "collective", "person") or (
            determined and not self.tokens.capital[first]
        )

    def _joined(self, start: int, index: int) -> tuple[int, float] | None:
        """`Sở Khoa học và Công nghệ`, `Bộ Văn hóa, Thể thao và Du lịch`, `các cơ quan báo, đài`: one name goes on."""
        words = self.tokens.words
        following = index + 1
        if words[index] == "," and following < len(words) and words[following] == "và":
            following += 1
        if following >= len(words):
            return None
        entry = self.marks.longest(following)
        if "place" in entry.classes and self.marks.is_a(index - 1, "place"):
            return self.runs.past_places(index), 0.0
        if self._sister(start, index, following, entry):
            return entry.end, 0.0
        if (
            not self.tokens.capital[following]
            and entry.classes & {"field", "quality"}
            and not entry.classes & {"organ", "collective", "person", "deed"}
        ):
            goes_on = self._ends_small(index, "field", "quality") and self._speaks_for(entry.end) > _FUNCTION
            return (entry.end, 0.1) if goes_on else None
        if words[index] == "-":
            return (entry.end or following + 1, 0.0) if self.tokens.is_letters(following) else None
        if not self.tokens.capital[following] or entry.classes & {
            "organ",
            "person",
            "public",
            "collective",
            "instrument",
        }:
            return None
        if not self.tokens.capital[start] and not self.runs.past_determiners(start)[1]:
            return None
        if words[index] == "," and not self._closed_by_and(following):
            return None
        step = self.runs.capital_step(following, entry)
        return (step[0], 0.1) if step else None

    def _sister(self, start: int, index: int, following: int, entry: Entry) -> bool:
        """`Ban Dân vận các tỉnh ủy, thành ủy`: organs in small letters beside those that a name is set over.

        Whoever heads bodies may head any kind of them (`Thủ trưởng các cơ quan, đơn vị`).
        """
        heads = self.marks.is_a(start, "person")
        kinds = ("organ", "collective") if heads else ("organ",)
        if (
            self.tokens.capital[following]
            or not entry.classes.intersection(kinds)
            or "person" in entry.classes
        ):
            return False
        inner = heads or "các" in self.tokens.words[start + 1 : index]
        return inner and self._ends_small(index, *kinds)

    def _ends_small(self, index: int, *classes: str) -> bool:
        """Tell whether a word of a class in small letters ends right before a token."""
        for start in range(max(0, index - 4), index):
            entry = self.marks.having(start, *classes)
            if entry and entry.end == index and not self.tokens.capital[start]:
                return True
        return False

    def _closed_by_and(self, index: int) -> bool:
        """Tell whether a list of fields goes on to an `và` with one more field (`…, Thể thao và Du lịch`)."""
        for position in range(index, min(index + 8, len(self.tokens) - 1)):
            word = self.tokens.words[position]
            if word == "và":
                return self.tokens.capital[position + 1] and not self.marks.is_a(
                    position + 1, "organ", "person"
                )
            if word in ("(", ";", ".", ":") or self.marks.is_a(position, "modal", "manner"):
                return False
            if (
                position > index
                and self.tokens.capital[position]
                and self.marks.is_a(position, "organ", "person")
            ):
                return False
        return False

    def _inner(self, index: int) -> tuple[int, float] | None:
        """`Giám đốc các sở`, `UBND các xã, phường`: what a name is set over."""
        first, _ = self.runs.past_determiners(index)
        if first >= len(self.tokens):
            return None
        entry = self.marks.longest(first)
        if "place" in entry.classes:
            return self.runs.past_places(self.runs.past_proper(entry.end)), 0.0
        if entry.classes & {"organ", "collective", "person", "quality"}:
            return entry.end, 0.0
        return (self.runs.past_capitals(first), 0.1) if self.tokens.capital[first] else None

    def _owner(self, index: int, entry: Entry) -> tuple[int, float] | None:
        """`của Thành phố`, `thuộc Ủy ban nhân dân tỉnh`, `ở Trung ương`: whose body it is, or where."""
        following = entry.end or index + 1
        if following >= len(self.tokens):
            return None
        if self.marks.is_a(following, "determiner"):
            return self._inner(following)
        inner = self.marks.longest(following)
        if inner.classes & {"organ", "place", "collective"} or self.tokens.capital[following]:
            end = inner.end or self.runs.past_capitals(following)
            return (
                self.runs.past_places(self.runs.past_proper(end)) if "place" in inner.classes else end
            ), 0.1
        return None

    def _members(self, start: int, index: int) -> tuple[int, float] | None:
        """`Các sở: Nông nghiệp và Môi trường, Xây dựng, Nội vụ`: a plural that lists its members by their fields."""
        if not self.runs.past_determiners(start)[1] or not self.marks.is_a(index - 1, "organ", "collective"):
            return None
        position, members = index + 1, 0
        while position < len(self.tokens) and self.tokens.capital[position]:
            entry = self.marks.longest(position)
            if entry.classes & {"organ", "person", "modal", "manner", "determiner"}:
                break
            position, members = self.runs.past_field(position), members + 1
            following = position + 1
            if position >= len(self.tokens) or self.tokens.words[position] not in (",", "và", "-"):
                break
            if following >= len(self.tokens) or not self.tokens.capital[following]:
                break
            if self.marks.is_a(following, "organ", "person", "determiner"):
                break
            position = following
        return (position, 0.2) if members > 1 else None
