"""What several test modules need: texts to read, and texts rewritten with a map of their offsets."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from danvan_docs.models import Directive
from danvan_docs.reading.folding import fold

ROOT = Path(__file__).parents[1]
CORPORA = ROOT / "corpora"
SHARED = ROOT.parent / "shared"


def read_exactly(path: Path) -> str:
    """Return a text file's content, line ends as they are."""
    return path.read_bytes().decode("utf-8")


def spans_of(directive: Directive) -> Iterable[tuple[str, int, int]]:
    """Yield every span of a result with the name of what it is."""
    for name in ("blocks", "sections", "citations", "named", "relations", "tasks", "targets", "footnotes"):
        for entry in getattr(directive, name):
            yield name, entry.start, entry.end
            for actor in getattr(entry, "actors", ()):
                yield "actors", actor.start, actor.end
            if getattr(entry, "date_start", None) is not None:
                yield "dates", entry.date_start, entry.date_end


def assert_sound(directive: Directive, text: str) -> None:
    """Check what holds for every result: the text is kept, every span slices it, lists are in order."""
    assert directive.text == text
    for name, start, end in spans_of(directive):
        assert 0 <= start < end <= len(text), (name, start, end)
    for name in ("sections", "citations", "named", "tasks", "targets"):
        starts = [entry.start for entry in getattr(directive, name)]
        assert starts == sorted(starts), name
    for index, section in enumerate(directive.sections):
        assert section.body_end <= len(text)
        assert section.parent is None or section.parent < index
    for citation in directive.citations:
        number = re.match(r"\d+", citation.symbol)
        assert number
        assert number[0] in re.sub(r"[\s*]", "", fold(directive.quote(citation))[0])


@dataclass
class Rewritten:
    """A text with some stretches replaced; `place` maps an offset of the old text to the new one."""

    text: str
    _ends: list[int]
    _shifts: list[int]

    def place(self, offset: int) -> int:
        """Return where an old offset that lies in no replaced stretch is now."""
        index = bisect_right(self._ends, offset) - 1
        return offset if index < 0 else offset + self._shifts[index]


def rewrite(text: str, edits: Iterable[tuple[int, int, str]]) -> Rewritten:
    """Replace `text[start:end]` by the given words, for each of the edits (in order, apart)."""
    parts: list[str] = []
    ends: list[int] = []
    shifts: list[int] = []
    done = shift = 0
    for start, end, words in edits:
        parts += [text[done:start], words]
        shift += len(words) - (end - start)
        ends.append(end)
        shifts.append(shift)
        done = end
    return Rewritten("".join([*parts, text[done:]]), ends, shifts)


def decomposed(text: str) -> Rewritten:
    """Return the text in NFD."""
    return rewrite(text, ((i, i + 1, unicodedata.normalize("NFD", c)) for i, c in enumerate(text)))


def work(run: Callable[[], object]) -> int:
    """Return how many calls `run` makes, of Python and of compiled functions: the same on any machine."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    run()  # what is loaded or compiled once is not counted
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls
