"""Runs of tokens inside names: determiners, capital words with their syllables, names of places, brackets."""

from __future__ import annotations

from .marks import Entry, Marks

_LONGEST_BRACKET = 40
#: A word of one syllable and these classes may as well be a syllable of a longer one (`Ươm tạo`, `Ngư dân`).
_SYLLABLES = frozenset({"deed", "public", "matter", "place", "collective", "organ"})
_HARD = frozenset({"modal", "manner", "function", "conj", "assign", "cue.report"})


class Runs:
    """Tells where runs of tokens end; every method takes a token and returns the one behind the run."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.tokens = marks.tokens

    def past_determiners(self, index: int) -> tuple[int, bool]:
        """Return the token behind `các`, `mỗi`, `tất cả các`, or behind a number of places (`04 xã`)."""
        start = index
        while index < len(self.tokens) and (entry := self.marks.having(index, "determiner")):
            longest = self.marks.longest(index)
            if longest.end > entry.end and longest.classes & {"organ", "collective", "person", "public"}:
                break
            index = entry.end
        if (
            index < len(self.tokens)
            and self.tokens.words[index].isdigit()
            and self.marks.is_a(index + 1, "place")
        ):
            index += 1
        return index, index > start

    def capital_step(self, index: int, entry: Entry) -> tuple[int, float] | None:
        """Return the token behind a capital word and its small syllables, what it costs; None where no name goes on."""
        if entry.classes & {"instrument"} and not entry.classes & {"organ", "field", "deed"}:
            return None
        if self.tokens.words[index : index + 2] == ["nhân", "dân"]:
            return None
        if entry.classes:
            return entry.end, 0.0
        end = index + 1
        if (
            not self.unknown_capital(index - 1)
            and end < len(self.tokens)
            and self.tokens.is_letters(end)
            and not self.tokens.capital[end]
            and self._is_second(end)
        ):
            end += 1
        return end, 0.0

    def _is_second(self, index: int) -> bool:
        """Tell whether a small token may be the second syllable of an unknown word: no longer word begins there."""
        entry = self.marks.longest(index)
        return not entry.classes or (
            entry.end == index + 1 and bool(entry.classes & _SYLLABLES) and not entry.classes & _HARD
        )

    def unknown_capital(self, index: int) -> bool:
        """Tell whether a token is a capital word that no lexicon knows: part of a proper name (`Hương Sen`)."""
        return (
            index >= 0
            and self.tokens.capital[index]
            and not self.marks.entries(index)
            and self.tokens.is_letters(index)
        )

    def is_acronym(self, index: int) -> bool:
        """Tell whether a token stands in capitals alone (`MTTQ`): what follows it may open with a capital by habit."""
        word = self.tokens.text[self.tokens.starts[index] : self.tokens.ends[index]]
        return len(word) > 1 and word.isupper() and self.tokens.capital[index]

    def past_capitals(self, index: int) -> int:
        """Return the token behind an unknown name of capital words and their second syllables."""
        while index < len(self.tokens) and self.tokens.capital[index] and self.tokens.is_letters(index):
            step = self.capital_step(index, self.marks.longest(index))
            if step is None:
                break
            index = step[0]
        return index

    def past_proper(self, index: int) -> int:
        """Return the token behind the name of a place (`xã Khe Mây`): capital words, of which none begins a body."""
        while (
            index < len(self.tokens)
            and self.tokens.capital[index]
            and self.tokens.is_letters(index)
            and not self.marks.is_a(index, "organ", "person", "instrument")
        ):
            index += 1
        return index

    def past_field(self, index: int) -> int:
        """Return the token behind one field of work: capital words with their small syllables."""
        while index < len(self.tokens) and self.tokens.capital[index]:
            step = self.capital_step(index, self.marks.longest(index))
            if step is None:
                break
            index = step[0]
        return index

    def past_places(self, index: int) -> int:
        """Return the token behind coordinated places: `xã, phường và đặc khu`, `xã: Gia Thuận, Tân Điền`."""
        words = self.tokens.words
        while index + 1 < len(words):
            following = index + 1
            if words[index] == "," and words[following] == "và":
                following += 1
            if words[index] == ":" and self.tokens.capital[following] and self.counted(index):
                index = self.past_proper(following)
                continue
            if words[index] not in (",", "và", "-") or following >= len(words):
                break
            if self.marks.is_a(following, "determiner") and self.marks.is_a(following + 1, "place"):
                break
            if self.marks.is_a(following, "place"):
                index = self.past_proper(self.marks.longest(following).end)
            elif self.tokens.capital[following] and self.past_proper(following) > following:
                if self.tokens.capital[index - 1] and self.place_goes_on(following):
                    index = self.past_proper(following)
                else:
                    break
            else:
                break
        return index

    def counted(self, index: int) -> bool:
        """Tell whether a number stands before the places that end at a token (`04 xã: Gia Thuận, …`)."""
        return any(self.tokens.words[each].isdigit() for each in range(max(0, index - 3), index))

    def place_goes_on(self, index: int) -> bool:
        """`xã Gia Thuận, Tân Điền`: two words with capital letters, no body, no field."""
        end = self.past_proper(index)
        return end - index >= 2 and not self.marks.longest(index).classes & {"field", "deed"}

    def past_bracket(self, index: int) -> int:
        """Return the token behind a bracket that opens at a token, the token itself where none does."""
        words = self.tokens.words
        if index < len(words) and words[index] == "(" and ")" in words[index : index + _LONGEST_BRACKET]:
            return words.index(")", index) + 1
        return index
